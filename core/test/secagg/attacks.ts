// What tests of cheats share: messages signed anew, cheats by one client alone, and what came of an attempt.
import { expect } from "chai";

import type { AtPhase, CoordinatorSession, ParticipantReason, SessionEvent } from "@tributary/core/secagg";
import { evolve, startCoordinator } from "@tributary/core/secagg";
import type { ClientId } from "@tributary/core/support";

import type { Change, Member, Network, Run } from "./cohort.ts";
import { nativePrimitives } from "./native-primitives.ts";

/** Why each participant that refused did so. */
export function reasonsOf(run: Run): ReadonlyMap<ClientId, ParticipantReason> {
  return new Map([...run.refusals].map(([client, { reason }]) => [client, reason]));
}

export function expectAbort(run: Run, cause: string): void {
  expect(run.outcome.ok ? "a sum" : run.outcome.error.cause).to.equal(cause);
  expect(run.outcome).to.not.have.property("value");
}

export async function signedBy<Message extends object>(
  member: Pick<Member, "signer">,
  unsigned: Message,
  statement: Uint8Array,
): Promise<Message & { readonly signature: Uint8Array }> {
  return { ...unsigned, signature: await member.signer.sign(statement) };
}

/** Changes one client's messages alone. */
export function onlyOf(liar: ClientId, network: Network): Network {
  const ofLiar = <Message>(change: Change<Message> | undefined): Change<Message> | undefined =>
    change && ((message, client) => (client === liar ? change(message, client) : message));
  const { shares, input, confirmation, answer } = network;
  return Object.fromEntries(
    Object.entries({
      shares: ofLiar(shares),
      input: ofLiar(input),
      confirmation: ofLiar(confirmation),
      answer: ofLiar(answer),
    }).filter(([, change]) => change !== undefined),
  );
}

/** The coordinator's state when the first event of this kind had happened. */
export function stateAfter(run: Run, kind: SessionEvent["kind"]): CoordinatorSession {
  const last = run.events.findIndex((event) => event.kind === kind);
  if (last < 0) throw new Error(`the attempt has no event ${kind}`);
  return run.events
    .slice(0, last + 1)
    .reduce<CoordinatorSession>(
      (state, event) => evolve(state, event, nativePrimitives),
      startCoordinator(run.session),
    );
}

/** The coordinator's state when all answers were in: it holds every message of the attempt. */
export function wholeState(run: Run): AtPhase<"unmasking"> {
  if (run.beforeRecovery === undefined) throw new Error("the attempt did not come to Unmask");
  return run.beforeRecovery;
}
