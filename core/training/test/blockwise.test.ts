import { expect } from "chai";
import type { Scalar, Tensor } from "@tensorflow/tfjs";

import { blockwiseGradients, wholeTapeGradients } from "../src/blockwise.ts";
import type { TapeLoss, TapeStage } from "../src/blockwise.ts";
import type { Engine, TensorFlow } from "../src/engine/index.ts";
import { tensorOf, wholeNumbers } from "./engine/backends.ts";
import type { Numbers } from "./engine/backends.ts";
import { portableEngines, startEngine } from "./kit.ts";

const width = 6;

function scaled({ shape, data }: Numbers, factor: number): Numbers {
  return { shape, data: data.map((value) => value * factor) };
}

/** A table that is both the first stage's and the loss's, and a weight and a bias for each of three blocks. */
const trainedValues: readonly Numbers[] = [
  scaled(wholeNumbers([4, width], 1), 0.1),
  ...[2, 3, 4].flatMap((salt) => [
    scaled(wholeNumbers([width, width], salt), 0.2),
    scaled(wholeNumbers([width], salt + 7), 0.1),
  ]),
];

interface Network {
  readonly stages: readonly TapeStage[];
  readonly loss: TapeLoss;
}

/** `reading` says which of the network's trained tensors a stage or the loss may take as trained. */
function networkOf(tf: TensorFlow, reading: (index: number) => boolean = () => true): Network {
  const reads = (...indices: number[]): number[] => indices.filter(reading);
  const stem: TapeStage = {
    reads: reads(0),
    run: ([table]) => tf.gather(table!, tf.tensor1d([0, 3, 1, 0, 2], "int32")),
  };
  const blocks = [1, 3, 5].map((at): TapeStage => ({
    reads: reads(at, at + 1),
    run: (trained, x) => tf.add(x!, tf.tanh(tf.add(tf.matMul(x!, trained[at]!), trained[at + 1]!))),
  }));
  const loss: TapeLoss = {
    reads: reads(0),
    run: ([table], x): Scalar => tf.mean(tf.square(tf.matMul(x!, table!, false, true))),
  };
  return { stages: [stem, ...blocks], loss };
}

