import { totalmem } from "node:os";

/**
 * Bytes that this process may still take, by its container's limit too. macOS counts as free only what holds nothing at all,
 * not what it would give: there it is what the machine has.
 */
export function availableMemory(): number {
  return process.platform === "darwin" ? totalmem() : process.availableMemory();
}
