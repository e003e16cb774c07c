import type { Example, Trainer } from "@tributary/core/participant";
import { planDigest } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import type { Cancellation } from "@tributary/core/support";
import type { Tokenizer } from "@tributary/core/text";
import type { ScoredPlan } from "./batches/index.ts";
import { clientData, factsOf } from "./client-data.ts";
import type { ClientData } from "./client-data.ts";
import { tokenizerOf } from "./encoder.ts";
import type { Engine, TensorFlow } from "./engine/index.ts";
import { estimateTraining, measureThroughput } from "./estimate/index.ts";
import type { Fit, TrainingEstimate } from "./estimate/index.ts";
import { cacheFeatures } from "./feature-cache.ts";
import type { FeatureCache } from "./feature-cache.ts";
import { keptInMemory } from "./kept-weights.ts";
import type { KeptStore } from "./kept-weights.ts";
import { loadTask } from "./local-task.ts";
import type { LocalTask } from "./local-task.ts";
import { layerUses, uploadVector } from "./networks/index.ts";
import type { LayerUses } from "./networks/index.ts";
import { scorePrepared } from "./score.ts";
import { trainLocally } from "./train-locally.ts";

export interface TrainerOptions {
  /** Where to compute; the caller disposes of it. */
  readonly engine: Engine;
  /** Where what the plan says each client keeps to itself lies. Default: in memory. */
  readonly kept?: KeptStore;
  /** Bytes that the process may still take; undefined: nobody says. A plan that needs more is refused. */
  readonly availableBytes?: () => number | undefined;
  /** Told what training will take, before it starts: when a task with its data is loaded, or when data come later. */
  readonly onEstimate?: (estimate: TrainingEstimate) => void;
  /** Milliseconds from any fixed moment. */
  readonly nowMs?: () => number;
}

/**
 * Local training on TF.js. Frozen tensors are uploaded once per load and stay until dispose or the next load; nothing
 * else outlives a call, however it ends. The event loop gets a turn after each step.
 *
 * Bad examples, a base that does not fit the plan, a model that does not fit into memory and a training run that diverges
 * are UserErrors.
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const { engine, onEstimate, nowMs = () => performance.now() } = options;
  const store = options.kept ?? keptInMemory();
  const { tf } = engine;
  let loaded: Loaded | undefined;
  let flopsPerSecond: number | undefined;

  async function fitted(
    { plan, tokenizer, availableBytes, uses }: Situation,
    examples: readonly Example[],
  ): Promise<Fitted> {
    const data = clientData(plan, tokenizer, examples);
    if (onEstimate !== undefined) flopsPerSecond ??= await measureThroughput(tf, nowMs);
    const facts = { name: engine.name, flopsPerSecond, availableBytes };
    const fit = estimateTraining(plan, factsOf(plan, data), facts, uses);
    if (!fit.ok) throw new UserError(fit.error);
    onEstimate?.(fit.value.estimate);
    return { examples, data, fit: fit.value, cached: undefined };
  }

  /** What was loaded, with these examples made ready: once for as long as the same ones come. */
  async function ready(examples: readonly Example[], signal: Cancellation | undefined): Promise<Ready> {
    if (loaded === undefined) throw new Error("the trainer has no task: call load first");
    const { task, situation } = loaded;
    let now = loaded.fitted;
    if (now?.examples !== examples) now = await fitted(situation, examples);
    const cached = now.cached ?? { features: await featuresOf(tf, task, now, signal) };
    loaded = { ...loaded, fitted: { ...now, cached } };
    return { ...situation, ...now, ...cached, task };
  }

  return {
    async load(task) {
      const { plan, assets, data } = task;
      const tokenizer = tokenizerOf(plan, assets);
      const situation = {
        plan,
        digest: planDigest(plan),
        tokenizer,
        availableBytes: options.availableBytes?.(),
        uses: usesOf(tf, plan, assets),
      };
      // Before the upload, which alone may be too much.
      const first = data && (await fitted(situation, data));
      const next = loadTask(tf, task);
      loaded?.task.dispose();
      loaded = { task: next, situation, fitted: first };
    },
    async evaluate(weights, examples, signal) {
      const { task, data, features, digest, fit } = await ready(examples, signal);
      const tensors = uploadVector(tf, task.layout, whole(task, weights, await store.load(digest)));
      try {
        const scorer = { network: task.network, weights: task.view(tensors), features };
        const plan = scoredPlan(task, fit);
        return await scorePrepared(tf, plan, scorer, data.prepared, data.validation, signal);
      } finally {
        tf.dispose(tensors);
      }
    },
    async train(weights, examples, random, signal, onProgress) {
      const { task, data, features, digest, fit, tokenizer } = await ready(examples, signal);
      const { prepared, training } = data;
      if (training.length === 0)
        throw new UserError("there is no example to train on; give this client data");
      const start = whole(task, weights, await store.load(digest));
      const trained = await trainLocally(
        tf,
        task,
        { start, examples: prepared, training, features, tokenizer, fit },
        random,
        signal,
        onProgress,
      );
      if (task.kept.length > 0) await store.save(digest, trained.slice(task.travels));
      const delta = trained.slice(0, task.travels).map((weight, index) => weight - weights[index]!);
      return { delta, exampleCount: training.length };
    },
    async dispose() {
      loaded?.task.dispose();
      loaded = undefined;
    },
  };
}

