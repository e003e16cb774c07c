// The serving end's half of secure aggregation. What a message is made for (a roster, survivors) is not known here: who
// decides on it gives its parts their clients (secagg).
import type {
  AdvertiseKeysRequest__Output,
  ConfirmRequest__Output,
  ShareKeysRequest__Output,
  UnmaskRequest__Output,
} from "@tributary/proto/messages";

import { maximumHolders } from "../shamir/index.ts";
import type { RoundKey } from "../support/index.ts";
import { sealedSharesBytes } from "../secagg/index.ts";
import type { Advert, Confirmation, UnaddressedAnswer, UnaddressedShares } from "../secagg/index.ts";
import { readBytes, readRoundKey } from "./fields.ts";
import { readPieces } from "./members.ts";

/** A call of one client in one attempt; the client is known by its session. */
interface SessionCall<Message> {
  readonly key: RoundKey;
  readonly message: Message;
}

export function readAdvertiseKeys(
  message: AdvertiseKeysRequest__Output,
): SessionCall<Omit<Advert, "client" | "identityKey">> {
  return {
    key: readRoundKey("key", message.key),
    message: {
      cipherKey: readBytes("cipher_key", message.cipherKey, 32),
      maskKey: readBytes("mask_key", message.maskKey, 32),
      signature: readBytes("signature", message.signature, 64),
    },
  };
}

export function readShareKeys(message: ShareKeysRequest__Output): SessionCall<UnaddressedShares> {
  return {
    key: readRoundKey("key", message.key),
    message: {
      rosterHash: readBytes("roster_hash", message.rosterHash, 32),
      commitment: readBytes("commitment", message.commitment, 32),
      boxes: readPieces("boxes", message.boxes, sealedSharesBytes, maximumHolders),
      signature: readBytes("signature", message.signature, 64),
    },
  };
}

export function readConfirm(message: ConfirmRequest__Output): SessionCall<Omit<Confirmation, "client">> {
  return {
    key: readRoundKey("key", message.key),
    message: {
      survivorsHash: readBytes("survivors_hash", message.survivorsHash, 32),
      signature: readBytes("signature", message.signature, 64),
    },
  };
}

export function readUnmask(message: UnmaskRequest__Output): SessionCall<UnaddressedAnswer> {
  return {
    key: readRoundKey("key", message.key),
    message: {
      survivorsHash: readBytes("survivors_hash", message.survivorsHash, 32),
      shares: readPieces("shares", message.shares, 32, maximumHolders),
      signature: readBytes("signature", message.signature, 64),
    },
  };
}
