import { initialTrainables, mergeModel, randomBase } from "@tributary/core/model";
import { formatPlanProblems, parsePlan } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { UserError, seededRandom, utf8 } from "@tributary/core/support";
import type { Cancellation } from "@tributary/core/support";
import { createTokenizer } from "@tributary/core/text";
import { safetensorsPieces } from "@tributary/core/tensor";
import { createTrainer } from "@tributary/training";
import type { Engine } from "@tributary/training";

import { tokenizerConfig, trainTokenizer } from "./tokenizer.ts";

/** How the base model is made. */
export interface Recipe {
  /** Under the names of transformers' GPT2Config; the vocabulary may come out smaller (trainTokenizer). */
  readonly sizes: {
    readonly vocab_size: number;
    readonly n_embd: number;
    readonly n_layer: number;
    readonly n_head: number;
    readonly n_positions: number;
  };
  readonly epochs: number;
  readonly seed: number;
}

export interface Pretraining {
  readonly engine: Engine;
  readonly recipe: Recipe;
  readonly texts: readonly string[];
  readonly onProgress: (done: {
    readonly step: number;
    readonly steps: number;
    readonly loss: number;
  }) => void;
  readonly signal: Cancellation;
}

/** A folder's files by name. */
export type Files = ReadonlyMap<string, string | Iterable<Uint8Array>>;

/**
 * Trains a tokenizer, and from random weights a GPT-2, on the texts, each by itself. The answer is a folder as Hugging Face
 * lays it out; on one engine the same recipe and texts give the same bytes. @throws the signal's reason
 */
export async function pretrain({ engine, recipe, texts, onProgress, signal }: Pretraining): Promise<Files> {
  const tokenizerJson = trainTokenizer(texts, recipe.sizes.vocab_size);
  const { vocabularySize, endId } = createTokenizer({ tokenizerJson });
  const plan = planOf(recipe, vocabularySize);
  const start = randomBase(plan);
  const weights = initialTrainables(plan, start);
  const trainer = createTrainer({ engine });
  try {
    await trainer.load({ plan, base: start, assets: new Map([["tokenizer.json", tokenizerJson]]) });
    const { delta } = await trainer.train(
      weights,
      texts.map((text) => ({ parts: [{ text, learned: true }] })),
      seededRandom(utf8(String(recipe.seed)), "pre-training"),
      signal,
      onProgress,
    );
    const trained = weights.map((weight, index) => weight + (delta[index] ?? 0));
    const config = {
      architectures: ["GPT2LMHeadModel"],
      model_type: "gpt2",
      ...recipe.sizes,
      vocab_size: vocabularySize,
      bos_token_id: endId,
      eos_token_id: endId,
    };
    return new Map<string, string | Iterable<Uint8Array>>([
      ["config.json", `${JSON.stringify(config, undefined, 2)}\n`],
      ["tokenizer.json", tokenizerJson],
      ["tokenizer_config.json", tokenizerConfig],
      [
        "model.safetensors",
        safetensorsPieces(mergeModel(plan, start, trained), { dtype: "F32", metadata: { format: "pt" } }),
      ],
    ]);
  } finally {
    await trainer.dispose();
  }
}

function planOf({ sizes, epochs, seed }: Recipe, vocabSize: number): Plan {
  const written = {
    task: "pre-training",
    base: "random",
    model: {
      family: "gpt2",
      vocabSize,
      nPositions: sizes.n_positions,
      nEmbd: sizes.n_embd,
      nLayer: sizes.n_layer,
      nHead: sizes.n_head,
      nInner: 4 * sizes.n_embd,
    },
    labels: [],
    input: { kind: "text", maximumTokens: sizes.n_positions },
    tuning: { method: "full" },
    training: { ...training, localEpochs: epochs },
    cohort: { goal: 8 },
    seed,
  };
  const plan = parsePlan(JSON.stringify(written), "the plan of the pre-training");
  if (!plan.ok) throw new UserError(formatPlanProblems(plan.error));
  return plan.value;
}

/** Small batches: of a text as small as this one, more steps are worth more than smoother ones. */
const training = {
  learningRate: 0.003,
  schedule: { kind: "cosine", warmup: 0.05 },
  batchSize: 8,
  gradientClip: 1,
  validation: 0,
} as const;
