import { expect } from "chai";

import { describeParity } from "./agrees.ts";
import { caseOf, textsOf } from "./cases.ts";
import type { CaseOptions } from "./cases.ts";
import { arrayOf, expectedOf } from "./checkpoint.ts";
import { hiddenDeviation } from "./compare.ts";

const bert = (options: CaseOptions) => () => caseOf("bert", textsOf, options);

const full = { method: "full" } as const;
const lora = { method: "lora", rank: 2, alpha: 4 } as const;
/** By the file that sentence-transformers has beside a model. */
const pooling = (mode: string) => ({
  "1_Pooling/config.json": JSON.stringify({ [`pooling_mode_${mode}`]: true }),
});
const sentences = { form: "sentence-transformers", assets: pooling("mean_tokens") };

describeParity(
  "BERT",
  {
    "has the gradient of every tensor": bert({ tuning: full }),
    "has the gradients of biases and head alone": bert({ tuning: { method: "bias" } }),
    "has the gradients of the last block and what follows": bert({ tuning: { method: "freeze" } }),
    "has the gradients of the head alone": bert({ tuning: { method: "head" } }),
    "has the gradients of an adapter": bert({ tuning: lora, prefix: "lora", adapter: "lora" }),
    "has the gradients of an adapter whose modules differ in rank and alpha": bert({
      tuning: {
        ...lora,
        targets: [
          "query",
          { module: "intermediate.dense", rank: 3 },
          "bert.encoder.layer.1.output.dense",
          { module: "bert.pooler.dense", alpha: 10 },
        ],
      },
      prefix: "patterned",
      adapter: "patterned",
    }),
    "reads the mean of the tokens that are no padding": bert({
      tuning: lora,
      prefix: "mean",
      adapter: "lora",
      ...sentences,
    }),
    "reads the first token": bert({
      tuning: lora,
      prefix: "cls",
      adapter: "lora",
      assets: pooling("cls_token"),
    }),
    "reads several files": bert({ tuning: full, form: "sharded" }),
    "reads a file as bert-base-uncased has it": bert({ tuning: { method: "bias" }, form: "hub" }),
  },
  {
    "rounds as Python does in F16": bert({ tuning: full, prefix: "f16", form: "f16" }),
    "rounds as Python does in BF16": bert({ tuning: full, prefix: "bf16", form: "bf16" }),
  },
  (engine) => {
    it("makes of texts the vectors that sentence-transformers makes", async () => {
      const embeddings = arrayOf(expectedOf("bert"), "sentence.embeddings");
      const given = bert({ tuning: full, prefix: "mean", ...sentences })();
      expect(await hiddenDeviation(engine().tf, given, embeddings)).to.be.below(1e-5);
    });
  },
);
