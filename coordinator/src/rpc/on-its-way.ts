/**
 * Resolves once what `send` sends is on its way, or the signal is raised: until then it may hold what it was lent, and no
 * second piece waits in memory behind it.
 * @param send calls what it is given when its bytes have left this process's hands
 */
export function onItsWay(signal: AbortSignal, send: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      signal.removeEventListener("abort", done);
      resolve();
    };
    if (signal.aborted) return done();
    signal.addEventListener("abort", done, { once: true });
    send(done);
  });
}
