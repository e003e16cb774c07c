import { adapterConfig, adapterTensors } from "@tributary/core/model";
import { UserError } from "@tributary/core/support";

import type { ExportedFiles, FileContents, TrainedModel } from "./trained-model.ts";
import { weightsFile } from "./weights-file.ts";

/** What prepares an example for the model; the rest of the base's folder is the base's. */
const preparing = [
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "added_tokens.json",
  "preprocessor_config.json",
];

/** A folder that `PeftModel.from_pretrained` puts on the base. @throws UserError if PEFT has nothing of the kind */
export function peftFolder(model: TrainedModel, card: string): ExportedFiles {
  const { plan, base, vector } = model;
  if (plan.tuning.method !== "lora") {
    throw new UserError(
      `Task ${plan.task} trains with method ${plan.tuning.method}, for which PEFT has no adapter; ` +
        "export with --format merged.",
    );
  }
  if (plan.model.family === "layers") {
    throw new UserError(
      `Task ${plan.task} trains layers of TF.js, to which PEFT puts no adapter; export with --format tfjs.`,
    );
  }
  const config = adapterConfig(plan, base.hubName ?? plan.base);
  if (config.target_modules.length === 0) {
    throw new UserError(
      `Task ${plan.task} has adapters on the head alone, which PEFT takes whole; export with --format merged.`,
    );
  }
  return new Map<string, FileContents>([
    ["README.md", card],
    ["adapter_config.json", `${JSON.stringify(config, undefined, 2)}\n`],
    ["adapter_model.safetensors", weightsFile(model, adapterTensors(plan, base.tensors, vector), "F32")],
    ...[...base.assets].filter(([name]) => preparing.includes(name)),
  ]);
}
