import type { ParticipantEvent } from "@tributary/core/participant";

import type { EngineDecision } from "./engine/index.ts";
import type { TrainingEstimate } from "./estimate/index.ts";

/** What happens while a client takes part, wherever it runs. New kinds may be added; pass over those that you do not know. */
export type ClientEvent =
  | ParticipantEvent
  | {
      readonly kind: "data";
      readonly exampleCount: number;
      /** In the plan's order. */ readonly perLabel: readonly number[];
    }
  | { readonly kind: "engine"; readonly decision: EngineDecision }
  /** What training will take of memory and time; before anything is trained. */
  | { readonly kind: "estimate"; readonly estimate: TrainingEstimate };
