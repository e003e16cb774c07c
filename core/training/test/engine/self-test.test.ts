import { createRequire } from "node:module";
import { expect } from "chai";
import type { KernelConfig } from "@tensorflow/tfjs";
import { cpuCandidate } from "../../src/engine/cpu-engine.ts";
import { chooseEngine } from "../../src/engine/node-engines.ts";
import type { Candidate, Engine } from "../../src/engine/index.ts";
import { testGradients } from "../../src/engine/self-test.ts";
import { loadTensorFlow } from "../../src/engine/tensorflow.ts";
import { wasmCandidate } from "../../src/engine/wasm-engine.ts";
import { startEngine } from "../kit.ts";

// Read while the tests are loaded, before any of them repairs wasm.
const tensorflow = loadTensorFlow();
createRequire(import.meta.url)("@tensorflow/tfjs-backend-wasm");
const stockMaxPoolGrad = tensorflow.getKernel("MaxPoolGrad", "wasm");

describe("the self-test of gradients", function () {
  this.timeout(30_000);
  let engine: Engine | undefined;
  afterEach(async () => {
    await engine?.dispose();
    engine = undefined;
  });

  /** Puts a kernel in the place of wasm's own until `body` has ended. */
  async function withKernel(kernel: KernelConfig, body: () => Promise<void>): Promise<void> {
    // Undefined where wasm has none yet, which the declaration leaves out.
    const own: KernelConfig | undefined = tensorflow.getKernel(kernel.kernelName, "wasm");
    tensorflow.unregisterKernel(kernel.kernelName, "wasm");
    tensorflow.registerKernel(kernel);
    try {
      await body();
    } finally {
      tensorflow.unregisterKernel(kernel.kernelName, "wasm");
      if (own !== undefined) tensorflow.registerKernel(own);
    }
  }

  for (const name of ["cpu", "wasm"] as const) {
    it(`trusts ${name} and leaves no tensor behind`, async () => {
      engine = await startEngine(name);
      const before = engine.tf.memory();
      expect(await testGradients(engine.tf)).to.deep.equal({ ok: true, value: undefined });
      const after = engine.tf.memory();
      expect(after.numTensors).to.equal(before.numTensors);
      expect(after.numDataBuffers).to.equal(before.numDataBuffers);
    });
  }

  it("refuses wasm with TF.js's own MaxPoolGrad, so that the choice falls on cpu", async () => {
    await withKernel(stockMaxPoolGrad, async () => {
      const stockWasm: Candidate = {
        ...wasmCandidate,
        start: async (requested) => {
          const started = await wasmCandidate.start(requested);
          // Starting has repaired it.
          tensorflow.unregisterKernel("MaxPoolGrad", "wasm");
          tensorflow.registerKernel(stockMaxPoolGrad);
          stockMaxPoolGrad.setupFunc?.(tensorflow.backend());
          return started;
        },
      };
      const chosen = await chooseEngine({ candidates: [stockWasm, cpuCandidate(loadTensorFlow)] });
      engine = chosen.engine;
      expect(chosen.engine.name).to.equal("cpu");
      const wasm = chosen.decisions[0];
      expect(wasm?.outcome === "passed-over" ? wasm.reason : "").to.match(
        /^it failed the self-test: the gradient of maxPool 2x2 valid is wrong: value \d+ of \[2, 8, 8, 3\] is/,
      );
    });
    engine = await startEngine("wasm");
    expect((await testGradients(tensorflow)).ok).to.equal(true);
  });

  for (const kernelName of [
    "MaxPoolGrad",
    "Conv2DBackpropFilter",
    "Conv2DBackpropInput",
    "DepthwiseConv2dNativeBackpropFilter",
    "DepthwiseConv2dNativeBackpropInput",
    "UnsortedSegmentSum",
    "BatchMatMul",
  ]) {
    it(`catches a ${kernelName} that is a little wrong`, async () => {
      engine = await startEngine("wasm");
      const own = tensorflow.getKernel(kernelName, "wasm");
      const wrong: KernelConfig = {
        ...own,
        kernelFunc: (call) => {
          const result = own.kernelFunc(call);
          const values = tensorflow.backend().readSync((Array.isArray(result) ? result[0]! : result).dataId);
          if (!(values instanceof Float32Array)) throw new TypeError("expected float32 values");
          // Every fifth value is off by a tenth.
          const bent = values.map((value, i) =>
            i % 5 === 0 ? value + 0.1 * Math.max(1, Math.abs(value)) : value,
          );
          return tensorflow.tensor(bent, (Array.isArray(result) ? result[0]! : result).shape);
        },
      };
      await withKernel(wrong, async () => {
        const result = await testGradients(tensorflow);
        expect(result.ok).to.equal(false);
      });
      expect((await testGradients(tensorflow)).ok).to.equal(true);
    });
  }

  it("refuses an engine whose kernel throws, and names the gradient", async () => {
    engine = await startEngine("wasm");
    const kernelFunc = (): never => {
      throw new Error("no such kernel");
    };
    await withKernel({ kernelName: "UnsortedSegmentSum", backendName: "wasm", kernelFunc }, async () => {
      expect(await testGradients(tensorflow)).to.deep.equal({
        ok: false,
        error: "the gradient of gather fails: no such kernel",
      });
    });
  });
});
