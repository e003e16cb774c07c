import { elementCount } from "../tensor/index.ts";
import type { TensorSpec } from "./family.ts";

/** A module that a plan names for an adapter: its name or the last parts of it. */
export type Target = string | { readonly module: string };

export function targetName(target: Target): string {
  return typeof target === "string" ? target : target.module;
}

/** Whether a target means a module: by its whole name, or by its last parts, as PEFT's target_modules do. */
export function matches(target: Target, module: string): boolean {
  const name = targetName(target);
  return module === name || module.endsWith(`.${name}`);
}

/** Whether a tensor is a weight that an adapter can be on. */
export function isAdaptable({ kind, lookedUp = false }: Pick<TensorSpec, "kind" | "lookedUp">): boolean {
  return kind === "linear" || kind === "conv1d" || kind === "conv" || kind === "kernel" || lookedUp;
}

/**
 * A weight as the matrix [out, in] that an adapter's B A adds to. Of an embedding [rows, width] B has a row for each of the
 * table's, and A is shared by all.
 */
export interface Matrix {
  readonly outputs: number;
  readonly inputs: number;
  /** Whether the weight lies with its outputs last, so that the product is added transposed. */
  readonly outputsLast: boolean;
}

export function matrixOf({ shape, kind }: TensorSpec): Matrix {
  const outputsLast = kind === "conv1d" || kind === "kernel";
  const outputs = (outputsLast ? shape.at(-1) : shape[0]) ?? 1;
  return { outputs, inputs: elementCount(shape) / outputs, outputsLast };
}
