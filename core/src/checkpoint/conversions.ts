// Weights that are not read, and the one line that makes of them what is. A pickle is refused because reading one may
// run any code that its author wrote; a graph (ONNX, SavedModel, TF.js GraphModel) because its weights are constants
// under made-up names, which nothing can train; the others because a converter exists that does it well.

interface Conversion {
  /** Of the names in the folder those that are such weights. */
  readonly files: RegExp;
  /** Completes "NAME is ...". */
  readonly is: string;
  /** What to do, where `file` is the name if it may stand in a command. */
  readonly advice: (file: string) => string;
}

const pickleToSafetensors = (load: string): string =>
  `python -c "import glob, torch; from safetensors.torch import save_file; ${load}; ` +
  // Clones, since safetensors refuses tensors that share memory or are not contiguous (a tied head, a transpose).
  `save_file({k: v.clone().contiguous() for k, v in w.items()}, 'model.safetensors', {'format': 'pt'})"`;

const originalSafetensors = "hf download OWNER/MODEL --include '*.safetensors' '*.json' --local-dir FOLDER";

const throughTransformers = (flag: string): string =>
  `python -c "from transformers import AutoModelForSequenceClassification as M; ` +
  `M.from_pretrained('.', ${flag}=True).save_pretrained('.')"`;

/** In the order in which they are looked for: what converts best comes first. */
const conversions: readonly Conversion[] = [
  {
    files: /^pytorch_model-\d+-of-\d+\.bin$|^pytorch_model\.bin\.index\.json$/,
    is: "pickled, and a pickle can run code when it is read",
    advice: () =>
      `convert it in its folder with: ${pickleToSafetensors(
        "w = {k: v for f in sorted(glob.glob('pytorch_model-*.bin')) for k, v in " +
          "torch.load(f, map_location='cpu', weights_only=True).items()}",
      )}`,
  },
  {
    // Not what a trainer leaves beside a model, nor the shards of TF.js.
    files: /^(?!(?:training_args|optimizer|scheduler|rng_state|group\d)).+\.(?:bin|pt|pth|ckpt|pkl)$/,
    is: "pickled, and a pickle can run code when it is read",
    advice: (file) =>
      `convert it in its folder with: ${pickleToSafetensors(
        `w = torch.load('${file}', map_location='cpu', weights_only=True); w = w.get('state_dict', w)`,
      )}`,
  },
  {
    files: /^tf_model\.h5$/,
    is: "TensorFlow's form of a Transformers model, which is not read",
    advice: () => `convert it in its folder with transformers 4: ${throughTransformers("from_tf")}`,
  },
  {
    files: /^flax_model\.msgpack$/,
    is: "Flax's form of a Transformers model, which is not read",
    advice: () => `convert it in its folder with transformers 4: ${throughTransformers("from_flax")}`,
  },
  {
    files: /\.(?:h5|hdf5)$/,
    is: "a Keras 2 file, which is read as a TF.js layers model",
    advice: (file) => `convert it with: tensorflowjs_converter --input_format keras ${file} FOLDER`,
  },
  {
    // The place of Keras 3: a reader of its archives (config.json, metadata.json, model.weights.h5) belongs here.
    files: /\.keras$/,
    is: "a Keras 3 archive, which is not read yet",
    advice: () =>
      "save the model as .h5 with Keras 2 (TF_USE_LEGACY_KERAS=1), then convert that with: " +
      "tensorflowjs_converter --input_format keras MODEL.h5 FOLDER",
  },
  {
    files: /^saved_model\.pb$/,
    is: "a TensorFlow SavedModel, whose graph cannot be trained",
    advice: () =>
      "if Keras 2 saved it, convert it with: " +
      "tensorflowjs_converter --input_format keras_saved_model --output_format tfjs_layers_model . FOLDER",
  },
  {
    files: /\.onnx$/,
    is: "an ONNX graph, whose weights cannot be trained",
    advice: () => `take the safetensors that it was exported from: ${originalSafetensors}`,
  },
  {
    files: /\.gguf$/,
    is: "a quantised GGUF file, whose weights cannot be trained",
    advice: () => `take the safetensors that it was made from: ${originalSafetensors}`,
  },
  {
    files: /^adapter_model\.safetensors$/,
    is: "an adapter without its base",
    advice: () =>
      "merge the two (a language model with AutoPeftModelForCausalLM) with: " +
      'python -c "from peft import AutoPeftModelForSequenceClassification as M; ' +
      "M.from_pretrained('.').merge_and_unload().save_pretrained('merged')\"",
  },
];

/** What to do about weights among these names that are not read: a sentence that ends in a command; undefined if there are none. */
export function conversionOf(names: readonly string[]): string | undefined {
  for (const { files, is, advice } of conversions) {
    const file = names.find((name) => files.test(name));
    if (file === undefined) continue;
    // A name with a quote or a space would change the command that it stands in.
    return `${file} is ${is}; ${advice(/^[\w.-]+$/.test(file) ? file : "FILE")}`;
  }
  return undefined;
}
