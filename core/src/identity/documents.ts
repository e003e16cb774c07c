import type { Digest } from "../support/index.ts";
import { digest, lengthPrefixed, toHex, utf8 } from "../support/index.ts";
import type { Signer } from "./identity.ts";
import type { Primitives } from "./primitives.ts";

/**
 * What a coordinator signs, and an organisation ("members"); the kind is part of what is signed, so that none passes for
 * another.
 */
export type DocumentKind = "plan" | "round" | "receipt" | "members";

/** Canonical JSON and its Ed25519 signature. */
export interface SignedDocument {
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

function documentBytes(kind: DocumentKind, payload: Uint8Array): Uint8Array {
  return lengthPrefixed(utf8(`tributary/v1 ${kind}`), payload);
}

export async function signDocument(
  kind: DocumentKind,
  payload: Uint8Array,
  signer: Signer,
): Promise<SignedDocument> {
  return { payload, signature: await signer.sign(documentBytes(kind, payload)) };
}

/** Whether the document is of this kind and was signed with this key. */
export function verifyDocument(
  kind: DocumentKind,
  document: SignedDocument,
  publicKey: Uint8Array,
  primitives: Primitives,
): Promise<boolean> {
  return primitives.verify(publicKey, documentBytes(kind, document.payload), document.signature);
}

/** SHA-256 of the payload: how later documents, updates and files name this one. Anyone can check it with sha256sum. */
export function documentDigest(payload: Uint8Array, primitives: Primitives): Digest {
  return digest(toHex(primitives.sha256(payload)));
}
