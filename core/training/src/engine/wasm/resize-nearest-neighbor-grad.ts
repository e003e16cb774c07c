import type { KernelConfig } from "@tensorflow/tfjs";
import type { TensorFlow } from "../engine.ts";
import { addNearestNeighbourGradient, nearestSources } from "../nearest-neighbour-gradient.ts";
import type { NearestNeighbourAttributes, NearestNeighbourInputs } from "../nearest-neighbour-gradient.ts";
import { floats, wasmKernel } from "./kernel.ts";

/** The gradient of resizing by nearest neighbours. Replaces the stock kernel, which is wrong for half-pixel centers. */
export function resizeNearestNeighborGrad(tf: TensorFlow): KernelConfig {
  return wasmKernel<NearestNeighbourInputs, NearestNeighbourAttributes>(
    "ResizeNearestNeighborGrad",
    ({ inputs, attrs, backend }) => {
      const { images, dy } = inputs;
      const sources = nearestSources(tf, inputs, attrs);
      const dx = backend.makeOutput(images.shape, "float32");
      const outgoing = floats(backend, dx);
      outgoing.fill(0);
      addNearestNeighbourGradient(floats(backend, dy), sources, images.shape, outgoing);
      return dx;
    },
  );
}
