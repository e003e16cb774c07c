import { describeParity } from "./agrees.ts";
import { caseOf, continuationsOf } from "./cases.ts";
import type { Case, CaseOptions } from "./cases.ts";

const gpt2 = (options: CaseOptions) => () => caseOf("gpt2", continuationsOf, options);

const full = { method: "full" } as const;

/** The same with every token but the first to be predicted, so that each has its logits. */
function everywhere(given: Case): Case {
  return {
    ...given,
    examples: given.examples.map((example) => ({
      ...example,
      counted: new Uint8Array(example.values.length).fill(1),
    })),
  };
}

describeParity(
  "GPT-2",
  {
    "has the gradient of every tensor, the embedding's as embedding and head": gpt2({ tuning: full }),
    "has the gradients of biases alone": gpt2({ tuning: { method: "bias" } }),
    "has the gradients of the last block and what follows": gpt2({ tuning: { method: "freeze" } }),
    "has the gradients of an adapter": gpt2({
      tuning: { method: "lora", rank: 2, alpha: 4 },
      prefix: "lora",
      adapter: "lora",
    }),
    "has the gradients of an adapter whose modules differ in rank and alpha": gpt2({
      tuning: {
        method: "lora",
        rank: 3,
        alpha: 6,
        targets: [{ module: "attn.c_proj", rank: 2 }, "c_fc", "mlp.c_proj"],
      },
      prefix: "patterned",
      adapter: "patterned",
    }),
    "reads a file as gpt2 has it": gpt2({ tuning: full, form: "hub" }),
    "reads a file as transformers 4 wrote it": gpt2({ tuning: full, form: "transformers-4" }),
  },
  { "has the logits of every token": () => everywhere(gpt2({ tuning: full })()) },
);
