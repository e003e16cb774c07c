import { noteSkip } from "./skips.ts";

export type Found<T> =
  | { readonly found: true; readonly value: T }
  /** `missing` is one clause for people: what is not there, and where it was looked for. */
  | { readonly found: false; readonly missing: string };

/** Something around a test that a machine may lack. */
export interface Need<T> {
  /** The word that the list of allowed skips uses (`TRIBUTARY_ALLOWED_SKIPS`). */
  readonly name: string;
  readonly find: () => Promise<Found<T>>;
}

/**
 * Called in the body of a `describe`: skips its tests where `need` is not met, and says so in the closing
 * summary. Answers a function that gives what was found to the tests, which run only if something was.
 */
export function requires<T>(need: Need<T>): () => T {
  let answer: Found<T> = { found: false, missing: "it is read before the tests run" };
  before(`requires ${need.name}`, async function () {
    this.timeout(60_000);
    answer = await need.find();
    if (answer.found) return;
    const suite = this.test?.parent;
    if (suite !== undefined) noteSkip(suite, { need: need.name, reason: answer.missing });
    this.skip();
  });
  return () => {
    if (!answer.found) throw new Error(`${need.name} was asked for and is missing: ${answer.missing}`);
    return answer.value;
  };
}
