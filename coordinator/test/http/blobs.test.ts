import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Plan } from "@tributary/core/plan";
import type { Digest } from "@tributary/core/support";
import type { FederationTransport } from "@tributary/core/wire";
import { expect } from "chai";

import { createInProcessTransport } from "../../src/index.ts";
import { rangeOf } from "../../src/http/byte-range.ts";
import { grpcLine } from "../support/grpc-line.ts";
import type { GrpcLine } from "../support/grpc-line.ts";
import { planOf } from "../support/plans.ts";
import { scriptedClient } from "../support/scripted-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import type { TestCoordinator } from "../support/test-coordinator.ts";
import { webGet, webRequest } from "../support/web-request.ts";

const nowhere = "0".repeat(64);

describe("the blobs of a coordinator over HTTP", function () {
  this.timeout(10_000);
  let test: TestCoordinator;
  let line: GrpcLine;

  const serve = async (plan: Plan = planOf(), limits = {}): Promise<void> => {
    test = await testCoordinator(plan);
    const { federation, administration, openBlob } = test.coordinator;
    line = await grpcLine(federation, administration, undefined, { openBlob, limits });
  };
  afterEach(async () => {
    await line.end();
    await test.end();
  });

  const get = (name: string, headers: Record<string, string> = {}, method = "GET") =>
    webGet(line.server.port, `/blobs/${name}`, { method, headers });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const operator = async () => bearer((await readFile(join(test.dataDir, "operator-token"), "utf8")).trim());

  /** The session token of an enrolled client. */
  async function session() {
    const inner = createInProcessTransport(test.coordinator.federation);
    let token = "";
    const listening = {
      ...inner,
      unary: (...call: Parameters<FederationTransport["unary"]>) => {
        token = call[2]?.token ?? token;
        return inner.unary(...call);
      },
    } as FederationTransport;
    await (await scriptedClient(listening, 1)).assigned();
    return bearer(token);
  }

  function base(): Digest {
    const [task] = test.coordinator.state.tasks.values();
    if (task === undefined) throw new Error("there is no task");
    return task.base;
  }

  it("are for clients and operators, each what it may download", async () => {
    await serve();
    const secret = (await test.coordinator.blobs.put([Buffer.from("not a model")])).digest;
    const client = await session();
    const model = await test.coordinator.blobs.get(base());
    for (const headers of [client, await operator()]) {
      const answer = await get(base(), headers);
      expect(answer.status).to.equal(200);
      expect(answer.body).to.deep.equal(Buffer.from(model ?? []));
      expect(answer.headers).to.include({
        etag: `"${base()}"`,
        "cache-control": "private, max-age=31536000, immutable",
        "accept-ranges": "bytes",
        "content-length": String(model?.length),
      });
    }
    expect((await get(secret, client)).status).to.equal(404);
    expect((await get(secret, await operator())).status).to.equal(200);
  });

  it("tell nobody without a token whether they are there", async () => {
    await serve();
    const answers = await Promise.all(
      [base(), nowhere].map((name) => get(name)).concat(get(base(), bearer("0.0"))),
    );
    for (const { status, headers, body } of answers) {
      expect(status).to.equal(401);
      expect(headers).to.include({ "www-authenticate": "Bearer" });
      expect(body).to.deep.equal(answers[0]?.body);
    }
    expect((await get(nowhere, await operator())).status).to.equal(404);
  });

  it("are anybody's where the plan says that the model is public, and nothing else is", async () => {
    await serve(planOf({ publicModel: true }));
    const answer = await get(base());
    expect(answer.status).to.equal(200);
    expect(answer.headers).to.include({ "cache-control": "public, max-age=31536000, immutable" });
    expect((await get(nowhere)).status).to.equal(401);
  });

  it("come in part, from any byte to any other", async () => {
    await serve();
    const bytes = Buffer.from(Uint8Array.from({ length: 700_000 }, (_, i) => (i * 31) % 251));
    const { digest } = await test.coordinator.blobs.put([bytes]);
    const token = await operator();
    for (const [range, from, to] of [
      ["bytes=0-0", 0, 1],
      ["bytes=262140-262150", 262_140, 262_151],
      ["bytes=100-", 100, 700_000],
      ["bytes=-5", 699_995, 700_000],
      ["bytes=699999-900000", 699_999, 700_000],
    ] as const) {
      const part = await get(digest, { ...token, range });
      expect(part.status, range).to.equal(206);
      expect(part.headers["content-range"]).to.equal(`bytes ${from}-${to - 1}/700000`);
      expect(part.body.equals(bytes.subarray(from, to)), range).to.equal(true);
    }
    const beyond = await get(digest, { ...token, range: "bytes=700000-" });
    expect(beyond.status).to.equal(416);
    expect(beyond.headers["content-range"]).to.equal("bytes */700000");
    const stale = await get(digest, { ...token, range: "bytes=0-0", "if-range": '"another"' });
    expect([stale.status, stale.body.length]).to.deep.equal([200, 700_000]);
    const known = await get(digest, { ...token, "if-none-match": `W/"x", "${digest}"` });
    expect([known.status, known.body.length]).to.deep.equal([304, 0]);
    const head = await get(digest, token, "HEAD");
    expect([head.status, head.body.length, head.headers["content-length"]]).to.deep.equal([200, 0, "700000"]);
  });

  it("are not looked for under other names or with other methods", async () => {
    await serve();
    const token = await operator();
    for (const name of ["", "..", "../operator-token", "%2e%2e%2foperator-token", base().toUpperCase()]) {
      expect((await get(name, token)).status, name).to.equal(404);
    }
    expect((await get(base(), token, "PUT")).status).to.equal(405);
  });

  it("share the limit of downloads, and give back their places when the reader goes away", async () => {
    await serve(planOf(), { downloads: 1 });
    const { digest } = await test.coordinator.blobs.put([Buffer.alloc(64 << 20)]);
    const token = await operator();
    const slow = webRequest(line.server.port, `/blobs/${digest}`, { headers: token });
    slow.on("error", () => undefined);
    slow.end();
    const [response] = (await once(slow, "response")) as [NodeJS.ReadableStream];
    response.pause();
    const refused = await get(base(), token);
    expect(refused.status).to.equal(503);
    expect(refused.headers).to.include({ "retry-after": "5" });
    slow.destroy();
    // It comes again until the place is free.
    while ((await get(base(), token)).status !== 200);
  });
});

describe("a Range header", () => {
  it("asks for one range of bytes, or for nothing that is known", () => {
    const cases = [
      ["bytes=0-", 10, { from: 0, to: 10 }],
      ["bytes=2-3", 10, { from: 2, to: 4 }],
      ["bytes=-3", 10, { from: 7, to: 10 }],
      ["bytes=-30", 10, { from: 0, to: 10 }],
      ["bytes=-0", 10, "unsatisfiable"],
      ["bytes=10-", 10, "unsatisfiable"],
      ["bytes=0-", 0, "unsatisfiable"],
      ["bytes=3-2", 10, "all"],
      ["bytes=-", 10, "all"],
      ["bytes=0-1,3-4", 10, "all"],
      ["bytes=1e3-", 10, "all"],
      ["items=0-1", 10, "all"],
      [undefined, 10, "all"],
    ] as const;
    for (const [header, size, expected] of cases) {
      expect(rangeOf(header, size), String(header)).to.deep.equal(expected);
    }
  });
});
