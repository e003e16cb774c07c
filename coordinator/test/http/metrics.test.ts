import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { repositoryRoot } from "@tributary/test-support";
import { expect } from "chai";

import { metricsRoute, operatorGate } from "../../src/http/index.ts";
import {
  callMetrics,
  exposition,
  federationMetrics,
  portMetrics,
  processMetrics,
} from "../../src/metrics/index.ts";
import { administrationServiceOfNone, grpcLine } from "../support/grpc-line.ts";
import type { GrpcLine } from "../support/grpc-line.ts";
import { planOf } from "../support/plans.ts";
import { scriptedClient } from "../support/scripted-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import { webGet } from "../support/web-request.ts";

describe("the metrics of a coordinator", function () {
  this.timeout(20_000);

  it("count a round: who took part, how it ended, what went over the port", async () => {
    const meters = { federation: federationMetrics(), calls: callMetrics() };
    const test = await testCoordinator(planOf(), {
      onChange: (change) => meters.federation.onChange(change),
    });
    const { coordinator } = test;
    const line = await grpcLine(meters.calls.counted("Federation", coordinator.federation));
    const clients = await Promise.all([1, 2, 3].map((number) => scriptedClient(line.transport, number)));
    await Promise.all(clients.map((client) => client.takePart()));
    await clients[0]?.connection
      .getOutcome({ task: "small" as never, round: 9, attempt: 1 })
      .catch(() => undefined);
    const figures = line.server.figures();
    const text = exposition([
      ...meters.federation.metrics(coordinator.state),
      ...meters.calls.metrics(),
      ...portMetrics(figures),
      ...processMetrics("1.2.3"),
    ]);
    await line.end();
    await test.end();
    const samples = new Map(
      text
        .split("\n")
        .filter((each) => each !== "" && !each.startsWith("#"))
        .map((each) => [each.slice(0, each.lastIndexOf(" ")), Number(each.slice(each.lastIndexOf(" ") + 1))]),
    );
    expect(Object.fromEntries(samples)).to.include({
      'tributary_task_state{task="small",state="running"}': 1,
      'tributary_round{task="small"}': 2,
      'tributary_rounds_committed_total{task="small"}': 1,
      'tributary_updates_accepted_total{task="small"}': 3,
      'tributary_clients{kind="other",status="enrolled"}': 3,
      'tributary_calls_total{service="Federation",method="CommitUpload",code="ok"}': 3,
      'tributary_connections{protocol="http2"}': 1,
    });
    // Every metric is documented; what is documented is there, once there is something to count.
    const documented = await readFile(join(repositoryRoot, "docs/operating.md"), "utf8");
    for (const [, name = ""] of text.matchAll(/^# TYPE (tributary_\w+)/gm)) {
      expect(documented).to.include(`\`${name}\``);
    }
    for (const [, name = ""] of documented.matchAll(/`(tributary_\w+)`/g)) {
      expect(text).to.include(`# TYPE ${name} `);
    }
    for (const [name, value] of samples) expect(value, name).to.be.at.least(0);
    expect(samples.get("tributary_received_bytes_total")).to.be.greaterThan(1_000);
    expect(samples.get("tributary_sent_bytes_total")).to.be.greaterThan(1_000);
    expect(text).to.match(/^tributary_build_info\{release="1\.2\.3",node="v\d/m);
  });

  it("are written as Prometheus reads them", () => {
    const text = exposition([
      { name: "a_total", help: "One\\two\nthree.", type: "counter", samples: [[{ why: 'a "b"\\\n' }, 2]] },
      { name: "b", help: "None.", type: "gauge", samples: [] },
      {
        name: "c",
        help: "Odd.",
        type: "gauge",
        samples: [
          [{}, Infinity],
          [{ x: "" }, Number.NaN],
        ],
      },
    ]);
    expect(text.split("\n")).to.deep.equal([
      "# HELP a_total One\\\\two\\nthree.",
      "# TYPE a_total counter",
      'a_total{why="a \\"b\\"\\\\\\n"} 2',
      "# HELP b None.",
      "# TYPE b gauge",
      "# HELP c Odd.",
      "# TYPE c gauge",
      "c +Inf",
      'c{x=""} NaN',
      "",
    ]);
  });

  describe("are shown", () => {
    let line: GrpcLine;
    afterEach(() => line.end());

    /** The status of a request to a server that trusts its machine, or does not. */
    async function statusFor(
      trusting: boolean,
      headers: Record<string, string>,
    ): Promise<number | undefined> {
      const gate = operatorGate((token) => token === "operator", trusting);
      line = await grpcLine(administrationServiceOfNone as never, undefined, undefined, {
        routes: [metricsRoute(() => "x 1\n", gate)],
      });
      return (await webGet(line.server.port, "/metrics", { headers })).status;
    }

    const authorization = "Bearer operator";
    for (const [what, trusting, headers, expected] of [
      ["to the operator", false, { authorization }, 200],
      ["to nobody else where other machines can ask", false, {}, 401],
      ["not for another token", false, { authorization: "Bearer client" }, 401],
      ["to whoever is on this machine where none but it can ask", true, { host: "localhost:7070" }, 200],
      ["also by its other names", true, { host: "[::1]:7070" }, 200],
      ["not to a page whose name was made to lead here", true, { host: "evil.example:7070" }, 401],
      ["not by a name that only begins like an address", true, { host: "127.0.0.1.evil.example" }, 401],
      [
        "not through a proxy, which makes the whole world local",
        true,
        { host: "localhost:7070", "x-forwarded-for": "203.0.113.9" },
        401,
      ],
    ] as const) {
      it(what, async () => expect(await statusFor(trusting, headers)).to.equal(expected));
    }
  });
});
