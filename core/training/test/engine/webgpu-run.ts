// Run as a process of its own by webgpu.slow.test.ts, where Vulkan's driver is set in the environment: takes the folder of a project
// that has `webgpu` installed, and prints which engine is chosen there and which one on request.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chooseEngine, describeDecision, nodeCandidates } from "../../src/engine/index.ts";

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
  await engine.dispose();
}
// Nothing ends the process: it must end by itself.
