import { readFileSync } from "node:fs";

/** This package's version, which operators see. */
export const release = versionIn(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

function versionIn(text: string): string {
  const value: unknown = JSON.parse(text);
  if (
    typeof value === "object" &&
    value !== null &&
    "version" in value &&
    typeof value.version === "string"
  ) {
    return value.version;
  }
  throw new Error("the package's own package.json has no version");
}
