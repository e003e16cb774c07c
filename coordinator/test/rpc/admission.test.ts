import { once } from "node:events";
import { connect } from "node:http2";
import type { ClientHttp2Session } from "node:http2";

import { CallError } from "@tributary/core/wire";
import type { Handlers } from "@tributary/core/wire";
import type { FederationMethods } from "@tributary/proto/methods";
import { expect } from "chai";

import { administrationServiceOfNone, grpcLine } from "../support/grpc-line.ts";
import type { GrpcLine } from "../support/grpc-line.ts";
import { grpcTransport } from "../support/grpc-transport.ts";

const unauthenticated = "16";
const deadlineExceeded = "4";

describe("admission to the gRPC port", function () {
  this.timeout(10_000);
  let line: GrpcLine | undefined;
  let session: ClientHttp2Session | undefined;

  afterEach(async () => {
    session?.destroy();
    session = undefined;
    await line?.end();
    line = undefined;
  });

  const serve = async (
    // Methods that a test does not give are not called in it.
    methods: Partial<Handlers<FederationMethods>>,
    ...rest: Parameters<typeof grpcLine> extends [unknown, unknown?, ...infer Rest] ? Rest : never
  ): Promise<GrpcLine> => {
    const absent = (): never => {
      throw new CallError("unimplemented", "not in this test");
    };
    const every = new Proxy(methods, { get: (target, name) => Reflect.get(target, name) ?? absent });
    line = await grpcLine(every as Handlers<FederationMethods>, administrationServiceOfNone, ...rest);
    return line;
  };

  async function connected({ server }: GrpcLine): Promise<ClientHttp2Session> {
    session = connect(`http://127.0.0.1:${server.port}`);
    session.on("error", () => undefined);
    await once(session, "connect");
    return session;
  }

  /** Begins a call, sends `sent` of it and nothing more. @returns the status it is ended with */
  async function statusOfStalled(client: ClientHttp2Session, method: string, sent: Uint8Array) {
    const call = client.request({
      ":method": "POST",
      ":path": `/tributary.v1.${method}`,
      "content-type": "application/grpc",
      te: "trailers",
    });
    call.on("error", () => undefined);
    if (sent.length > 0) call.write(sent);
    const [headers] = (await once(call, "response")) as [Record<string, unknown>];
    return headers["grpc-status"];
  }

  it("turns uploads without a token away before a byte of them has come", async () => {
    const client = await connected(await serve({}));
    const nothing = new Uint8Array(0);
    expect(await statusOfStalled(client, "Federation/PutChunk", nothing)).to.equal(unauthenticated);
    expect(await statusOfStalled(client, "Administration/PutBlob", nothing)).to.equal(unauthenticated);
  });

  it("ends calls whose request does not come whole, and gives their places to others", async () => {
    const limits = { calls: 1, waiting: 1, messageMs: 20 };
    const client = await connected(await serve({}, undefined, { limits }));
    const parts = [
      new Uint8Array(0),
      // Nine bytes are announced, two come.
      Uint8Array.of(0, 0, 0, 0, 9, 1, 2),
      // A whole message, but not the end of the request.
      Uint8Array.of(0, 0, 0, 0, 0),
    ];
    const closes: Promise<unknown>[] = [];
    const begin = client.request.bind(client);
    client.request = (...args) => {
      const call = begin(...args);
      closes.push(once(call, "close"));
      return call;
    };
    for (const part of parts) {
      expect(await statusOfStalled(client, "Federation/GetTask", part)).to.equal(deadlineExceeded);
      expect(await statusOfStalled(client, "Federation/Watch", part)).to.equal(deadlineExceeded);
    }
    // The callers never end their halves.
    await Promise.all(closes);
    expect(closes).to.have.length(6);
  });

  it("leaves a place for other connections when one has all the uploads it may have", async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let entered = 0;
    const PutChunk = async () => {
      // Two of this connection hold their places until the other's is in.
      if (++entered === 3) release();
      await held;
      return { nextOffset: 7 };
    };
    const { transport, server } = await serve({ PutChunk }, undefined, {
      limits: { uploadsPerConnection: 2 },
    });
    const put = (through: typeof transport) => through.unary("PutChunk", {}, { token: "x" });
    const calls = [put(transport), put(transport), put(transport)];
    const refused = await Promise.race(calls.map((call) => call.catch((error: unknown) => error)));
    expect(refused).to.include({
      code: "resource-exhausted",
      message: "overloaded: 2 uploads are in progress on this connection",
    });
    const other = grpcTransport(`127.0.0.1:${server.port}`);
    expect(await put(other)).to.include({ nextOffset: 7 });
    const ends = await Promise.allSettled(calls);
    expect(ends.filter(({ status }) => status === "fulfilled")).to.have.length(2);
    await other.close();
  });

  it("tells every connection of the large upload windows", async () => {
    const client = await connected(await serve({}));
    if (client.remoteSettings.initialWindowSize !== 1 << 20) await once(client, "remoteSettings");
    expect(client.remoteSettings.initialWindowSize).to.equal(1 << 20);
  });

  it("answers a refusal that has half a surrogate pair in it, or is very long, and goes on", async () => {
    const faults: unknown[] = [];
    const messages = ["half \ud800 a pair", `${"x".repeat(999)}\u{1f35e}`];
    const { transport } = await serve(
      {
        CheckIn: async () => {
          throw new CallError("not-found", messages.shift() ?? "none");
        },
      },
      (error) => faults.push(error),
    );
    const failure = () => transport.unary("CheckIn", {}).catch((error: unknown) => error);
    expect(await failure()).to.include({ code: "not-found", message: "half \ufffd a pair" });
    expect(await failure()).to.include({ code: "not-found", message: "x".repeat(999) });
    expect(await failure()).to.include({ code: "not-found", message: "none" });
    expect(faults).to.deep.equal([]);
  });
});
