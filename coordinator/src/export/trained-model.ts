import type { Plan } from "@tributary/core/plan";
import type { Digest } from "@tributary/core/support";
import type { NamedArrays } from "@tributary/core/tensor";

/** A model of a task, with all that it was made from. */
export interface TrainedModel {
  readonly plan: Plan;
  /** The round that made it; 0: the model that the task began with. */
  readonly round: number;
  readonly base: BaseModel;
  /** The tensors that travelled, flat (trainableLayout). */
  readonly vector: Float32Array;
}

export interface BaseModel {
  readonly digest: Digest;
  readonly tensors: NamedArrays;
  /** What came with it: text by file name. */
  readonly assets: ReadonlyMap<string, string>;
  /** Its licence, where its own card states one. */
  readonly licence: string | undefined;
  /** Where others find it, such as `sentence-transformers/all-MiniLM-L6-v2`; undefined: that is not known. */
  readonly hubName: string | undefined;
}

/** A file's contents; pieces are made as they are written, so that a large model is in memory once. */
export type FileContents = string | Iterable<Uint8Array>;

/** Files by their path within a folder. */
export type ExportedFiles = ReadonlyMap<string, FileContents>;
