import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { assemble } from "./assembler.ts";
import { gelu, geluNew, geluNewSlope, geluSlope } from "./gelu.ts";
import { layerNorm, layerNormSlope } from "./layer-norm.ts";
import { copyColumns, multiplyByRows, packColumns, packTransposed } from "./matrix-product.ts";
import { scratchBytes } from "./multiply.ts";
import { softmaxRows, softmaxSlopes } from "./softmax.ts";

/** Addresses, strides in bytes and counts, in the order in which the sources name them. */
type Routine = (...numbers: number[]) => void;

/** Our own WebAssembly routines, over the memory of TF.js's wasm backend. */
export interface Simd {
  readonly packColumns: Routine;
  readonly packTransposed: Routine;
  readonly multiply1: Routine;
  readonly multiply2: Routine;
  readonly multiply3: Routine;
  readonly multiply4: Routine;
  readonly copyColumns: Routine;
  readonly gelu: Routine;
  readonly geluSlope: Routine;
  readonly geluNew: Routine;
  readonly geluNewSlope: Routine;
  readonly layerNorm: Routine;
  readonly layerNormSlope: Routine;
  readonly softmaxRows: Routine;
  readonly softmaxSlopes: Routine;
  /** The address of what `multiply` works with, free between calls. */
  readonly scratch: number;
}

// Node and browsers have it alike, but TypeScript declares it with the DOM alone.
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Memory: new (limits: { readonly initial: number }) => { readonly buffer: ArrayBufferLike };
    readonly Module: new (binary: Uint8Array) => object;
    readonly Instance: new (module: object, imports: object) => { readonly exports: object };
    validate(binary: Uint8Array): boolean;
  };
};

const instances = new WeakMap<BackendWasm, Simd | undefined>();
let compiled: object | undefined;

/**
 * The routines for a backend; undefined where they cannot be had: no SIMD, or TF.js's build with threads, whose memory is
 * shared. Compiled once in a process, in some milliseconds.
 */
export function simdOf(backend: BackendWasm): Simd | undefined {
  if (!instances.has(backend)) instances.set(backend, instantiate(backend));
  return instances.get(backend);
}

/** The same, of a backend that has them. */
export function routines(backend: BackendWasm): Simd {
  const simd = simdOf(backend);
  if (simd === undefined)
    throw new Error("a kernel was called that this build of TF.js's wasm backend cannot run");
  return simd;
}

function instantiate(backend: BackendWasm): Simd | undefined {
  const memory = memoryOf(backend);
  if (memory === undefined) return undefined;
  if (compiled === undefined) {
    const binary = assemble([
      packColumns,
      packTransposed,
      ...multiplyByRows,
      copyColumns,
      gelu,
      geluSlope,
      geluNew,
      geluNewSlope,
      layerNorm,
      layerNormSlope,
      softmaxRows,
      softmaxSlopes,
    ]);
    if (!WebAssembly.validate(binary)) return undefined;
    compiled = new WebAssembly.Module(binary);
  }
  const { exports } = new WebAssembly.Instance(compiled, { environment: { memory } });
  const scratch = backend.makeOutput([scratchBytes / 4], "float32");
  // The exports are the functions above by their names.
  const routines = exports as unknown as Omit<Simd, "scratch">;
  return { ...routines, scratch: backend.getMemoryOffset(scratch.dataId) };
}

/** The backend's memory, which Emscripten's module leaves with its exports; undefined if it is elsewhere, or shared. */
function memoryOf(backend: BackendWasm): object | undefined {
  const exports: unknown = Reflect.get(backend.wasm, "asm");
  if (typeof exports !== "object" || exports === null || !("memory" in exports)) return undefined;
  const { memory } = exports;
  if (!(memory instanceof WebAssembly.Memory)) return undefined;
  return memory.buffer instanceof ArrayBuffer ? memory : undefined;
}
