import { isDigest } from "./ids.ts";
import type { Digest } from "./ids.ts";
import { UserError } from "./user-error.ts";

/**
 * @param whose for the message: "a coordinator's"
 * @throws UserError unless the text is 64 hex digits; colons and capitals are put up with.
 */
export function parseFingerprint(whose: string, text: string): Digest {
  const plain = text.replaceAll(":", "").toLowerCase();
  if (isDigest(plain)) return plain;
  throw new UserError(`${JSON.stringify(text)} is not ${whose} fingerprint: expected 64 hex digits.`);
}
