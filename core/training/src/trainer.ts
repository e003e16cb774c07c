import type { Example, Trainer } from "@tributary/core/participant";
import { planDigest } from "@tributary/core/plan";
import { seededRandom, UserError } from "@tributary/core/support";
import type { Cancellation } from "@tributary/core/support";
import type { Tokenizer } from "@tributary/core/text";
import { changeOf, checkExamples, prepareExamples, splitExamples } from "./batches/index.ts";
import type { PreparedExample } from "./batches/index.ts";
import { tokenizerOf } from "./encoder.ts";
import { chooseEngine } from "./engine/index.ts";
import type { Engine, TensorFlow } from "./engine/index.ts";
import { cacheFeatures } from "./feature-cache.ts";
import type { FeatureCache } from "./feature-cache.ts";
import { keptInMemory } from "./kept-weights.ts";
import type { KeptStore } from "./kept-weights.ts";
import { loadTask } from "./local-task.ts";
import type { LocalTask } from "./local-task.ts";
import { uploadVector } from "./networks/index.ts";
import { scorePrepared } from "./score.ts";
import { trainLocally } from "./train-locally.ts";

export interface TrainerOptions {
  /** Where to compute; the caller disposes of it. Without one the best engine is chosen, and disposed with the trainer. */
  readonly engine?: Engine;
  /** Where what the plan says each client keeps to itself lies. Default: in memory. */
  readonly kept?: KeptStore;
}

/**
 * Local training on TF.js. Frozen tensors are uploaded once per load and stay until dispose or the next load; nothing
 * else outlives a call, however it ends. The event loop gets a turn after each step.
 *
 * Bad examples, a base that does not fit the plan and a training run that diverges are UserErrors.
 */
export async function createTrainer(options: TrainerOptions = {}): Promise<Trainer> {
  const engine = options.engine ?? (await chooseEngine()).engine;
  const store = options.kept ?? keptInMemory();
  const { tf } = engine;
  let loaded: Loaded | undefined;
  const current = (): Loaded => {
    if (loaded === undefined) throw new Error("the trainer has no task: call load first");
    return loaded;
  };
  return {
    async load(task) {
      const tokenizer = tokenizerOf(task.plan, task.assets);
      const next = loadTask(tf, task);
      loaded?.task.dispose();
      loaded = {
        task: next,
        tokenizer,
        data: preparedData(tf, next, tokenizer),
        plan: planDigest(task.plan),
      };
    },
    async evaluate(weights, examples, signal) {
      const { task, data, plan } = current();
      const { prepared, validation, features } = await data(examples, signal);
      const tensors = uploadVector(tf, task.layout, whole(task, weights, await store.load(plan)));
      try {
        const scorer = { network: task.network, weights: task.view(tensors), features };
        return await scorePrepared(tf, task.plan, scorer, prepared, validation, signal);
      } finally {
        tf.dispose(tensors);
      }
    },
    async train(weights, examples, random, signal, onProgress) {
      const { task, data, plan, tokenizer } = current();
      const { prepared, training, features } = await data(examples, signal);
      if (training.length === 0)
        throw new UserError("there is no example to train on; give this client data");
      const start = whole(task, weights, await store.load(plan));
      const trained = await trainLocally(
        tf,
        task,
        { start, examples: prepared, training, features, tokenizer },
        random,
        signal,
        onProgress,
      );
      if (task.kept.length > 0) await store.save(plan, trained.slice(task.travels));
      const delta = trained.slice(0, task.travels).map((weight, index) => weight - weights[index]!);
      return { delta, exampleCount: training.length };
    },
    async dispose() {
      loaded?.task.dispose();
      loaded = undefined;
      if (options.engine === undefined) await engine.dispose();
    },
  };
}

interface Loaded {
  readonly task: LocalTask;
  readonly plan: ReturnType<typeof planDigest>;
  readonly tokenizer: Tokenizer | undefined;
  readonly data: Prepare;
}

/** A client's examples, made ready and split. */
interface PreparedData {
  readonly prepared: readonly PreparedExample[];
  readonly training: readonly number[];
  readonly validation: readonly number[];
  /** Where what lies below all that is trained need not be computed again. */
  readonly features: FeatureCache | undefined;
}

type Prepare = (examples: readonly Example[], signal: Cancellation | undefined) => Promise<PreparedData>;

/** Prepares examples once for as long as the same ones come: tokens and features take their time. */
function preparedData(tf: TensorFlow, task: LocalTask, tokenizer: Tokenizer | undefined): Prepare {
  const { plan } = task;
  let last: { readonly examples: readonly Example[]; readonly data: PreparedData } | undefined;
  return async (examples, signal) => {
    if (last?.examples === examples) return last.data;
    const prepared = prepareExamples(plan, tokenizer, examples);
    checkExamples(plan, prepared);
    const split = splitExamples(prepared, plan.training.validation);
    const features = await frozenFeatures(tf, task, tokenizer, prepared, signal);
    last = { examples, data: { prepared, ...split, features } };
    return last.data;
  };
}

async function frozenFeatures(
  tf: TensorFlow,
  { plan, network, lowestTrained, view }: LocalTask,
  tokenizer: Tokenizer | undefined,
  prepared: readonly PreparedExample[],
  signal: Cancellation | undefined,
): Promise<FeatureCache | undefined> {
  // What augmentation changes has other features each time.
  const changes = changeOf(plan, tokenizer, seededRandom(new Uint8Array(), "unused")) !== undefined;
  if (lowestTrained === 0 || changes) return undefined;
  const weights = view([]);
  return cacheFeatures(tf, plan, { network, weights }, lowestTrained, prepared, signal);
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
