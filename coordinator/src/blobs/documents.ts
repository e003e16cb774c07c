import type { DocumentKind, SignedDocument, Signer } from "@tributary/core/identity";
import { signDocument } from "@tributary/core/identity";
import type { Digest } from "@tributary/core/support";
import { fromHex, toHex } from "@tributary/core/support";
import type { BlobFolder } from "@tributary/node-platform";

import type { SignedRef } from "../round/index.ts";
import { UnusableBlob } from "./unusable-blob.ts";

// A document's digest is that of its payload (documentDigest), hence also the name of its blob.

const nouns: Readonly<Record<DocumentKind, string>> = {
  plan: "plan",
  round: "round's descriptor",
  receipt: "receipt",
  members: "list of members",
};

/** Stores a document's payload under the document's digest. @throws StorageError */
export async function storePayload(blobs: BlobFolder, payload: Uint8Array): Promise<Digest> {
  const { digest } = await blobs.put([payload]);
  return digest;
}

/** The payload of a stored document. @throws UnusableBlob if it is not there */
export async function loadPayload(
  blobs: BlobFolder,
  kind: DocumentKind,
  digest: Digest,
): Promise<Uint8Array> {
  const bytes = await blobs.get(digest);
  if (bytes === undefined) throw new UnusableBlob(nouns[kind], blobs, digest);
  return bytes;
}

/** Signs a payload and stores it. @throws StorageError */
export async function storeSigned(
  blobs: BlobFolder,
  kind: DocumentKind,
  payload: Uint8Array,
  signer: Signer,
): Promise<SignedRef> {
  const { signature } = await signDocument(kind, payload, signer);
  return { digest: await storePayload(blobs, payload), signature: toHex(signature) };
}

/** A stored document as it travels. @throws UnusableBlob if it is not there */
export async function loadSigned(
  blobs: BlobFolder,
  kind: DocumentKind,
  ref: SignedRef,
): Promise<SignedDocument> {
  return { payload: await loadPayload(blobs, kind, ref.digest), signature: fromHex(ref.signature) };
}