for (const engineName of portableEngines) {
  describe(`block-wise reverse mode on ${engineName}`, () => {
    let engine: Engine;
    let tf: TensorFlow;
    let trained: Tensor[];
    before(async () => {
      engine = await startEngine(engineName);
      tf = engine.tf;
    });
    after(() => engine.dispose());
    beforeEach(() => {
      trained = trainedValues.map((values) => tensorOf(tf, values));
    });
    afterEach(() => {
      tf.dispose(trained);
    });

    /** The gradients by TF.js's own tape, for the tensors of `which`; zeros for the others. */
    function expected({ stages, loss }: Network, which: readonly number[]): Float32Array {
      return tf.tidy(() => {
        const forward = (...chosen: Tensor[]): Scalar => {
          const all = trained.map((tensor, i) => chosen[which.indexOf(i)] ?? tensor);
          let x: Tensor | undefined;
          for (const stage of stages) x = stage.run(all, x);
          return loss.run(all, x);
        };
        const grads = tf.grads(forward)(which.map((i) => trained[i]!));
        const parts = trained.map((tensor, i) => grads[which.indexOf(i)] ?? tf.zerosLike(tensor));
        return tf.concat(parts.map((part) => tf.reshape(part, [-1]))).dataSync<"float32">();
      });
    }

    function agree(actual: Float32Array, wanted: Float32Array): void {
      expect(actual.length).to.equal(wanted.length);
      const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).to.be.greaterThan(0);
      for (const [i, value] of wanted.entries()) expect(actual[i]).to.be.closeTo(value, 1e-6 * largest);
    }

    it("has the loss and the gradients of one tape, a tied tensor's added up", async () => {
      const network = networkOf(tf);
      const before = tf.memory().numTensors;
      const whole = await wholeTapeGradients(tf, trained, network.stages, network.loss);
      const blocks = await blockwiseGradients(tf, trained, network.stages, network.loss);
      expect(tf.memory().numTensors).to.equal(before);
      const wanted = expected(network, [0, 1, 2, 3, 4, 5, 6]);
      agree(whole.gradients, wanted);
      agree(blocks.gradients, wanted);
      expect(blocks.loss).to.be.closeTo(whole.loss, 1e-6 * whole.loss);
      expect(whole.loss).to.be.greaterThan(0);
    });

    for (const which of [[5, 6], [3], [0, 5], [1, 6]]) {
      it(`stops at the lowest stage that is trained, and passes through frozen ones: tensors ${which.join(", ")}`, async () => {
        const network = networkOf(tf, (index) => which.includes(index));
        const wanted = expected(network, which);
        const before = tf.memory().numTensors;
        agree((await blockwiseGradients(tf, trained, network.stages, network.loss)).gradients, wanted);
        agree((await wholeTapeGradients(tf, trained, network.stages, network.loss)).gradients, wanted);
        expect(tf.memory().numTensors).to.equal(before);
      });
    }

    it("runs a stage below the lowest trained one once, and those from it on twice", async () => {
      const runs = [0, 0, 0, 0];
      const network = networkOf(tf, (index) => index === 3);
      const counted = network.stages.map((stage, i): TapeStage => ({
        reads: stage.reads,
        run: (all, x) => {
          runs[i]!++;
          return stage.run(all, x);
        },
      }));
      await blockwiseGradients(tf, trained, counted, network.loss);
      expect(runs).to.deep.equal([1, 1, 2, 2]);
    });

    it("keeps no tape of stages below the lowest trained one, not even by one tape over the rest", async () => {
      const network = networkOf(tf, (index) => index === 3);
      const onTape: boolean[] = [];
      const noted = network.stages.map(({ reads, run }, i): TapeStage => ({
        reads,
        run: (all, x) => {
          onTape[i] = tf.engine().state.gradientDepth > 0;
          return run(all, x);
        },
      }));
      await wholeTapeGradients(tf, trained, noted, network.loss);
      expect(onTape).to.deep.equal([false, false, true, true]);
    });

    it("differentiates a loss without stages, and one that reads a tensor twice", async () => {
      const loss: TapeLoss = { reads: [2, 2], run: (all): Scalar => tf.sum(tf.square(all[2]!)) };
      const wanted = expected({ stages: [], loss }, [2]);
      agree((await blockwiseGradients(tf, trained, [], loss)).gradients, wanted);
      agree((await wholeTapeGradients(tf, trained, [], loss)).gradients, wanted);
    });

    it("gives zeros to a tensor on which nothing depends, and passes through a stage that answers what it was given", async () => {
      const stages: TapeStage[] = [
        { reads: [1, 3], run: (all) => all[1]! },
        { reads: [], run: (_all, x) => x! },
      ];
      const loss: TapeLoss = { reads: [], run: (_all, x): Scalar => tf.sum(tf.square(x!)) };
      const before = tf.memory().numTensors;
      const blocks = await blockwiseGradients(tf, trained, stages, loss);
      const whole = await wholeTapeGradients(tf, trained, stages, loss);
      agree(blocks.gradients, expected({ stages, loss }, [1]));
      expect(whole).to.deep.equal(blocks);
      expect(tf.memory().numTensors).to.equal(before);
    });

    it("holds less at its peak than one tape does", async () => {
      let peak = 0;
      const note = (): void => void (peak = Math.max(peak, tf.memory().numBytes));
      // Memory is greatest where a backward pass begins, or ends.
      const noted = tf.customGrad((x) => ({
        value: tf.clone(x as Tensor),
        gradFunc: (dy: Tensor) => {
          note();
          return tf.clone(dy);
        },
      }));
      const [stem, first] = networkOf(tf).stages;
      const block: TapeStage = { reads: [1, 2], run: (all, x) => noted(first!.run(all, noted(x!))) };
      const stages = [stem!, ...Array.from({ length: 12 }, () => block)];
      const { loss } = networkOf(tf);
      const start = tf.memory().numBytes;
      const peakOf = async (differentiate: typeof blockwiseGradients): Promise<number> => {
        peak = 0;
        await differentiate(tf, trained, stages, loss);
        return peak - start;
      };
      const whole = await peakOf(wholeTapeGradients);
      const blocks = await peakOf(blockwiseGradients);
      expect(blocks).to.be.greaterThan(0);
      expect(blocks).to.be.lessThan(whole / 2);
    });

    it("gives other work a turn between stages", async () => {
      let turns = 0;
      let busy = true;
      const other = (): void => {
        turns++;
        if (busy) setImmediate(other);
      };
      setImmediate(other);
      const { stages, loss } = networkOf(tf);
      await blockwiseGradients(tf, trained, stages, loss).finally(() => (busy = false));
      expect(turns).to.be.greaterThan(stages.length);
    });

    it("leaves nothing behind when a stage fails, going up or coming back", async () => {
      const { stages, loss } = networkOf(tf);
      for (const at of [0, 2]) {
        for (const failing of [1, 2]) {
          let runs = 0;
          const broken: TapeStage = {
            reads: stages[at]!.reads,
            run: (all, x) => {
              const y = stages[at]!.run(all, x);
              if (++runs === failing) throw new Error("broken stage");
              return y;
            },
          };
          const before = tf.memory();
          const run = blockwiseGradients(tf, trained, stages.with(at, broken), loss);
          expect(await failureOf(run)).to.match(/broken stage/);
          if (failing === 1) {
            runs = 0;
            const one = wholeTapeGradients(tf, trained, stages.with(at, broken), loss);
            expect(await failureOf(one)).to.match(/broken stage/);
          }
          expect(tf.memory().numTensors).to.equal(before.numTensors);
          expect(tf.memory().numDataBuffers).to.equal(before.numDataBuffers);
        }
      }
    });

    it("stops between stages when its signal is raised, and leaves nothing behind", async () => {
      const controller = new AbortController();
      const { stages, loss } = networkOf(tf);
      let runs = 0;
      const counted = stages.map((stage): TapeStage => ({
        reads: stage.reads,
        run: (all, x) => {
          if (++runs === 6) controller.abort(new Error("enough"));
          return stage.run(all, x);
        },
      }));
      const before = tf.memory().numTensors;
      const run = blockwiseGradients(tf, trained, counted, loss, { signal: controller.signal });
      expect(await failureOf(run)).to.equal("Error: enough");
      expect(runs).to.equal(6);
      expect(tf.memory().numTensors).to.equal(before);
    });
  });
}

async function failureOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "it did not fail",
    (error: unknown) => String(error),
  );
}
