import type { Clock, ClientId } from "@tributary/core/support";
import type { CallContext, Handlers } from "@tributary/core/wire";
import type { FederationMethods } from "@tributary/proto/methods";

/** Knows when the clients of tasks that have ended have heard so, and are gone. */
export interface Farewell {
  readonly federation: Handlers<FederationMethods>;
  /** Resolves once every client that was here of late was told `done` and all has been quiet for a while. */
  everyoneKnows(signal: AbortSignal): Promise<void>;
}

/** A client that has not called for this long has gone; ours look again within 45 s. */
const presentMs = 50_000;
/** After `done` a client may want the model and the last receipts. */
const quietMs = 1_500;
/** Whoever has not come by then has lost its way. */
const patienceMs = 60_000;

/** @param callerOf whose call it is, if it is an enrolled client's */
export function farewell(
  federation: Handlers<FederationMethods>,
  callerOf: (context: CallContext) => ClientId | undefined,
  clock: Clock,
): Farewell {
  const lastCallMs = new Map<ClientId, number>();
  const told = new Set<ClientId>();
  let inProgress = 0;
  let quietSinceMs = clock.nowMs();

  function noted<Answer>(context: CallContext, call: () => Promise<Answer>): Promise<Answer> {
    const client = callerOf(context);
    if (client !== undefined) lastCallMs.set(client, clock.nowMs());
    inProgress++;
    return call().finally(() => {
      inProgress--;
      quietSinceMs = clock.nowMs();
    });
  }

  async function* download(...[request, context]: Parameters<Handlers<FederationMethods>["Download"]>) {
    inProgress++;
    try {
      yield* federation.Download(request, context);
    } finally {
      inProgress--;
      quietSinceMs = clock.nowMs();
    }
  }

  return {
    federation: {
      ...federation,
      Download: download,
      CheckIn: (request, context) =>
        noted(context, async () => {
          const answer = await federation.CheckIn(request, context);
          const client = callerOf(context);
          if (client !== undefined && answer.done !== undefined && answer.done !== null) told.add(client);
          return answer;
        }),
      GetOutcome: (request, context) => noted(context, () => federation.GetOutcome(request, context)),
      GetReceipts: (request, context) => noted(context, () => federation.GetReceipts(request, context)),
    },
    async everyoneKnows(signal) {
      const beganMs = clock.nowMs();
      for (;;) {
        const nowMs = clock.nowMs();
        const waiting = [...lastCallMs].some(
          ([client, atMs]) => !told.has(client) && nowMs - atMs < presentMs,
        );
        const quiet = inProgress === 0 && nowMs - quietSinceMs >= quietMs;
        if ((quiet && !waiting) || nowMs - beganMs >= patienceMs) return;
        await clock.sleep(250, signal);
      }
    },
  };
}
