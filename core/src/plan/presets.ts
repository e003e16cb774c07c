/** What a person may leave out of a plan by naming a preset; every key that the plan has itself wins. */
export const presets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "text-classification": {
    input: { kind: "text", maximumTokens: 128 },
    tuning: { method: "lora", rank: 8, alpha: 16 },
    training: {
      learningRate: 0.0005,
      schedule: { kind: "linear", warmup: 0.1 },
      batchSize: 16,
      localEpochs: 1,
      gradientClip: 1,
    },
    stopping: { metric: "macroF1" },
  },
  "image-classification": {
    tuning: { method: "lora", rank: 8, alpha: 16 },
    training: {
      learningRate: 0.0005,
      schedule: { kind: "linear", warmup: 0.1 },
      batchSize: 16,
      localEpochs: 1,
      gradientClip: 1,
    },
    stopping: { metric: "macroF1" },
  },
  "text-generation": {
    labels: [],
    input: { kind: "text", maximumTokens: 128 },
    tuning: { method: "lora", rank: 8, alpha: 16 },
    training: {
      learningRate: 0.0005,
      schedule: { kind: "linear", warmup: 0.1 },
      batchSize: 4,
      localEpochs: 1,
      gradientClip: 1,
    },
  },
};

/** Of each preset. */
export const presetCommon: Readonly<Record<string, unknown>> = { cohort: { goal: 8 } };
