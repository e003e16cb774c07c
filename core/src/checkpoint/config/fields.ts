import { z } from "zod";

import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { faultsOf, keyPath, schemaWords } from "../../yaml/index.ts";

/** A size in a config: above every model that fits, and small enough for products of two to be exact. */
export const count = z
  .int()
  .min(1)
  .max(2 ** 24);

export const epsilon = z.number().positive().max(1);

/**
 * A network's activation under one name for one function: transformers has several for each, which differ in how they
 * compute it (https://github.com/huggingface/transformers/blob/main/src/transformers/activations.py).
 */
export const activation = z
  .enum(["gelu", "gelu_python", "gelu_new", "gelu_fast", "gelu_pytorch_tanh", "relu"])
  .default("gelu");

export type Activation = "gelu" | "gelu_new" | "relu";

export function activationOf(name: z.output<typeof activation>): Activation {
  switch (name) {
    case "gelu":
    case "gelu_python":
      return "gelu";
    case "gelu_new":
    case "gelu_fast":
    case "gelu_pytorch_tanh":
      return "gelu_new";
    case "relu":
      return "relu";
    default:
      return name satisfies never;
  }
}

/** Whether a config says of itself what it may not; a field that is absent or null has its default. */
export const never = z.literal(false).default(false);

/**
 * The fields of a JSON text that the schema knows; those that it does not know are nobody's business. The error names
 * the first field at fault.
 * @param file names the text in the error
 */
export function fieldsOf<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  file: string,
): Result<z.output<Schema>, string> {
  const object = jsonObject(text, file);
  if (!object.ok) return object;
  // Python writes null where a field has its default.
  const input = Object.fromEntries(Object.entries(object.value).filter(([, value]) => value !== null));
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const words = schemaWords(schema);
  const [fault] = parsed.error.issues.flatMap((issue) => faultsOf(issue, input, words));
  return err(
    `${file}: ${fault === undefined ? "it was refused" : `${keyPath(fault.path)}: ${fault.message}`}`,
  );
}

/** The members of a JSON text that is an object. */
export function jsonObject(text: string, file: string): Result<Readonly<Record<string, unknown>>, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err(`${file}: it is not JSON`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return err(`${file}: expected an object, got something else`);
  }
  return ok(Object.fromEntries(Object.entries(value)));
}
