import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { repositoryRoot } from "@tributary/test-support";

/** The programs that the documentation's commands name. */
export const coordinatorCommand = join(repositoryRoot, "coordinator/bin/tributary-coordinator.mjs");
export const clientCommand = join(repositoryRoot, "client-node/bin/tributary-client.mjs");

/** The text of a page, by its path from the repository's root. */
export async function page(name: string): Promise<string> {
  return readFile(join(repositoryRoot, name), "utf8");
}

/** The fenced blocks of a page in one language. */
export function blocks(markdown: string, language: string): readonly string[] {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, found, text]) =>
    found === language && text !== undefined ? [text] : [],
  );
}

/** The arguments of the first line, of all shell blocks, that runs `npx <command>` with `word` in it. */
export function argumentsOf(markdown: string, command: string, word: string): readonly string[] {
  const line = blocks(markdown, "sh")
    .flatMap((block) => block.split("\n"))
    .find((text) => text.startsWith(`npx ${command} `) && text.includes(word));
  if (line === undefined) throw new Error(`no block runs ${command} with ${word}`);
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "").slice(2);
}

/** Rows that the README's plan can read: three kinds of flowers, told apart by their third number. */
export function flowers(seed: number): string {
  const rows = Array.from({ length: 45 }, (_, i) => {
    const kind = (i + seed) % 3;
    const wobble = ((i * 7 + seed) % 10) / 20;
    return [
      5 + wobble,
      3 + wobble,
      1.5 + 2 * kind + wobble,
      0.3 + kind,
      ["setosa", "versicolor", "virginica"][kind],
    ].join(",");
  });
  return ["sepalLength,sepalWidth,petalLength,petalWidth,label", ...rows].join("\n");
}
