import { join } from "node:path";

import { decodeDescriptor, secureSession } from "@tributary/core/rounds";

import { loadPayload } from "../blobs/index.ts";
import { openExchange, openSessionLog } from "../exchange/index.ts";
import type { Exchange } from "../exchange/index.ts";
import type { Round } from "../round/index.ts";
import { perAttempt, runningTask } from "./attempts.ts";
import type { PerAttempt } from "./attempts.ts";
import type { Workshop } from "./workshop.ts";

/** The sessions of the attempts that run in mode secure. */
export type Exchanges = PerAttempt<Exchange>;

type Exchanging = Exclude<Round["phase"], "preparing" | "open">;

/** @param onHeard told when a message was heard in some attempt */
export function attemptExchanges(workshop: Workshop, onHeard: () => void): Exchanges {
  const { ledger, blobs, folders, primitives, openFile } = workshop;
  return perAttempt<Exchange, Exchanging>(workshop, {
    isIn: (round): round is Extract<Round, { phase: Exchanging }> =>
      round.phase !== "preparing" && round.phase !== "open" && isSecure(workshop, round),
    async open(task, round) {
      const { plan } = await workshop.terms.of(task);
      const { digest } = round.descriptor;
      const descriptor = decodeDescriptor(await loadPayload(blobs, "round", digest));
      if (!descriptor.ok)
        throw new Error(`the stored descriptor ${digest} cannot be read: ${descriptor.error}`);
      if (descriptor.value.mode !== "secure") throw new Error(`the descriptor ${digest} is for mode sealed`);
      const log = await openSessionLog(join(folders.path(round.key), "session.log"), primitives, openFile);
      return openExchange({
        session: secureSession(primitives, plan, descriptor.value, digest),
        log,
        // The round may have gone on while its log was read.
        round: runningTask(workshop, round.key)?.round ?? round,
        async roundOnDisk() {
          await ledger.settle();
          return runningTask(workshop, round.key)?.round;
        },
        primitives,
        onHeard,
      });
    },
    close: (exchange) => exchange.release(),
  });
}

function isSecure({ ledger }: Workshop, { key }: Round): boolean {
  return ledger.state.tasks.get(key.task)?.terms.mode === "secure";
}
