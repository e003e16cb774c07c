import type { EngineName } from "../engine/index.ts";
import type { StageCost } from "./stage-costs.ts";
import type { Method } from "./step-cost.ts";

/** Some of a client's examples. */
export interface ExampleFacts {
  readonly count: number;
  /** Tokens of all of them together, and of the longest; where they are no texts each counts as one. */
  readonly tokens: number;
  readonly longest: number;
}

/** What of a client's data decides what training on them takes. */
export interface DataFacts {
  readonly all: ExampleFacts;
  readonly training: ExampleFacts;
  /** Whether training sees an example otherwise each time (augmentation), so that nothing of it is computed once for all. */
  readonly changes: boolean;
}

export interface EngineFacts {
  readonly name: EngineName;
  /** Floating-point operations a second of a matrix product (measureThroughput); undefined: times are not told. */
  readonly flopsPerSecond?: number | undefined;
  /** Bytes that the process may still take; undefined: nobody says. */
  readonly availableBytes?: number | undefined;
}

/** What training will take: bytes at the peak, to within a half, and time by its order. */
export interface TrainingEstimate {
  readonly engine: EngineName;
  /** Of what is frozen, on the engine. */
  readonly baseBytes: number;
  /** Of what is trained, with the optimizer's state and the copies of a round. */
  readonly trainedBytes: number;
  /** Of the activations and gradients of a step of microBatchSize examples, by either way back through the network. */
  readonly activationBytes: { readonly oneTape: number; readonly blockWise: number };
  /** Of the hidden states that are kept where all below them is frozen; 0: none are. */
  readonly featureBytes: number;
  readonly peakBytes: number;
  /** The way back for the longest examples; batches of shorter texts may take one tape where these go block by block. */
  readonly method: Method;
  readonly batchSize: number;
  /** Examples of a batch that are on the engine at once; their gradients are added up. */
  readonly microBatchSize: number;
  /** Whether memory asked for that size, and not the plan. */
  readonly microBatchChosen: boolean;
  readonly flopsPerEpoch: number;
  /** Of the features, once for all rounds. */
  readonly flopsOnce: number;
  /** Null where the engine's speed is not known. */
  readonly secondsPerEpoch: number | null;
}

/** An estimate, and what of it training goes by. */
export interface Fit {
  readonly estimate: TrainingEstimate;
  /** Bytes of activations up to which a step takes one tape. */
  readonly tapeBytes: number;
  /** Examples that are scored at once, where there is not room for as many as usual. */
  readonly scoringSize: number | undefined;
  /** Of each stage, for a batch of so many examples; `length`: tokens of each, 1 where they are no texts. */
  costsOf(count: number, length: number): readonly StageCost[];
}
