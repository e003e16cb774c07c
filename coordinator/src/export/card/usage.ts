import { outputsFor, transformersModelOf } from "@tributary/core/model";
import { byteTokenizer } from "@tributary/core/text";

import type { CardFacts } from "./card-facts.ts";
import { vggInTorchvision } from "./torchvision-usage.ts";

type LayersModel = Extract<CardFacts["model"]["plan"]["model"], { readonly family: "layers" }>;

/** How to use the folder, from within it: in Python, or in TF.js, and with our own command. */
export function usage(facts: CardFacts): string {
  const { format, model } = facts;
  const ours = [
    "npx tributary-client predict --model .",
    ...(format === "peft" ? ["--base BASE_FOLDER"] : []),
    dataOf(model),
  ].join(" ");
  const programs = format === "tfjs" ? fence("js", inJavaScript(model)) : fence("python", inPython(facts));
  return [programs, "With Tributary:", fence("sh", [ours])].join("\n\n");
}

function fence(language: string, lines: readonly string[]): string {
  return ["```" + language, ...lines, "```"].join("\n");
}

function dataOf({ plan }: CardFacts["model"]): string {
  if (plan.labels.length === 0) return '--prompt "Once upon a time"';
  switch (plan.input.kind) {
    case "text":
      return "--data texts.csv";
    case "image":
      return "--data pictures";
    case "features":
      return "--data rows.csv";
    default:
      return plan.input satisfies never;
  }
}

function inJavaScript({ plan }: CardFacts["model"]): readonly string[] {
  const outputs = plan.model.family === "layers" ? outputsOf(plan.model, plan.labels) : logits;
  return [`const model = await tf.loadLayersModel("model.json"); // ${outputs}`];
}

const logits = "its outputs are logits";

function outputsOf({ activation }: LayersModel, labels: readonly string[]): string {
  if (activation === "none") return logits;
  return outputsFor(activation, labels.length) === 1
    ? `its output is the probability of ${JSON.stringify(labels[1])}`
    : "its outputs are probabilities";
}

function inPython({ format, model }: CardFacts): readonly string[] {
  const known = transformersModelOf(model.plan);
  if (known === undefined) {
    const { model: network, input } = model.plan;
    return network.family === "vgg" && input.kind === "image"
      ? vggInTorchvision(format, model, network, input)
      : tensorsAlone(format);
  }
  switch (known.task) {
    case "none":
      return format === "peft" ? pooledAdapter(model) : pooledBody(model);
    case "sequence-classification":
      return format === "peft" ? textAdapter(model) : pipelineOf("text-classification", '"A text."');
    case "image-classification":
      return format === "peft" ? imageAdapter(model) : pipelineOf("image-classification", '"picture.jpg"');
    case "causal-lm":
      return generating(format, model);
    default:
      return known.task satisfies never;
  }
}

function tensorsAlone(format: CardFacts["format"]): readonly string[] {
  const file = format === "peft" ? "adapter_model.safetensors" : "model.safetensors";
  return [
    "from safetensors.torch import load_file",
    "",
    `tensors = load_file("${file}")  # of a network of your own`,
  ];
}

function pipelineOf(task: string, example: string): readonly string[] {
  return [
    "from transformers import pipeline",
    "",
    `model = pipeline("${task}", model=".")`,
    `print(model(${example}))`,
  ];
}

function quotedBase({ base, plan }: CardFacts["model"]): string {
  return JSON.stringify(base.hubName ?? plan.base);
}

/** A base without this task's head is loaded with a new one, of which the adapter takes the place. */
function labelled({ plan }: CardFacts["model"]): string {
  return `num_labels=${plan.labels.length}, ignore_mismatched_sizes=True`;
}

function textAdapter(model: CardFacts["model"]): readonly string[] {
  return [
    "from peft import PeftModel",
    "from transformers import AutoModelForSequenceClassification, AutoTokenizer",
    "",
    'tokenizer = AutoTokenizer.from_pretrained(".")',
    `base = AutoModelForSequenceClassification.from_pretrained(${quotedBase(model)}, ${labelled(model)})`,
    'model = PeftModel.from_pretrained(base, ".").eval()',
    'print(model(**tokenizer("A text.", return_tensors="pt")).logits.softmax(-1))',
  ];
}

