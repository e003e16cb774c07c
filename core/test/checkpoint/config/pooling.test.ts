import { expect } from "chai";

import { bert, planOf, refusalOf } from "./kit.ts";
import type { Folder } from "./kit.ts";

describe("the pooling of BERT", () => {
  const pooled = (folder: Folder): unknown => Reflect.get(planOf(bert, folder).model, "pooling");
  const poolerNames = ["bert.pooler.dense.weight"];

  for (const [what, folder, pooling] of [
    ["its pooler", { tensorNames: poolerNames }, "pooler"],
    ["its pooler without a prefix", { tensorNames: ["pooler.dense.weight"] }, "pooler"],
    ["the first token without a pooler", { tensorNames: ["bert.embeddings.word_embeddings.weight"] }, "cls"],
    [
      "the mean by sentence-transformers' own file, though there is a pooler",
      {
        tensorNames: poolerNames,
        files: { "1_Pooling/config.json": { pooling_mode_mean_tokens: true, pooling_mode_cls_token: false } },
      },
      "mean",
    ],
    [
      "the first token by that file",
      { files: { "1_Pooling/config.json": { pooling_mode_cls_token: true } } },
      "cls",
    ],
    [
      "the mean by that file's newer form",
      { files: { "1_Pooling/config.json": { pooling_mode: "mean" } } },
      "mean",
    ],
    ["the mean where that file says nothing", { files: { "1_Pooling/config.json": {} } }, "mean"],
    [
      "the mean by the list of modules",
      {
        tensorNames: poolerNames,
        files: { "modules.json": [{ path: "1_Pooling", type: "sentence_transformers.models.Pooling" }] },
      },
      "mean",
    ],
    [
      "its pooler where the list of modules has no pooling",
      {
        tensorNames: poolerNames,
        files: { "modules.json": [{ path: "", type: "sentence_transformers.models.Transformer" }] },
      },
      "pooler",
    ],
  ] as const) {
    it(`is ${what}`, () => {
      expect(pooled(folder)).to.equal(pooling);
    });
  }

  it("is refused where it is none of these", () => {
    const files = {
      "1_Pooling/config.json": { pooling_mode_mean_tokens: true, pooling_mode_max_tokens: true },
    };
    expect(refusalOf(bert, { files })).to.equal(
      "1_Pooling/config.json: pooling_mode: expected mean or cls, got mean_tokens and max_tokens",
    );
  });
});
