import { err, nearest, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import type { NamedArrays } from "../tensor/index.ts";
import { modelTensors } from "./tuning.ts";
import type { FamilyPlan } from "./families/index.ts";

/** What is wrong with one tensor of a base model. */
export interface BaseProblem {
  readonly reason: "missing-tensor" | "extra-tensor" | "wrong-shape" | "out-of-range";
  readonly name: string;
  /** A sentence that names the tensor, what was expected and what came. */
  readonly message: string;
}

/**
 * Whether `base` is a model of the plan's family: exactly its tensors, each of its shape, every value finite.
 * The value is the base in the family's order (the arrays are not copied); the error lists every tensor at fault.
 * @throws RangeError if the plan's network is impossible.
 */
export function checkBase(plan: FamilyPlan, base: NamedArrays): Result<NamedArrays, readonly BaseProblem[]> {
  const specs = modelTensors(plan);
  const known = new Set(specs.map(({ name }) => name));
  const problems: BaseProblem[] = [];
  const ordered = new Map<string, { readonly shape: readonly number[]; readonly data: Float32Array }>();
  for (const { name, shape } of specs) {
    const array = base.get(name);
    if (array === undefined) {
      const unknown = [...base.keys()].filter((candidate) => !known.has(candidate));
      const meant = nearest(name, unknown);
      const hint = meant === undefined ? "" : `; the file has ${meant}`;
      problems.push({
        reason: "missing-tensor",
        name,
        message: `tensor ${name} of shape [${shape.join(", ")}] is missing${hint}`,
      });
    } else if (
      array.shape.length !== shape.length ||
      array.shape.some((side, axis) => side !== shape[axis])
    ) {
      problems.push({
        reason: "wrong-shape",
        name,
        message: `tensor ${name} has shape [${array.shape.join(", ")}], the plan's network needs [${shape.join(", ")}]`,
      });
    } else if (!array.data.every(Number.isFinite)) {
      problems.push({ reason: "out-of-range", name, message: `tensor ${name} holds NaN or infinity` });
    } else {
      ordered.set(name, array);
    }
  }
  for (const name of base.keys()) {
    if (known.has(name)) continue;
    problems.push({ reason: "extra-tensor", name, message: `tensor ${name} is none of the plan's network` });
  }
  return problems.length === 0 ? ok(ordered) : err(problems);
}
