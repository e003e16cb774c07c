import { fileURLToPath } from "node:url";

/** The commands that ship, each beside its package's public entry. */
export const commands = {
  coordinator: commandBeside(import.meta.resolve("@tributary/coordinator")),
  client: commandBeside(import.meta.resolve("@tributary/client-node")),
} as const;

function commandBeside(entry: string): string {
  return fileURLToPath(new URL("./main.js", entry));
}
