import type { SequenceExample } from "../participant/index.ts";
import { err, nearest, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { partsOfMessages, partsOfPrompt, roles } from "../text/index.ts";
import type { Message, Template } from "../text/index.ts";
import { inWords, quoted } from "./problem.ts";
import type { RecordProblem } from "./problem.ts";
import { readTextRecords, textAt, textProblem } from "./text-examples.ts";
import type { Fault } from "./text-examples.ts";
import type { TextKey, TextRecord } from "./text-records.ts";

/**
 * What a language model learns from: a `text`, learned as a whole; a `prompt`, which is read, with its `completion`, which is
 * learned; or `messages`, each with a `role` and a `content`, of which the assistant's are learned.
 */
export function sequenceExamples(
  records: readonly TextRecord[],
  template: Template,
): Result<readonly SequenceExample[], readonly RecordProblem[]> {
  return readTextRecords(records, (record) => {
    const kinds = (["text", "prompt", "messages"] as const).filter((key) => record.get(key) !== undefined);
    const [kind, another] = kinds;
    if (kind !== undefined && another !== undefined) {
      return fault(
        another,
        `expected one kind of example, got both ${record.nameOf(kind)} and ${record.nameOf(another)}`,
      );
    }
    switch (kind) {
      case "text": {
        const text = textAt(record, "text");
        return text.ok ? ok({ parts: [{ text: text.value, learned: true }] }) : text;
      }
      case "prompt":
        return promptExample(record, template);
      case "messages":
        return conversation(record, template);
      case undefined:
        return fault(
          "text",
          'expected a "text", a "prompt" with its "completion", or "messages", got none of them',
        );
      default:
        return kind satisfies never;
    }
  });
}

/**
 * The paragraphs of a plain text, which blank lines part; each is an example, or a text to be classified. So a file has
 * as many as a person sees, and one of them can be held back to score models. Lines end with LF in them.
 */
export function paragraphs(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .split(/\n(?:[^\S\n]*\n)+/)
    .map((paragraph) => paragraph.replace(/^\n+|\n+$/g, ""))
    .filter((paragraph) => paragraph.trim() !== "");
}

type Read = Result<SequenceExample, readonly Fault[]>;

function fault(key: TextKey, message: string): { readonly ok: false; readonly error: readonly Fault[] } {
  return { ok: false, error: [{ path: [key], message }] };
}

function promptExample(record: TextRecord, template: Template): Read {
  const prompt = record.get("prompt");
  const problem = textProblem(prompt);
  // A prompt may be empty: then all is learned.
  if (typeof prompt !== "string" || problem !== undefined)
    return fault("prompt", `expected a text at ${record.nameOf("prompt")}, got ${problem}`);
  const completion = textAt(record, "completion");
  if (!completion.ok) return completion;
  return ok({ parts: partsOfPrompt(template, { prompt, completion: completion.value }) });
}

function conversation(record: TextRecord, template: Template): Read {
  const list = record.get("messages");
  if (!Array.isArray(list)) {
    return fault("messages", `expected a list at ${record.nameOf("messages")}, got ${inWords(list)}`);
  }
  const messages: Message[] = [];
  const faults: Fault[] = [];
  for (const [index, item] of list.entries()) {
    const message = messageOf(item, index);
    if (message.ok) messages.push(message.value);
    else faults.push(message.error);
  }
  if (faults.length > 0) return err(faults);
  if (messages.some(({ role, content }) => role === "assistant" && content.trim() !== ""))
    return ok({ parts: partsOfMessages(template, messages) });
  return fault("messages", "expected a turn of the assistant, from which a model could learn");
}

function messageOf(item: unknown, index: number): Result<Message, Fault> {
  const path = ["messages", index] as const;
  if (typeof item !== "object" || item === null) {
    return err({ path, message: `expected a message with "role" and "content", got ${inWords(item)}` });
  }
  const { role, content }: { readonly role?: unknown; readonly content?: unknown } = item;
  const known = roles.find((name) => name === role);
  if (known === undefined) {
    const near = typeof role === "string" ? nearest(role, roles) : undefined;
    const advice = near === undefined ? `they are ${roles.join(", ")}` : `did you mean ${quoted(near)}?`;
    return err({ path: [...path, "role"], message: `expected a role, got ${inWords(role)}; ${advice}` });
  }
  const problem = textProblem(content);
  if (typeof content === "string" && problem === undefined) return ok({ role: known, content });
  return err({ path: [...path, "content"], message: `expected a text at "content", got ${problem}` });
}
