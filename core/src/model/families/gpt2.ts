import { z } from "zod";

import { biasTensor, embeddingTensor, normTensors } from "../family.ts";
import type { FamilyDefinition, TensorSpec } from "../family.ts";
import { readsText } from "./reads-text.ts";

const size = z.int().min(1).max(1_000_000);

/** The fields are those of transformers' GPT2Config. */
export const gpt2Schema = z.strictObject({
  family: z.literal("gpt2"),
  vocabSize: size,
  nPositions: size,
  nEmbd: size,
  nLayer: z.int().min(1).max(200),
  nHead: z.int().min(1).max(1_000),
  /** Units of the block's inner layer. */
  nInner: size,
  layerNormEpsilon: z.number().positive().max(1).default(1e-5),
  activationFunction: z.enum(["gelu_new", "gelu", "relu"]).default("gelu_new"),
});

function conv1dTensors(
  module: string,
  inputs: number,
  outputs: number,
  stage: number,
): readonly TensorSpec[] {
  return [
    {
      name: `${module}.weight`,
      module,
      shape: [inputs, outputs],
      kind: "conv1d",
      head: false,
      start: "linear",
      stages: [stage],
    },
    biasTensor(module, outputs, { stage }),
  ];
}

/**
 * GPT-2 (Radford et al. 2019) as a language model, under the names of transformers' GPT2LMHeadModel. The head is the
 * token embedding itself.
 */
export const gpt2: FamilyDefinition<z.output<typeof gpt2Schema>> = {
  predicts: "tokens",
  problem({ nEmbd, nHead, nPositions }, input) {
    if (nEmbd % nHead !== 0) {
      return { path: ["model", "nHead"], message: `expected a divisor of nEmbd, ${nEmbd}, got ${nHead}` };
    }
    return readsText("gpt2", input, nPositions);
  },
  describe({ vocabSize, nPositions, nEmbd, nLayer, nInner }) {
    const head = nLayer + 1;
    const blocks = Array.from({ length: nLayer }, (_, layer) => {
      const module = `transformer.h.${layer}`;
      const stage = layer + 1;
      return [
        ...normTensors(`${module}.ln_1`, nEmbd, { stage }),
        ...conv1dTensors(`${module}.attn.c_attn`, nEmbd, 3 * nEmbd, stage),
        ...conv1dTensors(`${module}.attn.c_proj`, nEmbd, nEmbd, stage),
        ...normTensors(`${module}.ln_2`, nEmbd, { stage }),
        ...conv1dTensors(`${module}.mlp.c_fc`, nEmbd, nInner, stage),
        ...conv1dTensors(`${module}.mlp.c_proj`, nInner, nEmbd, stage),
      ];
    });
    return {
      tensors: [
        embeddingTensor("transformer.wte", vocabSize, nEmbd, [0, head]),
        embeddingTensor("transformer.wpe", nPositions, nEmbd, [0]),
        ...blocks.flat(),
        ...normTensors("transformer.ln_f", nEmbd, { stage: head }),
      ],
      adapted: ["c_attn"],
      stages: head + 1,
      lastBlock: nLayer,
    };
  },
  transformers: () => ({ modelType: "gpt2", architecture: "GPT2LMHeadModel", task: "causal-lm" }),
};
