// Mocha's own report, then every skip with its reason, then one closing line. A skip nobody gave a reason for
// fails the run, and so does one that is not on the list where there is a list: a test that has silently
// stopped running proves nothing.
import Mocha from "mocha";

import { skipOf } from "./skips.ts";

interface SkippedTests {
  readonly reason: string;
  readonly refused: boolean;
  readonly titles: string[];
}

// A log is read after the fact and should say which test hung; a person who waits wants a short report.
const Report = process.env["CI"] === undefined ? Mocha.reporters.Dot : Mocha.reporters.Spec;

export default class HouseReporter extends Report {
  readonly #skipped = new Map<string, SkippedTests>();

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const allowed = allowedSkips(process.env["TRIBUTARY_ALLOWED_SKIPS"]);
    runner.on(Mocha.Runner.constants.EVENT_TEST_PENDING, (test) => {
      const skip = skipOf(test);
      const reason = skip === undefined ? "no reason was given" : `requires ${skip.need}: ${skip.reason}`;
      const group = this.#skipped.get(reason) ?? {
        reason,
        refused: skip === undefined || (allowed !== "every" && !allowed.has(skip.need)),
        titles: [],
      };
      group.titles.push(test.fullTitle());
      this.#skipped.set(reason, group);
    });
  }

  override epilogue(): void {
    super.epilogue();
    for (const { reason, refused, titles } of this.#skipped.values()) {
      console.log(`skipped${refused ? ", which is not allowed here" : ""}: ${reason}`);
      for (const title of titles) console.log(`  - ${title}`);
    }
    const refused = this.#refused();
    const { passes, failures, pending } = this.stats;
    console.log(`${passes} passed, ${failures + refused} failed, ${pending - refused} skipped`);
  }

  /** Called by mocha with the number of failures; what it hands on becomes the exit code. */
  override done(failures: number, finish?: (failures: number) => void): void {
    finish?.(failures + this.#refused());
  }

  #refused(): number {
    let count = 0;
    for (const group of this.#skipped.values()) if (group.refused) count += group.titles.length;
    return count;
  }
}

/** The comma-separated needs whose absence is known and accepted; without the variable, every need's. */
function allowedSkips(list: string | undefined): "every" | ReadonlySet<string> {
  if (list === undefined) return "every";
  return new Set(
    list
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  );
}
