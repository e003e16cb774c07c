// Run as a process of its own by webgpu.slow.test.ts, where Vulkan's driver is set in the environment: takes the folder of a project
// that has `webgpu` installed, and prints which engine is chosen there and which one on request, then how far that one is from what
// Python computes of the checked-in checkpoints.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describeDecision } from "../../src/engine/index.ts";
import { chooseEngine, nodeCandidates } from "../../src/engine/node-engines.ts";
import type { TensorFlow } from "../../src/engine/index.ts";
import { caseOf, continuationsOf, textsOf } from "../parity/cases.ts";
import { deviation } from "../parity/compare.ts";

const [, , folder = "."] = process.argv;
const require = createRequire(join(folder, "package.json"));
const candidates = nodeCandidates(async (name) => {
  if (name === "webgpu") {
    const loaded: unknown = await import(pathToFileURL(require.resolve(name)).href);
    return loaded;
  }
  if (name !== "@tensorflow/tfjs-backend-webgpu") return undefined;
  const loaded: unknown = require(name);
  return loaded;
});

for (const choice of [{}, { requested: "webgpu" }] as const) {
  const { engine, decisions } = await chooseEngine({ ...choice, candidates });
  for (const decision of decisions) process.stdout.write(`${describeDecision(decision)}\n`);
  if ("requested" in choice) await printParity(engine.tf);
  await engine.dispose();
}

async function printParity(tf: TensorFlow): Promise<void> {
  const lora = { tuning: { method: "lora", rank: 2, alpha: 4 }, prefix: "lora", adapter: "lora" } as const;
  for (const [family, examples] of [
    ["bert", textsOf],
    ["gpt2", continuationsOf],
  ] as const) {
    for (const options of [{ tuning: { method: "full" } }, lora] as const) {
      const { logits, loss, gradients } = await deviation(tf, caseOf(family, examples, options));
      const gradient = Math.max(...gradients.map(([, relative]) => relative));
      const line = { family, method: options.tuning.method, logits, loss, gradient };
      process.stdout.write(`parity ${JSON.stringify(line)}\n`);
    }
  }
}
// Nothing ends the process: it must end by itself.
