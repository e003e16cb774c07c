import { fileURLToPath } from "node:url";

/** A script of the example, from dist/test, where the tests run. */
export function entryPoint(name: string): string {
  return fileURLToPath(new URL(`../src/${name}.js`, import.meta.url));
}
