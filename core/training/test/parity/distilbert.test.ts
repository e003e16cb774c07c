import { describeParity } from "./agrees.ts";
import { caseOf, textsOf } from "./cases.ts";
import type { CaseOptions } from "./cases.ts";

const distilbert = (options: CaseOptions) => () => caseOf("distilbert", textsOf, options);

describeParity("DistilBERT", {
  "has the gradient of every tensor": distilbert({ tuning: { method: "full" } }),
  "has the gradients of biases and head alone": distilbert({ tuning: { method: "bias" } }),
  "has the gradients of the last block and the head": distilbert({ tuning: { method: "freeze" } }),
  "has the gradients of the head's two layers alone": distilbert({ tuning: { method: "head" } }),
  "has the gradients of an adapter": distilbert({
    tuning: { method: "lora", rank: 2, alpha: 4 },
    prefix: "lora",
    adapter: "lora",
  }),
  "reads a file as distilbert-base-uncased has it": distilbert({ tuning: { method: "full" }, form: "hub" }),
});
