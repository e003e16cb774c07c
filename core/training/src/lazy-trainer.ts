import type { Trainer } from "@tributary/core/participant";
import type { Engine } from "./engine/index.ts";
import { createTrainer } from "./trainer.ts";
import type { TrainerOptions } from "./trainer.ts";

export interface LazyTrainerOptions extends Omit<TrainerOptions, "engine"> {
  /** Starts the engine, which is disposed with the trainer. */
  readonly startEngine: () => Promise<Engine>;
}

/**
 * The product's trainer, whose engine is started when the first model comes: somebody who only asks what a task is waits
 * for no engine.
 */
export function lazyTrainer({ startEngine, ...options }: LazyTrainerOptions): Trainer {
  let made: { readonly trainer: Trainer; readonly dispose: () => Promise<void> } | undefined;
  const loaded = (): Trainer => {
    if (made === undefined) throw new Error("the trainer has no task: call load first");
    return made.trainer;
  };
  return {
    async load(task) {
      if (made === undefined) {
        const engine = await startEngine();
        const trainer = createTrainer({ ...options, engine });
        made = {
          trainer,
          async dispose() {
            await trainer.dispose();
            await engine.dispose();
          },
        };
      }
      await made.trainer.load(task);
    },
    evaluate: (weights, data, signal) => loaded().evaluate(weights, data, signal),
    train: (weights, data, random, signal, onProgress) =>
      loaded().train(weights, data, random, signal, onProgress),
    async dispose() {
      await made?.dispose();
      made = undefined;
    },
  };
}
