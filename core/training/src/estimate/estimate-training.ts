import type { Plan } from "@tributary/core/plan";
import { err, ok } from "@tributary/core/support";
import type { Result } from "@tributary/core/support";
import { padToBucket, usualScoringSize } from "../batches/index.ts";
import { mostFeatureBytes } from "../feature-cache.ts";
import type { LayerUses } from "../networks/index.ts";
import { traitsOf } from "./engine-traits.ts";
import type { DataFacts, EngineFacts, ExampleFacts, Fit, TrainingEstimate } from "./facts.ts";
import { modelSizes } from "./model-sizes.ts";
import type { ModelSizes } from "./model-sizes.ts";
import { refusal } from "./refusal.ts";
import { stageCosts } from "./stage-costs.ts";
import type { StageCost } from "./stage-costs.ts";
import { flopsBelow, scoringBytes, stepBytes, stepFlops } from "./step-cost.ts";
import type { Reach } from "./step-cost.ts";

/** Activations beyond which a step goes block by block, though there be room for one tape: a client does other things too. */
const mostTapeBytes = 2 ** 29;

/** Features are kept if what lies below them is at least this share of the network: looking up embeddings is not worth it. */
const worthwhileShare = 0.02;

/** A step by the time of a matrix product of as many operations: the rest of it moves memory. */
const overhead = 1.5;

interface Question {
  readonly plan: Plan;
  readonly data: DataFacts;
  readonly engine: EngineFacts;
  readonly sizes: ModelSizes;
  readonly costsOf: Fit["costsOf"];
}

/** One way to train. */
interface Way {
  readonly microBatchSize: number;
  readonly featureBytes: number;
}

/** What a way needs. */
interface Need {
  readonly oneTape: number;
  readonly blockWise: number;
  /** Activations of scoring, of as many examples as usual and of microBatchSize. */
  readonly scoring: number;
  readonly scoringFew: number;
  /** On the engine, beside activations. */
  readonly resident: number;
  /** In the process, whatever the engine. */
  readonly host: number;
}

/**
 * What training by a plan takes of memory and time, and how it goes: with one tape over each batch, else block by block, else
 * with fewer examples at a time, whose gradients add up to the same. The error is a sentence: what does not fit, and what
 * would.
 * @param uses the layers of a model of TF.js's
 */
export function estimateTraining(
  plan: Plan,
  data: DataFacts,
  engine: EngineFacts,
  uses?: LayerUses,
): Result<Fit, string> {
  const { ownKernels } = traitsOf(engine.name);
  const costsOf: Fit["costsOf"] = (count, length) => stageCosts(plan, { count, length, ownKernels }, uses);
  const question = { plan, data, engine, sizes: modelSizes(plan), costsOf };
  const features = featureBytesOf(question);
  const batch = Math.max(1, Math.min(plan.training.batchSize, data.training.count));
  const wanted = Math.min(plan.training.microBatchSize ?? batch, batch);
  const planned = plan.training.microBatchSize !== undefined;
  for (const featureBytes of new Set([features, 0])) {
    for (const microBatchSize of planned ? [wanted] : halvings(wanted)) {
      const fit = fitOf(question, { microBatchSize, featureBytes });
      if (fit !== undefined) return ok(fit);
    }
  }
  const fitting = halvings(wanted).find((size) => fitOf(question, { microBatchSize: size, featureBytes: 0 }));
  const microBatchSize = fitting === undefined ? 1 : wanted;
  const least = needOf(question, { microBatchSize, featureBytes: 0 });
  const engineBytes = least.resident + Math.max(least.blockWise, least.scoringFew);
  return err(
    refusal(plan, engine, {
      engineBytes,
      hostBytes: least.host,
      resident: least.resident,
      microBatchSize,
      fitting,
    }),
  );
}

