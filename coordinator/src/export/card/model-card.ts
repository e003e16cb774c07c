import { modelTensors, trainableLayout } from "@tributary/core/model";
import type { Plan } from "@tributary/core/plan";
import { elementCount } from "@tributary/core/tensor";
import { writeYaml } from "@tributary/core/yaml";

import { bytes, count } from "../../observe/index.ts";
import { keptPart } from "../kept-part.ts";
import type { CardFacts } from "./card-facts.ts";
import { frontMatter } from "./front-matter.ts";
import { results, roundTable } from "./tables.ts";
import { usage } from "./usage.ts";

/** The README.md of an exported folder, as Hugging Face's hub shows it: all that is known of how the model came about. */
export function modelCard(facts: CardFacts): string {
  const { plan } = facts.model;
  const sections = [
    `# ${plan.title === "" ? plan.task : plan.title}`,
    introduction(facts),
    "## Use",
    usage(facts),
    "## Results",
    results(facts),
    "## Training",
    tuning(facts),
    roundTable(facts),
    "## Privacy",
    privacy(plan),
    "## Plan",
    ["```yaml", writeYaml(plan).trimEnd(), "```"].join("\n"),
  ];
  return `${frontMatter(facts)}\n${sections.join("\n\n")}\n`;
}

function introduction({ format, model, rounds }: CardFacts): string {
  const { plan, base, round } = model;
  const people = rounds.map(({ participants }) => participants);
  const many = people.length === 0 ? "" : `, with ${spread(people)} participants in a round`;
  return (
    `${whatItIs(format, model)} by federated learning with Tributary: the data stayed where they were, and what ` +
    `travelled are differences of weights. Task \`${plan.task}\`, the model of round ${round}${many}.` +
    (plan.base === "random" ? "" : licenceInWords(base.licence))
  );
}

function whatItIs(format: CardFacts["format"], { plan, base }: CardFacts["model"]): string {
  const random = plan.base === "random";
  const name = base.hubName ?? (random ? "a network of random weights" : `\`${plan.base}\``);
  switch (format) {
    case "peft":
      return `A LoRA adapter on ${name}, trained`;
    case "merged":
      return `${random ? "Trained" : "Fine-tuned"} from ${name}`;
    case "tfjs":
      return `A layers model of TF.js, ${random ? "trained" : "fine-tuned"} from ${name}`;
    default:
      return format satisfies never;
  }
}

function licenceInWords(licence: string | undefined): string {
  return licence === undefined
    ? " The licence of the base model is not known here: find it before you pass this model on."
    : ` The licence of the base model is ${licence}.`;
}

function spread(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? String(least) : `${least} to ${most}`;
}

function tuning({ model: { plan }, rounds }: CardFacts): string {
  const parameters = modelTensors(plan).reduce((sum, { shape }) => sum + elementCount(shape), 0);
  const trained = trainableLayout(plan).size;
  const share = `${figure(trained)} of ${figure(parameters)} parameters (${((100 * trained) / parameters).toPrecision(3)} %)`;
  const updates = rounds.reduce((sum, { participants }) => sum + participants, 0);
  const sent = rounds.reduce((sum, { bytesUp }) => sum + bytesUp, 0);
  const mean = updates === 0 ? "" : `; a participant sent ${bytes(Math.round(sent / updates))} a round`;
  return `Method ${methodInWords(plan.tuning)}: ${share} were trained and travelled${mean}.${kept(plan)}`;
}

function figure(number: number): string {
  return number.toLocaleString("en-US");
}

function methodInWords(tuning: Plan["tuning"]): string {
  switch (tuning.method) {
    case "full":
    case "head":
    case "bias":
      return `\`${tuning.method}\``;
    case "freeze":
      return `\`freeze\` (the head and ${count(tuning.stages, "block")} before it)`;
    case "lora":
      return `\`lora\` (rank ${tuning.rank}, alpha ${tuning.alpha}${tuning.ffa === true ? ", A as it was drawn" : ""})`;
    default:
      return tuning satisfies never;
  }
}

function kept(plan: Plan): string {
  const what = keptPart(plan);
  if (what === undefined) return "";
  return ` Each participant kept a ${what} of its own, which is not here: this one is as the task began.`;
}

function privacy({ privacy: { mode }, cohort: { minSurvivors } }: Plan): string {
  switch (mode) {
    case "secure":
      return (
        `Mode \`secure\`: in each round the coordinator learnt the sum of at least ${minSurvivors} updates and no single ` +
        "one of them; no noise was added, so there is no guarantee of differential privacy for the model itself."
      );
    case "sealed":
      return (
        "Mode `sealed`: updates were encrypted on their way and the coordinator could read each of them, which every " +
        "participant had to accept; no noise was added."
      );
    default:
      return mode satisfies never;
  }
}
