import { sealUpdate } from "../identity/index.ts";
import type { Primitives } from "../identity/index.ts";
import { encodePayload } from "../ring/index.ts";
import { sealingKeyOf, updateShape } from "../rounds/index.ts";
import { digest, fromHex, toHex } from "../support/index.ts";
import type { Random } from "../support/index.ts";
import { encodeUpdate } from "./encode-update.ts";
import type { UpdateContext } from "./encode-update.ts";
import type { SealedUpdate, Update } from "./state.ts";

interface SealContext extends UpdateContext {
  readonly primitives: Primitives;
  /** Fresh bytes for the seal's keys. */
  readonly random: Random;
}

/**
 * An update as it travels in mode `sealed`: encoded and sealed to the attempt's key.
 * @throws RangeError naming the first element of the delta that is not finite.
 */
export function makeUpdate(update: Update, context: SealContext): SealedUpdate {
  const { plan, assignment, client, primitives, random } = context;
  const { descriptor, descriptorDigest } = assignment;
  const { integers, meta } = encodeUpdate(update, context);
  const payload = encodePayload(updateShape(plan, update.purpose), integers, meta);
  const seal = { descriptor: descriptorDigest, client };
  const bytes = sealUpdate(payload, fromHex(sealingKeyOf(descriptor)), seal, primitives, random);
  return { bytes, digest: digest(toHex(primitives.sha256(bytes))) };
}
