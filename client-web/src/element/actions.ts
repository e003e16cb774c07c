import type { Guess, PlacedFile, WebInput } from "../session.ts";
import type { Source } from "./view-state.ts";

/** What a person can do on the screens. */
export interface Actions {
  reopen(): void;
  connectFiles(files: readonly PlacedFile[] | Promise<readonly PlacedFile[]>): void;
  connect(source: Source): void;
  otherData(): void;
  /** `acceptSealed`: the coordinator may read each update. */
  join(acceptSealed: boolean): void;
  leave(): void;
  /** What the model says before and after training. */
  tryOut(input: WebInput): Promise<Tried>;
}

export interface Tried {
  readonly base: Guess;
  readonly latest: Guess;
}
