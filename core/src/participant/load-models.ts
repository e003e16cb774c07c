import { checkBase, modelTensors, trainableLayout } from "../model/index.ts";
import type { Plan } from "../plan/index.ts";
import type { Cancellation, TaskId } from "../support/index.ts";
import { UserError } from "../support/index.ts";
import { baseLimits, decodeSafetensors, defaultLimits, elementCount, flatten } from "../tensor/index.ts";
import type { NamedArrays, SafetensorsFile } from "../tensor/index.ts";
import type { BlobRef } from "./connection.ts";
import type { Downloads } from "./downloads.ts";
import type { ParticipantEvent } from "./events.ts";

/** The models of one task, as its coordinator publishes them. All reject with a UserError if a model does not fit the plan. */
export interface Models {
  /** Every tensor of the family, and what came with them (see TrainerTask.assets). */
  base(
    blob: BlobRef,
  ): Promise<{ readonly arrays: NamedArrays; readonly assets: ReadonlyMap<string, string> }>;
  /** The trainable tensors, flat in the order of the plan's layout. */
  incoming(blob: BlobRef): Promise<Float32Array>;
  /** Only downloads: the cache keeps it. */
  result(blob: BlobRef): Promise<void>;
}

export function modelsOf(
  { plan, task }: { readonly plan: Plan; readonly task: TaskId },
  downloads: Downloads,
  onEvent: (event: ParticipantEvent) => void,
  signal: Cancellation,
): Models {
  const layout = trainableLayout(plan);

  async function load(
    kind: "base" | "model" | "result",
    blob: BlobRef,
    tensors: readonly { readonly shape: readonly number[] }[],
  ): Promise<Uint8Array> {
    const most = tensors.reduce(
      (size, { shape }) => size + 4 * elementCount(shape),
      8 + limitsOf[kind].headerBytes,
    );
    if (blob.sizeBytes > most) {
      throw new UserError(
        `The coordinator offers a ${kind} of ${blob.sizeBytes} bytes; the plan's needs at most ${most}.`,
      );
    }
    return downloads.fetch(task, blob, signal, (receivedBytes) =>
      onEvent({ kind: "downloading", blob: kind, receivedBytes, totalBytes: blob.sizeBytes }),
    );
  }

  return {
    async base(blob) {
      const { arrays, metadata } = decoded("base", blob, await load("base", blob, modelTensors(plan)));
      const base = checkBase(plan, arrays);
      if (base.ok) return { arrays: base.value, assets: metadata };
      const problems = base.error.map(({ message }) => message).join("; ");
      throw new UserError(`The coordinator's base model does not fit its plan: ${problems}.`);
    },
    async incoming(blob) {
      const { arrays } = decoded("model", blob, await load("model", blob, layout.entries));
      return flattened(layout, arrays);
    },
    async result(blob) {
      await load("result", blob, layout.entries);
    },
  };
}

/** The base's header carries its assets. */
const limitsOf = { base: baseLimits, model: defaultLimits, result: defaultLimits } as const;

function decoded(kind: "base" | "model", blob: BlobRef, bytes: Uint8Array): SafetensorsFile {
  const file = decodeSafetensors(bytes, limitsOf[kind]);
  if (!file.ok)
    throw new UserError(`The coordinator's ${kind} (blob ${blob.digest}) is not a model: ${file.error}.`);
  return file.value;
}

function flattened(layout: Parameters<typeof flatten>[0], arrays: NamedArrays): Float32Array {
  try {
    return flatten(layout, arrays);
  } catch (error) {
    // flatten names the tensor that is missing or of another shape.
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError(`The coordinator's model does not fit its plan: ${problem}.`, { cause: error });
  }
}
