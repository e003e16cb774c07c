import type { Result } from "@tributary/core/support";
import type { Engine, EngineName } from "./engine.ts";

/** A way to get an engine. */
export interface Candidate {
  readonly name: EngineName;
  /** How a person gets this engine when it is missing: one sentence. */
  readonly remedy: string;
  /**
   * Starts the engine, or says in a clause why it is not to be used ("the package webgpu is not installed"). `requested`: a
   * person asked for this engine by name, so it need only work, not pay. Throws only what nobody expected.
   */
  start(requested: boolean): Promise<Result<Engine, string>>;
}
