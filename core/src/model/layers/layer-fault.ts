import { fieldsIn } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { isLayerClass } from "./layer-classes.ts";

/** What TF.js knows (tfjs-layers/src/activations.ts). */
const activations = new Set([
  "elu",
  "gelu",
  "hard_sigmoid",
  "linear",
  "log_softmax",
  "mish",
  "relu",
  "relu6",
  "selu",
  "sigmoid",
  "softmax",
  "softplus",
  "softsign",
  "swish",
  "tanh",
]);

const recurrent = new Set(["SimpleRNN", "GRU", "LSTM"]);
const wrappers = new Set(["Bidirectional", "TimeDistributed"]);

/** TF.js makes names of tensors from those of layers (tfjs-layers/src/common.ts). */
const plainName = /^[A-Za-z0-9][-A-Za-z0-9._/]{0,199}$/;

/** Why a layer cannot be trained as its file describes it, in a sentence; undefined if it can. */
export function layerFault(className: string, name: string, config: Fields): string | undefined {
  const who = `layer ${name} (class ${className})`;
  if (!plainName.test(name)) {
    return `layer ${JSON.stringify(name)}: expected a name of at most 200 letters, digits, "-", ".", "_" and "/"`;
  }
  if (!isLayerClass(className)) return `${who} is not supported; rebuild the model without it`;
  for (const key of ["activation", "recurrent_activation"]) {
    const activation = config[key];
    if (activation === undefined || activation === null) continue;
    if (typeof activation !== "string" || !activations.has(activation)) {
      return `${who} has the ${key} ${JSON.stringify(activation)}, expected one of ${[...activations].join(", ")}`;
    }
  }
  for (const [key, fits, advice] of settings) {
    const value = config[key];
    if (value === undefined || value === null || fits(value, className)) continue;
    return `${who} has ${key} ${JSON.stringify(value)}, which is not supported; ${advice}`;
  }
  return wrappers.has(className) ? wrappedFault(className, who, config) : undefined;
}

type Setting = readonly [key: string, fits: (value: unknown, className: string) => boolean, advice: string];

const off = (value: unknown): boolean => value === false;

/** What TF.js 4.22 does not compute, does not differentiate, or computes with more than values. */
const settings: readonly Setting[] = [
  ["data_format", (value) => value === "channels_last", "save the model with channels_last"],
  ["padding", (value) => value !== "causal", "expected valid or same"],
  [
    "dilation_rate",
    (value) => [value].flat(2).every((rate) => rate === 1),
    "expected 1, since TF.js has no gradient of others",
  ],
  [
    "interpolation",
    (value) => value === "nearest",
    "expected nearest, since TF.js's gradient of others is wrong",
  ],
  ["alpha", (value, className) => className !== "ELU" || value === 1, "expected 1"],
  ["mask_zero", off, "save the model without masks"],
  ["return_state", off, "save the model without it"],
  ["stateful", off, "save the model without it"],
  ["reset_after", off, "TF.js computes a GRU with reset_after=False alone"],
];

function wrappedFault(className: string, who: string, config: Fields): string | undefined {
  const layer = fieldsIn(config["layer"]);
  const inner = layer?.["class_name"];
  const innerConfig = fieldsIn(layer?.["config"]);
  const name = innerConfig?.["name"];
  if (typeof inner !== "string" || innerConfig === undefined || typeof name !== "string") {
    return `${who} wraps no layer`;
  }
  const fits =
    className === "Bidirectional" ? recurrent.has(inner) : !recurrent.has(inner) && !wrappers.has(inner);
  if (!fits)
    return `${who} wraps a layer of class ${inner}, which is not supported; rebuild the model without it`;
  return layerFault(inner, name, innerConfig);
}
