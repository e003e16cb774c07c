import type { BatchMatMulAttrs, KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorFlow } from "../engine.ts";
import { floats, single, wasmKernel } from "./kernel.ts";

interface Inputs {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

/** Below this many multiplications in one product the stock kernel's slow path costs less than transposing or copying. */
const worthwhile = 65_536;

const plain = { transposeA: false, transposeB: false };

/**
 * Matrix products, by XNNPACK wherever that pays. The stock kernel hands only one untransposed pair at a time to XNNPACK and
 * does all else by plain loops, some forty times slower; so this one transposes first, folds a batch against a single
 * right-hand matrix into one product, and runs a batch of pairs one by one.
 *
 * XNNPACK packs the right-hand matrix once for the life of its tensor: every right-hand piece is a new tensor here.
 */
export function batchMatMul(tf: TensorFlow, stock: KernelConfig): KernelConfig {
  const { sizeFromShape } = tf.util;
  const ours = wasmKernel<Inputs, BatchMatMulAttrs>("BatchMatMul", ({ inputs, attrs, backend }) => {
    const { a, b } = inputs;
    const { transposeA, transposeB } = attrs;
    const [rowsA = 0, columnsA = 0] = a.shape.slice(-2);
    const [rowsB = 0, columnsB = 0] = b.shape.slice(-2);
    const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
    const n = transposeB ? rowsB : columnsB;
    const batchA = sizeFromShape(a.shape.slice(0, -2));
    const batchB = sizeFromShape(b.shape.slice(0, -2));
    const outer = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const batch = sizeFromShape(outer);
    if (batch !== Math.max(batchA, batchB)) {
      throw new RangeError(
        `matMul on wasm cannot broadcast batches of shape [${a.shape.join(", ")}] and [${b.shape.join(", ")}]; expand one of them first`,
      );
    }
    const single2D = batch === 1 && !transposeA && !transposeB;
    if (single2D || a.dtype !== "float32" || b.dtype !== "float32" || m * k * n < worthwhile) {
      return single(stock.kernelFunc({ inputs: { a, b }, backend, attrs: { transposeA, transposeB } }));
    }

    const left = untransposed(tf, backend, a, [batchA, rowsA, columnsA], transposeA);
    const right = untransposed(tf, backend, b, [batchB, rowsB, columnsB], transposeB);
    const product =
      batchB === 1
        ? multiply(stock, backend, left, [1, batchA * m, k], right, [1, k, n])
        : pairByPair(stock, backend, left, right, batch, m, k, n);
    if (left !== a) backend.disposeData(left.dataId);
    if (right !== b) backend.disposeData(right.dataId);
    return { dataId: product.dataId, dtype: product.dtype, shape: [...outer, m, n] };
  });
  return stock.setupFunc === undefined ? ours : { ...ours, setupFunc: stock.setupFunc };
}

/** The tensor itself, or a new one with its last two dimensions exchanged. */
function untransposed(
  tf: TensorFlow,
  backend: BackendWasm,
  tensor: TensorInfo,
  shape: [number, number, number],
  transpose: boolean,
): TensorInfo {
  if (!transpose) return tensor;
  const x = { dataId: tensor.dataId, dtype: tensor.dtype, shape };
  return single(
    tf.getKernel("Transpose", "wasm").kernelFunc({ inputs: { x }, backend, attrs: { perm: [0, 2, 1] } }),
  );
}

function multiply(
  stock: KernelConfig,
  backend: BackendWasm,
  a: TensorInfo,
  shapeA: number[],
  b: TensorInfo,
  shapeB: number[],
): TensorInfo {
  return single(
    stock.kernelFunc({
      inputs: {
        a: { dataId: a.dataId, dtype: a.dtype, shape: shapeA },
        b: { dataId: b.dataId, dtype: b.dtype, shape: shapeB },
      },
      backend,
      attrs: plain,
    }),
  );
}

/** [batch or 1, m, k] x [batch, k, n], one product after the other. */
function pairByPair(
  stock: KernelConfig,
  backend: BackendWasm,
  left: TensorInfo,
  right: TensorInfo,
  batch: number,
  m: number,
  k: number,
  n: number,
): TensorInfo {
  const out = backend.makeOutput([batch, m, n], "float32");
  const sharedLeft = floats(backend, left).length === m * k;
  for (let i = 0; i < batch; i++) {
    const a = sharedLeft ? left : piece(backend, left, i, m * k);
    const b = piece(backend, right, i, k * n);
    const product = multiply(stock, backend, a, [1, m, k], b, [1, k, n]);
    floats(backend, out).set(floats(backend, product), i * m * n);
    backend.disposeData(product.dataId);
    backend.disposeData(b.dataId);
    if (a !== left) backend.disposeData(a.dataId);
  }
  return out;
}

/** A copy of the i-th piece of `size` values. */
function piece(backend: BackendWasm, tensor: TensorInfo, i: number, size: number): TensorInfo {
  const copy = backend.makeOutput([size], "float32");
  floats(backend, copy).set(floats(backend, tensor).subarray(i * size, (i + 1) * size));
  return copy;
}
