// Assembles each WebAssembly text under core/src into the TypeScript file of its bytes beside it. WABT only translates,
// so the same text gives the same bytes on every machine.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import createWabt from "wabt";

const sources = join(dirname(fileURLToPath(import.meta.url)), "../src");

/** The texts, by the names that their bytes are exported under. */
export const kernels = {
  chachaKernelBytes: "masks/chacha-kernel",
  modularAddBytes: "masks/modular-add",
  ringKernelBytes: "ring/ring-kernel",
};

/** The TypeScript file that holds a kernel's assembled bytes. */
export async function assemble(exported) {
  const path = kernels[exported];
  const text = `${path.slice(path.indexOf("/") + 1)}.wat`;
  const source = await readFile(join(sources, `${path}.wat`), "utf8");
  const wabt = await createWabt();
  const module = wabt.parseWat(text, source, { simd: true });
  try {
    module.validate();
    const hex = Buffer.from(module.toBinary({}).buffer).toString("hex");
    const lines = hex.match(/.{1,96}/g).map((line) => `  "${line}",`);
    return [
      `// Written by core/scripts/assemble.mjs from ${text}; a test compares the two.`,
      'import { fromHex } from "../support/index.ts";',
      "",
      "const hex: readonly string[] = [",
      ...lines,
      "];",
      "",
      `/** A WebAssembly module; what it exports is in ${text}. */`,
      `export const ${exported}: Uint8Array = fromHex(hex.join(""));`,
      "",
    ].join("\n");
  } finally {
    module.destroy();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [exported, path] of Object.entries(kernels)) {
    await writeFile(join(sources, `${path}-bytes.ts`), await assemble(exported));
  }
}
