import type { Cancellation } from "./cancellation.ts";

/** Time is a port: products use the platform's clock, tests and simulations a virtual one. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason if that comes first. */
  sleep(ms: number, signal?: Cancellation): Promise<void>;
}
