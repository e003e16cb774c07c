import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { UserError } from "@tributary/core/support";
import { openBlobFolder, storageError, writeFileDurably, writeModelFolder } from "@tributary/node-platform";

import type { ExportSettings } from "../config/index.ts";
import {
  begun,
  chosenModel,
  exportedFile,
  exportedFolder,
  historyFacts,
  keptPart,
  loadTrained,
} from "../export/index.ts";
import type { FileContents, TrainedModel } from "../export/index.ts";
import { pickTask, readState } from "./data-folder.ts";

export interface ExportedModel {
  readonly path: string;
  readonly format: ExportSettings["format"];
  readonly task: string;
  /** The round that made it; 0: the model that the task began with. */
  readonly round: number;
  /** Of all its files. */
  readonly sizeBytes: number;
  /** Of the file that holds the weights. */
  readonly sha256: string;
  /** What each client kept to itself: it is here as the task began. Null: nothing. */
  readonly kept: string | null;
}

/**
 * Writes a model of a task: one file, or a folder as others load it. Works while a coordinator runs on the folder.
 * @throws UserError, StorageError
 */
export async function exportModel(settings: ExportSettings): Promise<ExportedModel> {
  const { dataDir, format, baseName } = settings;
  const task = begun(pickTask(await readState(dataDir), settings.task));
  const chosen = chosenModel(task, settings.round);
  const blobs = await openBlobFolder(join(dataDir, "blobs"), { readOnly: true });
  const model = await loadTrained(blobs, task, chosen, baseName);
  const { round } = chosen;
  const common = { format, task: task.task, round, kept: keptPart(model.plan) ?? null };
  if (format === "safetensors") return { ...common, ...(await writeFile(settings, model)) };
  if (settings.out.endsWith(".safetensors")) {
    throw new UserError(
      `--format ${format} makes a folder; name one with --out in place of ${settings.out}.`,
    );
  }
  const facts = { format, model, ...historyFacts(task.progress.history, round) };
  const files = [...exportedFolder(facts, settings.dtype)].map(
    ([name, contents]) => [name, metered(contents)] as const,
  );
  await writeModelFolder(settings.out, new Map(files.map(([name, { pieces }]) => [name, pieces])));
  const weights = files.find(([name]) => /\.(?:safetensors|bin)$/.test(name))?.[1];
  return {
    ...common,
    path: settings.out,
    sizeBytes: files.reduce((sum, [, { measure }]) => sum + measure().sizeBytes, 0),
    sha256: weights?.measure().sha256 ?? "",
  };
}

async function writeFile(
  { out, adapter, dtype }: ExportSettings,
  model: TrainedModel,
): Promise<Pick<ExportedModel, "path" | "sizeBytes" | "sha256">> {
  const name = `${model.plan.task}-round-${model.round}${adapter ? "-adapter" : ""}.safetensors`;
  const path = out.endsWith(".safetensors") ? out : join(out, name);
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    throw storageError(error, "make the folder", dirname(path));
  }
  const { pieces, measure } = metered(exportedFile(model, adapter, dtype));
  await writeFileDurably(path, pieces);
  return { path, ...measure() };
}

/** Contents that are counted and hashed as they are written. */
function metered(contents: FileContents): {
  readonly pieces: Iterable<Uint8Array>;
  readonly measure: () => { readonly sizeBytes: number; readonly sha256: string };
} {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const pieces = (function* () {
    for (const piece of typeof contents === "string" ? [Buffer.from(contents)] : contents) {
      hash.update(piece);
      sizeBytes += piece.length;
      yield piece;
    }
  })();
  return { pieces, measure: () => ({ sizeBytes, sha256: hash.copy().digest("hex") }) };
}
