import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { chachaKernelBytes } from "../../src/masks/chacha-kernel-bytes.ts";
import { chachaKernel } from "../../src/masks/chacha-kernel.ts";
import type { ChachaKernel } from "../../src/masks/chacha-kernel.ts";
import type { Mask } from "../../src/masks/index.ts";
import { maskInSlices } from "../../src/masks/pausing-masks.ts";
import { addMasksBySimd } from "../../src/masks/simd-masks.ts";

// A script and not part of the build: it is found at run time, where it lies in the sources.
const assembler = new URL("../../../scripts/assemble.mjs", import.meta.url).href;
const checkedIn = new URL("../../../src/masks/chacha-kernel-bytes.ts", import.meta.url);

function kernelHere(): ChachaKernel {
  const kernel = chachaKernel();
  if (kernel === undefined) throw new Error("this Node has no WebAssembly with SIMD");
  return kernel;
}

function isClean({ memory }: ChachaKernel): boolean {
  return memory.every((byte) => byte === 0);
}

const masks: readonly Mask[] = [
  { seed: new Uint8Array(32).fill(1), sign: 1 },
  { seed: new Uint8Array(32).fill(2), sign: -1 },
];

/** Runs with another WebAssembly in place of the platform's. */
function withWebAssembly(value: unknown, run: () => void): void {
  const platform: unknown = Reflect.get(globalThis, "WebAssembly");
  try {
    Object.defineProperty(globalThis, "WebAssembly", { value, configurable: true, writable: true });
    run();
  } finally {
    Object.defineProperty(globalThis, "WebAssembly", { value: platform, configurable: true, writable: true });
  }
}

describe("the kernel of masks", () => {
  it("is what the assembler makes of the text in the repository", async function () {
    this.timeout(30_000);
    const script: { assemble(exported: string): Promise<string> } = await import(assembler);
    expect(await script.assemble("chachaKernelBytes")).to.equal(await readFile(checkedIn, "utf8"));
  });

  it("masks whole groups of four blocks and touches no word behind them", () => {
    const kernel = kernelHere();
    kernel.tile.fill(9);
    kernel.add(65, 0, 1);
    expect(kernel.tile.subarray(128).every((word) => word === 9)).to.equal(true);
    expect(kernel.tile.subarray(64, 128).includes(9)).to.equal(false);
  });

  it("has neither seed nor mask nor word in its memory at first, and when a vector is masked", () => {
    const kernel = kernelHere();
    expect(isClean(kernel)).to.equal(true);
    for (const length of [1, 65, 40_001]) {
      addMasksBySimd(kernel, new Uint32Array(length).fill(7), masks, 0);
      expect(isClean(kernel), String(length)).to.equal(true);
    }
  });

  it("has none in its memory in the pauses of a vector, and when masking fails", async () => {
    const kernel = kernelHere();
    const seen: boolean[] = [];
    const port = maskInSlices(
      (...range) => addMasksBySimd(kernel, ...range),
      1,
      () => {
        seen.push(isClean(kernel));
        return Promise.resolve();
      },
    );
    await port.add(new Uint32Array(40_001).fill(7), masks);
    expect(seen).to.deep.equal([true, true]);
    const failing: ChachaKernel = {
      ...kernel,
      add(words, counter, sign) {
        if (sign === -1) throw new Error("no mask");
        kernel.add(words, counter, sign);
      },
    };
    expect(() => addMasksBySimd(failing, new Uint32Array(99).fill(7), masks, 0)).to.throw("no mask");
    expect(isClean(kernel)).to.equal(true);
  });

  it("is missing where there is no WebAssembly, or none with SIMD", () => {
    withWebAssembly(undefined, () => expect(chachaKernel()).to.equal(undefined));
    withWebAssembly({ validate: () => false }, () => expect(chachaKernel()).to.equal(undefined));
    expect(chachaKernel()).not.to.equal(undefined);
  });

  it("is missing where a page's policy forbids to compile it; another failure is not taken for that", () => {
    class CompileError extends Error {}
    const refusing = (failure: Error): unknown => ({
      CompileError,
      validate: () => true,
      Module: function refuse(): never {
        throw failure;
      },
    });
    withWebAssembly(refusing(new CompileError()), () => expect(chachaKernel()).to.equal(undefined));
    withWebAssembly(refusing(new Error("no memory")), () => expect(chachaKernel).to.throw("no memory"));
  });

  it("is not used where its stream is another, or is added where it is to be subtracted", () => {
    const patched = (from: string, to: string): Uint8Array => {
      const hex = Buffer.from(chachaKernelBytes).toString("hex");
      expect(hex.split(from).length).to.be.above(1);
      return Buffer.from(hex.replace(from, to), "hex");
    };
    // A rotation by 24 in place of one by 16, and the four counters 0 to 3 with one of them twice.
    expect(chachaKernel(patched("02030001", "01020300"))).to.equal(undefined);
    expect(chachaKernel(patched("000000000100000002000000", "000000000100000001000000"))).to.equal(undefined);
  });
});