function imageAdapter(model: CardFacts["model"]): readonly string[] {
  return [
    "from peft import PeftModel",
    "from PIL import Image",
    "from transformers import AutoImageProcessor, AutoModelForImageClassification",
    "",
    'processor = AutoImageProcessor.from_pretrained(".")',
    `base = AutoModelForImageClassification.from_pretrained(${quotedBase(model)}, ${labelled(model)})`,
    'model = PeftModel.from_pretrained(base, ".").eval()',
    'print(model(**processor(Image.open("picture.jpg"), return_tensors="pt")).logits.softmax(-1))',
  ];
}

function generating(format: CardFacts["format"], model: CardFacts["model"]): readonly string[] {
  const readsBytes = !model.base.assets.has("tokenizer.json");
  if (format !== "peft" && !readsBytes)
    return pipelineOf("text-generation", '"Once upon a time", max_new_tokens=50');
  const whole = 'AutoModelForCausalLM.from_pretrained(".")';
  const adapted = `PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(${quotedBase(model)}), ".")`;
  const loaded = `model = ${format === "peft" ? adapted : whole}.eval()`;
  const peft = format === "peft" ? ["from peft import PeftModel"] : [];
  return readsBytes
    ? [
        "import torch",
        ...peft,
        "from transformers import AutoModelForCausalLM",
        "",
        loaded,
        ...continuedBytes,
      ]
    : [
        ...peft,
        "from transformers import AutoModelForCausalLM, AutoTokenizer",
        "",
        'tokenizer = AutoTokenizer.from_pretrained(".")',
        loaded,
        'prompt = tokenizer("Once upon a time", return_tensors="pt")',
        "print(tokenizer.decode(model.generate(**prompt, max_new_tokens=50)[0]))",
      ];
}

const { frame, padId, endId } = byteTokenizer;

/** A model whose tokens are the bytes of UTF-8 comes without a tokenizer's file. */
const continuedBytes = [
  `prompt = torch.tensor([[${frame.before.join(", ")}, *"Once upon a time".encode()]])`,
  `tokens = model.generate(input_ids=prompt, max_new_tokens=50, pad_token_id=${padId}, eos_token_id=${endId})`,
  'print(bytes(token for token in tokens[0].tolist() if token < 256).decode(errors="replace"))',
];

/** transformers has no class with this head: the classifier is applied by hand. */
function pooledBody(model: CardFacts["model"]): readonly string[] {
  return [
    "from safetensors.torch import load_file",
    "from transformers import AutoModel, AutoTokenizer",
    "",
    'tokenizer, body = AutoTokenizer.from_pretrained("."), AutoModel.from_pretrained(".").eval()',
    'head = load_file("model.safetensors")',
    'batch = tokenizer(["A text."], padding=True, truncation=True, return_tensors="pt")',
    "hidden = body(**batch).last_hidden_state",
    `pooled = ${pooled(model)}`,
    'print((pooled @ head["classifier.weight"].T + head["classifier.bias"]).softmax(-1))',
  ];
}

/** The class has the names of the adapter's modules, and a pooler that is passed by. */
function pooledAdapter(model: CardFacts["model"]): readonly string[] {
  return [
    "from peft import PeftModel",
    "from transformers import AutoModelForSequenceClassification, AutoTokenizer",
    "",
    'tokenizer = AutoTokenizer.from_pretrained(".")',
    `base = AutoModelForSequenceClassification.from_pretrained(${quotedBase(model)}, ${labelled(model)})`,
    'model = PeftModel.from_pretrained(base, ".").eval().base_model.model',
    'batch = tokenizer(["A text."], padding=True, truncation=True, return_tensors="pt")',
    "hidden = model.bert(**batch).last_hidden_state",
    `pooled = ${pooled(model)}`,
    "print(model.classifier(pooled).softmax(-1))",
  ];
}

function pooled({ plan: { model } }: CardFacts["model"]): string {
  if (model.family === "bert" && model.pooling === "cls") return "hidden[:, 0]";
  const mask = 'batch["attention_mask"].unsqueeze(-1)';
  return `(hidden * ${mask}).sum(1) / ${mask}.sum(1)`;
}
