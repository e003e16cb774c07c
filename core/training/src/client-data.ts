import type { Example } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { seededRandom } from "@tributary/core/support";
import type { Tokenizer } from "@tributary/core/text";
import { changeOf, checkExamples, prepareExamples, splitExamples } from "./batches/index.ts";
import type { PreparedExample, Split } from "./batches/index.ts";
import type { DataFacts, ExampleFacts } from "./estimate/index.ts";

/** A client's examples, made ready and split. */
export interface ClientData extends Split {
  readonly prepared: readonly PreparedExample[];
  /** Whether training sees an example otherwise each time. */
  readonly changes: boolean;
}

/** @throws UserError naming the first example that does not fit the plan */
export function clientData(
  plan: Plan,
  tokenizer: Tokenizer | undefined,
  examples: readonly Example[],
): ClientData {
  const prepared = prepareExamples(plan, tokenizer, examples);
  checkExamples(plan, prepared);
  const changes = changeOf(plan, tokenizer, seededRandom(new Uint8Array(), "unused")) !== undefined;
  return { prepared, ...splitExamples(prepared, plan.training.validation), changes };
}

export function factsOf({ input }: Plan, { prepared, training, changes }: ClientData): DataFacts {
  const facts = (examples: readonly PreparedExample[]): ExampleFacts => {
    const lengths = examples.map(({ values }) => (input.kind === "text" ? values.length : 1));
    return {
      count: lengths.length,
      tokens: lengths.reduce((sum, length) => sum + length, 0),
      longest: lengths.reduce((most, length) => Math.max(most, length), 1),
    };
  };
  return { all: facts(prepared), training: facts(training.map((index) => prepared[index]!)), changes };
}
