import type { FederationTransport, Handlers } from "@tributary/core/wire";
import { CallError } from "@tributary/core/wire";
import type { FederationMethods } from "@tributary/proto/methods";
import { expect } from "chai";

/** A service and a transport to it. */
export interface Line {
  readonly transport: FederationTransport;
  end(): Promise<void>;
}

/** Told of faults that the serving end keeps to itself. */
export type OpenLine = (handlers: Handlers<FederationMethods>, faults: unknown[]) => Promise<Line>;

/** A service of which each test gives the methods that it calls. */
function serviceOf(methods: Partial<Handlers<FederationMethods>>): Handlers<FederationMethods> {
  const absent = (): never => {
    throw new CallError("unimplemented", "not in this test");
  };
  const none: Record<string, () => never> = {};
  for (const name of ["GetTask", "Enroll", "CheckIn", "Watch", "GetRound", "GetOutcome", "GetReceipts"])
    none[name] = absent;
  for (const name of ["Download", "Ready", "Leave", "UploadStatus", "PutChunk", "CommitUpload"])
    none[name] = absent;
  return { ...none, ...methods } as Handlers<FederationMethods>;
}

/** What every transport owes its two ends. */
export function transportContract(name: string, open: OpenLine): void {
  describe(`the ${name} transport`, function () {
    this.timeout(10_000);
    let line: Line;
    let faults: unknown[];
    const serve = async (methods: Partial<Handlers<FederationMethods>>): Promise<FederationTransport> => {
      faults = [];
      line = await open(serviceOf(methods), faults);
      return line.transport;
    };
    afterEach(() => line.end());

    const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
      promise.then(
        () => undefined,
        (error: unknown) => error,
      );

    it("carries a message there and an answer back, with defaults where nothing was said", async () => {
      let seen: unknown;
      const transport = await serve({
        GetTask: async (request) => {
          seen = request;
          return { taskId: "digits", incarnation: 3 };
        },
      });
      const answer = await transport.unary("GetTask", { protocolVersion: 1 });
      expect(seen).to.include({ taskId: "", protocolVersion: 1 });
      expect(answer).to.include({ taskId: "digits", incarnation: 3, state: "", plan: null });
      expect(answer.requiredFeatures).to.deep.equal([]);
      expect(answer.coordinatorPublicKey).to.have.length(0);
    });

    it("tells the arms of a oneof apart", async () => {
      const transport = await serve({ PutChunk: async () => ({ nextOffset: 0 }) });
      const answer = await transport.unary("PutChunk", {}, { token: "x" });
      expect(answer.nextOffset).to.equal(0);
      expect(answer.refused ?? undefined).to.equal(undefined);
    });

    it("carries bytes as they are, and neither end holds the other's buffer", async () => {
      const sent = new Uint8Array(1_000).map((_, i) => i);
      let held: Uint8Array | undefined;
      const transport = await serve({
        PutChunk: async ({ data }) => {
          held = data;
          return { nextOffset: data.length };
        },
      });
      await transport.unary("PutChunk", { data: sent }, { token: "x" });
      expect([...(held ?? [])]).to.deep.equal([...sent]);
      sent.fill(0);
      expect(held?.[1]).to.equal(1);
    });

    it("carries the session token, and none where there is none", async () => {
      const tokens: (string | undefined)[] = [];
      const transport = await serve({
        UploadStatus: async (_request, context) => {
          tokens.push(context.token);
          return {};
        },
      });
      await transport.unary("UploadStatus", {}, { token: "abc.def" });
      await transport.unary("UploadStatus", {});
      expect(tokens).to.deep.equal(["abc.def", undefined]);
    });

    it("carries a refusal's code and sentence, letters of all kinds included", async () => {
      const transport = await serve({
        CheckIn: async () => {
          throw new CallError("failed-precondition", "wrong-round: Brötchen, 面包 (100 %)");
        },
      });
      const failure = await failureOf(transport.unary("CheckIn", {}));
      expect(failure).to.be.instanceOf(CallError);
      expect(failure).to.include({
        code: "failed-precondition",
        message: "wrong-round: Brötchen, 面包 (100 %)",
      });
      expect(faults).to.deep.equal([]);
    });

    it("hides what broke inside a handler from the caller, and tells it to the operator", async () => {
      const transport = await serve({
        CheckIn: async () => {
          throw new TypeError("secret path /var/lib");
        },
      });
      const failure = await failureOf(transport.unary("CheckIn", {}));
      expect(failure).to.include({ code: "internal" });
      expect((failure as CallError).message).to.not.contain("secret");
      expect(faults).to.have.length(1);
      expect(faults[0]).to.be.instanceOf(TypeError);
    });

    it("carries a stream in its order to its end", async () => {
      const transport = await serve({
        async *Download() {
          for (let offset = 0; offset < 100; offset++) yield { offset, data: Uint8Array.of(offset) };
        },
      });
      const offsets: number[] = [];
      for await (const { offset } of transport.stream("Download", {})) offsets.push(offset);
      expect(offsets).to.deep.equal(Array.from({ length: 100 }, (_, i) => i));
    });

    it("carries the pieces of a blob, of every size of their lengths", async () => {
      const sizes = [0, 1, 127, 128, 16_383, 16_384, 2 ** 21];
      const transport = await serve({
        async *Download() {
          for (const size of sizes) yield { offset: size, data: new Uint8Array(size).fill(size % 251) };
        },
      });
      const seen: number[] = [];
      for await (const { offset, data } of transport.stream("Download", {})) {
        expect(data.length).to.equal(offset);
        expect(data.every((byte) => byte === offset % 251)).to.equal(true);
        seen.push(offset);
      }
      expect(seen).to.deep.equal(sizes);
    });

    it("has done with a message of a stream, and with what it was lent, before the handler goes on", async () => {
      const transport = await serve({
        async *Download() {
          const data = new Uint8Array(65_536);
          for (let offset = 0; offset < 60; offset++) yield { offset, data: data.fill(offset) };
        },
      });
      let next = 0;
      for await (const { offset, data } of transport.stream("Download", {})) {
        expect(offset).to.equal(next++);
        expect(data.every((byte) => byte === offset)).to.equal(true);
      }
      expect(next).to.equal(60);
    });

    it("passes on what came before a stream failed, then the failure", async () => {
      const transport = await serve({
        async *Download() {
          yield { offset: 0 };
          throw new CallError("not-found", "gone");
        },
      });
      const offsets: number[] = [];
      const failure = await failureOf(
        (async () => {
          for await (const { offset } of transport.stream("Download", {})) offsets.push(offset);
        })(),
      );
      expect(offsets).to.deep.equal([0]);
      expect(failure).to.include({ code: "not-found", message: "gone" });
    });

    it("ends the handler's stream when the reader stops reading", async () => {
      let ended: (() => void) | undefined;
      const end = new Promise<void>((resolve) => {
        ended = resolve;
      });
      const transport = await serve({
        async *Watch(_request, { signal }) {
          try {
            yield { phase: "open" };
            await new Promise<void>((resolve) => {
              if (signal.aborted) resolve();
              else signal.addEventListener("abort", () => resolve(), { once: true });
            });
          } finally {
            ended?.();
          }
        },
      });
      const controller = new AbortController();
      const seen: string[] = [];
      const reading = (async () => {
        for await (const { phase } of transport.stream("Watch", {}, { signal: controller.signal })) {
          seen.push(phase);
          controller.abort();
        }
      })();
      expect(await failureOf(reading)).to.include({ code: "cancelled" });
      await end;
      expect(seen).to.deep.equal(["open"]);
    });

    it("ends a call whose time is up on both sides", async () => {
      // A handler that was not called before the time was up has nothing to end.
      let ended = Promise.resolve();
      const transport = await serve({
        CheckIn: (_request, { signal }) => {
          ended = new Promise((resolve) => {
            if (signal.aborted) resolve();
            signal.addEventListener("abort", () => resolve(), { once: true });
          });
          return new Promise(() => undefined);
        },
      });
      expect(await failureOf(transport.unary("CheckIn", {}, { timeoutMs: 50 }))).to.include({
        code: "deadline-exceeded",
      });
      await ended;
    });
  });
}
