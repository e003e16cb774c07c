import { err, ok } from "@tributary/core/support";
import { isSoftwareName } from "../adapters.ts";
import { useBackend } from "../backend.ts";
import type { Candidate } from "../candidate.ts";
import { loadWebTensorFlow } from "./load.ts";

/** The part of WebGL 2 that tells what draws; this workspace compiles without the DOM's types. */
interface Context {
  getExtension(name: "WEBGL_debug_renderer_info"): { readonly UNMASKED_RENDERER_WEBGL: number } | null;
  getExtension(name: "WEBGL_lose_context"): { loseContext(): void } | null;
  getParameter(name: number): unknown;
  readonly RENDERER: number;
}

interface Canvas {
  getContext(kind: "webgl2"): Context | null;
}

const { OffscreenCanvas } = globalThis as unknown as {
  readonly OffscreenCanvas?: new (width: number, height: number) => Canvas;
};

/**
 * WebGL 2 on a GPU. TF.js takes 1e-4 for this backend's epsilon, with which its own Adam diverges; nothing here asks for
 * it: our optimisers take the plan's, in doubles.
 */
export const webglCandidate: Candidate = {
  name: "webgl",
  remedy: "It needs WebGL 2 in workers (OffscreenCanvas) and a GPU that the browser does not block.",
  async start(requested) {
    const renderer = rendererName();
    if (renderer === undefined) return err("there is no WebGL 2 in this browser's workers");
    if (isSoftwareName(renderer) && !requested)
      return err(`its only renderer is software (${renderer}), which is slower than wasm`);
    const tf = await loadWebTensorFlow();
    if (!(await tf.env().getAsync("WEBGL_RENDER_FLOAT32_CAPABLE")))
      return err(`its renderer computes with 16 bits (${renderer}), which is too coarse for training`);
    const release = await useBackend(tf, "webgl");
    return ok({
      name: "webgl",
      description: `TF.js ${tf.version_core} on WebGL 2 (${renderer})`,
      tf,
      dispose: async () => release(),
    });
  },
};

function rendererName(): string | undefined {
  const context = OffscreenCanvas && new OffscreenCanvas(1, 1).getContext("webgl2");
  if (context === undefined || context === null) return undefined;
  const info = context.getExtension("WEBGL_debug_renderer_info");
  const name = context.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER);
  // Browsers give a page some sixteen contexts, and this one is done with.
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return typeof name === "string" ? name : "a renderer without a name";
}
