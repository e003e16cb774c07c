import type { Trainer } from "@tributary/core/participant";
import type { EngineDecision, EngineName, TrainerOptions } from "@tributary/training";
import { chooseEngine, createTrainer } from "@tributary/training";

export interface LazyTrainerOptions extends Omit<TrainerOptions, "engine" | "nowMs"> {
  /** The engine that it must take. */
  readonly requested?: EngineName | undefined;
  /** Told of each engine that was tried. */
  readonly onDecision: (decision: EngineDecision) => void;
}

/**
 * The product's trainer, whose engine is chosen when the first model comes: somebody who only asks what a task is
 * waits for no engine. The engine is disposed with it.
 */
export function lazyTrainer({ requested, onDecision, ...options }: LazyTrainerOptions): Trainer {
  let made: { readonly trainer: Trainer; readonly dispose: () => Promise<void> } | undefined;
  const loaded = (): Trainer => {
    if (made === undefined) throw new Error("the trainer has no task: call load first");
    return made.trainer;
  };
  return {
    async load(task) {
      if (made === undefined) {
        const { engine } = await chooseEngine({
          log: onDecision,
          ...(requested !== undefined && { requested }),
        });
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
