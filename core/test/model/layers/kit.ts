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

/** A layer of a functional model with what it reads: names, or [name, use]. */
export const reads = (of: Fields, ...inputs: readonly (string | readonly [string, number])[]): Fields => ({
  ...of,
  name: (of["config"] as Fields)["name"],
  inbound_nodes: [
    inputs.map((input) => (typeof input === "string" ? [input, 0, 0, {}] : [input[0], input[1], 0, {}])),
  ],
});

export const input = (...shape: readonly (number | null)[]): Fields => ({
  ...layer("InputLayer", "in", { batch_input_shape: [null, ...shape] }),
  name: "in",
  inbound_nodes: [],
});

/** Its input layer is `in`; its last layer gives its output. */
export const functional = (...layers: readonly Fields[]): Fields => ({
  class_name: "Functional",
  config: {
    name: "functional",
    layers,
    input_layers: [["in", 0, 0]],
    output_layers: [[layers.at(-1)?.["name"], 0, 0]],
  },
});

export const weight = (name: string, ...shape: readonly number[]): Fields => ({
  name,
  shape,
  dtype: "float32",
});

export const dense = sequential(layer("Dense", "d", { units: 1, batch_input_shape: [null, 2] }));
export const denseWeights = [weight("d/kernel", 2, 1), weight("d/bias", 1)];

/** model.json without weights. */
export const topology = (modelTopology: unknown): string => JSON.stringify({ modelTopology });

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
