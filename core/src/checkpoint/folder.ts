import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { conversionOf } from "./conversions.ts";

/** What holds the weights of a model folder. */
export type FolderContents =
  | { readonly kind: "huggingface"; readonly weights: "single"; readonly file: string }
  /** The index names the files (shardIndex). */
  | { readonly kind: "huggingface"; readonly weights: "sharded"; readonly index: string }
  /** Layers or graph: readLayersModel tells them apart. */
  | { readonly kind: "tfjs"; readonly file: string };

/**
 * The files of a Hugging Face folder that travel with the weights, as the metadata of a base model. Others (README,
 * scripts, other formats of the same weights) stay behind.
 */
export const assetNames: readonly string[] = [
  "config.json",
  "generation_config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "added_tokens.json",
  "preprocessor_config.json",
  "modules.json",
  "sentence_bert_config.json",
  "config_sentence_transformers.json",
  "1_Pooling/config.json",
];

/** Of what a file carries in its metadata those texts that were files of its folder. */
export function carriedAssets(metadata: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...metadata].filter(([name]) => assetNames.includes(name) || name === "model.json"));
}

const indexName = "model.safetensors.index.json";

/**
 * Which of a folder's files to read. The refusal ends in what to do: in a full stop or, to be copied, in a command.
 * @param names paths within the folder, with "/" between their parts
 */
export function describeFolder(names: Iterable<string>): Result<FolderContents, string> {
  const here = [...names].filter((name) => !name.includes("/")).sort();
  const files = here.filter((name) => name.endsWith(".safetensors") && name !== "adapter_model.safetensors");
  const single = files.includes("model.safetensors") ? "model.safetensors" : files[0];
  if (here.includes(indexName) && single !== "model.safetensors") {
    return ok({ kind: "huggingface", weights: "sharded", index: indexName });
  }
  if (single !== undefined && (files.length === 1 || single === "model.safetensors")) {
    return ok({ kind: "huggingface", weights: "single", file: single });
  }
  if (files.length > 1) {
    return err(
      `there are ${files.length} safetensors files (${files.slice(0, 3).join(", ")}${files.length > 3 ? ", ..." : ""}) ` +
        `and neither model.safetensors nor ${indexName}; fetch the index, or name one of the files.`,
    );
  }
  if (here.includes("model.json")) return ok({ kind: "tfjs", file: "model.json" });
  const [only = "", ...others] = here;
  if (others.length === 0 && only.endsWith(".json") && !assetNames.includes(only)) {
    return ok({ kind: "tfjs", file: only });
  }
  return err(
    conversionOf(here) ??
      `there is no model in it: expected model.safetensors or ${indexName} (Hugging Face), or model.json (TF.js).`,
  );
}

/**
 * Why a text model's tokenizer cannot be read, ending in a command; undefined if there is nothing to say. Only tokenizer.json
 * has all of a tokenizer; the older files leave its rules to code in Python.
 */
export function tokenizerFault(names: Iterable<string>): string | undefined {
  const here = new Set(names);
  if (here.has("tokenizer.json")) return undefined;
  const older = ["vocab.txt", "vocab.json", "merges.txt", "spiece.model", "sentencepiece.bpe.model"];
  const found = older.find((name) => here.has(name));
  if (found === undefined) return undefined;
  return (
    `it has ${found} but no tokenizer.json, from which tokenizers are read; make it in that folder with: ` +
    `python -c "from transformers import AutoTokenizer; AutoTokenizer.from_pretrained('.').save_pretrained('.')"`
  );
}
