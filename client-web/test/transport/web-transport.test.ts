import { CallError } from "@tributary/core/wire";
import type { FederationTransport } from "@tributary/core/wire";
import { federationCodec } from "@tributary/proto/codec";
import { expect } from "chai";

import { createWebTransport } from "../../src/transport/index.ts";
import type { Fetch } from "../../src/transport/index.ts";

const origin = "http://127.0.0.1:7070";

function frame(flags: number, bytes: Uint8Array, length = bytes.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, bytes]);
}

const task = (taskId: string): Buffer => frame(0, federationCodec.GetTask.encodeResponse({ taskId }));
const trailers = (text = "grpc-status:0\r\n"): Buffer => frame(0x80, Buffer.from(text));

/** An answer whose body comes in the pieces that are given, and then ends or breaks. */
function answer(pieces: readonly Uint8Array[], headers: Record<string, string> = {}, status = 200): Response {
  const rest = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = rest.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(new Uint8Array(piece));
    },
  });
  return new Response(body, {
    status,
    headers: { "content-type": "application/grpc-web+proto", ...headers },
  });
}

const transportOf = (response: Response, largestMessageBytes?: number): FederationTransport =>
  createWebTransport({
    origin,
    fetch: async () => response,
    ...(largestMessageBytes !== undefined && { largestMessageBytes }),
  });

