import type { KernelConfig } from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorFlow } from "../engine.ts";
import { attentionKernels } from "./attention.ts";
import { avgPoolGrad } from "./avg-pool-grad.ts";
import { batchMatMul } from "./batch-mat-mul.ts";
import { conv2DBackpropFilter } from "./conv2d-backprop-filter.ts";
import { conv2DBackpropInput } from "./conv2d-backprop-input.ts";
import { depthwiseBackpropFilter, depthwiseBackpropInput } from "./depthwise-backprop.ts";
import { geluKernels } from "./gelu.ts";
import { identity } from "./identity.ts";
import { layerNormKernels } from "./layer-norm.ts";
import { maxPoolGrad } from "./max-pool-grad.ts";
import { gatherWithoutBatches, noConv3DBackpropInput } from "./refusals.ts";
import { resizeNearestNeighborGrad } from "./resize-nearest-neighbor-grad.ts";
import { simdOf } from "./simd/instance.ts";
import { simdBatchMatMul, simdFusedMatMul } from "./simd-mat-mul.ts";
import { unsortedSegmentSum } from "./unsorted-segment-sum.ts";

type Repair = (tf: TensorFlow, stock: KernelConfig | undefined) => KernelConfig;

const repairs: Readonly<Record<string, Repair>> = {
  MaxPoolGrad: maxPoolGrad,
  AvgPoolGrad: avgPoolGrad,
  ResizeNearestNeighborGrad: resizeNearestNeighborGrad,
  Conv2DBackpropFilter: conv2DBackpropFilter,
  Conv2DBackpropInput: conv2DBackpropInput,
  DepthwiseConv2dNativeBackpropFilter: depthwiseBackpropFilter,
  DepthwiseConv2dNativeBackpropInput: depthwiseBackpropInput,
  UnsortedSegmentSum: unsortedSegmentSum,
  BatchMatMul: (tf, stock) => simdBatchMatMul(tf, batchMatMul(tf, present("BatchMatMul", stock))),
  _FusedMatMul: (tf, stock) => simdFusedMatMul(tf, present("_FusedMatMul", stock)),
  Identity: (_tf, stock) => identity(present("Identity", stock)),
  GatherV2: (_tf, stock) => gatherWithoutBatches(present("GatherV2", stock)),
  Conv3DBackpropInputV2: noConv3DBackpropInput,
};

const ours = new WeakSet<KernelConfig>();

/**
 * Gives the wasm backend of TF.js 4.22 the kernels that training lacks, replaces those that are wrong or slow, and makes
 * those that are wrong and not replaced refuse. Its own kernels must be registered already. A second call changes nothing.
 */
export function repairWasmKernels(tf: TensorFlow): void {
  for (const [kernelName, repair] of Object.entries(repairs)) {
    // getKernel answers undefined for a kernel that is not there; its declaration says otherwise.
    const stock: KernelConfig | undefined = tf.getKernel(kernelName, "wasm");
    if (stock !== undefined && ours.has(stock)) continue;
    const kernel = repair(tf, stock);
    if (stock !== undefined) tf.unregisterKernel(kernelName, "wasm");
    tf.registerKernel(kernel);
    ours.add(kernel);
  }
}

/**
 * Registers kernels for whole operations where the current backend, which is wasm, can run our own routines. A second call
 * changes nothing.
 */
export function addOwnKernels(tf: TensorFlow): void {
  // The current backend's type is that of any.
  if (simdOf(tf.backend() as unknown as BackendWasm) === undefined) return;
  for (const kernel of [...geluKernels, ...layerNormKernels, ...attentionKernels]) {
    if (ours.has(kernel)) continue;
    tf.registerKernel(kernel);
    ours.add(kernel);
  }
}

function present(kernelName: string, stock: KernelConfig | undefined): KernelConfig {
  if (stock === undefined)
    throw new Error(`TF.js's wasm backend has no kernel ${kernelName}: is it registered?`);
  return stock;
}
