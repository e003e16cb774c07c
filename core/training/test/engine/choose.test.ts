import { UserError } from "@tributary/core/support";
import { expect } from "chai";
import type { Candidate, EngineDecision, EngineName } from "../../src/engine/index.ts";
import { describeDecision } from "../../src/engine/index.ts";
import { chooseEngine, nodeCandidates } from "../../src/engine/node-engines.ts";
import { loadTensorFlow } from "../../src/engine/tensorflow.ts";

type Packages = Readonly<Record<string, unknown>>;

/** Candidates as Node has them, where just these packages are installed. */
function candidatesWith(packages: Packages): readonly Candidate[] {
  return nodeCandidates((name) => Promise.resolve(packages[name]));
}

const trusting = () => Promise.resolve({ ok: true, value: undefined } as const);

/** A candidate that does as told, and notes when its engine is disposed of. */
function candidate(name: EngineName, disposed: string[], refusal?: string): Candidate {
  return {
    name,
    remedy: `Install ${name}.`,
    start: () =>
      Promise.resolve(
        refusal === undefined
          ? {
              ok: true,
              value: {
                name,
                description: `the ${name} engine`,
                tf: loadTensorFlow(),
                dispose: async () => void disposed.push(name),
              },
            }
          : { ok: false, error: refusal },
      ),
  };
}

/** What tfjs-node-gpu exports, as far as it matters here. */
function nativePackage(isUsingGpuDevice: boolean): unknown {
  let current = "cpu";
  return {
    version_core: "4.22.0",
    grads: () => undefined,
    setBackend: (name: string) => Promise.resolve(Boolean((current = name))),
    getBackend: () => current,
    findBackendFactory: () => () => undefined,
    removeBackend: () => undefined,
    registerBackend: () => true,
    backend: () => ({ isUsingGpuDevice, binding: { TF_Version: "2.9.1" } }),
  };
}

/** What the package webgpu exports, with one adapter or none. */
function dawnPackage(adapter: object | null): unknown {
  return {
    globals: { GPUNothing: {} },
    create: () => ({ requestAdapter: () => Promise.resolve(adapter) }),
  };
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return expect.fail("it was expected to fail");
}

function reasonFor(engine: EngineName, decisions: readonly EngineDecision[]): string | undefined {
  const decision = decisions.find((one) => one.engine === engine);
  return decision?.outcome === "passed-over" ? decision.reason : undefined;
}

