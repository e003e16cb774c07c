import { readFileSync } from "node:fs";

/** A file of test/fixtures/safetensors, made by make.py there. */
export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../../test/fixtures/safetensors/${name}`, import.meta.url)));
}
