import { describeParity } from "./agrees.ts";
import { caseOf, imagesOf } from "./cases.ts";
import type { CaseOptions } from "./cases.ts";

for (const batchNorm of [false, true]) {
  // As the fixtures' families/vgg.py has it.
  const sections: NonNullable<CaseOptions["sections"]> = {
    model: { family: "vgg", features: [4, "M", 6, 5, "M"], hidden: 10, batchNorm },
    labels: ["cat", "dog", "owl", "fox"],
    input: {
      kind: "image",
      width: 8,
      height: 8,
      channels: 3,
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
    },
  };
  const vgg = (tuning: CaseOptions["tuning"]) => () =>
    caseOf(batchNorm ? "vgg-bn" : "vgg", imagesOf, { tuning, sections });
  describeParity(batchNorm ? "VGG with batch normalisation" : "VGG", {
    "has the gradient of every tensor but the statistics": vgg({ method: "full" }),
    "has the gradients of biases and head alone": vgg({ method: "bias" }),
    "has the gradients of the fully connected layers": vgg({ method: "freeze" }),
    "has the gradients of the last convolutions and what follows": vgg({ method: "freeze", stages: 2 }),
    "has the gradients of the last layer alone": vgg({ method: "head" }),
  });
}
