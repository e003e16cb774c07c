import process from "node:process";
import util from "node:util";
import { err, ok } from "@tributary/core/support";
import { asTensorFlow } from "./as-tensorflow.ts";
import { useBackend } from "./backend.ts";
import type { Candidate } from "./candidate.ts";
import type { TensorFlow } from "./engine.ts";
import type { LoadPackage } from "./tensorflow.ts";

const gpuPackage = "@tensorflow/tfjs-node-gpu";
const cpuPackage = "@tensorflow/tfjs-node";

/** TensorFlow's own library on a CUDA GPU. The package's name says nothing: without its CUDA libraries it runs on the CPU. */
export function nativeGpuCandidate(load: LoadPackage): Candidate {
  return {
    name: "tfjs-node-gpu",
    remedy: `Install it with: npm install ${gpuPackage}@4.22.0 (Linux or Windows on x64, an NVIDIA driver, CUDA 11 and cuDNN 8).`,
    async start() {
      const tf = await loadNative(load, gpuPackage);
      if (tf === undefined) return err(`${gpuPackage} is not installed`);
      const release = await useBackend(tf, "tensorflow");
      if (!isUsingGpu(tf)) {
        release();
        return err(
          `${gpuPackage} is installed but found no usable GPU (it needs an NVIDIA driver, CUDA 11 and cuDNN 8)`,
        );
      }
      return ok({
        name: "tfjs-node-gpu",
        description: `TensorFlow ${libraryVersion(tf)} on a CUDA GPU`,
        tf,
        dispose: async () => release(),
      });
    },
  };
}

/**
 * TensorFlow's own library on the CPU, by either package: the fastest engine that needs no GPU. The two cannot be loaded side by
 * side, so the GPU package, which is tried first where it is installed, serves here too.
 */
export function nativeCpuCandidate(load: LoadPackage): Candidate {
  return {
    name: "tfjs-node",
    remedy: `Install it with: npm install ${cpuPackage}@4.22.0 (it downloads TensorFlow's library).`,
    async start() {
      const tf = (await loadNative(load, gpuPackage)) ?? (await loadNative(load, cpuPackage));
      if (tf === undefined) return err(`${cpuPackage} is not installed`);
      const release = await useBackend(tf, "tensorflow");
      return ok({
        name: "tfjs-node",
        description: `TensorFlow ${libraryVersion(tf)} on the ${isUsingGpu(tf) ? "GPU" : "CPU"}`,
        tf,
        dispose: async () => release(),
      });
    },
  };
}

async function loadNative(load: LoadPackage, packageName: string): Promise<TensorFlow | undefined> {
  // Node 23 took these two away and 4.22.0, the last release, still calls them.
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray });
  // Before the library starts: no log lines of its own below errors, and no claim on all of a GPU's memory at once.
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  process.env["TF_FORCE_GPU_ALLOW_GROWTH"] ??= "true";
  const module = await load(packageName);
  return module === undefined ? undefined : asTensorFlow(module);
}

function isUsingGpu(tf: TensorFlow): boolean {
  const backend: object = tf.backend();
  return "isUsingGpuDevice" in backend && backend.isUsingGpuDevice === true;
}

function libraryVersion(tf: TensorFlow): string {
  const backend: object = tf.backend();
  const binding = "binding" in backend ? backend.binding : undefined;
  const version =
    typeof binding === "object" && binding !== null && "TF_Version" in binding
      ? binding.TF_Version
      : undefined;
  return typeof version === "string" ? version : "(version unknown)";
}
