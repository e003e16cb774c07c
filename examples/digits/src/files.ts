import { fileURLToPath } from "node:url";

// From dist/src, where this file runs, to the example's own folder.
const folder = new URL("../../", import.meta.url);

/** The demo's plan. */
export const planFile = fileURLToPath(new URL("demo.yaml", folder));
/** The plan of the demo with few examples. */
export const fewShotPlanFile = fileURLToPath(new URL("few-shot.yaml", folder));
/** The base model: every tensor of the plan's family, made by pretrain.ts. */
export const baseFile = fileURLToPath(new URL("model/base.safetensors", folder));

/** An entry point beside this file. */
export function entryPoint(name: string): string {
  return fileURLToPath(new URL(`./${name}.js`, import.meta.url));
}
