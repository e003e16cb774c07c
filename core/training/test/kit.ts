import { inputSize } from "@tributary/core/model";
import { planSchema } from "@tributary/core/plan";
import type { Plan, PlanInput } from "@tributary/core/plan";
import type { NumericExample } from "@tributary/core/participant";
import { draw, seededRandom, utf8 } from "@tributary/core/support";
import type { Random } from "@tributary/core/support";
import { cpuCandidate } from "../src/engine/cpu-engine.ts";
import type { Engine } from "../src/engine/index.ts";
import { loadTensorFlow } from "../src/engine/tensorflow.ts";
import { wasmCandidate } from "../src/engine/wasm-engine.ts";

/**
 * A plan of a small network, whose image is halved to 5 x 4 and then 2 x 2, so that an odd side and the order of flattening
 * count. A test states only what differs.
 */
export function planOf(change: Partial<PlanInput> = {}): Plan {
  const plan = planSchema.parse({
    task: "small",
    base: "random",
    model: { family: "image-cnn", filters: [2, 3], hidden: 4 },
    labels: ["a", "b", "c"],
    input: { kind: "image", width: 10, height: 8, channels: 3 },
    tuning: { method: "full" },
    seed: 3,
    cohort: { goal: 3 },
    ...change,
  });
  return { ...plan, cohort: { ...plan.cohort, minimum: 3, minSurvivors: 3 } };
}

export const mlpPlan: Pick<PlanInput, "model" | "input"> = {
  model: { family: "mlp", hidden: [4, 3] },
  input: { kind: "features", size: 5 },
};

export function randomOf(name: string): Random {
  return seededRandom(utf8("test"), name);
}

/** Examples without meaning, values in -1 .. 1, labels in turn. */
export function noise(plan: Plan, count: number, name = "examples"): NumericExample[] {
  const { uniform } = draw(randomOf(name));
  const size = inputSize(plan.input);
  return Array.from({ length: count }, (_, index) => ({
    values: Float32Array.from({ length: size }, () => 2 * uniform() - 1),
    label: index % plan.labels.length,
  }));
}

/** The engines that need nothing but the packages of a default install. */
export const portableEngines = ["cpu", "wasm"] as const;

/** Starts an engine and makes it TF.js's current backend. */
export async function startEngine(name: (typeof portableEngines)[number]): Promise<Engine> {
  const started = await (name === "cpu" ? cpuCandidate(loadTensorFlow) : wasmCandidate).start(true);
  if (!started.ok) throw new Error(started.error);
  return started.value;
}
