import type { TextPart } from "../participant/example.ts";
import type { Plan } from "../plan/schema.ts";

/** How prompts and conversations become one text; see Plan's input. */
export type Template = Extract<Plan["input"], { readonly kind: "text" }>["template"];

/** Who may speak in a conversation. The assistant's turns are what a model learns. */
export const roles = ["system", "user", "assistant", "tool", "developer"] as const;

export interface Message {
  readonly role: (typeof roles)[number];
  readonly content: string;
}

export interface PromptAndCompletion {
  readonly prompt: string;
  readonly completion: string;
}

/**
 * A prompt to read and a completion to learn. `plain`: one after the other, with nothing between them; `chatml`: a
 * conversation of one question.
 */
export function partsOfPrompt(
  template: Template,
  { prompt, completion }: PromptAndCompletion,
): readonly TextPart[] {
  switch (template) {
    case "plain":
      return joined([
        { text: prompt, learned: false },
        { text: completion, learned: true },
      ]);
    case "chatml":
      return partsOfMessages(template, [
        { role: "user", content: prompt },
        { role: "assistant", content: completion },
      ]);
    default:
      return template satisfies never;
  }
}

/**
 * A conversation, of which the assistant's turns are learned. `plain`: a line for each turn, without its role; `chatml`
 * (OpenAI, 2023): `<|im_start|>role`, the content from the next line on, and `<|im_end|>`, which the assistant learns to
 * write.
 */
export function partsOfMessages(template: Template, messages: readonly Message[]): readonly TextPart[] {
  switch (template) {
    case "plain":
      return joined(
        messages.map(({ role, content }, index) => ({
          text: index === messages.length - 1 ? content : `${content}\n`,
          learned: role === "assistant",
        })),
      );
    case "chatml":
      return joined(
        messages.flatMap(({ role, content }) => [
          { text: `<|im_start|>${role}\n`, learned: false },
          { text: `${content}<|im_end|>`, learned: role === "assistant" },
          { text: "\n", learned: false },
        ]),
      );
    default:
      return template satisfies never;
  }
}

/** Neighbours of a kind in one, since tokens do not reach over the end of a part; empty ones are left out. */
function joined(parts: readonly TextPart[]): readonly TextPart[] {
  const all: TextPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part.text === "") continue;
    if (last?.learned === part.learned) all[all.length - 1] = { ...last, text: last.text + part.text };
    else all.push(part);
  }
  return all;
}
