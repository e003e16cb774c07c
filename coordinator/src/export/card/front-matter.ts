import { transformersModelOf } from "@tributary/core/model";
import { writeYaml } from "@tributary/core/yaml";

import type { CardFacts } from "./card-facts.ts";
import { licenceFields } from "./licences.ts";

/** What Hugging Face's hub reads of a card: YAML between two lines of dashes. What is not known is left out. */
export function frontMatter({ format, model }: CardFacts): string {
  const { plan, base } = model;
  const library = libraryOf(format, transformersModelOf(plan) !== undefined);
  const pipeline = pipelineOf(model);
  const fields = {
    ...licenceFields(base.licence),
    ...(base.hubName === undefined ? {} : { base_model: base.hubName }),
    ...(library === undefined ? {} : { library_name: library }),
    ...(pipeline === undefined ? {} : { pipeline_tag: pipeline }),
    tags: ["federated-learning", "tributary", ...(plan.tuning.method === "lora" ? ["lora"] : [])],
  };
  return `---\n${writeYaml(fields)}---\n`;
}

function libraryOf(format: CardFacts["format"], known: boolean): string | undefined {
  if (format === "peft") return "peft";
  return format === "merged" && known ? "transformers" : undefined;
}

function pipelineOf({ plan }: CardFacts["model"]): string {
  if (plan.labels.length === 0) return "text-generation";
  switch (plan.input.kind) {
    case "text":
      return "text-classification";
    case "image":
      return "image-classification";
    case "features":
      return "tabular-classification";
    default:
      return plan.input satisfies never;
  }
}
