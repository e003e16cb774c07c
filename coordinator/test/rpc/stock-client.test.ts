import { create, createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import type { DescService } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import type { Cancellation } from "@tributary/core/support";
import { CallError } from "@tributary/core/wire";
import type { Handlers } from "@tributary/core/wire";
import { loadServices } from "@tributary/proto/loader";
import type { FederationMethods } from "@tributary/proto/methods";
import { expect } from "chai";

import { administrationServiceOfNone, grpcLine } from "../support/grpc-line.ts";
import type { GrpcLine } from "../support/grpc-line.ts";

type Answer = Readonly<Record<string, unknown>>;

interface CallOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The methods of the service that these tests call, as connect makes them of a descriptor. */
interface StockClient {
  getTask(request: object, options?: CallOptions): Promise<Answer>;
  checkIn(request: object, options?: CallOptions): Promise<Answer>;
  putChunk(request: object, options?: CallOptions): Promise<Answer>;
  watch(request: object, options?: CallOptions): AsyncIterable<Answer>;
  download(request: object, options?: CallOptions): AsyncIterable<Answer>;
}

/** The service as protobuf-es describes it, made of the .proto files that the loader has read. */
function federation(): DescService {
  const { requestType } = loadServices().Federation.service.GetTask as unknown as {
    readonly requestType: { readonly fileDescriptorProtos: readonly Uint8Array[] };
  };
  const file = requestType.fileDescriptorProtos.map((bytes) => fromBinary(FileDescriptorProtoSchema, bytes));
  for (const { messageType, service } of file) {
    for (const field of messageType.flatMap((message) => message.field)) {
      field.typeName = qualified(field.typeName);
    }
    for (const method of service.flatMap((each) => each.method)) {
      method.inputType = qualified(method.inputType);
      method.outputType = qualified(method.outputType);
    }
  }
  const service = createFileRegistry(create(FileDescriptorSetSchema, { file })).getService(
    "tributary.v1.Federation",
  );
  if (service === undefined) throw new Error("the loader's descriptors do not hold the service");
  return service;
}

/** The loader writes names as they stand in the .proto files, which descriptors may not. */
function qualified(name: string): string {
  return name === "" || name.startsWith(".") ? name : `.tributary.v1.${name}`;
}

const neverAnswered = (): Promise<never> => new Promise(() => undefined);

/** The end of a handler's work; of one that was not called before the time was up there is nothing to await. */
function ending() {
  let end = (): void => undefined;
  let ended = Promise.resolve();
  return {
    follow(signal: Cancellation): void {
      ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      if (signal.aborted) end();
      signal.addEventListener("abort", end, { once: true });
    },
    ended: () => ended,
  };
}

describe("a stock client of gRPC-Web", function () {
  this.timeout(10_000);
  let line: GrpcLine;
  let client: StockClient;

  const serve = async (methods: Partial<Handlers<FederationMethods>>): Promise<void> => {
    line = await grpcLine(methods as Handlers<FederationMethods>, administrationServiceOfNone);
    const baseUrl = `http://127.0.0.1:${line.server.port}`;
    // Its types come of code that its generator writes; here the descriptors are read at run time.
    client = createClient(federation(), createGrpcWebTransport({ baseUrl })) as unknown as StockClient;
  };
  afterEach(() => line.end());

  const failureOf = async (promise: Promise<unknown>): Promise<ConnectError> => {
    const error: unknown = await promise.then(
      () => undefined,
      (failure: unknown) => failure,
    );
    if (error instanceof ConnectError) return error;
    throw new Error("the call did not fail", { cause: error });
  };

  it("gets its answer, and sends a token", async () => {
    let seen: unknown;
    await serve({
      GetTask: async ({ taskId }) => ({ taskId: `${taskId} it is`, incarnation: 3 }),
      PutChunk: async ({ data }, { token }) => {
        seen = { token, length: data.length };
        return { nextOffset: data.length };
      },
    });
    expect(await client.getTask({ taskId: "digits" })).to.include({ taskId: "digits it is", incarnation: 3 });
    const headers = { authorization: "Bearer abc" };
    const { answer } = await client.putChunk({ data: new Uint8Array(1 << 20) }, { headers });
    expect(answer).to.deep.equal({ case: "nextOffset", value: 1 << 20 });
    expect(seen).to.deep.equal({ token: "abc", length: 1 << 20 });
  });

  it("sees an error's code and sentence, letters of all kinds included", async () => {
    await serve({
      CheckIn: async () => {
        throw new CallError("failed-precondition", "wrong-round: Brötchen, 面包 🍞 (100 %)");
      },
    });
    const failure = await failureOf(client.checkIn({}));
    expect(failure).to.include({
      code: Code.FailedPrecondition,
      rawMessage: "wrong-round: Brötchen, 面包 🍞 (100 %)",
    });
  });

  it("reads a stream to its end, and one that fails up to there", async () => {
    await serve({
      async *Download({ offset }) {
        for (let at = 0; at < 50; at++) yield { offset: at, data: new Uint8Array(10_000).fill(at) };
        if (offset === 1) throw new CallError("not-found", "gone");
      },
    });
    const offsets: unknown[] = [];
    for await (const { offset, data } of client.download({})) {
      expect(data).to.deep.equal(new Uint8Array(10_000).fill(Number(offset)));
      offsets.push(offset);
    }
    expect(offsets).to.have.length(50);
    const failure = await failureOf(
      (async () => {
        for await (const { offset } of client.download({ offset: 1 })) offsets.push(offset);
      })(),
    );
    expect(offsets).to.have.length(100);
    expect(failure).to.include({ code: Code.NotFound, rawMessage: "gone" });
  });

  it("is told by the coordinator that its time is up, if it waits longer itself", async () => {
    const work = ending();
    await serve({
      CheckIn: (_request, { signal }) => {
        work.follow(signal);
        return neverAnswered();
      },
    });
    // A header of one's own, which the client does not keep to.
    const failure = await failureOf(client.checkIn({}, { headers: { "grpc-timeout": "40m" } }));
    expect(failure).to.include({ code: Code.DeadlineExceeded });
    await work.ended();
  });

  it("ends the handler's work when its deadline passes or it stops reading", async () => {
    const late = ending();
    const left = ending();
    await serve({
      CheckIn: (_request, { signal }) => {
        late.follow(signal);
        return neverAnswered();
      },
      async *Watch(_request, { signal }) {
        left.follow(signal);
        yield { phase: "open" };
        await neverAnswered();
      },
    });
    expect(await failureOf(client.checkIn({}, { timeoutMs: 40 }))).to.include({
      code: Code.DeadlineExceeded,
    });
    await late.ended();
    const controller = new AbortController();
    const watching = (async () => {
      for await (const { phase } of client.watch({}, { signal: controller.signal })) {
        expect(phase).to.equal("open");
        controller.abort();
      }
    })();
    expect(await failureOf(watching)).to.include({ code: Code.Canceled });
    await left.ended();
  });
});
