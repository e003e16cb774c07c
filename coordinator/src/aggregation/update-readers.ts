import type { Primitives, SealingKeyPair } from "@tributary/core/identity";
import type { RingSum, UpdateParts, UpdateShape } from "@tributary/core/ring";
import { metaWords, packedBytes, payloadBytes } from "@tributary/core/ring";
import type { Refusal } from "@tributary/core/rounds";
import type { Digest, Result } from "@tributary/core/support";
import { ok } from "@tributary/core/support";

import type { SignedUpload } from "./attempt-sum.ts";
import { inspectUpdate } from "./inspection.ts";
import type { UpdateTerms } from "./inspection.ts";
import { readMaskedFile } from "./masked-file.ts";
import { blockForSealed, openSealedFile } from "./sealed-file.ts";

/** Opens uploads, one after the other. */
export interface UpdateReader {
  /** Bytes that the largest update takes in the room of a sum. */
  readonly roomBytes: number;
  /**
   * Reads an upload into the room of a sum, which is overwritten, and checks it as far as its mode allows: what it gives
   * may be added. @param path of the whole upload. @throws StorageError
   */
  read(upload: SignedUpload, path: string, ring: RingSum): Promise<Result<UpdateParts, Refusal>>;
}

/**
 * Mode sealed: an update is opened with the attempt's key and inspected whole.
 * @param descriptor digest of the attempt's own descriptor, to which every update is sealed, also one made under a
 * former attempt's
 */
export function sealedReader(
  terms: UpdateTerms,
  descriptor: Digest,
  sealingKeys: SealingKeyPair,
  primitives: Primitives,
): UpdateReader {
  const block = blockForSealed();
  return {
    roomBytes: payloadBytes(terms.shape),
    async read({ client, digest, sizeBytes }, path, ring) {
      const file = { path, sizeBytes, digest, context: { descriptor, client } };
      const opened = await openSealedFile(file, sealingKeys, primitives, { payload: ring.room, block });
      return opened.ok ? inspectUpdate(terms, ring, opened.value.length) : opened;
    },
  };
}

/** Mode secure: of a masked vector only size and digest can be checked; the sum is checked once it is known. */
export function maskedReader(shape: UpdateShape, primitives: Primitives): UpdateReader {
  const coordinateBytes = shape.layout.size * packedBytes(shape.profile);
  const words = metaWords(shape.classes);
  return {
    roomBytes: coordinateBytes + 4 * words,
    async read(upload, path, { room }) {
      const read = await readMaskedFile({ ...upload, path }, primitives, room);
      if (!read.ok) return read;
      const view = new DataView(room.buffer, room.byteOffset + coordinateBytes, 4 * words);
      const meta = Uint32Array.from({ length: words }, (_, i) => view.getUint32(4 * i, true));
      return ok({ coordinatesAt: 0, meta });
    },
  };
}
