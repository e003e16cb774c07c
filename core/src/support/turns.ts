/** Runs an operation when all that were asked for before have ended, however they ended; gives what it comes to. */
export type Turns = <Value>(operation: () => Promise<Value>) => Promise<Value>;

/** A queue of its own for one thing that only one operation may touch at a time. */
export function takingTurns(): Turns {
  let tail: Promise<unknown> = Promise.resolve();
  return (operation) => {
    const turn = tail.then(operation);
    // The failure is its caller's; those behind it only wait for its end.
    tail = turn.catch(() => undefined);
    return turn;
  };
}
