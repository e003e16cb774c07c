import type { CallContext, CallOptions, Handlers, Transport } from "@tributary/core/wire";
import { CallError } from "@tributary/core/wire";
import { loadServices } from "@tributary/proto/loader";
import type { AdministrationMethods, FederationMethods } from "@tributary/proto/methods";

import { answerStream, answerUnary, eachOrFailure, orFailure } from "./calls.ts";
import type { OnFault } from "./calls.ts";

/** How one method's messages become bytes and come back. */
interface Codec {
  requestSerialize(message: unknown): Buffer;
  requestDeserialize(bytes: Buffer): unknown;
  responseSerialize(message: unknown): Buffer;
  responseDeserialize(bytes: Buffer): unknown;
}

export interface InProcessOptions {
  /** What the service sees as the caller's address. */
  readonly peer?: string;
  readonly onFault?: OnFault;
}

/**
 * A transport to a service in the same process. Messages go through the same codec as on the wire, so that defaults are
 * filled in and neither end holds the other's objects; nothing else of a network is there.
 */
export function createInProcessTransport(
  handlers: Handlers<FederationMethods>,
  options: InProcessOptions = {},
): Transport<FederationMethods> {
  return inProcess<FederationMethods>(handlers, loadServices().Federation.service, options);
}

/** The same for operators' calls. */
export function createInProcessAdministration(
  handlers: Handlers<AdministrationMethods>,
  options: InProcessOptions = {},
): Transport<AdministrationMethods> {
  return inProcess<AdministrationMethods>(handlers, loadServices().Administration.service, options);
}

function inProcess<Methods>(
  handlers: object,
  service: object,
  { peer = "in-process", onFault = () => undefined }: InProcessOptions,
): Transport<Methods> {
  const closed = new AbortController();

  // proto-loader's definitions carry a codec per method, which its own types know by name alone.
  const codecOf = (method: PropertyKey): Codec => Reflect.get(service, method) as Codec;

  /** The other end's view of a call, and how to end it. */
  function begin(options: CallOptions): {
    readonly context: CallContext;
    failure(): CallError | undefined;
    end(): void;
  } {
    const controller = new AbortController();
    let failure: CallError | undefined;
    const fail = (error: CallError): void => {
      failure ??= error;
      controller.abort(failure);
    };
    const cancel = (): void => fail(new CallError("cancelled", "the call was cancelled"));
    const shut = (): void => fail(new CallError("unavailable", "the transport is closed"));
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(
            () => fail(new CallError("deadline-exceeded", "the call took too long")),
            options.timeoutMs,
          );
    if (options.signal?.aborted) cancel();
    if (closed.signal.aborted) shut();
    options.signal?.addEventListener("abort", cancel, { once: true });
    closed.signal.addEventListener("abort", shut, { once: true });
    return {
      context: { token: options.token, peer, signal: controller.signal },
      failure: () => failure,
      end() {
        clearTimeout(timer);
        options.signal?.removeEventListener("abort", cancel);
        closed.signal.removeEventListener("abort", shut);
        controller.abort();
      },
    };
  }

  const transport = {
    async unary(method: string, request: unknown, options: CallOptions = {}): Promise<unknown> {
      const codec = codecOf(method);
      const call = begin(options);
      try {
        const read = codec.requestDeserialize(codec.requestSerialize(request));
        const answer = answerUnary(handlers, method, read, call.context, onFault);
        const message = await orFailure(answer, call.context);
        return codec.responseDeserialize(codec.responseSerialize(message));
      } catch (error) {
        throw asSeenByCaller(call.failure() ?? error);
      } finally {
        call.end();
      }
    },
    async *stream(method: string, request: unknown, options: CallOptions = {}): AsyncGenerator {
      const codec = codecOf(method);
      const call = begin(options);
      try {
        const read = codec.requestDeserialize(codec.requestSerialize(request));
        const answers = answerStream(handlers, method, read, call.context, onFault);
        for await (const answer of eachOrFailure(answers, call.context)) {
          yield codec.responseDeserialize(codec.responseSerialize(answer));
        }
      } catch (error) {
        throw asSeenByCaller(call.failure() ?? error);
      } finally {
        call.end();
      }
    },
    async close(): Promise<void> {
      closed.abort();
    },
  };
  // Messages are checked by the codec; their types are the method tables', which no code can look up by a string.
  return transport as unknown as Transport<Methods>;
}

/** A code and a sentence, as they would come over a wire: no cause, no stack of the other end. */
function asSeenByCaller(error: unknown): CallError {
  if (error instanceof CallError) return new CallError(error.code, error.message);
  return new CallError("internal", "the call failed", { cause: error });
}
