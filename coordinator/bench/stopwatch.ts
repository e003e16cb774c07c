/** Adds up how long pieces of work take, one after the other. */
export interface Stopwatch {
  time<Value>(work: () => Value | Promise<Value>): Promise<Value>;
  spentMs(): number;
}

export function createStopwatch(): Stopwatch {
  let spent = 0;
  return {
    async time(work) {
      const begun = performance.now();
      try {
        return await work();
      } finally {
        spent += performance.now() - begun;
      }
    },
    spentMs: () => spent,
  };
}
