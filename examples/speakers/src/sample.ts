import { generate } from "@tributary/training";
import type { Engine } from "@tributary/training";

import type { Party } from "./parties.ts";
import type { Models } from "./score.ts";

const prompts = 2;
const options = { maximumTokens: 40, temperature: 0.7, seed: 1 } as const;

/** How the base and the federated model go on from the first words of speeches that nobody trained on, for people to read. */
export async function continuations(
  engine: Engine,
  { plan, base, federated }: Models,
  parties: readonly Party[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { speaker, test } of parties.slice(0, prompts)) {
    const prompt = (test[0] ?? "").split(" ").slice(0, 4).join(" ");
    lines.push("", `${speaker}: ${inOneLine(prompt)} ...`);
    for (const [name, model] of [
      ["base", base],
      ["federated", federated],
    ] as const) {
      const { text } = await generate(engine, plan, model, prompt, options, signal);
      lines.push(`  ${name}: ... ${inOneLine(text)}`);
    }
  }
  return lines;
}

function inOneLine(text: string): string {
  return text.trim().replaceAll("\n", " / ");
}
