import { z } from "zod";

import { modelSchema } from "../model/families/index.ts";
import type { DeepReadonly } from "../support/index.ts";
import { fraction, positive, text } from "./fields.ts";
import { inputSchema } from "./input.ts";

// The plan: everything that coordinator and clients must agree on before a task may start. Each field says
// its unit, bounds and default. The canonical form of the parsed plan (every default filled in) is what is
// hashed, signed and sent; so a default that changes changes the digests of new plans only. A key that is added to a
// released schema is optional and has no default: else plans of earlier releases would no longer be in canonical form.

const durationMs = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);

const moduleName = text.min(1).max(200);

const targetSchema = z.union([
  moduleName,
  z.strictObject({
    module: moduleName,
    rank: z.int().min(1).max(256).optional(),
    alpha: positive.optional(),
  }),
]);

/** Personalisation: the head is trained, but each client keeps its own; it never leaves it. */
const keepHead = z.literal("head").optional();

/** Which tensors are trained, hence travel. */
const tuningSchema = z.discriminatedUnion("method", [
  z.strictObject({ method: z.literal("full"), keep: keepHead }),
  z.strictObject({ method: z.literal("head") }),
  /** Biases and the head (BitFit). */
  z.strictObject({ method: z.literal("bias"), keep: keepHead }),
  /** The head and the last blocks before it; what lies below is frozen. */
  z.strictObject({
    method: z.literal("freeze"),
    stages: z.int().min(1).max(1_000).default(1),
    keep: keepHead,
  }),
  z.strictObject({
    method: z.literal("lora"),
    /** Inner dimension r of B (out x r) and A (r x in). */
    rank: z.int().min(1).max(256).default(8),
    /** The product is scaled by alpha / rank. */
    alpha: positive.default(16),
    /**
     * Modules that get adapters, by name or by its last parts (`query` for each `....query`), each with a rank and an
     * alpha of its own if it says so; empty: the family's default.
     */
    targets: z.array(targetSchema).max(1_000).default([]),
    /** Whether the head is trained in full beside the adapters. */
    head: z.boolean().default(true),
    /** FFA-LoRA (Sun et al. 2024): A stays as it was drawn, only B is trained and travels. */
    ffa: z.boolean().optional(),
    /** What is trained but never leaves the client: the head, or each B beside the shared A (FedSA-LoRA). */
    keep: z.enum(["head", "loraB"]).optional(),
  }),
]);

const scheduleSchema = z.strictObject({
  kind: z.enum(["constant", "linear", "cosine"]).default("constant"),
  /** Share of the local steps of one round over which the rate rises from 0; the schedule starts anew in each. */
  warmup: fraction.default(0),
});

const augmentationSchema = z.strictObject({
  /** Largest shift in pixels, each way. */
  shift: z.int().min(0).max(64).default(0),
  /** Largest rotation in degrees, each way. */
  rotate: z.number().min(0).max(180).default(0),
  /** Chance that an image is mirrored left to right. */
  mirror: fraction.default(0),
  /** Side of an erased square in pixels; 0: none. */
  erase: z.int().min(0).max(512).default(0),
  /** Standard deviation of added noise, in units of the input's range. */
  noise: z.number().min(0).max(1).default(0),
  /** Of a text: chance that a token is replaced by the one for what is unknown; absent: none. */
  tokenDropout: z.number().min(0).lt(1).optional(),
});

const trainingSchema = z.strictObject({
  optimizer: z.enum(["adamw", "sgd", "momentum"]).default("adamw"),
  learningRate: positive.max(10).default(0.001),
  schedule: scheduleSchema.prefault({}),
  /** Momentum of `momentum`. */
  momentum: z.number().min(0).lt(1).default(0.9),
  beta1: z.number().min(0).lt(1).default(0.9),
  beta2: z.number().min(0).lt(1).default(0.999),
  epsilon: positive.default(1e-8),
  /** Decoupled; biases are left out. */
  weightDecay: z.number().min(0).max(1).default(0),
  batchSize: z.int().min(1).max(65_536).default(20),
  /** Examples of a batch that are on the engine at once; their gradients are added up. Absent: all. */
  microBatchSize: z.int().min(1).max(65_536).optional(),
  localEpochs: z.int().min(1).max(1_000).default(2),
  /** Largest global norm of a gradient; 0: no clipping. */
  gradientClip: z.number().min(0).default(0),
  /** Chance that a unit before the head is dropped while training. */
  dropout: z.number().min(0).lt(1).default(0),
  /** mu of FedProx: (mu / 2) |w - w_global|^2 is added to the loss. */
  proximal: z.number().min(0).default(0),
  /** Share of a client's examples that is held back to score models. */
  validation: z.number().min(0).max(0.9).default(0.1),
  augmentation: augmentationSchema.prefault({}),
});

const roundsSchema = z.strictObject({
  maximum: z.int().min(1).max(1_000_000).default(10),
  /** How long `open` lasts once `cohort.minimum` clients have checked in. */
  openMs: durationMs(100, 7 * 86_400_000).default(600_000),
  /** How long a client may train before its place is given to another. */
  leaseMs: durationMs(100, 7 * 86_400_000).default(600_000),
  /** The slowest upload that is waited for, in bits per second: collecting lasts 15 s + size / minimumUplinkBps. */
  minimumUplinkBps: z.int().min(1_000).max(1e12).default(1_000_000),
  /** Collecting never lasts longer. */
  collectMs: durationMs(100, 86_400_000).default(600_000),
  /** Mode secure: how long a client may take over one of the short steps; three times that to begin. */
  stepMs: durationMs(100, 3_600_000).default(10_000),
  /** Aborted attempts in a row after which the task has failed. */
  maximumAttempts: z.int().min(1).max(1_000).default(10),
});

