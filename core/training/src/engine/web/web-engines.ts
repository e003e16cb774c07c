import { chooseAmong } from "../choose.ts";
import type { ChooseEngineOptions, ChosenEngine } from "../choose.ts";
import { cpuCandidate } from "../cpu-engine.ts";
import { loadWebTensorFlow } from "./load.ts";
import { webWasmCandidate } from "./wasm.ts";
import { webglCandidate } from "./webgl.ts";
import { webWebgpuCandidate } from "./webgpu.ts";

/** Starts the best engine that this browser has; to be called in a Worker. @throws UserError as chooseAmong does */
export function chooseEngine(options: ChooseEngineOptions = {}): Promise<ChosenEngine> {
  const candidates = [webWebgpuCandidate, webglCandidate, webWasmCandidate, cpuCandidate(loadWebTensorFlow)];
  return chooseAmong({ candidates, ...options });
}
