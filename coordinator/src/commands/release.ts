import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The coordinator's own. */
export function release(): string {
  const path = fileURLToPath(new URL("../../../package.json", import.meta.url));
  return (JSON.parse(readFileSync(path, "utf8")) as { readonly version: string }).version;
}
