import type { Candidate } from "./candidate.ts";
import { chooseAmong } from "./choose.ts";
import type { ChooseEngineOptions, ChosenEngine } from "./choose.ts";
import { cpuCandidate } from "./cpu-engine.ts";
import { nativeCpuCandidate, nativeGpuCandidate } from "./native-engine.ts";
import { loadInstalledPackage, loadTensorFlow } from "./tensorflow.ts";
import { wasmCandidate } from "./wasm-engine.ts";
import { webgpuCandidate } from "./webgpu-engine.ts";

/** Node's engines, the most wanted first. */
export function nodeCandidates(load = loadInstalledPackage): readonly Candidate[] {
  return [
    nativeGpuCandidate(load),
    webgpuCandidate(load),
    nativeCpuCandidate(load),
    wasmCandidate,
    cpuCandidate(loadTensorFlow),
  ];
}

/** Starts the best engine that this Node has. @throws UserError as chooseAmong does */
export function chooseEngine(options: ChooseEngineOptions = {}): Promise<ChosenEngine> {
  return chooseAmong({ candidates: nodeCandidates(), ...options });
}
