import { fedadagrad } from "./fedadagrad.ts";
import { fedadam } from "./fedadam.ts";
import { fedavg } from "./fedavg.ts";
import { fedavgm } from "./fedavgm.ts";
import { fedyogi } from "./fedyogi.ts";
import type { Strategy } from "./strategy.ts";

export { comeBackAfterMs, hasPlace } from "./selection.ts";
export { robustRule } from "./robust/index.ts";
export type { DeltaTiles } from "./robust/index.ts";
export { stateFromBytes, stateToBytes } from "./state-bytes.ts";
export type { Strategy, StrategySettings, StrategyStep } from "./strategy.ts";
export { userStrategy } from "./user-strategy.ts";

const builtIn: ReadonlyMap<string, Strategy> = new Map(
  [fedavg, fedavgm, fedadam, fedyogi, fedadagrad].map((strategy) => [strategy.name, strategy]),
);

/** The strategy that a plan names, or undefined if the name is a module's path. */
export function builtInStrategy(name: string): Strategy | undefined {
  return builtIn.get(name);
}
