import type { CallContext, CallError } from "@tributary/core/wire";

import { callErrorOf } from "../service/index.ts";

/** Told of an error that no caller can do anything about. */
export type OnFault = (fault: { readonly method: string; readonly error: unknown }) => void;

/** Why the signal of a call is raised. One for all: each call ends with one, and a new one would note the stack. */
export const callIsOver = new Error("the call is over");

/** A method of a service by its name, whatever its messages are. @throws Error if there is none */
function methodOf(handlers: object, name: string): (request: unknown, context: CallContext) => unknown {
  const method: unknown = Reflect.get(handlers, name);
  if (typeof method !== "function") throw new Error(`the service has no method ${name}`);
  // The tables of @tributary/proto say which methods there are; a transport moves messages without knowing their types.
  return (request, context) => (method as (...args: readonly unknown[]) => unknown)(request, context);
}

/** Runs a handler; whatever it throws becomes a CallError, and what is the coordinator's own fault is told to `onFault`. */
export async function answerUnary(
  handlers: object,
  name: string,
  request: unknown,
  context: CallContext,
  onFault: OnFault,
): Promise<unknown> {
  try {
    return await methodOf(handlers, name)(request, context);
  } catch (error) {
    throw told(error, name, onFault);
  }
}

/** The same for a method that answers with a stream. */
export async function* answerStream(
  handlers: object,
  name: string,
  request: unknown,
  context: CallContext,
  onFault: OnFault,
): AsyncGenerator {
  try {
    const messages = methodOf(handlers, name)(request, context);
    if (!isAsyncIterable(messages)) throw new Error(`the method ${name} does not answer with a stream`);
    yield* messages;
  } catch (error) {
    throw told(error, name, onFault);
  }
}

function told(error: unknown, method: string, onFault: OnFault): CallError {
  const callError = callErrorOf(error);
  if (callError.code === "internal" || callError.code === "unavailable") {
    onFault({ method, error: callError.cause ?? error });
  }
  return callError;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

/** What `work` gives, unless the call's signal is raised first: a handler that is stuck holds up no caller. */
export function orFailure<Value>(work: Promise<Value>, { signal }: CallContext): Promise<Value> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(signal.reason);
    if (signal.aborted) fail();
    signal.addEventListener("abort", fail, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", fail));
  });
}

/** The same for each message of a stream. */
export async function* eachOrFailure(answers: AsyncGenerator, context: CallContext): AsyncGenerator {
  try {
    for (;;) {
      if (context.signal.aborted) throw context.signal.reason;
      const next = await orFailure(answers.next(), context);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not waited for: the handler may be in the middle of something, which the signal ends.
    void answers.return(undefined).catch(() => undefined);
  }
}

const bearer = /^Bearer ([!-~]+)$/;

/** The token of an `authorization` header, if it has the form that is expected. */
export function tokenOf(header: string | undefined): string | undefined {
  return header === undefined ? undefined : bearer.exec(header)?.[1];
}
