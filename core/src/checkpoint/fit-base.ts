import { checkBase, modelTensors, startOf, topologyProblem } from "../model/index.ts";
import type { Plan } from "../plan/index.ts";
import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import type { NamedArray, NamedArrays } from "../tensor/index.ts";
import { nameTableOf } from "./name-tables.ts";
import { matchTensors } from "./names.ts";
import type { AvailableTensor } from "./names.ts";

/** A model as it came: its tensors under the names that its files have. */
export interface ForeignModel {
  /** Where it is from, for people. */
  readonly source: string;
  readonly tensors: ReadonlyMap<string, AvailableTensor>;
  read(name: string): Promise<NamedArray>;
  /** The texts that travel with its weights, by file name. */
  readonly assets: ReadonlyMap<string, string>;
}

/** A model under its family's names. */
export interface FittedBase {
  readonly arrays: NamedArrays;
  /** What became of the file's tensors, for people: each a sentence without its end. */
  readonly notes: readonly string[];
}

/**
 * The base of a plan from a model as it came: each tensor of the plan's network, a head that the files do not have freshly
 * drawn from the plan's seed. The error is a sentence that names the model and the first tensor at fault.
 */
export async function fitBase(plan: Plan, model: ForeignModel): Promise<Result<FittedBase, string>> {
  if (plan.model.family === "layers") {
    const problem = topologyProblem(plan.model, model.assets.get("model.json"));
    if (problem !== undefined) return err(misfit(model.source, [problem]));
  }
  const wanted = modelTensors(plan);
  const match = matchTensors(nameTableOf(plan.model), wanted, model.tensors);
  if (!match.ok) return err(misfit(model.source, match.error));
  const { sources, fresh, ignored, unexpected } = match.value;
  const arrays = new Map<string, NamedArray>();
  for (const spec of wanted) {
    const source = sources.get(spec.name);
    arrays.set(spec.name, source === undefined ? startOf(spec, plan) : await model.read(source));
  }
  const checked = checkBase(plan, arrays);
  if (!checked.ok) {
    const problems = checked.error.map(({ message }) => message);
    return err(misfit(model.source, problems));
  }
  const notes = [
    ...fresh.map(({ name, why }) => `${name} is freshly initialised: ${why}`),
    ...listed("ignored, since the network has no use for them", ignored),
    ...listed("passed over, since the network does not know them", unexpected),
  ];
  return ok({ arrays: checked.value, notes });
}

function misfit(source: string, [first, ...more]: readonly string[]): string {
  const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
  return `The base model ${source} does not fit the plan: ${first ?? "it was refused"}${others}.`;
}

function listed(what: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 5).join(", ");
  return [`${what}: ${shown}${names.length > 5 ? ` and ${names.length - 5} more` : ""}`];
}
