// Run as a process of its own by native.slow.test.ts, for a native addon cannot be unloaded: takes the folder of a project that
// has tfjs-node-gpu installed, and prints one JSON document about training with it.
import { createRequire } from "node:module";
import { join } from "node:path";
import { chooseEngine, nodeCandidates } from "../../src/engine/node-engines.ts";
import { createTrainer } from "../../src/index.ts";
import { gradientsOn, operationsThatTrain, outputShape, wholeNumbers } from "./backends.ts";
import { trainingRound } from "./training-round.ts";

const [, , folder = "."] = process.argv;
const require = createRequire(join(folder, "package.json"));
const { engine, decisions } = await chooseEngine({
  candidates: nodeCandidates((name) => {
    if (name !== "@tensorflow/tfjs-node-gpu") return Promise.resolve(undefined);
    const loaded: unknown = require(name);
    return Promise.resolve(loaded);
  }),
});

const { tf } = engine;
// Or the cpu backend prints an advertisement.
tf.enableProdMode();
let gradientError = 0;
for (const { operation, inputs } of operationsThatTrain) {
  const dy = wholeNumbers(await outputShape(tf, "tensorflow", operation, inputs), 3);
  const native = await gradientsOn(tf, "tensorflow", operation, inputs, dy);
  const cpu = await gradientsOn(tf, "cpu", operation, inputs, dy);
  for (const [i, expected] of cpu.gradients.entries()) {
    const largest = Math.max(1, ...expected.map(Math.abs));
    const errors = expected.map((value, j) => Math.abs(value - (native.gradients[i]?.[j] ?? NaN)) / largest);
    gradientError = Math.max(gradientError, ...errors);
  }
}
await tf.setBackend("tensorflow");
const trainer = createTrainer({ engine });
const round = await trainingRound(trainer);
await trainer.dispose();
await engine.dispose();
process.stdout.write(
  JSON.stringify({
    engine: engine.name,
    description: engine.description,
    decisions,
    gradientError,
    ...round,
  }),
);
