import type { FederationTransport } from "@tributary/core/wire";

/**
 * Holds the lock of that name while it works: tabs of an origin share one identity, and two participants with one
 * identity spoil each other's updates. `onWait` is called if another tab has it and this one is to wait.
 * @throws the signal's reason
 */
export async function withLock<Value>(
  name: string,
  onWait: () => void,
  signal: AbortSignal,
  work: () => Promise<Value>,
  locks: LockManager = navigator.locks,
): Promise<Value> {
  const tried = await locks.request(name, { ifAvailable: true }, async (lock) =>
    lock === null ? undefined : { value: await work() },
  );
  if (tried !== undefined) return tried.value;
  onWait();
  return locks.request(name, { signal }, work);
}

/**
 * HTTP/1.1 gives an origin six connections for all its tabs, and a watch stream takes one for good: one tab at a time
 * watches a coordinator. The others have no hints until it is their turn; they ask when their waits end.
 */
export function watchingInTurns(
  transport: FederationTransport,
  origin: string,
  locks: LockManager = navigator.locks,
): FederationTransport {
  return {
    ...transport,
    async *stream(method, request, options = {}) {
      if (method !== "Watch") {
        yield* transport.stream(method, request, options);
        return;
      }
      const release = await turn(locks, `tributary watch ${origin}`, options.signal);
      try {
        yield* transport.stream(method, request, options);
      } finally {
        release();
      }
    },
  };
}

type Cancelling = NonNullable<Parameters<FederationTransport["stream"]>[2]>["signal"];

/** Waits for a lock; the answer gives it back. @throws the signal's reason */
function turn(locks: LockManager, name: string, signal: Cancelling): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const waiting = new AbortController();
    const stop = (): void => waiting.abort(signal?.reason);
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
    locks
      .request(
        name,
        { signal: waiting.signal },
        () =>
          new Promise<void>((release) => {
            signal?.removeEventListener("abort", stop);
            resolve(release);
          }),
      )
      .catch(reject);
  });
}
