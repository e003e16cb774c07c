import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";

import { Metadata, credentials, makeGenericClientConstructor } from "@grpc/grpc-js";
import { UserError, taskId } from "@tributary/core/support";
import { CallError } from "@tributary/core/wire";
import { expect } from "chai";

import { startServer } from "../../src/index.ts";
import { healthService } from "../../src/rpc/health.ts";
import { administrationServiceOfNone, grpcLine } from "../support/grpc-line.ts";
import type { GrpcLine } from "../support/grpc-line.ts";
import { grpcTransport } from "../support/grpc-transport.ts";
import { scriptedClient } from "../support/scripted-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import type { TestCoordinator } from "../support/test-coordinator.ts";

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../test/fixtures/${name}`, import.meta.url));

describe("the gRPC port of a coordinator", function () {
  this.timeout(20_000);
  let test: TestCoordinator;
  let line: GrpcLine;

  beforeEach(async () => {
    test = await testCoordinator();
    line = await grpcLine(test.coordinator.federation, test.coordinator.administration);
  });
  afterEach(async () => {
    await line.end();
    await test.end();
  });

  /** A whole round, as proof that nothing suffered. */
  async function aRoundIsMade(): Promise<void> {
    const clients = await Promise.all([1, 2, 3].map((number) => scriptedClient(line.transport, number)));
    const outcomes = await Promise.all(clients.map((client) => client.takePart()));
    for (const outcome of outcomes) expect(outcome).to.include({ kind: "committed", counted: true });
    expect(test.troubles).to.deep.equal([]);
  }

  it("has the large upload windows that this release of grpc-js must be talked into", () => {
    expect(line.server.raisedWindows).to.equal(true);
  });

  it("carries whole rounds", () => aRoundIsMade());

  it("shrugs off random bytes, half a handshake and a connection that closes at once", async () => {
    const noise = Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 256));
    const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    for (const bytes of [
      noise,
      Buffer.from("GET / HTTP/1.1\r\n\r\n"),
      Buffer.concat([preface, noise]),
      preface,
      Buffer.alloc(0),
    ]) {
      const socket = connect(line.server.port, "127.0.0.1");
      socket.on("error", () => undefined);
      await once(socket, "connect");
      socket.resume();
      socket.end(bytes);
      await once(socket, "close");
    }
    await aRoundIsMade();
  });

  it("loses nothing when a client goes away in the middle of a piece", async () => {
    const [client, ...others] = await Promise.all(
      [1, 2, 3].map((number) => scriptedClient(line.transport, number)),
    );
    const places = await Promise.all([client!, ...others].map((each) => each.assigned()));
    const { round, attempt } = places[0]!.descriptor;
    // Half of a PutChunk frame: the length says more than ever comes.
    const socket = connect(line.server.port, "127.0.0.1");
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.end(
      Buffer.concat([
        Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Buffer.from([0, 4, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3]),
      ]),
    );
    socket.resume();
    await once(socket, "close");
    expect({ round, attempt }).to.deep.equal({ round: 1, attempt: 1 });
    await aRoundIsMade();
  });

  it("turns away a message larger than a chunk may be, without ending", async () => {
    const data = new Uint8Array(2 << 20);
    const failure = await line.transport
      .unary("PutChunk", { data }, { token: "x" })
      .catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(CallError);
    expect(failure).to.include({ code: "resource-exhausted" });
    await aRoundIsMade();
  });

  it("refuses messages that the protocol does not allow, by the field's name", async () => {
    const failures = await Promise.all([
      line.transport.unary("Enroll", { taskId: "NO SUCH NAME!" }).catch((error: unknown) => error),
      line.transport
        .unary("Enroll", { taskId: "small", publicKey: new Uint8Array(31) })
        .catch((error: unknown) => error),
    ]);
    expect(failures.map((failure) => (failure as CallError).code)).to.deep.equal([
      "invalid-argument",
      "invalid-argument",
    ]);
    expect((failures[1] as CallError).message).to.contain("public_key has 31 bytes, expected 32");
  });

  it("says in one sentence that a port is in use", async () => {
    const failure = await startServer({
      federation: test.coordinator.federation,
      administration: administrationServiceOfNone,
      host: "127.0.0.1",
      port: line.server.port,
      onFault: () => undefined,
    }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UserError);
    expect((failure as Error).message).to.equal(
      `Port ${line.server.port} on 127.0.0.1 is in use by another process. Stop it, or choose another port with --port.`,
    );
  });

  it("answers the standard health check, and says goodbye on the watch when it stops", async () => {
    const Health = makeGenericClientConstructor(healthService(), "Health");
    const client = new Health(`127.0.0.1:${line.server.port}`, credentials.createInsecure());
    const check = (service: string) =>
      new Promise((resolve) => {
        (client["Check"] as (...args: unknown[]) => unknown).call(
          client,
          { service },
          (error: unknown, answer: unknown) => resolve(error ?? answer),
        );
      });
    expect(await check("")).to.deep.equal({ status: "SERVING" });
    expect(await check("tributary.v1.Federation")).to.deep.equal({ status: "SERVING" });
    expect(await check("another.Service")).to.include({ code: 5 });
    const watch = (client["Watch"] as (...args: unknown[]) => AsyncIterable<unknown>).call(
      client,
      { service: "" },
      new Metadata(),
    );
    const seen: unknown[] = [];
    for await (const answer of watch) {
      seen.push(answer);
      if (seen.length === 1) void line.server.close(2_000);
    }
    expect(seen).to.deep.equal([{ status: "SERVING" }, { status: "NOT_SERVING" }]);
    client.close();
  });

  it("serves over TLS with a key pair of one's own", async () => {
    const tls = { key: fixture("tls-key.pem"), certificate: fixture("tls-cert.pem") };
    const server = await startServer({
      federation: test.coordinator.federation,
      administration: administrationServiceOfNone,
      host: "127.0.0.1",
      port: 0,
      tls,
      onFault: () => undefined,
    });
    expect(server.raisedWindows).to.equal(true);
    const transport = grpcTransport(
      `localhost:${server.port}`,
      credentials.createSsl(Buffer.from(tls.certificate)),
    );
    const answer = await transport.unary("GetTask", { taskId: taskId("small"), protocolVersion: 1 });
    expect(answer.taskId).to.equal("small");
    await transport.close();
    await server.close(100);
  });

  it("says in one sentence what is wrong with a TLS key or certificate", async () => {
    const key = fixture("tls-key.pem");
    const certificate = fixture("tls-cert.pem");
    const garbage = Buffer.from("-----BEGIN GARBAGE-----");
    const other = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
    const wrong = [
      {
        tls: { key: garbage, certificate },
        expected: /^The TLS key is not an unencrypted private key in PEM: /,
      },
      { tls: { key, certificate: garbage }, expected: /^The TLS certificate is not a certificate in PEM: / },
      {
        tls: { key: Buffer.from(other), certificate },
        expected: /^The TLS key is not the key of the TLS cert/,
      },
    ];
    for (const { tls, expected } of wrong) {
      const failure = await startServer({
        federation: test.coordinator.federation,
        administration: administrationServiceOfNone,
        host: "127.0.0.1",
        port: 0,
        tls,
        onFault: () => undefined,
      }).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(UserError);
      expect((failure as Error).message).to.match(expected);
    }
  });

  it("turns calls away beyond its limits before it reads their messages, and takes them again later", async () => {
    await line.end();
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let entered = 0;
    line = await grpcLine(
      {
        ...test.coordinator.federation,
        PutChunk: async () => {
          entered++;
          await held;
          return { nextOffset: 0 };
        },
      },
      administrationServiceOfNone,
      () => undefined,
      { limits: { calls: 10, callsPerConnection: 10, uploads: 2 } },
    );
    const calls = Array.from({ length: 3 }, () => line.transport.unary("PutChunk", {}, { token: "x" }));
    const refused = await Promise.any(
      calls.map((call) =>
        call.then(
          () => Promise.reject(new Error()),
          (error: unknown) => error,
        ),
      ),
    );
    expect(refused).to.include({
      code: "resource-exhausted",
      message: "overloaded: 2 uploads are in progress",
    });
    release?.();
    const ends = await Promise.allSettled(calls);
    expect(ends.filter(({ status }) => status === "fulfilled")).to.have.length(2);
    expect(entered).to.equal(2);
    expect(await line.transport.unary("PutChunk", {}, { token: "x" })).to.include({ nextOffset: 0 });
  });
});
