import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request as tlsRequest } from "node:https";
import { connect as connectTls } from "node:tls";

import { credentials } from "@grpc/grpc-js";
import { CallError } from "@tributary/core/wire";
import type { FederationTransport, Handlers } from "@tributary/core/wire";
import { createWebTransport } from "@tributary/client-web/transport";
import { federationCodec } from "@tributary/proto/codec";
import type { FederationMethods } from "@tributary/proto/methods";
import { expect } from "chai";

import { startServer } from "../../src/index.ts";
import type { CoordinatorServer, ServerOptions } from "../../src/index.ts";
import { administrationServiceOfNone } from "../support/grpc-line.ts";
import { grpcTransport, patientTransport } from "../support/grpc-transport.ts";
import {
  answerOf,
  bareSocket,
  frame,
  grpcStatusOf,
  webCall,
  webGet,
  webRequest,
} from "../support/web-request.ts";

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../../test/fixtures/${name}`, import.meta.url));
const tls = { key: fixture("tls-key.pem"), certificate: fixture("tls-cert.pem") };
const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const noSettings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
const getTask = frame(federationCodec.GetTask.encodeRequest({ taskId: "x" }));

const status = {
  deadlineExceeded: 4,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unauthenticated: 16,
};

describe("the one port of a coordinator", function () {
  this.timeout(10_000);
  let server: CoordinatorServer;
  let native: FederationTransport;
  let faults: unknown[];

  async function serve(
    methods: Partial<Handlers<FederationMethods>> = {},
    options: Partial<ServerOptions> = {},
  ): Promise<number> {
    const service: Partial<Handlers<FederationMethods>> = {
      GetTask: async ({ taskId }) => ({ taskId }),
      ...methods,
    };
    faults = [];
    server = await startServer({
      federation: new Proxy(service, {
        get: (target, name) => Reflect.get(target, name) ?? (() => Promise.reject(new Error("absent"))),
      }) as Handlers<FederationMethods>,
      administration: administrationServiceOfNone,
      host: "127.0.0.1",
      port: 0,
      onFault: ({ error }) => faults.push(error),
      ...options,
    });
    native = options.tls
      ? grpcTransport(`localhost:${server.port}`, credentials.createSsl(tls.certificate))
      : grpcTransport(`127.0.0.1:${server.port}`);
    return server.port;
  }

  afterEach(async () => {
    await native.close();
    await server.close(100);
  });

  async function bothKindsGoOn(): Promise<void> {
    const web = createWebTransport({ origin: `http://127.0.0.1:${server.port}`, fetch });
    const answers = await Promise.all(
      [native, web].map((each) => each.unary("GetTask", { taskId: "still here" })),
    );
    expect(answers.map(({ taskId }) => taskId)).to.deep.equal(["still here", "still here"]);
    await web.close();
    expect(faults).to.deep.equal([]);
  }

  describe("over TLS", () => {
    const agreed = async (port: number, offered?: string[]): Promise<string | false | null> => {
      const socket = connectTls({
        port,
        host: "127.0.0.1",
        servername: "localhost",
        ca: tls.certificate,
        ...(offered && { ALPNProtocols: offered }),
      });
      await once(socket, "secureConnect");
      const { alpnProtocol } = socket;
      socket.destroy();
      return alpnProtocol;
    };

    it("agrees on HTTP/2 with who offers that alone, and on HTTP/1.1 with who offers it", async () => {
      const port = await serve({}, { tls });
      expect(await agreed(port, ["h2"])).to.equal("h2");
      expect(await agreed(port, ["h2", "http/1.1"])).to.equal("http/1.1");
      expect(await agreed(port, ["http/1.1"])).to.equal("http/1.1");
      expect(await agreed(port)).to.equal(false);
      const refused = await agreed(port, ["smtp"]).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(Error);
    });

    it("answers calls of both kinds", async () => {
      const port = await serve({}, { tls });
      expect(server.raisedWindows).to.equal(true);
      expect(await native.unary("GetTask", { taskId: "native" })).to.include({ taskId: "native" });
      for (const ALPNProtocols of [["http/1.1"], undefined]) {
        const sent = tlsRequest({
          port,
          host: "127.0.0.1",
          servername: "localhost",
          ca: tls.certificate,
          method: "POST",
          path: "/tributary.v1.Federation/GetTask",
          headers: { "content-type": "application/grpc-web" },
          agent: false,
          ...(ALPNProtocols && { ALPNProtocols }),
        });
        sent.end(getTask);
        const answer = await answerOf(sent);
        expect(answer.status).to.equal(200);
        expect(grpcStatusOf(answer)).to.equal(0);
      }
    });

    it("survives who speaks something else", async () => {
      const port = await serve({}, { tls });
      for (const bytes of [preface, Buffer.from("GET / HTTP/1.1\r\n\r\n"), Buffer.alloc(300, 7)]) {
        const socket = await bareSocket(port);
        socket.resume();
        socket.end(bytes);
        await once(socket, "close");
      }
      expect(await native.unary("GetTask", { taskId: "native" })).to.include({ taskId: "native" });
      expect(faults).to.deep.equal([]);
    });
  });

  it("knows HTTP/2 by its first bytes, however they come", async () => {
    const port = await serve();
    const socket = await bareSocket(port);
    const answer = once(socket, "data");
    for (const byte of Buffer.concat([preface, noSettings])) {
      await new Promise((resolve) => socket.write(Buffer.of(byte), resolve));
    }
    // A SETTINGS frame: its type is the fourth byte.
    expect(((await answer) as [Buffer])[0].readUInt8(3)).to.equal(4);
    socket.destroy();
    await bothKindsGoOn();
  });

  it("takes requests of HTTP/1.1 that begin as HTTP/2 does", async () => {
    const port = await serve();
    const socket = await bareSocket(port);
    const answer = once(socket, "data");
    await new Promise((resolve) => socket.write("P", resolve));
    socket.write("OST /healthz HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n");
    expect(String(await answer)).to.match(/^HTTP\/1\.1 405 /);
    socket.destroy();
    await bothKindsGoOn();
  });

  it("closes connections that say nothing, half a preface or half a head", async () => {
    const port = await serve({}, { patienceMs: 100 });
    const closes = ["", "PR", "GET /healthz HTTP/1.1\r\nhost:"].map(async (bytes) => {
      const socket = await bareSocket(port);
      socket.resume();
      if (bytes !== "") socket.write(bytes);
      await once(socket, "close");
    });
    await Promise.all(closes);
    expect(faults).to.deep.equal([]);
  });

  it("closes with connections open that have said nothing, and with some that are kept alive", async () => {
    const port = await serve();
    const silent = await bareSocket(port);
    const kept = await bareSocket(port);
    kept.write("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
    await once(kept, "data");
    await server.close(10_000);
    silent.destroy();
    kept.destroy();
  });

  it("refuses a message beyond the limit by its length alone, and lets the caller read so", async () => {
    const port = await serve();
    const lying = webCall(port, "Federation/GetTask", { "content-length": String(0xffff_ffff) });
    lying.on("error", () => undefined);
    lying.write(frame(Buffer.alloc(0), 0xffff_fffa));
    expect(grpcStatusOf(await answerOf(lying))).to.equal(status.resourceExhausted);
    lying.destroy();
    const sending = webCall(port, "Federation/PutChunk", { authorization: "Bearer x" });
    sending.end(frame(Buffer.alloc(2 << 20)));
    expect(grpcStatusOf(await answerOf(sending))).to.equal(status.resourceExhausted);
    await bothKindsGoOn();
  });

  it("refuses what is no request of one message", async () => {
    const port = await serve();
    const compressed = frame(Buffer.alloc(3));
    compressed.writeUInt8(1);
    const trailers = frame(Buffer.alloc(0));
    trailers.writeUInt8(0x80);
    for (const [what, body, expected] of [
      ["nothing", Buffer.alloc(0), status.internal],
      ["half a head", Buffer.alloc(3), status.internal],
      ["half a message", frame(Buffer.alloc(3), 9), status.internal],
      ["two messages", Buffer.concat([getTask, getTask]), status.unimplemented],
      ["a compressed message", compressed, status.unimplemented],
      ["trailers", trailers, status.internal],
      ["no message of the method's", frame(Buffer.from([0x0a, 0xff])), status.internal],
    ] as const) {
      const call = webCall(port, "Federation/GetTask");
      call.end(body);
      expect(grpcStatusOf(await answerOf(call)), what).to.equal(expected);
    }
    await bothKindsGoOn();
  });

  it("survives bodies that break off, and holds no place for their calls", async () => {
    let entered = 0;
    const port = await serve(
      {
        PutChunk: async () => {
          entered++;
          return { nextOffset: 1 };
        },
      },
      { limits: { uploads: 1, waiting: 1 } },
    );
    for (let i = 0; i < 3; i++) {
      const call = webCall(port, "Federation/PutChunk", {
        authorization: "Bearer x",
        "content-length": "1000",
      });
      call.on("error", () => undefined);
      await new Promise((resolve) => call.write(frame(Buffer.alloc(100), 995), resolve));
      call.destroy();
    }
    // It comes again until the places of those are free.
    const web = patientTransport(createWebTransport({ origin: `http://127.0.0.1:${port}`, fetch }));
    await web.unary("PutChunk", {}, { token: "x" });
    await web.close();
    expect(entered).to.equal(1);
    await bothKindsGoOn();
  });

  it("turns uploads without a token away, and ends calls whose message does not come", async () => {
    const port = await serve({}, { limits: { calls: 1, messageMs: 30 } });
    const untold = webCall(port, "Federation/PutChunk");
    untold.on("error", () => undefined);
    untold.flushHeaders();
    expect(grpcStatusOf(await answerOf(untold))).to.equal(status.unauthenticated);
    untold.destroy();
    for (const part of [Buffer.alloc(2), frame(Buffer.alloc(2), 9)]) {
      const late = webCall(port, "Federation/GetTask");
      const closed = once(late, "close");
      late.on("error", () => undefined);
      late.write(part);
      expect(grpcStatusOf(await answerOf(late))).to.equal(status.deadlineExceeded);
      await closed;
    }
    await bothKindsGoOn();
  });

  it("counts calls of both kinds against the same limits", async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const port = await serve(
      {
        PutChunk: async () => {
          await held;
          return { nextOffset: 1 };
        },
      },
      { limits: { uploads: 2 } },
    );
    const web = createWebTransport({ origin: `http://127.0.0.1:${port}`, fetch });
    const calls = [native, native, web, web].map((each) => each.unary("PutChunk", {}, { token: "x" }));
    const first = await Promise.race(calls.map((call) => call.catch((error: unknown) => error)));
    expect(first).to.include({
      code: "resource-exhausted",
      message: "overloaded: 2 uploads are in progress",
    });
    release();
    const ends = await Promise.allSettled(calls);
    expect(ends.filter(({ status: end }) => end === "fulfilled")).to.have.length(2);
    await web.close();
  });

  it("tells a handler that the browser has gone away", async () => {
    let gone = (): void => undefined;
    const seen = new Promise<void>((resolve) => {
      gone = resolve;
    });
    let begun = (): void => undefined;
    const entered = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const port = await serve({
      CheckIn: (_request, { signal }) => {
        signal.addEventListener("abort", () => gone(), { once: true });
        begun();
        return new Promise(() => undefined);
      },
    });
    const call = webCall(port, "Federation/CheckIn");
    call.on("error", () => undefined);
    call.end(frame(Buffer.alloc(0)));
    await entered;
    call.destroy();
    await seen;
    await bothKindsGoOn();
  });

  it("makes no more of a stream than a browser that does not read has room for", async () => {
    let made = 0;
    const port = await serve({
      async *Download() {
        for (; made < 1_000; made++) yield { offset: made, data: new Uint8Array(256 << 10) };
      },
    });
    const socket = await bareSocket(port);
    socket.pause();
    const head =
      "POST /tributary.v1.Federation/Download HTTP/1.1\r\nhost: x\r\ncontent-type: application/grpc-web+proto\r\n" +
      "content-length: 5\r\n\r\n";
    socket.write(Buffer.concat([Buffer.from(head), frame(Buffer.alloc(0))]));
    // Other calls have come and gone in the meantime, and with them many turns of the loop.
    for (let i = 0; i < 20; i++) await bothKindsGoOn();
    expect(made).to.be.greaterThan(0).and.lessThan(200);
    socket.destroy();
  });

  it("answers what is not a call of gRPC-Web for what it is", async () => {
    const port = await serve();
    expect(await webGet(port, "/tributary.v1.Federation/GetTask")).to.deep.include({ status: 405 });
    const json = webRequest(port, "/tributary.v1.Federation/GetTask", {
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    json.end("{}");
    expect((await answerOf(json)).status).to.equal(415);
    const unknown = webCall(port, "Federation/NoSuchMethod");
    unknown.end(getTask);
    expect(grpcStatusOf(await answerOf(unknown))).to.equal(status.unimplemented);
    for (const path of ["/", "/nowhere", "/tributary.v1.Nobody/GetTask", "/%2e%2e/etc/passwd", "//", "*"]) {
      expect((await webGet(port, path)).status, path).to.equal(404);
    }
  });

  it("answers health to both kinds, and that it is not ready once it stops", async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = (): void => undefined;
    const entered = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const port = await serve({
      CheckIn: async () => {
        begun();
        await held;
        return {};
      },
      async *Watch(_request, { signal }) {
        yield { phase: "open" };
        await new Promise<void>((resolve) =>
          signal.addEventListener("abort", () => resolve(), { once: true }),
        );
      },
    });
    for (const path of ["/healthz", "/readyz"]) {
      expect(await webGet(port, path)).to.deep.include({ status: 200, body: Buffer.from("ok\n") });
    }
    const web = createWebTransport({ origin: `http://127.0.0.1:${port}`, fetch });
    const running = web.unary("CheckIn", {});
    const watching = (async () => {
      for await (const { phase } of web.stream("Watch", {})) expect(phase).to.equal("open");
    })().catch((error: unknown) => error);
    await entered;
    const kept = await bareSocket(port);
    // Half a request: it is in progress when the coordinator stops.
    kept.write("GET /readyz HTTP/1.1\r\nhost: x\r\n");
    const check = once(kept, "data");
    await webGet(port, "/healthz");
    const closed = server.close(5_000);
    const end = await watching;
    expect(end).to.be.instanceOf(CallError);
    expect(end).to.include({ code: "unavailable" });
    kept.write("\r\n");
    expect(String(await check)).to.match(/^HTTP\/1\.1 503 /);
    release();
    expect(await running).to.deep.equal({});
    await closed;
    await web.close();
  });
});
