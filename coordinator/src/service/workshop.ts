import type { MemberRoster, Primitives, Signer } from "@tributary/core/identity";
import type { MaskPort } from "@tributary/core/secagg";
import type { Clock, Digest, Random, TaskId } from "@tributary/core/support";
import type { BlobFolder } from "@tributary/node-platform";

import type { OpenSpoolFile } from "../aggregation/index.ts";
import type { CoordinatorState, TaskFacts } from "../round/index.ts";
import type { Strategy } from "../strategy/index.ts";
import type { AttemptFolders } from "./attempt-folder.ts";
import type { Ledger } from "./ledger.ts";
import { loadTerms } from "./task-terms.ts";
import type { TaskTermsInFull } from "./task-terms.ts";

/** Finds the strategy that a task's plan names. @throws UserError if it is a module that cannot be found or used */
export type FindStrategy = (terms: TaskTermsInFull) => Promise<Strategy>;

/** What goes wrong beside the calls, for the log. */
export interface Trouble {
  /** What was being done: completes "Could not ...". */
  readonly doing: string;
  readonly task: TaskId | undefined;
  readonly error: unknown;
  /** Whether it will be tried again. */
  readonly retried: boolean;
}

/** What the parts of the service share. */
export interface Workshop {
  readonly ledger: Ledger;
  readonly blobs: BlobFolder;
  readonly folders: AttemptFolders;
  readonly clock: Clock;
  readonly random: Random;
  readonly primitives: Primitives;
  /** Expands the masks that are taken off a sum. */
  readonly masks: MaskPort;
  readonly signer: Signer;
  /** Who may take part; undefined: anyone. */
  readonly members: MemberRoster | undefined;
  readonly openFile: OpenSpoolFile;
  readonly findStrategy: FindStrategy;
  readonly terms: TermsCache;
  readonly onTrouble: (trouble: Trouble) => void;
}

/** Terms by plan, loaded when first asked for. */
export interface TermsCache {
  of(task: TaskFacts): Promise<TaskTermsInFull>;
}

export function termsCache(blobs: BlobFolder): TermsCache {
  const loaded = new Map<Digest, Promise<TaskTermsInFull>>();
  return {
    of(task) {
      const known = loaded.get(task.plan);
      if (known !== undefined) return known;
      const loading = loadTerms(blobs, task);
      loaded.set(task.plan, loading);
      loading.catch(() => loaded.delete(task.plan));
      return loading;
    },
  };
}

/** Attempts that run, hence whose folders are needed. */
export function runningKeys(state: CoordinatorState) {
  return [...state.tasks.values()].flatMap((task) => (task.status === "running" ? [task.round.key] : []));
}
