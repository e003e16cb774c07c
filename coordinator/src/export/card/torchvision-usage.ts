import { vggMapSide } from "@tributary/core/model";
import type { FamilyPlan } from "@tributary/core/model";

import type { CardFacts } from "./card-facts.ts";

type Vgg = Extract<FamilyPlan["model"], { family: "vgg" }>;
type ImageInput = Extract<FamilyPlan["input"], { kind: "image" }>;

/** The widths of torchvision's own VGGs: what is otherwise is put in their place. */
const usual = { channels: 3, features: 512, hidden: 4096 };

/** How to use a VGG in Python: torchvision has the network, but no reader of this folder. */
export function vggInTorchvision(
  format: CardFacts["format"],
  { plan, base }: CardFacts["model"],
  model: Vgg,
  input: ImageInput,
): readonly string[] {
  const adapted = format === "peft";
  const outputs = plan.labels.length;
  const others = replaced(model, input, outputs);
  const weights = adapted
    ? [
        `weights = load_file(${JSON.stringify(base.hubName ?? plan.base)})`,
        'weights = {name: weights[name] for name in weights if not name.startswith("classifier.6.")}',
        "network.load_state_dict(weights, strict=False)  # the head is the adapter's",
        'network = PeftModel.from_pretrained(network, ".").eval()',
      ]
    : ['network.load_state_dict(load_file("model.safetensors"))', "network.eval()"];
  return [
    ...(adapted ? ["from peft import PeftModel"] : []),
    "from PIL import Image",
    "from safetensors.torch import load_file",
    ...(others.length > 0 ? ["from torch import nn"] : []),
    "from torchvision import transforms",
    "from torchvision.models.vgg import VGG, make_layers",
    "",
    `features = make_layers([${model.features.map((feature) => JSON.stringify(feature)).join(", ")}], batch_norm=${model.batchNorm ? "True" : "False"})`,
    `network = VGG(features, num_classes=${outputs}, init_weights=False)`,
    ...others,
    ...weights,
    `prepare = transforms.Compose([${preparing(input).join(", ")}])`,
    `image = prepare(Image.open("picture.jpg").convert("${input.channels === 1 ? "L" : "RGB"}"))`,
    "print(network(image.unsqueeze(0)).softmax(-1))",
  ];
}

function replaced({ features, hidden }: Vgg, { channels }: ImageInput, outputs: number): readonly string[] {
  const widths = features.filter((feature) => feature !== "M");
  const [first = 0, last = 0] = [widths[0], widths.at(-1)];
  const flat = last * vggMapSide ** 2;
  return [
    ...(channels === usual.channels
      ? []
      : [`network.features[0] = nn.Conv2d(${channels}, ${first}, 3, padding=1)`]),
    ...(last === usual.features && hidden === usual.hidden
      ? []
      : [`network.classifier[0] = nn.Linear(${flat}, ${hidden})`]),
    ...(hidden === usual.hidden
      ? []
      : [
          `network.classifier[3] = nn.Linear(${hidden}, ${hidden})`,
          `network.classifier[6] = nn.Linear(${hidden}, ${outputs})`,
        ]),
  ];
}

/** The same as clients do: bilinear resizing, the plan's range, then mean and standard deviation of each channel. */
function preparing({ width, height, channels, range, mean, std }: ImageInput): readonly string[] {
  const [low, high] = range;
  const ranged = low === 0 && high === 1 ? [] : [`transforms.Lambda(lambda x: ${low} + ${high - low} * x)`];
  const each = (given: readonly number[] | undefined, otherwise: number): string =>
    `[${(given ?? Array.from({ length: channels }, () => otherwise)).join(", ")}]`;
  const normal =
    mean === undefined && std === undefined
      ? []
      : [`transforms.Normalize(${each(mean, 0)}, ${each(std, 1)})`];
  return [`transforms.Resize((${height}, ${width}))`, "transforms.ToTensor()", ...ranged, ...normal];
}