describe("the choice of an engine", () => {
  it("takes wasm where no optional package is installed, and says why each engine before it was not taken", async () => {
    const logged: EngineDecision[] = [];
    const { engine, decisions } = await chooseEngine({
      candidates: candidatesWith({}),
      log: (decision) => logged.push(decision),
    });
    expect(engine.name).to.equal("wasm");
    expect(engine.tf.getBackend()).to.equal("wasm");
    expect(engine.tf.memory().numTensors).to.equal(0);
    await engine.dispose();
    expect(decisions.map(({ engine: name, outcome }) => `${name} ${outcome}`)).to.deep.equal([
      "tfjs-node-gpu passed-over",
      "webgpu passed-over",
      "tfjs-node passed-over",
      "wasm taken",
      "cpu not-tried",
    ]);
    expect(reasonFor("tfjs-node-gpu", decisions)).to.equal("@tensorflow/tfjs-node-gpu is not installed");
    expect(reasonFor("webgpu", decisions)).to.equal("the package webgpu is not installed");
    expect(reasonFor("tfjs-node", decisions)).to.equal("@tensorflow/tfjs-node is not installed");
    expect(logged).to.deep.equal(decisions.slice(0, 4));
  });

  it("takes tfjs-node-gpu only when the backend says that it uses a GPU", async () => {
    const { engine } = await chooseEngine({
      candidates: candidatesWith({ "@tensorflow/tfjs-node-gpu": nativePackage(true) }),
      selfTest: trusting,
    });
    expect(engine.name).to.equal("tfjs-node-gpu");
    expect(engine.description).to.equal("TensorFlow 2.9.1 on a CUDA GPU");
    await engine.dispose();
  });

  it("takes tfjs-node-gpu for the CPU library that it is when it finds no GPU", async () => {
    const { engine, decisions } = await chooseEngine({
      candidates: candidatesWith({ "@tensorflow/tfjs-node-gpu": nativePackage(false) }),
      selfTest: trusting,
    });
    expect(reasonFor("tfjs-node-gpu", decisions)).to.match(/installed but found no usable GPU/);
    expect(engine.name).to.equal("tfjs-node");
    expect(engine.description).to.equal("TensorFlow 2.9.1 on the CPU");
    await engine.dispose();
  });

  it("takes tfjs-node before wasm where it is installed", async () => {
    const { engine } = await chooseEngine({
      candidates: candidatesWith({ "@tensorflow/tfjs-node": nativePackage(false) }),
      selfTest: trusting,
    });
    expect(engine.name).to.equal("tfjs-node");
    await engine.dispose();
  });

  for (const adapter of [
    { info: { vendor: "google", description: "SwiftShader Device (Subzero)" } },
    { info: { description: "llvmpipe (LLVM 15.0.6, 256 bits)" } },
    { info: { vendor: "someone", isFallbackAdapter: true } },
  ]) {
    it(`ranks a software adapter below wasm: ${JSON.stringify(adapter.info)}`, async () => {
      const { engine, decisions } = await chooseEngine({
        candidates: candidatesWith({ webgpu: dawnPackage(adapter), "@tensorflow/tfjs-backend-webgpu": {} }),
        selfTest: trusting,
      });
      expect(engine.name).to.equal("wasm");
      await engine.dispose();
      expect(reasonFor("webgpu", decisions)).to.match(/its only adapter is software .*slower than wasm/);
      expect(Reflect.get(globalThis, "GPUNothing")).to.equal(undefined);
      const navigator: unknown = Reflect.get(globalThis, "navigator");
      expect(typeof navigator === "object" && navigator !== null && "gpu" in navigator).to.equal(false);
    });
  }

  it("passes WebGPU over when there is no adapter, or no TF.js backend for it", async () => {
    const without = await chooseEngine({
      candidates: candidatesWith({ webgpu: dawnPackage(null) }),
      selfTest: trusting,
    });
    await without.engine.dispose();
    expect(reasonFor("webgpu", without.decisions)).to.match(/there is no WebGPU adapter/);
    const hardware = dawnPackage({ info: { vendor: "nvidia", description: "H200" } });
    const half = await chooseEngine({ candidates: candidatesWith({ webgpu: hardware }), selfTest: trusting });
    await half.engine.dispose();
    expect(reasonFor("webgpu", half.decisions)).to.equal(
      "the package @tensorflow/tfjs-backend-webgpu is not installed",
    );
  });

  it("fails when a requested engine is missing, and says how to install it", async () => {
    const candidates = candidatesWith({});
    const error = await failure(chooseEngine({ requested: "tfjs-node-gpu", candidates }));
    expect(error).to.be.instanceOf(UserError);
    expect(String(error)).to.match(
      /"tfjs-node-gpu" .*is not installed\. Install it with: npm install @tensorflow\/tfjs-node-gpu@/,
    );
    expect(String(await failure(chooseEngine({ requested: "webgpu", candidates })))).to.match(
      /npm install webgpu@/,
    );
    expect(String(await failure(chooseEngine({ requested: "tfjs-node", candidates })))).to.match(
      /tfjs-node@4\.22\.0/,
    );
  });

  it("tries nothing but the requested engine", async () => {
    const disposed: string[] = [];
    const candidates = [candidate("wasm", disposed), candidate("cpu", disposed)];
    const { engine, decisions } = await chooseEngine({ requested: "cpu", candidates, selfTest: trusting });
    expect(engine.name).to.equal("cpu");
    expect(decisions[0]).to.deep.equal({ engine: "wasm", outcome: "not-tried" });
  });

  it("passes over, and disposes of, an engine that fails the self-test", async () => {
    const disposed: string[] = [];
    let calls = 0;
    const { engine, decisions } = await chooseEngine({
      candidates: [candidate("wasm", disposed), candidate("cpu", disposed)],
      selfTest: () =>
        Promise.resolve(
          calls++ === 0 ? { ok: false, error: "pooling is wrong" } : { ok: true, value: undefined },
        ),
    });
    expect(engine.name).to.equal("cpu");
    expect(disposed).to.deep.equal(["wasm"]);
    expect(reasonFor("wasm", decisions)).to.equal("it failed the self-test: pooling is wrong");
  });

  it("passes over an engine that is installed and does not load", async () => {
    const broken: Candidate = {
      name: "tfjs-node",
      remedy: "",
      start: () => Promise.reject(new Error("libtensorflow.so.2: cannot open\nRequire stack:")),
    };
    const { engine, decisions } = await chooseEngine({
      candidates: [broken, candidate("cpu", [])],
      selfTest: trusting,
    });
    expect(engine.name).to.equal("cpu");
    expect(reasonFor("tfjs-node", decisions)).to.equal("it does not start: libtensorflow.so.2: cannot open");
  });

  it("fails with every reason when no engine is left", async () => {
    const error = await failure(
      chooseEngine({ candidates: [candidate("wasm", [], "no binary"), candidate("cpu", [], "no luck")] }),
    );
    expect(error).to.be.instanceOf(UserError);
    expect(String(error)).to.include("wasm: no binary; cpu: no luck");
  });

  it("refuses the name of an engine that it does not have", async () => {
    const error = await failure(chooseEngine({ requested: "webgpu", candidates: [candidate("cpu", [])] }));
    expect(String(error)).to.match(/There is no engine "webgpu"/);
  });

  it("describes what it decided in one line each, with the milliseconds of starting and testing", async () => {
    let now = 0;
    const lines: string[] = [];
    await chooseEngine({
      candidates: [candidate("webgpu", [], "no adapter"), candidate("cpu", []), candidate("wasm", [])],
      selfTest: trusting,
      nowMs: () => (now += 7),
      log: (decision) => lines.push(describeDecision(decision)),
    });
    expect(lines).to.deep.equal([
      "engine webgpu: not taken, no adapter",
      "engine cpu: taken, the cpu engine, started in 7 ms, self-test 7 ms",
    ]);
  });
});
