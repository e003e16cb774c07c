import { expect } from "chai";

import { describe as lineOf } from "../../src/cli/describe.ts";
import { forPrograms } from "../../src/cli/reporters.ts";
import type { ClientEvent } from "../../src/index.ts";

type Estimate = Extract<ClientEvent, { kind: "estimate" }>["estimate"];

const plain: Estimate = {
  engine: "wasm",
  baseBytes: 9e7,
  trainedBytes: 3e6,
  activationBytes: { oneTape: 4e8, blockWise: 9e7 },
  featureBytes: 0,
  peakBytes: 1.1 * 2 ** 30,
  method: "one-tape",
  batchSize: 16,
  microBatchSize: 16,
  microBatchChosen: false,
  flopsPerEpoch: 1e12,
  flopsOnce: 0,
  secondsPerEpoch: 180,
};

const lines: Readonly<Record<string, readonly [Partial<Estimate>, string]>> = {
  "memory and time": [{}, "Training: about 1.1 GiB and 3 min an epoch on wasm."],
  "no time where the speed is not known": [{ secondsPerEpoch: null }, "Training: about 1.1 GiB on wasm."],
  "times by their order": [
    { secondsPerEpoch: 0.4, peakBytes: 2 ** 20 },
    "Training: about 1.0 MiB and less than a second an epoch on wasm.",
  ],
  "that it goes block by block": [
    { method: "block-wise", secondsPerEpoch: 20_000 },
    "Training: about 1.1 GiB and 6 h an epoch on wasm; block by block.",
  ],
  "that memory asks for fewer examples at a time": [
    { method: "block-wise", microBatchSize: 4, microBatchChosen: true },
    "Training: about 1.1 GiB and 3 min an epoch on wasm; block by block; each batch of 16 in pieces of 4, " +
      "for want of memory, which changes nothing in the gradient.",
  ],
  "that the plan asks for them": [
    { microBatchSize: 4 },
    "Training: about 1.1 GiB and 3 min an epoch on wasm; each batch of 16 in pieces of 4, as the plan says.",
  ],
  "that features are kept": [
    { featureBytes: 1000, secondsPerEpoch: 2 },
    "Training: about 1.1 GiB and 2 s an epoch on wasm; what is frozen is computed once.",
  ],
};

describe("the line about what training will take", () => {
  for (const [what, [change, line]] of Object.entries(lines)) {
    it(`tells ${what}`, () => {
      const event: ClientEvent = { kind: "estimate", estimate: { ...plain, ...change } };
      expect(lineOf(event)).to.equal(line);
      let written = "";
      forPrograms({ write: (text) => void (written += text), isTerminal: false, columns: 80 })(event);
      expect(JSON.parse(written)).to.deep.equal(event);
    });
  }
});