async function failureOf(promise: Promise<unknown>): Promise<CallError> {
  const failure = await promise.then(
    (value) => expect.fail(`expected a failure, got ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (failure instanceof CallError) return failure;
  throw failure;
}

const failureTo = (response: Response, largestMessageBytes?: number): Promise<CallError> =>
  failureOf(transportOf(response, largestMessageBytes).unary("GetTask", {}));

/** A coordinator that never answers, and what the browser was told about the call. */
function silence(): { readonly fetch: Fetch; readonly signals: AbortSignal[] } {
  const signals: AbortSignal[] = [];
  const fetch: Fetch = (_url, { signal }) =>
    new Promise((_resolve, reject) => {
      if (!signal) throw new Error("the call cannot be stopped");
      signals.push(signal);
      signal.addEventListener("abort", () => reject(signal.reason));
      if (signal.aborted) reject(signal.reason);
    });
  return { fetch, signals };
}

describe("the gRPC-Web transport", () => {
  it("posts one frame to the method's path, and sends neither cookies nor where it comes from", async () => {
    const calls: Parameters<Fetch>[] = [];
    const transport = createWebTransport({
      origin: `${origin}/join?x=1#y`,
      fetch: async (...call) => {
        calls.push(call);
        return answer([task("digits"), trailers()]);
      },
    });
    await transport.unary("GetTask", { taskId: "digits" }, { token: "abc", timeoutMs: 1_500.5 });
    const [[url, init]] = calls as [Parameters<Fetch>];
    expect(url).to.equal(`${origin}/tributary.v1.Federation/GetTask`);
    expect(init).to.include({ method: "POST", credentials: "omit", redirect: "error", cache: "no-store" });
    expect(init.headers).to.deep.equal({
      "content-type": "application/grpc-web+proto",
      accept: "application/grpc-web+proto",
      "x-grpc-web": "1",
      "grpc-timeout": "1501m",
      authorization: "Bearer abc",
    });
    const request = federationCodec.GetTask.encodeRequest({ taskId: "digits" });
    expect(init.body).to.deep.equal(new Uint8Array(frame(0, request)));
  });

  it("puts an answer together however it is cut", async () => {
    const whole = Buffer.concat([task("digits"), trailers()]);
    for (let size = 1; size <= whole.length; size++) {
      const pieces: Buffer[] = [];
      for (let at = 0; at < whole.length; at += size) pieces.push(whole.subarray(at, at + size));
      const { taskId } = await transportOf(answer(pieces)).unary("GetTask", {});
      expect(taskId, `pieces of ${size}`).to.equal("digits");
    }
  });

  it("reads a failure in the headers of an answer without a body", async () => {
    const failure = await failureTo(answer([], { "grpc-status": "5", "grpc-message": "no %F0%9F%8D%9E" }));
    expect(failure).to.include({ code: "not-found", message: "no 🍞" });
  });

  it("shows a message that is badly encoded as far as it can be read", async () => {
    const failure = await failureTo(answer([trailers("Grpc-Status: 9\r\ngrpc-message: 100%, %zz %C3\r\n")]));
    expect(failure).to.include({ code: "failed-precondition", message: "100%, %zz \ufffd" });
  });

  it("makes nothing of a length that lies", async () => {
    const beyond = await failureTo(answer([frame(0, Buffer.alloc(0), 0xffff_ffff)]));
    expect(beyond).to.include({ code: "resource-exhausted" });
    const withinLimit = await failureTo(answer([frame(0, Buffer.alloc(3), 8 << 20)]));
    expect(withinLimit).to.include({ code: "unavailable", message: "the answer broke off" });
    const longTrailers = await failureTo(answer([frame(0x80, Buffer.alloc(0), 1 << 20)]));
    expect(longTrailers).to.include({ code: "resource-exhausted" });
  });

  it("takes messages up to its limit and none beyond", async () => {
    const message = task("digits");
    const most = message.length - 5;
    const { taskId } = await transportOf(answer([message, trailers()]), most).unary("GetTask", {});
    expect(taskId).to.equal("digits");
    expect(await failureTo(answer([message, trailers()]), most - 1)).to.include({
      code: "resource-exhausted",
    });
  });

  it("refuses what is no whole answer", async () => {
    const broken: readonly (readonly [string, readonly Uint8Array[], string])[] = [
      ["no trailers", [task("digits")], "unavailable"],
      ["half a head", [task("digits"), Buffer.alloc(3)], "unavailable"],
      ["trailers without a status", [task("digits"), trailers("x:1\r\n")], "internal"],
      ["no message", [trailers()], "internal"],
      ["two messages", [task("a"), task("b"), trailers()], "internal"],
      ["more after the end", [task("a"), trailers(), task("b")], "internal"],
      ["a compressed message", [frame(1, Buffer.alloc(3)), trailers()], "internal"],
      ["bytes that are no message", [frame(0, Buffer.from([0x0a, 0xff])), trailers()], "internal"],
    ];
    for (const [what, pieces, code] of broken) {
      expect((await failureTo(answer(pieces))).code, what).to.equal(code);
    }
  });

  it("makes sense of answers that are not a coordinator's", async () => {
    for (const [status, code] of [
      [401, "unauthenticated"],
      [403, "permission-denied"],
      [404, "unimplemented"],
      [413, "internal"],
      [502, "unavailable"],
      [503, "unavailable"],
    ] as const) {
      expect(await failureTo(answer([], { "content-type": "text/html" }, status))).to.include({ code });
    }
    const page = await failureTo(answer([Buffer.from("<html>")], { "content-type": "text/html" }));
    expect(page.message).to.equal(
      "the coordinator at 127.0.0.1:7070 answered with text/html, not with gRPC-Web",
    );
  });

  it("says of a coordinator that is away where it was looked for, and why it is not there", async () => {
    const transport = createWebTransport({
      origin,
      fetch: () => Promise.reject(new TypeError("Failed to fetch")),
    });
    expect(await failureOf(transport.unary("GetTask", {}))).to.include({
      code: "unavailable",
      message: "the coordinator at 127.0.0.1:7070 cannot be reached (Failed to fetch)",
    });
  });

  it("drops the request of a call whose time is up, which is cancelled, or whose transport is closed", async () => {
    const { fetch, signals } = silence();
    const transport = createWebTransport({ origin, fetch });
    expect(await failureOf(transport.unary("GetTask", {}, { timeoutMs: 1 }))).to.include({
      code: "deadline-exceeded",
    });
    const controller = new AbortController();
    const cancelled = failureOf(transport.unary("GetTask", {}, { signal: controller.signal }));
    controller.abort();
    expect(await cancelled).to.include({ code: "cancelled" });
    const shut = failureOf(transport.unary("GetTask", {}));
    await transport.close();
    expect(await shut).to.include({ code: "unavailable", message: "the transport is closed" });
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true, true, true]);
    expect(await failureOf(transport.unary("GetTask", {}))).to.include({ code: "unavailable" });
  });

  it("lets go of a stream that is not read to its end", async () => {
    let signal: AbortSignal | null | undefined;
    const blobs = [1, 2, 3].map((offset) => frame(0, federationCodec.Download.encodeResponse({ offset })));
    const transport = createWebTransport({
      origin,
      fetch: async (_url, init) => {
        ({ signal } = init);
        return answer(blobs);
      },
    });
    for await (const { offset } of transport.stream("Download", {})) {
      expect(offset).to.equal(1);
      break;
    }
    expect(signal?.aborted).to.equal(true);
  });
});