/** What is known of a task before its base is on the engine. */
interface Situation {
  readonly plan: LocalTask["plan"];
  readonly digest: ReturnType<typeof planDigest>;
  readonly tokenizer: Tokenizer | undefined;
  /** Before the base was uploaded. */
  readonly availableBytes: number | undefined;
  /** The layers of a model of TF.js's. */
  readonly uses: LayerUses | undefined;
}

/** A client's examples, and how training on them fits. */
interface Fitted {
  readonly examples: readonly Example[];
  readonly data: ClientData;
  readonly fit: Fit;
  /** Undefined before it is known. */
  readonly cached: Cached | undefined;
}

interface Cached {
  /** Where what lies below all that is trained need not be computed again. */
  readonly features: FeatureCache | undefined;
}

interface Loaded {
  readonly task: LocalTask;
  readonly situation: Situation;
  readonly fitted: Fitted | undefined;
}

interface Ready extends Situation, Fitted, Cached {
  readonly task: LocalTask;
}

function usesOf(
  tf: TensorFlow,
  plan: LocalTask["plan"],
  assets: ReadonlyMap<string, string>,
): LayerUses | undefined {
  const { model } = plan;
  return model.family === "layers" ? layerUses(tf, { ...plan, model }, assets) : undefined;
}

async function featuresOf(
  tf: TensorFlow,
  task: LocalTask,
  { data, fit }: Fitted,
  signal: Cancellation | undefined,
): Promise<FeatureCache | undefined> {
  if (fit.estimate.featureBytes === 0) return undefined;
  const { network, lowestTrained, view } = task;
  const frozen = { network, weights: view([]) };
  return cacheFeatures(tf, scoredPlan(task, fit), frozen, lowestTrained, data.prepared, signal);
}

function scoredPlan({ plan }: LocalTask, { scoringSize }: Fit): ScoredPlan {
  return { ...plan, scoringSize };
}

/** What travels, then what the client keeps: its own, or as it begins. */
function whole(
  { travels, kept, layout }: LocalTask,
  weights: Float32Array,
  saved: Float32Array | undefined,
): Float32Array {
  if (weights.length !== travels)
    throw new RangeError(`the plan trains ${travels} weights, ${weights.length} were given`);
  if (saved !== undefined && saved.length !== kept.length) {
    throw new UserError(
      `what this client kept of the task has ${saved.length} weights, the plan keeps ${kept.length}; remove it`,
    );
  }
  const vector = new Float32Array(layout.size);
  vector.set(weights);
  vector.set(saved ?? kept, travels);
  return vector;
}
