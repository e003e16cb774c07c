import { createSealingKeyPair, sealUpdate } from "@tributary/core/identity";
import type { EncodingBounds, MetaLane } from "@tributary/core/ring";
import { encodePayload } from "@tributary/core/ring";
import { clientId, digest } from "@tributary/core/support";
import type { ClientId } from "@tributary/core/support";
import { layoutOf } from "@tributary/core/tensor";
import { nodePrimitives, nodeRandom } from "@tributary/node-platform";

import type { SignedUpload, UpdateTerms } from "../../src/aggregation/index.ts";
import { sha256 } from "./scripted-client.ts";

const layout = layoutOf([
  { name: "a", shape: [3, 2] },
  { name: "b", shape: [5] },
]);
const bounds: EncodingBounds = { profile: "u24", clip: 1, range: 0.5, participants: 40 };

/** Eleven parameters, two classes. */
export const terms: UpdateTerms = { shape: { layout, profile: "u24", classes: 2 }, bounds, uniform: false };
export const sealingKeys = createSealingKeyPair(nodeRandom);
export const descriptor = digest("d".repeat(64));

export function client(number: number): ClientId {
  return clientId(number.toString(16).padStart(2, "0").repeat(16));
}

function payloadOf(integers: (index: number) => number, meta: Partial<MetaLane> = {}): Uint8Array {
  const values = Int32Array.from({ length: layout.size }, (_, i) => integers(i));
  const lane = {
    count: 1,
    weightUnits: 65_536,
    unclipped: 1,
    exampleCount: 0,
    lossSum: 0,
    counts: new Uint32Array(4),
  };
  return encodePayload(terms.shape, values, { ...lane, ...meta });
}

/** Client n sends a one-hot at n: what is lost shows as 0, what is counted twice as 2. */
export function oneHot(number: number): { readonly upload: SignedUpload; readonly sealed: Uint8Array } {
  const payload = payloadOf((i) => (i === number ? 1 : 0));
  const sealed = sealUpdate(
    payload,
    sealingKeys.publicKey,
    { descriptor, client: client(number) },
    nodePrimitives,
    nodeRandom,
  );
  return { sealed, upload: { client: client(number), digest: sha256(sealed), sizeBytes: sealed.length } };
}
