import { clientIdOf, signerFromSeed } from "@tributary/core/identity";
import type { Primitives } from "@tributary/core/identity";
import type {
  MaskPort,
  ParticipantPorts,
  ParticipantSession,
  Phase,
  Session,
  Step,
} from "@tributary/core/secagg";
import { startParticipant } from "@tributary/core/secagg";
import type { ClientId } from "@tributary/core/support";
import { nodePrimitives, nodeRandom } from "@tributary/node-platform";

import { createStopwatch } from "./stopwatch.ts";

/** A step that gives a message. */
export type ClientStep<Message> = (
  state: ParticipantSession,
  ports: ParticipantPorts,
) => Promise<Step<Phase, Message>>;

/** One participant and the time that its steps took; no other's run while one of its own does. */
export interface BenchClient {
  readonly client: ClientId;
  /** Milliseconds of all steps so far. */
  spentMs(): number;
  /** The message of the next step. @throws Error where the participant refuses */
  say<Message>(step: ClientStep<Message>): Promise<Message>;
}

/** @param masks who expands this client's masks */
export function createClient(
  session: Session,
  masks: MaskPort,
  primitives: Primitives = nodePrimitives,
): BenchClient {
  const signer = signerFromSeed(nodeRandom.bytes(32), nodePrimitives);
  const client = clientIdOf(signer.publicKey, nodePrimitives);
  const ports = { primitives, random: nodeRandom, signer, masks };
  const watch = createStopwatch();
  let state: ParticipantSession = startParticipant({ session, client, membership: { kind: "open" } });
  return {
    client,
    spentMs: watch.spentMs,
    async say(step) {
      const made = await watch.time(() => step(state, ports));
      if (!made.ok) throw new Error(`client ${client} refused: ${made.refusal.detail}`);
      state = made.state;
      return made.message;
    },
  };
}
