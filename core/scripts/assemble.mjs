// Assembles core/src/masks/modular-add.wat into modular-add-bytes.ts. WABT only translates, so the same text gives
// the same bytes on every machine.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import createWabt from "wabt";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../src/masks");

/** The TypeScript file that holds the assembled bytes. */
export async function assemble() {
  const source = await readFile(join(folder, "modular-add.wat"), "utf8");
  const wabt = await createWabt();
  const module = wabt.parseWat("modular-add.wat", source, { simd: true });
  try {
    module.validate();
    const hex = Buffer.from(module.toBinary({}).buffer).toString("hex");
    const lines = hex.match(/.{1,96}/g).map((line) => `  "${line}",`);
    return [
      "// Written by core/scripts/assemble.mjs from modular-add.wat; a test compares the two.",
      'import { fromHex } from "../support/index.ts";',
      "",
      "const hex: readonly string[] = [",
      ...lines,
      "];",
      "",
      "/** A WebAssembly module; what it exports is in modular-add.wat. */",
      'export const modularAddBytes: Uint8Array = fromHex(hex.join(""));',
      "",
    ].join("\n");
  } finally {
    module.destroy();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(join(folder, "modular-add-bytes.ts"), await assemble());
}
