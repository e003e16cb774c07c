import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "chai";
import { repairWasmKernels } from "../../src/engine/wasm/repair.ts";
import { startEngine } from "../kit.ts";

const run = promisify(execFile);
const entry = new URL("../../src/engine/node-engines.js", import.meta.url).href;

/** Runs statements in a Node of their own, with `chooseEngine` in reach; answers what they print. */
async function inFreshNode(statements: string): Promise<string> {
  const script = `import { chooseEngine } from ${JSON.stringify(entry)};\n${statements}`;
  const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "--eval", script]);
  return stdout + stderr;
}

describe("the wasm engine", function () {
  this.timeout(30_000);

  it("starts again after it was disposed of", async () => {
    const first = await startEngine("wasm");
    await first.dispose();
    const second = await startEngine("wasm");
    expect(second.tf.getBackend()).to.equal("wasm");
    expect(second.tf.tidy(() => second.tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0])).to.equal(11);
    await second.dispose();
  });

  it("keeps its tensors while another user of it is left", async () => {
    const [first, second] = [await startEngine("wasm"), await startEngine("wasm")];
    const tensor = second.tf.tensor1d([1, 2, 3]);
    await first.dispose();
    await first.dispose();
    expect(Array.from(tensor.dataSync())).to.deep.equal([1, 2, 3]);
    tensor.dispose();
    await second.dispose();
  });

  it("repairs its kernels once, however often it is asked", async () => {
    const { tf, dispose } = await startEngine("wasm");
    const kernels = tf.getKernelsForBackend("wasm");
    repairWasmKernels(tf);
    expect(tf.getKernelsForBackend("wasm").length).to.equal(kernels.length);
    for (const kernel of kernels) expect(tf.getKernel(kernel.kernelName, "wasm")).to.equal(kernel);
    await dispose();
  });

  it("shares the values of a clone, which stay until the last tensor of them goes", async () => {
    const { tf, dispose } = await startEngine("wasm");
    const before = tf.memory().numDataBuffers;
    const first = tf.tensor1d([1, 2, 3]);
    const clone = first.clone();
    expect(tf.memory().numDataBuffers).to.equal(before + 1);
    first.dispose();
    expect(Array.from(clone.dataSync())).to.deep.equal([1, 2, 3]);
    clone.dispose();
    expect(tf.memory().numDataBuffers).to.equal(before);
    await dispose();
  });

  it("leaves the host's handlers for uncaught errors alone, and adds none", async () => {
    const mine = (): void => undefined;
    process.on("unhandledRejection", mine);
    const before = [process.listeners("unhandledRejection"), process.listeners("uncaughtException")];
    const engine = await startEngine("wasm");
    expect([process.listeners("unhandledRejection"), process.listeners("uncaughtException")]).to.deep.equal(
      before,
    );
    await engine.dispose();
    expect([process.listeners("unhandledRejection"), process.listeners("uncaughtException")]).to.deep.equal(
      before,
    );
    process.removeListener("unhandledRejection", mine);
  });

  it("prints nothing, opens no connection and lets Node exit by itself", async () => {
    const printed = await inFreshNode(`
      globalThis.fetch = () => { throw new Error("it fetched"); };
      const { engine } = await chooseEngine({ requested: "wasm" });
      const { tf } = engine;
      tf.tidy(() => tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])).dataSync());
      process.stdout.write(engine.description);`);
    expect(printed).to.equal("TF.js 4.22.0 on WebAssembly (SIMD, one thread) with repaired kernels");
  });

  it("prints nothing on the cpu engine either", async () => {
    const printed = await inFreshNode(`
      const { engine } = await chooseEngine({ requested: "cpu" });
      process.stdout.write(engine.description);`);
    expect(printed).to.equal("TF.js 4.22.0 in plain JavaScript");
  });
});
