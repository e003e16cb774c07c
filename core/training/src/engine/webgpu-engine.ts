import { err, ok } from "@tributary/core/support";
import { adapterName, isSoftware } from "./adapters.ts";
import type { Adapter } from "./adapters.ts";
import { useBackend } from "./backend.ts";
import type { Candidate } from "./candidate.ts";
import { loadTensorFlow } from "./tensorflow.ts";
import type { LoadPackage } from "./tensorflow.ts";

const dawnPackage = "webgpu";
const backendPackage = "@tensorflow/tfjs-backend-webgpu";

/** The part of the npm package `webgpu` (Dawn for Node) that is used. */
interface Dawn {
  readonly create: (options: readonly string[]) => Gpu;
  /** The classes and constants of WebGPU, by name. */
  readonly globals: Readonly<Record<string, unknown>>;
}

interface Gpu {
  requestAdapter(options: { readonly powerPreference: string }): Promise<Adapter | null>;
}

/**
 * WebGPU in Node by the package `webgpu`, on a hardware adapter. A software adapter is slower than wasm by a factor of fifty and
 * is taken only on request.
 */
export function webgpuCandidate(load: LoadPackage): Candidate {
  return {
    name: "webgpu",
    remedy: `Install it with: npm install ${dawnPackage}@0.6.2 ${backendPackage}@4.22.0 (and a Vulkan, Metal or Direct3D 12 driver).`,
    async start(requested) {
      const dawn = await load(dawnPackage);
      if (dawn === undefined) return err(`the package ${dawnPackage} is not installed`);
      if (!isDawn(dawn)) return err(`the package ${dawnPackage} does not export create and globals`);
      const { gpu, uninstall } = installGpu(dawn);
      const refuse = (reason: string): { readonly ok: false; readonly error: string } => {
        uninstall();
        return err(reason);
      };
      try {
        // TF.js reads the adapter's features without looking whether there is one, so this looks first.
        const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
        if (adapter === null)
          return refuse("there is no WebGPU adapter (no Vulkan, Metal or Direct3D 12 driver)");
        const name = adapterName(adapter);
        if (isSoftware(adapter) && !requested) {
          return refuse(`its only adapter is software (${name}), which is slower than wasm`);
        }
        // The backend registers itself only when it is loaded while navigator.gpu is there.
        if ((await load(backendPackage)) === undefined)
          return refuse(`the package ${backendPackage} is not installed`);
        const tf = loadTensorFlow();
        const release = await useBackend(tf, "webgpu");
        return ok({
          name: "webgpu",
          description: `TF.js ${tf.version_core} on WebGPU (${name})`,
          tf,
          dispose: async () => {
            release();
            uninstall();
          },
        });
      } catch (error) {
        uninstall();
        throw error;
      }
    },
  };
}

/** Makes WebGPU global, as in a browser, until `uninstall`. While it is there Node does not exit by itself. */
function installGpu(dawn: Dawn): { readonly gpu: Gpu; readonly uninstall: () => void } {
  const added = Object.keys(dawn.globals).filter((name) => !(name in globalThis));
  for (const name of added) {
    Object.defineProperty(globalThis, name, {
      value: dawn.globals[name],
      configurable: true,
      writable: true,
    });
  }
  // Node 20 has no navigator; from 21 on it has one that cannot be replaced but can be added to.
  const own: unknown = Reflect.get(globalThis, "navigator");
  const navigator: object = typeof own === "object" && own !== null ? own : {};
  if (navigator !== own)
    Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  const gpu = dawn.create([]);
  Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
  const uninstall = (): void => {
    Reflect.deleteProperty(navigator, "gpu");
    if (navigator !== own) Reflect.deleteProperty(globalThis, "navigator");
    for (const name of added) Reflect.deleteProperty(globalThis, name);
  };
  return { gpu, uninstall };
}

function isDawn(module: unknown): module is Dawn {
  return (
    typeof module === "object" &&
    module !== null &&
    "create" in module &&
    typeof module.create === "function" &&
    "globals" in module &&
    typeof module.globals === "object" &&
    module.globals !== null
  );
}
