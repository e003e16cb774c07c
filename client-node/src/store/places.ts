import { homedir } from "node:os";
import { join } from "node:path";

/** Where a client keeps what outlives it, unless it is told otherwise. */
const home = (): string => join(homedir(), ".tributary");

export function defaultIdentityPath(): string {
  return join(home(), "identity.json");
}

export function defaultCacheDir(): string {
  return join(home(), "cache");
}
