import type { View } from "../view-state.ts";

/** What is shown for one state, for as long as that state lasts. */
export interface Screen {
  readonly root: HTMLElement;
  /** Writes what changed; called with views of the screen's own state alone. */
  update?(view: View): void;
  /** Ends what the screen watches. */
  destroy?(): void;
}
