import type { SignedDocument } from "@tributary/core/identity";
import type { ClientId, TaskId } from "@tributary/core/support";
import { fromHex } from "@tributary/core/support";
import type { Membership } from "@tributary/core/secagg";
import type { CallContext, Handlers } from "@tributary/core/wire";
import { CallError } from "@tributary/core/wire";
import type { FederationMethods } from "@tributary/proto/methods";

import { enrolledClient } from "../round/index.ts";
import type { TaskState } from "../round/index.ts";
import type { AttemptSums } from "./attempt-sums.ts";
import type { DownloadMeter } from "./download-meter.ts";
import type { Exchanges } from "./exchanges.ts";
import { clientOfToken } from "./enrolment.ts";
import type { Challenges } from "./enrolment.ts";
import type { FanOut } from "./fan-out.ts";
import type { Hint } from "./hints.ts";
import type { Workshop } from "./workshop.ts";

/** What calls are answered with. */
export interface Desk extends Workshop {
  readonly sums: AttemptSums;
  readonly exchanges: Exchanges;
  /** Whose keys a session takes. */
  readonly membership: Membership;
  readonly meter: DownloadMeter;
  readonly challenges: Challenges;
  /** The roster of members as it travels. */
  readonly signedRoster: SignedDocument | undefined;
  readonly hints: FanOut<TaskId, Hint>;
  /** On what each client trained last, as it says, since this process began: for operators to see, so in no journal. */
  readonly engines: Map<ClientId, string>;
  /** So many clients may enrol; those that are revoked count. */
  readonly maxClients: number;
}

/** Some of the service's methods. */
export type Methods<Name extends keyof FederationMethods> = Pick<Handlers<FederationMethods>, Name>;

/** Whose call it is. @throws CallError unauthenticated */
export function callerOf(desk: Desk, context: Pick<CallContext, "token">): ClientId {
  const client = clientOfToken(desk.ledger.state, context.token, desk.primitives);
  if (client === undefined) {
    throw new CallError(
      "unauthenticated",
      "not-enrolled: the session token is missing or out of date; enroll first",
    );
  }
  return client;
}

/** Whether a statement was signed by this enrolled client. */
export async function isStatementOf(
  desk: Desk,
  client: ClientId,
  statement: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const known = enrolledClient(desk.ledger.state, client);
  return known !== undefined && desk.primitives.verify(fromHex(known.publicKey), statement, signature);
}

/** @throws CallError not-found */
export function taskOf(desk: Desk, task: TaskId): TaskState {
  const found = desk.ledger.state.tasks.get(task);
  if (found === undefined) throw new CallError("not-found", `unknown-task: there is no task ${task} here`);
  return found;
}
