import type { Example, Trainer } from "@tributary/core/participant";
import { planDigest } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import type { Tokenizer } from "@tributary/core/text";
import { checkExamples, prepareExamples, splitExamples } from "./batches/index.ts";
import type { PreparedExample } from "./batches/index.ts";
import { tokenizerOf } from "./encoder.ts";
import { chooseEngine } from "./engine/index.ts";
import type { Engine } from "./engine/index.ts";
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
      loaded = { task: next, data: preparedData(next, tokenizer), plan: planDigest(task.plan) };
    },
    async evaluate(weights, examples, signal) {
      const { task, data, plan } = current();
      const { prepared, validation } = data(examples);
      const tensors = uploadVector(tf, task.layout, whole(task, weights, await store.load(plan)));
      try {
        const held = validation.map((index) => prepared[index]!);
        const scorer = { network: task.network, weights: task.view(tensors) };
        return await scorePrepared(tf, task.plan, scorer, held, signal);
      } finally {
        tf.dispose(tensors);
      }
    },
    async train(weights, examples, random, signal, onProgress) {
      const { task, data, plan } = current();
      const { prepared, training } = data(examples);
      if (training.length === 0)
        throw new UserError("there is no example to train on; give this client data");
      const start = whole(task, weights, await store.load(plan));
      const trained = await trainLocally(
        tf,
        task,
        { start, examples: prepared, training },
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
  readonly data: (examples: readonly Example[]) => PreparedData;
}

/** A client's examples, made ready and split. */
interface PreparedData {
  readonly prepared: readonly PreparedExample[];
  readonly training: readonly number[];
  readonly validation: readonly number[];
}

/** Prepares examples once for as long as the same ones come: texts take their time. */
function preparedData(
  { plan }: LocalTask,
  tokenizer: Tokenizer | undefined,
): (examples: readonly Example[]) => PreparedData {
  let last: { readonly examples: readonly Example[]; readonly data: PreparedData } | undefined;
  return (examples) => {
    if (last?.examples !== examples) {
      const prepared = prepareExamples(plan, tokenizer, examples);
      checkExamples(plan, prepared);
      last = { examples, data: { prepared, ...splitExamples(prepared, plan.training.validation) } };
    }
    return last.data;
  };
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
