import { describeParity } from "./agrees.ts";
import { caseOf, preparedImagesOf } from "./cases.ts";

for (const [title, family] of [
  ["ResNet of basic layers", "resnet-basic"],
  ["ResNet of bottlenecks", "resnet-bottleneck"],
  ["ResNet of bottlenecks that halve at first", "resnet-downsampling"],
] as const) {
  const resnet = (tuning: Parameters<typeof caseOf>[2]["tuning"], adapter?: string) => () =>
    caseOf(family, preparedImagesOf, {
      tuning,
      ...(adapter === undefined ? {} : { prefix: adapter, adapter }),
    });
  describeParity(title, {
    "has the gradient of every tensor but the statistics": resnet({ method: "full" }),
    "has the gradients of biases and head alone": resnet({ method: "bias" }),
    "has the gradients of the last stage and the head": resnet({ method: "freeze" }),
    "has the gradients of the head alone": resnet({ method: "head" }),
    "has the gradients of an adapter on the last stage's convolutions": resnet(
      { method: "lora", rank: 2, alpha: 4 },
      "lora",
    ),
  });
}
