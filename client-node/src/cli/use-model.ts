import type { Plan } from "@tributary/core/plan";
import type { DataFormat } from "@tributary/core/records";
import type { Engine } from "@tributary/training";
import { chooseEngine, engineNames } from "@tributary/training";

import type { FlagKind, Flags } from "./arguments.ts";
import { oneOf, required } from "./arguments.ts";
import { dataFlags, dataFormatOf } from "./data-flags.ts";
import { readExportedModel } from "./exported-model.ts";
import type { ExportedModel } from "./exported-model.ts";

/** The flags of the commands that use an exported model. */
export const modelFlags = {
  model: "text",
  base: "text",
  data: "text",
  engine: "text",
  json: "switch",
  ...dataFlags,
} as const satisfies Record<string, FlagKind>;

type ModelFlags = Flags<typeof modelFlags>;

/** @throws UsageError, UserError, StorageError */
export function modelOf(flags: Pick<ModelFlags, "model" | "base">): Promise<ExportedModel> {
  return readExportedModel(required("model", flags.model), flags.base);
}

/** What `--data` names, as the model's plan has it. @throws UsageError, UserError */
export function dataOf<Data>(
  flags: ModelFlags,
  { plan }: ExportedModel,
  read: (path: string, plan: Plan, format: DataFormat) => Promise<Data>,
): Promise<Data> {
  return read(required("data", flags.data), plan, dataFormatOf(flags));
}

/** Does something with the engine that `--engine` names, or the best there is. */
export async function withEngine<Value>(
  name: string | undefined,
  use: (engine: Engine) => Promise<Value>,
): Promise<Value> {
  const requested = name === undefined ? undefined : oneOf("engine", name, engineNames);
  const { engine } = await chooseEngine(requested === undefined ? {} : { requested });
  try {
    return await use(engine);
  } finally {
    await engine.dispose();
  }
}
