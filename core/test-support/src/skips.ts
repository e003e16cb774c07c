// Why tests were skipped: written by requires(), read by the reporter, which runs in the same process.

export interface Skip {
  readonly need: string;
  readonly reason: string;
}

/** As much of a mocha suite as is needed to climb from a test to the suite that was skipped. */
interface Node {
  readonly parent?: Node | undefined;
}

const skips = new WeakMap<object, Skip>();

export function noteSkip(suite: object, skip: Skip): void {
  skips.set(suite, skip);
}

/** The skip that covers this test; undefined if nobody gave a reason. */
export function skipOf(test: Node): Skip | undefined {
  for (let node: Node | undefined = test; node !== undefined; node = node.parent) {
    const skip = skips.get(node);
    if (skip !== undefined) return skip;
  }
  return undefined;
}
