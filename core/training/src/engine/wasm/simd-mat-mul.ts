import type { _FusedMatMulAttrs, BatchMatMulAttrs, KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorFlow } from "../engine.ts";
import { floats, single, wasmKernel } from "./kernel.ts";
import { simdOf } from "./simd/instance.ts";
import type { Simd } from "./simd/instance.ts";
import { multiply } from "./simd/multiply.ts";

interface Factors {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

type Transposed = Pick<BatchMatMulAttrs, "transposeA" | "transposeB">;

/**
 * Matrix products of float32 by our own routines: transposed either way and in batches without a copy of either matrix, and
 * without the packed copy that XNNPACK keeps of every right-hand matrix as long as its tensor lives. `otherwise` is for
 * whatever else.
 */
export function simdBatchMatMul(tf: TensorFlow, otherwise: KernelConfig): KernelConfig {
  const ours = wasmKernel<Factors, BatchMatMulAttrs>("BatchMatMul", ({ inputs, attrs, backend }) => {
    const { a, b } = inputs;
    const simd = simdOf(backend);
    const shape = simd && productShape(tf, a, b, attrs);
    if (simd === undefined || shape === undefined) {
      const { transposeA, transposeB } = attrs;
      return single(otherwise.kernelFunc({ inputs: { a, b }, backend, attrs: { transposeA, transposeB } }));
    }
    const out = backend.makeOutput([...shape], "float32");
    multiplyBatches(tf, simd, backend, a, b, attrs, out, false);
    return out;
  });
  return otherwise.setupFunc === undefined ? ours : { ...ours, setupFunc: otherwise.setupFunc };
}

/** The same with a bias and no activation; `stock` is for whatever else. */
export function simdFusedMatMul(tf: TensorFlow, stock: KernelConfig): KernelConfig {
  const ours = wasmKernel<
    Factors & { readonly bias?: TensorInfo; readonly preluActivationWeights?: TensorInfo },
    _FusedMatMulAttrs
  >("_FusedMatMul", ({ inputs, attrs, backend }) => {
    const { a, b, bias } = inputs;
    const simd = attrs.activation === "linear" ? simdOf(backend) : undefined;
    const shape = simd && productShape(tf, a, b, attrs);
    const columns = shape?.at(-1);
    const fits = bias === undefined || (bias.shape.length === 1 && bias.shape[0] === columns);
    if (simd === undefined || shape === undefined || !fits) {
      return single(stock.kernelFunc({ inputs: { ...inputs }, backend, attrs: { ...attrs } }));
    }
    const out = backend.makeOutput([...shape], "float32");
    if (bias !== undefined) {
      const [row, rows] = [floats(backend, bias), floats(backend, out)];
      for (let at = 0; at < rows.length; at += row.length) rows.set(row, at);
    }
    multiplyBatches(tf, simd, backend, a, b, attrs, out, bias !== undefined);
    return out;
  });
  return stock.setupFunc === undefined ? ours : { ...ours, setupFunc: stock.setupFunc };
}

/** The product's shape; undefined if it is not ours to compute: not of float32, or batches that do not fit. */
function productShape(
  tf: TensorFlow,
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: Transposed,
): readonly number[] | undefined {
  if (a.dtype !== "float32" || b.dtype !== "float32") return undefined;
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  const { sizeFromShape } = tf.util;
  if (sizeFromShape(outer) !== Math.max(sizeFromShape(outerA), sizeFromShape(outerB))) return undefined;
  return [...outer, a.shape.at(transposeA ? -1 : -2) ?? 0, b.shape.at(transposeB ? -2 : -1) ?? 0];
}

function multiplyBatches(
  tf: TensorFlow,
  simd: Simd,
  backend: BackendWasm,
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: Transposed,
  out: TensorInfo,
  add: boolean,
): void {
  const [rows = 0, columns = 0] = out.shape.slice(-2);
  const depth = a.shape.at(transposeA ? -2 : -1) ?? 0;
  if (depth === 0 && !add) floats(backend, out).fill(0);
  const { sizeFromShape } = tf.util;
  const [batchA, batchB] = [sizeFromShape(a.shape.slice(0, -2)), sizeFromShape(b.shape.slice(0, -2))];
  // Rows of several matrices against one are one matrix, unless they lie transposed.
  const folded = batchB === 1 && !transposeA;
  const products = folded ? 1 : Math.max(batchA, batchB);
  const extent = { rows: folded ? batchA * rows : rows, depth, columns };
  const [left, right, product] = [a, b, out].map(({ dataId }) => backend.getMemoryOffset(dataId));
  for (let i = 0; i < products; i++) {
    multiply(
      simd,
      extent,
      {
        address: left! + (batchA === 1 ? 0 : i * rows * depth * 4),
        stride: transposeA ? rows : depth,
        transposed: transposeA,
      },
      {
        address: right! + (batchB === 1 ? 0 : i * depth * columns * 4),
        stride: transposeB ? depth : columns,
        transposed: transposeB,
      },
      { address: product! + i * rows * columns * 4, stride: columns, add },
    );
  }
}