const cohortSchema = z.strictObject({
  /** Updates that close a round early. */
  goal: z.int().min(1).max(60_000),
  /** Updates without which a round is aborted at its deadline; default: 80 % of the goal. */
  minimum: z.int().min(1).max(60_000).optional(),
  /**
   * Fewest updates that one sum may hold, at least 3 in mode secure; default: floor(2/3 goal) + 1 (below a goal of 8
   * floor(1/2 goal) + 1), at least 3, at most the minimum.
   */
  minSurvivors: z.int().min(1).max(60_000).optional(),
  /** Clients that may train for each one that is wanted. */
  overSelection: z.number().min(1).max(4).default(1.3),
});

const aggregationSchema = z.strictObject({
  /**
   * How one delta is made of the clients'; absent: their mean. The others stand false updates, look at each update and so
   * need mode sealed.
   */
  aggregator: z.enum(["mean", "median", "trimmedMean", "krum", "multiKrum", "normBounded"]).optional(),
  /** Share of the updates that may be false, for `trimmedMean`, `krum` and `multiKrum`; absent: 0.2. */
  attackers: z.number().min(0).lt(0.5).optional(),
  /** A built-in one, or the path of a module of your own, beginning with "./" (docs/embedding.md). */
  strategy: text
    .max(4096)
    .regex(/^(fedavg|fedavgm|fedadam|fedyogi|fedadagrad|\.\/.+)$/)
    .describe("fedavg, fedavgm, fedadam, fedyogi, fedadagrad or a path that begins with ./")
    .default("fedavg"),
  /** What the mean delta is multiplied by before it is added. */
  serverLearningRate: positive.max(100).default(1),
  /** Momentum of `fedavgm`; beta1 of `fedadam` and `fedyogi`. */
  serverMomentum: z.number().min(0).lt(1).default(0.9),
  /** Share of the second moment that `fedadam` and `fedyogi` keep from step to step; absent: 0.99. */
  serverBeta2: z.number().min(0).lt(1).optional(),
  /** tau of `fedadam`, `fedyogi` and `fedadagrad`: no step is longer than the rate times the mean delta / tau; absent: 0.001. */
  serverTau: positive.max(1).optional(),
  /** A client counts by its examples, or each alike. */
  weighting: z.enum(["examples", "uniform"]).default("examples"),
  /** Examples beyond which a client weighs no more. */
  maximumExamples: z.int().min(1).max(1e9).default(10_000),
});

const privacySchema = z.strictObject({
  /** `sealed`: the coordinator can read each update. `secure`: it learns the sum alone. */
  mode: z.enum(["sealed", "secure"]).default("secure"),
  /** Largest L2 norm S of a delta; `auto`: the optimiser's own bound. */
  clip: z.union([z.literal("auto"), positive]).default("auto"),
  /** Bits per parameter on the wire. */
  encoding: z.enum(["u24", "u32"]).default("u24"),
});

const stoppingSchema = z.strictObject({
  /** Scored models without improvement before the task ends; 0: never. */
  patience: z.int().min(0).max(100_000).default(5),
  /** Smallest change that counts as improvement. */
  minimumDelta: z.number().min(0).default(0),
  /** `f1`: of one label. `perplexity` is a language model's, which has none of the figures that count hits. */
  metric: z.enum(["loss", "perplexity", "accuracy", "macroF1", "weightedF1", "f1"]).default("loss"),
  /** With `metric: f1` the label whose F1 counts. */
  label: text.min(1).max(200).optional(),
});

export const planSchema = z.strictObject({
  version: z.literal(1).default(1),
  task: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/)
    .describe("1 to 63 lower-case letters, digits and inner dashes"),
  /** For people. */
  title: text.max(200).default(""),
  /**
   * Path of the base model, relative to the plan's file: a safetensors file, or a folder as Hugging Face or TF.js lay it
   * out. `random`: start from seeded weights.
   */
  base: text.min(1).max(4096),
  model: modelSchema,
  /** The classes, in the order of the model's outputs; none for a language model. */
  labels: z.array(text.min(1).max(200)).max(10_000),
  input: inputSchema,
  tuning: tuningSchema.prefault({ method: "lora" }),
  training: trainingSchema.prefault({}),
  rounds: roundsSchema.prefault({}),
  cohort: cohortSchema,
  aggregation: aggregationSchema.prefault({}),
  privacy: privacySchema.prefault({}),
  stopping: stoppingSchema.prefault({}),
  /** From which new tensors (adapters, a new head) are drawn, the same everywhere. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(0),
  /** How models are published: F16 halves the download. */
  precision: z.enum(["F32", "F16"]).default("F32"),
  /** Whether anyone may download the model without having enrolled. */
  publicModel: z.boolean().default(false),
});

/** A plan as a person writes it. */
export type PlanInput = z.input<typeof planSchema>;

type CohortInput = z.output<typeof cohortSchema>;

/** A cohort with its minimum and minSurvivors filled in. */
export type Cohort = { readonly [Key in keyof CohortInput]-?: NonNullable<CohortInput[Key]> };

/** A plan with every default filled in, frozen; built by parsePlan or decodePlan alone. */
export type Plan = DeepReadonly<Omit<z.output<typeof planSchema>, "cohort">> & { readonly cohort: Cohort };
