import type { FamilyPlan } from "@tributary/core/model";
import { UserError } from "@tributary/core/support";
import { byteTokenizer, createTokenizer } from "@tributary/core/text";
import type { Tokenizer } from "@tributary/core/text";

/** What came with a base model: text by file name. */
export type Assets = ReadonlyMap<string, string>;

/**
 * The tokenizer of a base model, undefined where the plan's input is no text. A model whose vocabulary is that of bytes
 * needs none of its own.
 * @throws UserError if it is missing, broken, or has tokens that the model does not know
 */
export function tokenizerOf(
  { model, input }: Pick<FamilyPlan, "model" | "input">,
  assets: Assets,
): Tokenizer | undefined {
  if (input.kind !== "text") return undefined;
  const vocabulary = "vocabSize" in model ? model.vocabSize : 0;
  const tokenizer = readTokenizer(vocabulary, assets);
  if (tokenizer.vocabularySize > vocabulary) {
    throw new UserError(
      `the tokenizer has ${tokenizer.vocabularySize} tokens, the model knows ${vocabulary}: is it the model's own?`,
    );
  }
  return tokenizer;
}

function readTokenizer(vocabulary: number, assets: Assets): Tokenizer {
  const tokenizerJson = assets.get("tokenizer.json");
  if (tokenizerJson !== undefined) {
    return createTokenizer({
      tokenizerJson,
      tokenizerConfigJson: assets.get("tokenizer_config.json"),
      specialTokensMapJson: assets.get("special_tokens_map.json"),
    });
  }
  if (vocabulary === byteTokenizer.vocabularySize) return byteTokenizer;
  throw new UserError(
    "the base model came without tokenizer.json, which text needs; give the model's folder with it as the plan's base",
  );
}
