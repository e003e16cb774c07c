import { rejects } from "node:assert/strict";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { expect } from "chai";

import { temporaryFolder, unusedPort } from "@tributary/test-support";

import type { ClientEvent, JoinOptions, JoinResult } from "../src/index.ts";
import { joinFederation } from "../src/index.ts";
import { featurePlan } from "./plans.ts";
import { plainTrainer } from "./plain-trainer.ts";
import { refusal } from "./refusal.ts";
import { scriptedServer } from "./scripted-server.ts";
import type { ScriptedServer, ServerScript } from "./scripted-server.ts";

const folder = temporaryFolder();
const data = [0, 1, 2, 3].map((i) => ({ values: Float32Array.of(i, -i), label: i % 2 }));

const servers: ScriptedServer[] = [];
afterEach("kill the servers", () => {
  for (const server of servers.splice(0)) server.kill();
});

async function serve(
  script: ServerScript,
): Promise<{ readonly server: ScriptedServer; readonly url: string }> {
  const server = await scriptedServer(script);
  servers.push(server);
  return { server, url: `http://127.0.0.1:${await server.listen()}#${server.fingerprint}` };
}

function options(coordinator: string, more: Partial<JoinOptions> = {}): JoinOptions {
  return {
    coordinator,
    data,
    acceptSealed: true,
    trainer: plainTrainer(),
    identity: join(folder(), "identity.json"),
    cacheDir: join(folder(), "cache"),
    ...more,
  };
}

