/** The part of AbortSignal that core uses; every AbortSignal is one. */
export interface Cancellation {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** @throws the signal's reason, if it has been raised. */
export function throwIfCancelled(signal: Cancellation | undefined): void {
  if (signal?.aborted) throw signal.reason;
}

/** A signal and what raises it. */
export interface CancellationSource {
  readonly signal: Cancellation;
  /** Raises the signal; the first reason stays. */
  cancel(reason: unknown): void;
  /** Lets go of the parent, which would otherwise hold on to this source. */
  release(): void;
}

/** A signal of one's own, raised by `cancel` or when `parent` is. */
export function cancellationSource(parent?: Cancellation): CancellationSource {
  const listeners = new Set<() => void>();
  let raised: { readonly reason: unknown } | undefined;
  const cancel = (reason: unknown): void => {
    if (raised !== undefined) return;
    raised = { reason };
    const called = [...listeners];
    listeners.clear();
    for (const listener of called) listener();
  };
  const follow = (): void => cancel(parent?.reason);
  if (parent?.aborted) follow();
  else parent?.addEventListener("abort", follow, { once: true });
  return {
    signal: {
      get aborted() {
        return raised !== undefined;
      },
      get reason() {
        return raised?.reason;
      },
      // An AbortSignal calls nobody who comes after it was raised; neither does this.
      addEventListener(_type, listener) {
        if (raised === undefined) listeners.add(listener);
      },
      removeEventListener(_type, listener) {
        listeners.delete(listener);
      },
    },
    cancel,
    release: () => parent?.removeEventListener("abort", follow),
  };
}