/** Undefined if there is not room for it. */
function fitOf(question: Question, way: Way): Fit | undefined {
  const { plan, data, engine, sizes, costsOf } = question;
  const need = needOf(question, way);
  const { oneTape, blockWise, scoring, scoringFew } = need;
  const room = roomFor(engine, need);
  const tapeBytes = Math.min(room, mostTapeBytes);
  const method = oneTape <= tapeBytes ? "one-tape" : "block-wise";
  const step = method === "one-tape" ? oneTape : blockWise;
  if (Math.max(step, scoringFew) > room) return undefined;
  const few = scoring > room;
  const { microBatchSize, featureBytes } = way;
  const batchSize = Math.max(1, Math.min(plan.training.batchSize, data.training.count));
  const reach = reachOf(sizes, featureBytes);
  const epoch = costsOfAll(costsOf, data.training);
  const flopsPerEpoch = stepFlops(epoch, reach, method);
  const { flopsPerSecond } = engine;
  const estimate: TrainingEstimate = {
    engine: engine.name,
    baseBytes: sizes.frozenBytes,
    trainedBytes: sizes.trainedBytes,
    activationBytes: { oneTape, blockWise },
    featureBytes,
    peakBytes: need.resident + need.host + Math.max(step, few ? scoringFew : scoring),
    method,
    batchSize,
    microBatchSize,
    microBatchChosen: plan.training.microBatchSize === undefined && microBatchSize < batchSize,
    flopsPerEpoch,
    flopsOnce: featureBytes === 0 ? 0 : flopsBelow(costsOfAll(costsOf, data.all), sizes.lowestTrained),
    secondsPerEpoch: flopsPerSecond === undefined ? null : (overhead * flopsPerEpoch) / flopsPerSecond,
  };
  return { estimate, tapeBytes, scoringSize: few ? microBatchSize : undefined, costsOf };
}

function needOf({ plan, data, sizes, costsOf }: Question, { microBatchSize, featureBytes }: Way): Need {
  const length = paddedTo(plan, data.all.longest);
  const costs = costsOf(microBatchSize, length);
  const usual = Math.min(usualScoringSize(plan, data.all.longest), Math.max(1, data.all.count));
  const reach = reachOf(sizes, featureBytes);
  return {
    oneTape: stepBytes(costs, reach, "one-tape"),
    blockWise: stepBytes(costs, reach, "block-wise"),
    scoring: scoringBytes(costsOf(usual, length)),
    scoringFew: scoringBytes(costs),
    resident: sizes.frozenBytes + sizes.residentTrainedBytes,
    host: sizes.trainedBytes - sizes.residentTrainedBytes + featureBytes,
  };
}

/** Bytes that are left for activations; infinite where nobody knows. */
function roomFor({ name, availableBytes = Infinity }: EngineFacts, { resident, host }: Need): number {
  const { heapBytes = Infinity, inProcess } = traitsOf(name);
  if (!inProcess) return host <= availableBytes ? Infinity : -1;
  return Math.min(heapBytes - resident, availableBytes - resident - host);
}

function reachOf({ lowestTrained: lowest }: ModelSizes, featureBytes: number): Reach {
  return { from: featureBytes === 0 ? 0 : lowest, lowest };
}

/** Bytes of what enters the lowest trained stage for every example; 0: it is not worth keeping. */
function featureBytesOf({ data, sizes, costsOf }: Question): number {
  const { lowestTrained: lowest } = sizes;
  if (data.changes || lowest === 0 || data.all.count === 0) return 0;
  const costs = costsOfAll(costsOf, data.all);
  const below = flopsBelow(costs, lowest);
  if (below < worthwhileShare * flopsBelow(costs, costs.length)) return 0;
  const bytes = 4 * (costs[lowest - 1]?.out ?? 0);
  return bytes <= mostFeatureBytes ? bytes : 0;
}

/** Of all these examples at once, as if each had the mean length: for sums over them, not for memory. */
function costsOfAll(costsOf: Fit["costsOf"], { count, tokens }: ExampleFacts): readonly StageCost[] {
  return costsOf(count, count === 0 ? 1 : tokens / count);
}

function paddedTo({ input }: Plan, longest: number): number {
  return input.kind === "text" ? padToBucket([longest], undefined, input.maximumTokens) : 1;
}

/** 16, 8, 4, 2, 1. */
function halvings(from: number): readonly number[] {
  const sizes = [from];
  for (let size = from; size > 1;) {
    size = Math.ceil(size / 2);
    sizes.push(size);
  }
  return sizes;
}
