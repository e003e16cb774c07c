import { readFile } from "node:fs/promises";

import { expect } from "chai";
import fc from "fast-check";

import { maskPieceBytes, plainModularAdd, wasmModularAdd } from "../../src/masks/modular-add.ts";
import { seededRandom, utf8 } from "../../src/support/index.ts";

// A script and not part of the build: it is found at run time, where it lies in the sources.
const assembler = new URL("../../../scripts/assemble.mjs", import.meta.url).href;
const checkedIn = new URL("../../../src/masks/modular-add-bytes.ts", import.meta.url);

describe("the assembled kernel", () => {
  it("is what the assembler makes of the text in the repository", async function () {
    this.timeout(30_000);
    const script: { assemble(exported: string): Promise<string> } = await import(assembler);
    expect(await script.assemble("modularAddBytes")).to.equal(await readFile(checkedIn, "utf8"));
  });

  it("adds and subtracts the first words as plain loops do, and touches no other", () => {
    const wasm = wasmModularAdd();
    if (wasm === undefined) throw new Error("this Node has no WebAssembly with SIMD");
    const plain = plainModularAdd();
    const words = fc.oneof(fc.nat(80), fc.integer({ min: 16_300, max: maskPieceBytes / 4 }));
    fc.assert(
      fc.property(words, fc.boolean(), fc.nat(), (count, subtracts, seed) => {
        const random = seededRandom(utf8(String(seed)), "kernel");
        const accumulator = new Uint32Array(random.bytes(maskPieceBytes).buffer);
        const mask = random.bytes(maskPieceBytes);
        for (const kernel of [wasm, plain]) {
          kernel.accumulator.set(accumulator);
          kernel.mask.set(mask);
          if (subtracts) kernel.subtract(count);
          else kernel.add(count);
        }
        const bytes = Buffer.from(wasm.accumulator.slice().buffer);
        expect(Buffer.compare(bytes, Buffer.from(plain.accumulator.slice().buffer))).to.equal(0);
        expect(Buffer.compare(wasm.mask, mask)).to.equal(0);
        const addend = new DataView(mask.buffer);
        for (const i of [0, count - 1, count]) {
          if (i < 0 || i >= accumulator.length) continue;
          const word = addend.getUint32(4 * i, true) * (i < count ? 1 : 0) * (subtracts ? -1 : 1);
          expect(wasm.accumulator[i]).to.equal((accumulator[i]! + word) >>> 0);
        }
      }),
      { numRuns: 40 },
    );
  });
});