describe("joinFederation", function () {
  this.timeout(30_000);

  it("takes part to the end over gRPC, keeps its identity private, and hands over the best model", async () => {
    const { server, url } = await serve({ plan: featurePlan(), rounds: 2 });
    const events: ClientEvent[] = [];
    const result: JoinResult = await joinFederation(options(url, { onEvent: (event) => events.push(event) }));
    expect(result).to.include({ state: "completed", roundsCounted: 2, bestRound: 2 });
    expect(server.payloads).to.have.length(2);
    expect((await readFile(result.model?.path ?? "")).length).to.equal(result.model?.sizeBytes);
    expect((await stat(join(folder(), "identity.json"))).mode & 0o777).to.equal(0o600);
    expect(events.find((event) => event.kind === "data")).to.deep.equal({
      kind: "data",
      exampleCount: 4,
      perLabel: [2, 2],
    });
  });

  it("goes on with a download when the coordinator was killed in its middle and came back", async () => {
    let killed = false;
    const { server, url } = await serve({
      plan: featurePlan(10_000),
      rounds: 1,
      before: (method, count, self) => {
        if (method !== "Download" || count !== 8 || killed) return;
        killed = true;
        self.kill();
        void self.listen();
      },
    });
    const examples = [{ values: new Float32Array(10_000), label: 0 }];
    const events: ClientEvent[] = [];
    const result = await joinFederation(
      options(url, { data: examples, onEvent: (event) => events.push(event) }),
    );
    expect(result.roundsCounted).to.equal(1);
    expect(events.some(({ kind }) => kind === "reconnecting")).to.equal(true);
    const offsets = server.received
      .filter(({ method }) => method === "Download")
      .map(({ request }) => Number(request["offset"]));
    expect(offsets[1]).to.be.greaterThan(0);
    expect((offsets[1] ?? 1) % 4096).to.equal(0);
  });

  it("goes on with an upload when the coordinator was killed in its middle and came back", async () => {
    let killed = false;
    let trainings = 0;
    const { server, url } = await serve({
      plan: featurePlan(250_000),
      rounds: 1,
      before: (method, count, self) => {
        if (method !== "PutChunk" || count !== 2 || killed) return;
        killed = true;
        self.kill();
        void self.listen();
      },
    });
    const examples = [{ values: new Float32Array(250_000), label: 0 }];
    const result = await joinFederation(
      options(url, { data: examples, trainer: plainTrainer(() => trainings++) }),
    );
    expect(result.roundsCounted).to.equal(1);
    expect(killed).to.equal(true);
    expect(trainings).to.equal(1);
    expect(server.payloads).to.have.length(1);
    const sent = server.received
      .filter(({ method }) => method === "PutChunk")
      .map(({ request }) => Number(request["offset"]));
    expect(sent.filter((offset) => offset === 0)).to.have.length(1);
  });

  it("waits for a coordinator that is not there yet, and says so", async () => {
    const server = await scriptedServer({ plan: featurePlan(), rounds: 1 });
    servers.push(server);
    const port = await server.listen();
    server.kill();
    const events: ClientEvent[] = [];
    const result = await joinFederation(
      options(`http://127.0.0.1:${port}`, {
        onEvent: (event) => {
          events.push(event);
          if (event.kind === "reconnecting" && events.length === 1) void server.listen();
        },
      }),
    );
    expect(result.state).to.equal("completed");
    const [first] = events;
    expect(first?.kind === "reconnecting" ? first.error : "").to.match(
      /the coordinator at 127\.0\.0\.1:\d+ cannot be reached/,
    );
  });

  it("gives up on one that does not come, if it was told when", async () => {
    const url = `http://127.0.0.1:${await unusedPort()}`;
    expect(await refusal(() => joinFederation(options(url, { giveUpAfterMs: 0 })))).to.match(
      /^Gave up after 0 s without the coordinator: the coordinator at 127\.0\.0\.1:\d+ cannot be reached/,
    );
  });

  it("says so when what answers is no coordinator", async () => {
    const other = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    // A TCP server that listens has an address with a port.
    const { port } = other.address() as AddressInfo;
    try {
      const message = await refusal(() =>
        joinFederation(options(`http://127.0.0.1:${port}`, { giveUpAfterMs: 0 })),
      );
      expect(message).to.match(/cannot be reached/);
    } finally {
      other.close();
    }
  });

  it("refuses a coordinator with another key than the invitation's", async () => {
    const { url } = await serve({ plan: featurePlan(), rounds: 1 });
    const fingerprint = "0".repeat(64);
    expect(await refusal(() => joinFederation(options(url, { fingerprint })))).to.match(
      /^This is not the coordinator you meant: its fingerprint is [0-9a-f]{64}, expected 0{64}/,
    );
  });

  it("refuses a sealed task before it reads the data, unless told to accept it", async () => {
    const { server, url } = await serve({ plan: featurePlan(), rounds: 1 });
    const absent = join(folder(), "absent.csv");
    const message = await refusal(() => joinFederation(options(url, { acceptSealed: false, data: absent })));
    expect(message).to.match(/can read each of your updates/);
    expect(server.received.map(({ method }) => method)).to.deep.equal(["GetTask"]);
  });

  it("takes a policy as an object or as a file, and refuses a task outside it", async () => {
    const { server, url } = await serve({ plan: featurePlan(), rounds: 1 });
    const policy = { modes: ["secure"] } as const;
    const outside = /^Task tiny is outside this client's policy: modes: expected secure, got sealed\.$/;
    expect(await refusal(() => joinFederation(options(url, { policy })))).to.match(outside);
    const path = join(folder(), "policy.yaml");
    await writeFile(path, "modes: [secure]");
    expect(await refusal(() => joinFederation(options(url, { policy: path })))).to.match(outside);
    expect(server.received.map(({ method }) => method)).to.deep.equal(["GetTask", "GetTask"]);
  });

  it("refuses demands that are none before it calls anybody", async () => {
    const url = `http://127.0.0.1:${await unusedPort()}`;
    expect(await refusal(() => joinFederation(options(url, { minSurvivors: 2.5 })))).to.equal(
      "minSurvivors is 2.5; expected a whole number from 1 on.",
    );
    expect(await refusal(() => joinFederation(options(url, { organisation: "St. Mary" })))).to.equal(
      '"St. Mary" is not an organisation\'s fingerprint: expected 64 hex digits.',
    );
    expect(await refusal(() => joinFederation(options(url, { policy: { maximumEpochs: 0 } })))).to.equal(
      "The policy is not valid: maximumEpochs: expected a whole number at least 1, got 0.",
    );
  });

  it("refuses data that do not suit the task, by file and line, before anything is trained", async () => {
    const { server, url } = await serve({ plan: featurePlan(), rounds: 1 });
    const message = await refusal(() => joinFederation(options(url, { data: join(folder(), "absent.csv") })));
    expect(message).to.include("there is no such file");
    expect(server.received.map(({ method }) => method)).to.not.include("CheckIn");
  });

  it("tells what training will take before it trains, and trains nothing where that is more than there is", async () => {
    const { server, url } = await serve({ plan: featurePlan(), rounds: 1 });
    const events: ClientEvent[] = [];
    const { trainer: _, ...own } = options(url, { engine: "cpu", onEvent: (event) => events.push(event) });
    expect(await refusal(() => joinFederation({ ...own, availableBytes: 100 }))).to.match(
      /^training by the plan of task tiny needs about 1 MiB .* and this process may take 1 MiB; what helps is /,
    );
    expect(server.payloads).to.have.length(0);
    expect(events.map(({ kind }) => kind)).to.not.include.oneOf(["estimate", "evaluated", "training"]);
    events.length = 0;
    await joinFederation(own);
    const kinds = events
      .map(({ kind }) => kind)
      .filter((kind) => kind === "estimate" || kind === "evaluated");
    expect(kinds).to.deep.equal(["estimate", "evaluated"]);
    const told = events.find((event) => event.kind === "estimate");
    // Three rows of two numbers, a matrix of 2 x 2 with its bias: 6 weights, nine times over.
    expect(told?.estimate).to.include({ engine: "cpu", batchSize: 3, trainedBytes: 9 * 4 * 6 });
    expect(told?.estimate.secondsPerEpoch).to.be.greaterThan(0);
  });

  it("refuses a coordinator that goes back behind the receipt which this client kept", async () => {
    const { url } = await serve({ plan: featurePlan(), rounds: 2 });
    await joinFederation(options(url));
    const again = await serve({ plan: featurePlan(), rounds: 2 });
    expect(await refusal(() => joinFederation(options(again.url)))).to.match(
      /^The coordinator went back: it offers round 1/,
    );
  });

  it("takes an identity file for one client at a time, and a seed without a lock", async () => {
    const { url } = await serve({ plan: featurePlan(), rounds: 1 });
    const lock = join(folder(), "identity.json.lock");
    await writeFile(lock, `${process.ppid}\n`);
    expect(await refusal(() => joinFederation(options(url)))).to.match(
      /identity\.json is in use by process \d+/,
    );
    const seeded = await joinFederation(options(url, { identity: new Uint8Array(32).fill(7) }));
    expect(seeded.state).to.equal("completed");
    await rm(lock);
    const again = await serve({ plan: featurePlan(), rounds: 1 });
    const cacheDir = join(folder(), "another-cache");
    expect((await joinFederation(options(again.url, { cacheDir }))).state).to.equal("completed");
    await rejects(stat(lock));
  });

  it("stops when its signal is raised, and resolves", async () => {
    const { url } = await serve({ plan: featurePlan(), rounds: 5 });
    const controller = new AbortController();
    const result = await joinFederation(
      options(url, {
        signal: controller.signal,
        onEvent: (event) => {
          if (event.kind === "trained") controller.abort(new Error("enough"));
        },
      }),
    );
    expect(result).to.deep.include({ state: "stopped", roundsCounted: 0, model: undefined });
  });
});
