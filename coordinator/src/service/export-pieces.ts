import type { Cancellation } from "@tributary/core/support";
import { CallError, downloadPieceBytes } from "@tributary/core/wire";
import type { BlobFolder } from "@tributary/node-platform";
import type { ExportModelRequest__Output, ExportPiece } from "@tributary/proto/messages";

import {
  begun,
  chosenModel,
  exportedFile,
  exportedFolder,
  historyFacts,
  loadTrained,
  tarOf,
} from "../export/index.ts";
import type { WantedRound } from "../export/index.ts";
import type { TaskState } from "../round/index.ts";

const formats = ["safetensors", "peft", "merged", "tfjs"] as const;

/**
 * A model as others load it, in pieces of one file: safetensors, or a folder as a tar archive. The base model is in memory
 * meanwhile. @throws CallError, UserError, StorageError
 */
export async function* exportPieces(
  blobs: BlobFolder,
  task: TaskState,
  request: Pick<ExportModelRequest__Output, "round" | "format">,
  signal: Cancellation,
): AsyncGenerator<ExportPiece, void, undefined> {
  const format = formatOf(request.format);
  const begunTask = begun(task);
  const chosen = chosenModel(begunTask, wantedRound(request.round));
  const model = await loadTrained(blobs, begunTask, chosen);
  const name = `${task.task}-round-${chosen.round}`;
  if (format === "safetensors") {
    yield* inPieces(`${name}.safetensors`, exportedFile(model, false), signal);
    return;
  }
  const facts = { format, model, ...historyFacts(begunTask.progress.history, chosen.round) };
  const folder = `${name}-${format}`;
  yield* inPieces(
    `${folder}.tar`,
    tarOf(folder, () => exportedFolder(facts, undefined), signal),
    signal,
  );
}

async function* inPieces(
  fileName: string,
  contents: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  signal: Cancellation,
): AsyncGenerator<ExportPiece, void, undefined> {
  yield { fileName };
  for await (const bytes of contents) {
    for (let from = 0; from < bytes.length; from += downloadPieceBytes) {
      if (signal.aborted) return;
      yield { data: bytes.subarray(from, from + downloadPieceBytes) };
    }
  }
}

function formatOf(text: string): (typeof formats)[number] {
  if (text === "") return "safetensors";
  const format = formats.find((each) => each === text);
  if (format !== undefined) return format;
  throw new CallError("invalid-argument", `there is no format ${text}; expected ${formats.join(", ")}`);
}

function wantedRound(text: string): WantedRound {
  if (text === "" || text === "best") return "best";
  if (text === "last") return "last";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CallError("invalid-argument", `round is ${text}; expected best, last or a round's number`);
}
