import type { Plan } from "@tributary/core/plan";
import { traitsOf } from "./engine-traits.ts";
import type { EngineFacts } from "./facts.ts";

/** The least that a plan needs, and where it goes. */
export interface LeastNeed {
  /** On the engine, block by block with microBatchSize examples at a time. */
  readonly engineBytes: number;
  /** Of them those that are no activations. */
  readonly resident: number;
  readonly hostBytes: number;
  readonly microBatchSize: number;
  /** A size that would fit where the plan asks for a larger one. */
  readonly fitting: number | undefined;
}

/** Why training does not fit, in a sentence that ends in what would. */
export function refusal(plan: Plan, engine: EngineFacts, need: LeastNeed): string {
  const { engineBytes, resident, hostBytes, microBatchSize, fitting } = need;
  const { heapBytes = Infinity, inProcess } = traitsOf(engine.name);
  const inAll = (inProcess ? engineBytes : 0) + hostBytes;
  const [needed, has, holder] =
    engineBytes > heapBytes
      ? [engineBytes, heapBytes, `the engine ${engine.name} has`]
      : [inAll, Math.max(0, engine.availableBytes ?? 0), "this process may take"];
  const examples = microBatchSize === 1 ? "one example" : `${microBatchSize} examples`;
  const what = `training by the plan of task ${plan.task} needs about ${gibibytes(needed)} even block by block with ${examples} at a time`;
  return `${what}, and ${holder} ${gibibytes(has)}; ${advice(plan, fitting, resident > has)}`;
}

function advice({ input, tuning }: Plan, fitting: number | undefined, baseAlone: boolean): string {
  if (fitting !== undefined) {
    return `with training.microBatchSize ${fitting}, or without that key, it would fit, and the gradient is the same`;
  }
  const ways: string[] = [];
  if (!baseAlone) {
    if (input.kind === "text") ways.push(`a lower input.maximumTokens (${input.maximumTokens})`);
    if (tuning.method !== "head") ways.push("tuning that trains less (method head or freeze)");
  } else if (tuning.method === "full") {
    ways.push("tuning that trains less (lora, bias or head)");
  }
  ways.push("a smaller model", "a machine or an engine with more memory");
  return `what helps is ${ways.slice(0, -1).join(", ")} or ${ways.at(-1)}`;
}

function gibibytes(bytes: number): string {
  const count = bytes / 2 ** 30;
  return count < 1 ? `${Math.ceil(bytes / 2 ** 20)} MiB` : `${count.toFixed(1)} GiB`;
}
