// A client that trains nothing: its delta is the clipping bound at its own number's place, and zero elsewhere. In a sum a
// client that is missing leaves a zero, one that counts twice a two. Prints events as JSON, and kills itself at one.
// Arguments: coordinator, state folder, number, event to die at ("" for none).
import { join } from "node:path";

import { joinFederation } from "@tributary/client-node";
import type { Example, Trainer } from "@tributary/core/participant";
import { UserError } from "@tributary/core/support";

const [coordinator = "", folder = "", number = "", dieAt = ""] = process.argv.slice(2);

function oneHotTrainer(): Trainer {
  let clip = 0;
  let labels = 0;
  return {
    async load({ plan }) {
      if (plan.privacy.clip === "auto") throw new UserError("this client needs a plan with a clipping bound");
      clip = plan.privacy.clip;
      labels = plan.labels.length;
    },
    evaluate: async () => ({ exampleCount: 0, lossSum: 0, confusion: new Uint32Array(labels * labels) }),
    async train(weights) {
      const delta = new Float32Array(weights.length);
      delta[Number(number)] = clip;
      return { delta, exampleCount: 1 };
    },
    async dispose() {},
  };
}

async function* examples(): AsyncGenerator<Example> {
  yield { values: new Float32Array(8), label: 0 };
}

try {
  await joinFederation({
    coordinator,
    data: examples(),
    trainer: oneHotTrainer(),
    identity: join(folder, `${number}.json`),
    cacheDir: join(folder, number),
    onEvent(event) {
      process.stdout.write(`${JSON.stringify(event)}\n`);
      if (event.kind === dieAt) process.kill(process.pid, "SIGKILL");
    },
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
