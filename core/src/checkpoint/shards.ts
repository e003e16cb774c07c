import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";

/** What model.safetensors.index.json says: the tensors that each file must hold. */
export type ShardIndex = ReadonlyMap<string, readonly string[]>;

/** Whether a name from a file may be joined to its folder: a plain name, which leads nowhere else. */
export function isPlainName(name: string): boolean {
  return /^(?!\.)[^/\\:\0]{1,255}$/.test(name);
}

/** Reads the text of model.safetensors.index.json. One that is wrong is refused in one sentence. */
export function shardIndex(text: string): Result<ShardIndex, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err("the index is not JSON");
  }
  const map = isMap(value) ? value["weight_map"] : undefined;
  if (!isMap(map)) return err("the index has no weight_map from tensors to files");
  const files = new Map<string, string[]>();
  for (const [tensor, file] of Object.entries(map)) {
    if (typeof file !== "string" || !isPlainName(file) || !file.endsWith(".safetensors")) {
      return err(
        `the index places tensor ${tensor} in ${JSON.stringify(file)}, expected the name of a safetensors file beside it`,
      );
    }
    const tensors = files.get(file);
    if (tensors === undefined) files.set(file, [tensor]);
    else tensors.push(tensor);
  }
  return files.size === 0 ? err("the index names no tensor") : ok(files);
}

/** What one shard lacks of what the index places in it, in a sentence; undefined if nothing. */
export function shardFault(
  index: ShardIndex,
  file: string,
  held: { has(tensor: string): boolean },
): string | undefined {
  const lacking = (index.get(file) ?? []).filter((tensor) => !held.has(tensor));
  const [first] = lacking;
  if (first === undefined) return undefined;
  const more = lacking.length === 1 ? "" : ` and ${lacking.length - 1} more`;
  return `${file} lacks tensor ${first}${more}, which the index places in it; fetch the file again`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
