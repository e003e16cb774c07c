// Step 0: two fresh key pairs for this attempt, signed by the client's identity.
import type { Advert } from "../messages.ts";
import type { ParticipantPorts } from "../ports.ts";
import { advertStatement } from "../statements.ts";
import { guard } from "./guarded.ts";
import type { ParticipantSession, Step } from "./state.ts";
import { eraseKeys, outOfOrder } from "./state.ts";

/** Makes the keys. Refuses in every phase but `idle`: an attempt sees one pair of keys of each client. */
export async function advertiseKeys(
  state: ParticipantSession,
  ports: ParticipantPorts,
): Promise<Step<"advertised", Advert>> {
  if (state.phase !== "idle") return outOfOrder(state, "AdvertiseKeys");
  const { standing } = state;
  state.secrets.take();
  const cipherSecret = Uint8Array.from(ports.random.bytes(32));
  const maskSecret = Uint8Array.from(ports.random.bytes(32));
  const keys = {
    client: standing.client,
    cipherKey: ports.primitives.agreementKeyOf(cipherSecret),
    maskKey: ports.primitives.agreementKeyOf(maskSecret),
  };
  const signature = await ports.signer.sign(advertStatement(standing.session.context, keys));
  const message = { ...keys, identityKey: ports.signer.publicKey, signature };
  const secrets = guard({ cipherSecret, maskSecret }, eraseKeys);
  return { ok: true, state: { phase: "advertised", standing, secrets, message }, message };
}
