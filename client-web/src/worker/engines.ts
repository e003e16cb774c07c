import type { Engine, EngineDecision } from "@tributary/training/web";
import { chooseEngine } from "@tributary/training/web";

import type { WebEngineName } from "../session.ts";

/** The one engine of this Worker (TF.js keeps its backend in a global): what trains and what predicts share it. */
export interface Engines {
  /** The name of the engine that is there; undefined before the first. */
  readonly taken: string | undefined;
  /**
   * The engine that is there, or the best, or the one that is asked for. Its own `dispose` does nothing: the next one
   * that is started frees it.
   * @throws UserError if the browser cannot have it
   */
  start(requested: WebEngineName | undefined, log: (decision: EngineDecision) => void): Promise<Engine>;
}

export function createEngines(): Engines {
  let current: { readonly engine: Engine; readonly decisions: readonly EngineDecision[] } | undefined;
  let starting: Promise<unknown> = Promise.resolve();

  async function startNext(
    requested: WebEngineName | undefined,
    log: (decision: EngineDecision) => void,
  ): Promise<Engine> {
    if (current !== undefined && (requested === undefined || requested === current.engine.name)) {
      for (const decision of current.decisions) if (decision.outcome !== "not-tried") log(decision);
    } else {
      const before = current?.engine;
      current = undefined;
      await before?.dispose();
      current = await chooseEngine({ log, ...(requested !== undefined && { requested }) });
    }
    return { ...current.engine, dispose: () => Promise.resolve() };
  }

  return {
    get taken() {
      return current?.engine.name;
    },
    start(requested, log) {
      const next = starting.then(() => startNext(requested, log));
      starting = next.catch(() => undefined);
      return next;
    },
  };
}
