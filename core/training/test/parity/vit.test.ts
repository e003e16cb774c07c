import { describeParity } from "./agrees.ts";
import { caseOf, imagesOf } from "./cases.ts";
import type { CaseOptions } from "./cases.ts";

const vit = (options: CaseOptions) => () => caseOf("vit", imagesOf, options);

const full = { method: "full" } as const;

describeParity("ViT", {
  "has the gradient of every tensor": vit({ tuning: full }),
  "has the gradients of biases and head alone": vit({ tuning: { method: "bias" } }),
  "has the gradients of the last block and what follows": vit({ tuning: { method: "freeze" } }),
  "has the gradients of the head alone": vit({ tuning: { method: "head" } }),
  "has the gradients of an adapter": vit({
    tuning: { method: "lora", rank: 2, alpha: 4 },
    prefix: "lora",
    adapter: "lora",
  }),
  "reads a model's own file, with a pooler and without a classifier": vit({ tuning: full, form: "hub" }),
  "reads the names of transformers 5's modules": vit({ tuning: full, form: "transformers-5" }),
});
