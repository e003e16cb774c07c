import type { Tensor2D } from "@tensorflow/tfjs";

import type { Batch } from "./batches/index.ts";
import type { TensorFlow } from "./engine/index.ts";
import type { EngineBatch, Targets } from "./networks/index.ts";

/** A batch on the engine, and how to free it. */
export interface UploadedBatch {
  readonly batch: EngineBatch;
  dispose(): void;
}

/** @param mask dropout of the head's input, [count, its units]; undefined: none */
export function uploadBatch(
  tf: TensorFlow,
  batch: Batch,
  mask?: { readonly values: Float32Array; readonly units: number },
): UploadedBatch {
  const { count } = batch;
  const dropout = mask && tf.tensor2d(mask.values, [count, mask.units]);
  const targets: Targets =
    batch.targets.kind === "labels"
      ? {
          kind: "labels",
          labels: tf.tensor1d(batch.targets.labels, "int32"),
          dropped: (x: Tensor2D) => (dropout === undefined ? x : tf.mul(x, dropout)),
        }
      : {
          kind: "tokens",
          places: tf.tensor1d(batch.targets.places, "int32"),
          next: tf.tensor1d(batch.targets.next, "int32"),
        };
  const uploaded: EngineBatch =
    batch.kind === "values"
      ? {
          kind: "values",
          count,
          input: tf.tensor2d(batch.values, [count, batch.values.length / count]),
          targets,
        }
      : {
          kind: "tokens",
          count,
          length: batch.length,
          ids: tf.tensor2d(batch.ids, [count, batch.length], "int32"),
          mask: tf.tensor2d(batch.mask, [count, batch.length]),
          targets,
        };
  return {
    batch: uploaded,
    dispose() {
      tf.dispose([
        ...(dropout === undefined ? [] : [dropout]),
        ...(targets.kind === "labels" ? [targets.labels] : [targets.places, targets.next]),
        ...(uploaded.kind === "values" ? [uploaded.input] : [uploaded.ids, uploaded.mask]),
      ]);
    },
  };
}
