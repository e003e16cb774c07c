import { UserError } from "@tributary/core/support";
import type { Result } from "@tributary/core/support";
import type { Candidate } from "./candidate.ts";
import type { Engine, EngineName, TensorFlow } from "./engine.ts";
import { testGradients } from "./self-test.ts";

/** What became of one candidate. */
export type EngineDecision =
  | {
      readonly engine: EngineName;
      readonly outcome: "taken";
      /** The engine's own description. */
      readonly description: string;
      /** From nothing loaded to ready, without the self-test. */
      readonly startMs: number;
      readonly selfTestMs: number;
    }
  | {
      readonly engine: EngineName;
      readonly outcome: "passed-over";
      /** A clause: "@tensorflow/tfjs-node is not installed". */
      readonly reason: string;
    }
  | { readonly engine: EngineName; readonly outcome: "not-tried" };

export interface ChosenEngine {
  readonly engine: Engine;
  /** One for each engine, in the order of preference. */
  readonly decisions: readonly EngineDecision[];
}

export interface ChooseEngineOptions {
  /** The engines to choose from, the most wanted first; the platform's own by default. */
  readonly candidates?: readonly Candidate[];
  /** Take this engine or fail; by default the first of the candidates that works and passes the self-test. */
  readonly requested?: EngineName;
  /** Told of each engine that was tried, as it is decided. */
  readonly log?: (decision: EngineDecision) => void;
  /** Says in a clause what is wrong with the engine whose backend is current. */
  readonly selfTest?: (tf: TensorFlow) => Promise<Result<void, string>>;
  /** Milliseconds from any fixed moment. */
  readonly nowMs?: () => number;
}

/**
 * Starts the best of the candidates, which come in the order of preference, and makes it TF.js's current backend. An engine
 * is trusted only after its gradients came out right on known values. Throws a UserError when the requested engine cannot
 * be had, or none.
 */
export async function chooseAmong(
  options: ChooseEngineOptions & { readonly candidates: readonly Candidate[] },
): Promise<ChosenEngine> {
  const { candidates, requested, log, selfTest = testGradients, nowMs = () => performance.now() } = options;
  if (requested !== undefined && !candidates.some(({ name }) => name === requested)) {
    throw new UserError(
      `There is no engine "${requested}"; the engines are ${candidates.map(({ name }) => name).join(", ")}.`,
    );
  }
  const decisions: EngineDecision[] = [];
  const decide = (decision: EngineDecision): void => {
    decisions.push(decision);
    if (decision.outcome !== "not-tried") log?.(decision);
  };

  let engine: Engine | undefined;
  for (const candidate of candidates) {
    if (engine !== undefined || (requested !== undefined && candidate.name !== requested)) {
      decide({ engine: candidate.name, outcome: "not-tried" });
      continue;
    }
    const startedAt = nowMs();
    const started = await attempt(candidate, requested !== undefined);
    if (!started.ok) {
      decide({ engine: candidate.name, outcome: "passed-over", reason: started.error });
      continue;
    }
    const readyAt = nowMs();
    const tested = await selfTest(started.value.tf);
    if (!tested.ok) {
      await started.value.dispose();
      decide({
        engine: candidate.name,
        outcome: "passed-over",
        reason: `it failed the self-test: ${tested.error}`,
      });
      continue;
    }
    engine = started.value;
    const { description } = engine;
    const selfTestMs = nowMs() - readyAt;
    decide({
      engine: candidate.name,
      outcome: "taken",
      description,
      startMs: readyAt - startedAt,
      selfTestMs,
    });
  }
  if (engine !== undefined) return { engine, decisions };
  throw new UserError(
    requested === undefined ? noEngine(decisions) : missing(requested, candidates, decisions),
  );
}

/** One line for a log: "engine wasm: taken, TF.js 4.22.0 on WebAssembly …, started in 210 ms, self-test 40 ms". */
export function describeDecision(decision: EngineDecision): string {
  switch (decision.outcome) {
    case "taken":
      return `engine ${decision.engine}: taken, ${decision.description}, started in ${decision.startMs.toFixed(0)} ms, self-test ${decision.selfTestMs.toFixed(0)} ms`;
    case "passed-over":
      return `engine ${decision.engine}: not taken, ${decision.reason}`;
    case "not-tried":
      return `engine ${decision.engine}: not tried`;
    default:
      return decision satisfies never;
  }
}

async function attempt(candidate: Candidate, requested: boolean): Promise<Result<Engine, string>> {
  try {
    return await candidate.start(requested);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, error: `it does not start: ${message.split("\n", 1)[0] ?? ""}` };
  }
}

function missing(
  requested: EngineName,
  candidates: readonly Candidate[],
  decisions: readonly EngineDecision[],
): string {
  const decision = decisions.find(({ engine }) => engine === requested);
  const reason = decision?.outcome === "passed-over" ? decision.reason : "it is not there";
  const remedy = candidates.find(({ name }) => name === requested)?.remedy ?? "";
  return `The engine "${requested}" was asked for and cannot be used: ${reason}. ${remedy}`;
}

function noEngine(decisions: readonly EngineDecision[]): string {
  const reasons = decisions.flatMap((decision) =>
    decision.outcome === "passed-over" ? [`${decision.engine}: ${decision.reason}`] : [],
  );
  return `No training engine can be used (${reasons.join("; ")}).`;
}
