// What one client uploads and downloads in a round of mode secure, by tuning method, for MiniLM's geometry with two labels. The
// floor is the whole network as 32-bit floats, which a method that trains everything and encodes nothing would send.
import { modelTensors, trainableLayout } from "@tributary/core/model";
import { planSchema } from "@tributary/core/plan";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { vectorShape } from "@tributary/core/rounds";
import { vectorBytes } from "@tributary/core/secagg";
import { elementCount } from "@tributary/core/tensor";
import { benchRow, leaveRows } from "@tributary/test-support";

const methods: Readonly<Record<string, PlanInput["tuning"]>> = {
  head: { method: "head" },
  "lora, rank 8": { method: "lora" },
  "lora, rank 8, A frozen": { method: "lora", ffa: true },
  bias: { method: "bias" },
  "last block": { method: "freeze", stages: 1 },
  full: { method: "full" },
};

function planOf(tuning: PlanInput["tuning"]): Plan {
  const { cohort, ...plan } = planSchema.parse({
    task: "bytes",
    base: "random",
    model: {
      family: "bert",
      vocabSize: 30_522,
      hiddenSize: 384,
      numHiddenLayers: 6,
      numAttentionHeads: 12,
      intermediateSize: 1_536,
      maxPositionEmbeddings: 512,
      pooling: "mean",
    },
    labels: ["ham", "spam"],
    input: { kind: "text" },
    tuning,
    cohort: { goal: 8 },
  });
  return { ...plan, cohort: { ...cohort, minimum: 7, minSurvivors: 6 } };
}

const mebibytes = 2 ** 20;
const rows = Object.entries(methods).flatMap(([method, tuning]) => {
  const plan = planOf(tuning);
  const whole = modelTensors(plan).reduce((sum, { shape }) => sum + 4 * elementCount(shape), 0);
  const up = vectorBytes(vectorShape(plan, "train"));
  const down = 4 * trainableLayout(plan).size;
  return [
    benchRow("upload a round", { network: "MiniLM", method }, up / mebibytes, "MiB", whole / mebibytes),
    benchRow("download a round", { network: "MiniLM", method }, down / mebibytes, "MiB", whole / mebibytes),
  ];
});
await leaveRows(rows);
