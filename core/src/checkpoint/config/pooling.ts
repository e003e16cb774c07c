import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { jsonObject } from "./fields.ts";
import type { Checkpoint, Pooling } from "./sections.ts";

const file = "1_Pooling/config.json";

/**
 * What stands for a text whose tokens have a vector each. sentence-transformers says it in a file of its own (its
 * default is the mean); else a model that was trained with a pooler is read through it.
 */
export function poolingOf({ assets, tensors }: Checkpoint): Result<Pooling, string> {
  const text = assets.get(file);
  if (text !== undefined) return fromFile(text);
  if (/sentence_transformers\.[\w.]*Pooling/.test(assets.get("modules.json") ?? "")) return ok("mean");
  for (const name of tensors.keys()) if (/(?:^|\.)pooler\.dense\.weight$/.test(name)) return ok("pooler");
  return ok("cls");
}

function fromFile(text: string): Result<Pooling, string> {
  const read = jsonObject(text, file);
  if (!read.ok) return read;
  // One flag a mode; newer files name the mode instead.
  const named = read.value["pooling_mode"];
  const modes =
    named === undefined
      ? Object.entries(read.value).flatMap(([key, on]) =>
          key.startsWith("pooling_mode_") && on === true ? [key.slice("pooling_mode_".length)] : [],
        )
      : [typeof named === "string" ? named : JSON.stringify(named)];
  switch (modes.join(" and ")) {
    case "mean_tokens":
    case "mean":
    case "":
      return ok("mean");
    case "cls_token":
    case "cls":
      return ok("cls");
    default:
      return err(`${file}: pooling_mode: expected mean or cls, got ${modes.join(" and ")}`);
  }
}
