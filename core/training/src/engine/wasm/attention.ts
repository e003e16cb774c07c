import type { KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { AttentionAttributes } from "../own-kernels.ts";
import { floats, wasmKernel } from "./kernel.ts";
import { routines } from "./simd/instance.ts";
import type { Simd } from "./simd/instance.ts";
import { multiply } from "./simd/multiply.ts";

interface Inputs {
  readonly q: TensorInfo;
  readonly k: TensorInfo;
  readonly v: TensorInfo;
  /** Added to the scores of keys, [batch, length]. */
  readonly mask?: TensorInfo;
}

/**
 * Attention, of ops/attention.ts, head by head and some queries at a time: the scores of those alone are held, heads are
 * columns of q, k, v where they lie, and nothing is computed of keys that come later than all of the queries.
 */
export const attentionKernels: readonly KernelConfig[] = [
  wasmKernel<Inputs, AttentionAttributes>("TributaryAttention", ({ inputs, attrs, backend }) => {
    const { q, k, v, mask } = inputs;
    const out = backend.makeOutput(q.shape, "float32");
    eachBlock(backend, q, attrs, mask, 1, (block) => {
      const { simd, width, size, rows, columns, stride, shares, at } = block;
      computeShares(block, at(q), at(k));
      multiply(
        simd,
        { rows, depth: columns, columns: size },
        { address: shares, stride, transposed: false },
        { address: at(v).keys, stride: width, transposed: false },
        { address: at(out).queries, stride: width, add: false },
      );
    });
    return out;
  }),
  wasmKernel<Inputs & { readonly dy: TensorInfo }, AttentionAttributes>(
    "TributaryAttentionSlopes",
    ({ inputs, attrs, backend }) => {
      const { q, k, v, mask, dy } = inputs;
      const [dq, dk, dv] = [q, k, v].map(({ shape }) => backend.makeOutput(shape, "float32"));
      for (const sum of [dk!, dv!]) floats(backend, sum).fill(0);
      eachBlock(backend, q, attrs, mask, 2, (block) => {
        const { simd, width, size, scale, rows, columns, stride, shares, at } = block;
        const slopes = shares + block.blockBytes;
        computeShares(block, at(q), at(k));
        const padded = Math.ceil(columns / panelColumns) * panelColumns;
        multiply(
          simd,
          { rows, depth: size, columns },
          { address: at(dy).queries, stride: width, transposed: false },
          { address: at(v).keys, stride: width, transposed: true },
          { address: slopes, stride, add: false, padded: true },
        );
        simd.softmaxSlopes(shares, slopes, rows, stride * 4, padded * 4, scale);
        multiply(
          simd,
          { rows, depth: columns, columns: size },
          { address: slopes, stride, transposed: false },
          { address: at(k).keys, stride: width, transposed: false },
          { address: at(dq!).queries, stride: width, add: false },
        );
        for (const [turned, right, sum] of [
          [slopes, q, dk!],
          [shares, dy, dv!],
        ] as const) {
          multiply(
            simd,
            { rows: columns, depth: rows, columns: size },
            { address: turned, stride, transposed: true },
            { address: at(right).queries, stride: width, transposed: false },
            { address: at(sum).keys, stride: width, add: true },
          );
        }
      });
      return [dq!, dk!, dv!];
    },
  ),
];

const panelColumns = 8;
/** Queries whose scores are held at a time; fewer where later keys are left out, so that more are. */
const mostQueries = 256;
const mostCausalQueries = 64;

/** Some queries of one head of one sequence, and the keys that they can see. */
interface Block {
  readonly simd: Simd;
  readonly width: number;
  readonly size: number;
  readonly scale: number;
  readonly rows: number;
  readonly columns: number;
  /** Numbers from one query's scores to the next's: room for whole panels. */
  readonly stride: number;
  /** The address of the scores, [rows, stride], and of as many more as were asked for. */
  readonly shares: number;
  readonly blockBytes: number;
  /** The address of the mask's row; 0 without a mask. */
  readonly bias: number;
  /** How many keys the first query sees, and how many more each following one. */
  readonly seen: readonly [first: number, further: number];
  /** Where the head lies in a tensor shaped as q: at its first key, and at the block's first query. */
  at(tensor: TensorInfo): { readonly keys: number; readonly queries: number };
}

function computeShares(block: Block, q: { readonly queries: number }, k: { readonly keys: number }): void {
  const { simd, width, size, rows, columns, stride, shares } = block;
  multiply(
    simd,
    { rows, depth: size, columns },
    { address: q.queries, stride: width, transposed: false },
    { address: k.keys, stride: width, transposed: true },
    { address: shares, stride, add: false, padded: true },
  );
  simd.softmaxRows(shares, block.bias, rows, stride * 4, ...block.seen, block.scale);
}

function eachBlock(
  backend: BackendWasm,
  { shape }: TensorInfo,
  { batch, length, heads, causal }: AttentionAttributes,
  mask: TensorInfo | undefined,
  scoreBlocks: number,
  visit: (block: Block) => void,
): void {
  const simd = routines(backend);
  const width = shape.at(-1) ?? 0;
  const size = width / heads;
  const most = Math.min(length, causal ? mostCausalQueries : mostQueries);
  const stride = Math.ceil(length / panelColumns) * panelColumns;
  const scores = backend.makeOutput([scoreBlocks, most, stride], "float32");
  const bias = backend.makeOutput([stride], "float32");
  for (let sequence = 0; sequence < batch; sequence++) {
    if (mask !== undefined) {
      const row = floats(backend, mask).subarray(sequence * length, (sequence + 1) * length);
      floats(backend, bias).set(row);
    }
    for (let head = 0; head < heads; head++) {
      const start = (sequence * length * width + head * size) * 4;
      for (let query = 0; query < length; query += most) {
        const rows = Math.min(most, length - query);
        visit({
          simd,
          width,
          size,
          scale: 1 / Math.sqrt(size),
          rows,
          columns: causal ? query + rows : length,
          stride,
          shares: backend.getMemoryOffset(scores.dataId),
          blockBytes: most * stride * 4,
          bias: mask === undefined ? 0 : backend.getMemoryOffset(bias.dataId),
          seen: causal ? [query + 1, 1] : [length, 0],
          at: ({ dataId }) => {
            const keys = backend.getMemoryOffset(dataId) + start;
            return { keys, queries: keys + query * width * 4 };
          },
        });
      }
    }
  }
  backend.disposeData(scores.dataId);
  backend.disposeData(bias.dataId);
}
