import { CallError } from "@tributary/core/wire";
import type { CallOptions } from "@tributary/core/wire";

/** A call in progress, and what can end it before the other end does. */
export interface Call {
  readonly options: CallOptions;
  /** Raised when the call is over, however it ended: what is on its way is dropped. */
  readonly signal: AbortSignal;
  /** Why this end gave up, if it did. */
  failure(): CallError | undefined;
  end(): void;
}

/** Timers hold 31 bits of milliseconds; a longer one would ring at once. */
const longestTimerMs = 2 ** 31 - 1;

/** @param closed raised when the transport is */
export function beginCall(options: CallOptions, closed: AbortSignal): Call {
  const { signal, timeoutMs } = options;
  const controller = new AbortController();
  let failure: CallError | undefined;
  const fail = (error: CallError): void => {
    failure ??= error;
    controller.abort(failure);
  };
  const cancel = (): void =>
    fail(new CallError("cancelled", "the call was cancelled", { cause: signal?.reason }));
  const shut = (): void => fail(new CallError("unavailable", "the transport is closed"));
  const late = (): void => fail(new CallError("deadline-exceeded", "the call took too long"));
  const timer = timeoutMs === undefined ? undefined : setTimeout(late, Math.min(timeoutMs, longestTimerMs));
  signal?.addEventListener("abort", cancel, { once: true });
  closed.addEventListener("abort", shut, { once: true });
  if (signal?.aborted) cancel();
  if (closed.aborted) shut();
  return {
    options,
    signal: controller.signal,
    failure: () => failure,
    end() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      closed.removeEventListener("abort", shut);
      controller.abort();
    },
  };
}
