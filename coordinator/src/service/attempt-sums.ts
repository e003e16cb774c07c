import type { RoundKey } from "@tributary/core/support";
import { sameRound } from "@tributary/core/support";

import { openAttemptSum } from "../aggregation/index.ts";
import type { AttemptSum, SignedUpload } from "../aggregation/index.ts";
import type { Round } from "../round/index.ts";
import { updateTermsOf } from "./task-terms.ts";
import type { Workshop } from "./workshop.ts";

/** The sums of the attempts that collect or fold, each opened when it is first needed. */
export interface AttemptSums {
  /** The sum of the running attempt; undefined if that is another one or collects nothing. @throws StorageError */
  of(key: RoundKey): Promise<AttemptSum | undefined>;
  /** Closes an attempt's sum and deletes its folder. */
  end(key: RoundKey): Promise<void>;
  close(): Promise<void>;
}

export function attemptSums(
  workshop: Pick<Workshop, "ledger" | "folders" | "terms" | "primitives" | "openFile">,
): AttemptSums {
  const { ledger, folders } = workshop;
  const sums = new Map<string, Promise<AttemptSum>>();

  async function opened(
    key: RoundKey,
    round: Extract<Round, { phase: "collecting" | "folding" }>,
  ): Promise<AttemptSum> {
    const task = ledger.state.tasks.get(key.task);
    if (task?.status !== "running") throw new Error(`task ${key.task} does not run`);
    const terms = await workshop.terms.of(task);
    return openAttemptSum({
      folder: folders.path(key),
      terms: updateTermsOf(terms, round.purpose, task.progress.clip),
      descriptor: round.descriptor.digest,
      sealingKeys: await folders.sealingKeys(key),
      accepted: acceptedIn(round),
      primitives: workshop.primitives,
      openFile: workshop.openFile,
    });
  }

  return {
    async of(key) {
      const path = folders.path(key);
      const known = sums.get(path);
      if (known !== undefined) return known;
      const task = ledger.state.tasks.get(key.task);
      if (task?.status !== "running" || !sameRound(task.round.key, key)) return undefined;
      const { round } = task;
      if (round.phase !== "collecting" && round.phase !== "folding") return undefined;
      const opening = opened(key, round);
      sums.set(path, opening);
      opening.catch(() => sums.delete(path));
      return opening;
    },
    async end(key) {
      const path = folders.path(key);
      const sum = sums.get(path);
      sums.delete(path);
      await (await sum?.catch(() => undefined))?.close();
      await folders.delete(key);
    },
    async close() {
      const open = [...sums.values()];
      sums.clear();
      for (const sum of open) await (await sum.catch(() => undefined))?.close();
    },
  };
}

function acceptedIn(round: Extract<Round, { phase: "collecting" | "folding" }>): readonly SignedUpload[] {
  const accepted = round.phase === "collecting" ? round.accepted : round.survivors;
  return [...accepted].map(([client, update]) => ({ client, ...update }));
}
