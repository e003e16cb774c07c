import { readFile } from "node:fs/promises";
import { createServer } from "node:tls";
import { fileURLToPath } from "node:url";

import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { ServerUnaryCall, ServerWritableStream, sendUnaryData } from "@grpc/grpc-js";
import { expect } from "chai";

import { CallError } from "@tributary/core/wire";
import type { FederationTransport } from "@tributary/core/wire";
import { loadServices } from "@tributary/proto/loader";
import { unusedPort } from "@tributary/test-support";

import { createGrpcTransport } from "../../src/transport/grpc-transport.ts";
import { featurePlan } from "../plans.ts";
import { refusal } from "../refusal.ts";
import { scriptedServer } from "../scripted-server.ts";

const key = new URL("../../../test/fixtures/tls/key.pem", import.meta.url);
const certificate = new URL("../../../test/fixtures/tls/certificate.pem", import.meta.url);

async function failure(work: Promise<unknown>): Promise<CallError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CallError) return error;
    throw error;
  }
  throw new Error("the call did not fail");
}

describe("the gRPC transport of the client", () => {
  const ends: (() => void)[] = [];
  afterEach("close what was opened", () => {
    for (const end of ends.splice(0)) end();
  });

  function transportTo(
    port: number,
    tls?: { readonly ca: Uint8Array | undefined },
    host = "127.0.0.1",
  ): FederationTransport {
    const transport = createGrpcTransport({ host, port, tls });
    ends.push(() => void transport.close());
    return transport;
  }

  /** A server whose GetTask answers as it is told and whose Watch never ends. */
  async function serve(status?: {
    readonly code: number;
    readonly details: string;
  }): Promise<{ port: number; cancelled: () => number }> {
    let cancelled = 0;
    const server = new Server();
    server.addService(loadServices().Federation.service, {
      GetTask: (call: ServerUnaryCall<object, object>, reply: sendUnaryData<object>) => {
        call.on("cancelled", () => cancelled++);
        if (status !== undefined) reply(status, {});
      },
      Watch: (call: ServerWritableStream<object, object>) => {
        call.on("cancelled", () => cancelled++);
        call.write({ phase: "open" });
      },
    });
    ends.push(() => server.forceShutdown());
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    return { port, cancelled: () => cancelled };
  }

  for (const [code, name] of [
    [5, "not-found"],
    [7, "permission-denied"],
    [8, "resource-exhausted"],
    [16, "unauthenticated"],
    [2, "internal"],
  ] as const) {
    it(`turns status ${code} into ${name}, with the coordinator's words`, async () => {
      const { port } = await serve({ code, details: "as it is" });
      const error = await failure(transportTo(port).unary("GetTask", {}));
      expect(error).to.include({ code: name, message: "as it is" });
    });
  }

  it("says which coordinator cannot be reached", async () => {
    const port = await unusedPort();
    const error = await failure(transportTo(port).unary("GetTask", {}));
    expect(error.code).to.equal("unavailable");
    expect(error.message).to.include(`the coordinator at 127.0.0.1:${port} cannot be reached`);
  });

  it("ends a call at its deadline", async () => {
    const { port } = await serve();
    expect(await failure(transportTo(port).unary("GetTask", {}, { timeoutMs: 50 }))).to.include({
      code: "deadline-exceeded",
    });
  });

  it("ends a call with the signal's own reason, before it began or under way", async () => {
    const { port } = await serve();
    const transport = transportTo(port);
    const reason = new Error("enough");
    const caught = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(await caught(transport.unary("GetTask", {}, { signal: AbortSignal.abort(reason) }))).to.equal(
      reason,
    );
    const controller = new AbortController();
    const call = caught(transport.unary("GetTask", {}, { signal: controller.signal }));
    setImmediate(() => controller.abort(reason));
    expect(await call).to.equal(reason);
  });

  it("cancels a stream that its reader leaves", async () => {
    const { port, cancelled } = await serve();
    for await (const event of transportTo(port).stream("Watch", {})) {
      expect(event.phase).to.equal("open");
      break;
    }
    while (cancelled() === 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it("says in a sentence that the other side has no TLS, or has it, where that is what it looks like", async () => {
    const { port: open } = await serve();
    for (const host of ["127.0.0.1", "localhost"]) {
      const error = await failure(transportTo(open, { ca: undefined }, host).unary("GetTask", {}));
      expect(error.message).to.equal(
        `the coordinator at ${host}:${open} cannot be reached (it answers without TLS; if it is meant to, begin its address with http://)`,
      );
    }
    const server = await scriptedServer({ plan: featurePlan(), rounds: 1 });
    const pair = { key: await readFile(fileURLToPath(key)), certificate: await readFile(certificate) };
    const closed = await server.listen(pair);
    ends.push(() => server.kill());
    const error = await failure(transportTo(closed).unary("GetTask", {}));
    expect(error.code).to.equal("unavailable");
    expect(error.message).to.equal(
      `the coordinator at 127.0.0.1:${closed} cannot be reached (it closed the connection, as one with TLS does; if it has TLS, begin its address with https://)`,
    );
  });

  it("names the server to TLS by its name, and not at all by an address, of which Node would warn", async () => {
    const ca = await readFile(certificate);
    const names: unknown[] = [];
    const pair = { key: await readFile(key), cert: ca, ALPNProtocols: ["h2"] };
    const server = createServer(pair, (socket) => {
      names.push("servername" in socket ? socket.servername : undefined);
      socket.destroy();
    });
    ends.push(() => server.close());
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const bound = server.address();
        resolve(bound !== null && typeof bound === "object" ? bound.port : 0);
      });
    });
    for (const host of ["localhost", "127.0.0.1"]) {
      const error = await failure(transportTo(port, { ca }, host).unary("GetTask", {}));
      expect(error.message).to.include("cannot be reached");
    }
    expect(names).to.deep.equal(["localhost", false]);
  });

  it("speaks TLS to a coordinator whose authority it was given, and to no other", async () => {
    const server = await scriptedServer({ plan: featurePlan(), rounds: 1 });
    const ca = await readFile(certificate);
    const port = await server.listen({ key: await readFile(fileURLToPath(key)), certificate: ca });
    ends.push(() => server.kill());
    const answer = await transportTo(port, { ca }, "localhost").unary("GetTask", {});
    expect(answer.taskId).to.equal("tiny");
    expect((await transportTo(port, { ca }).unary("GetTask", {})).taskId).to.equal("tiny");
    const stranger = transportTo(port, { ca: undefined }, "localhost");
    expect(await refusal(() => stranger.unary("GetTask", {}))).to.match(
      /^The certificate of the coordinator at localhost:\d+ cannot be trusted \(self-signed certificate\)\. Check/,
    );
  });
});
