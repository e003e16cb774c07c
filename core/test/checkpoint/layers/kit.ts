// A model.json and its bytes, by hand.

export type Fields = Readonly<Record<string, unknown>>;

export const layer = (class_name: string, name: string, more: Fields = {}): Fields => ({
  class_name,
  config: { name, ...more },
});

export const sequential = (...layers: readonly unknown[]): Fields => ({
  class_name: "Sequential",
  config: { name: "sequential", layers },
});

export const weight = (name: string, ...shape: readonly number[]): Fields => ({
  name,
  shape,
  dtype: "float32",
});

export const dense = sequential(layer("Dense", "d", { batch_input_shape: [null, 2] }));
export const denseWeights = [weight("d/kernel", 2, 1), weight("d/bias", 1)];

export const json = (modelTopology: unknown, weights: readonly Fields[], more: Fields = {}): string =>
  JSON.stringify({
    format: "layers-model",
    modelTopology,
    weightsManifest: [{ paths: ["w.bin"], weights }],
    ...more,
  });

export const bytesOf = (...values: readonly number[]): Uint8Array =>
  new Uint8Array(Float32Array.from(values).buffer);
export const files = (bytes: Uint8Array): ReadonlyMap<string, Uint8Array> => new Map([["w.bin", bytes]]);
