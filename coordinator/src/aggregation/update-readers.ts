import type { Primitives, SealingKeyPair } from "@tributary/core/identity";
import type { UpdateParts, UpdateShape } from "@tributary/core/ring";
import { metaWords, packedBytes, payloadBytes } from "@tributary/core/ring";
import type { Refusal } from "@tributary/core/rounds";
import type { Digest, Result } from "@tributary/core/support";
import { ok } from "@tributary/core/support";

import type { SignedUpload } from "./attempt-sum.ts";
import { inspectUpdate } from "./inspection.ts";
import type { UpdateTerms } from "./inspection.ts";
import { readMaskedFile } from "./masked-file.ts";
import { openSealedFile, scratchFor } from "./sealed-file.ts";
import type { Scratch } from "./sealed-file.ts";

/** An update that was checked as far as its mode allows, and may be added. Its bytes are lent until the next one is read. */
export interface OpenedUpdate {
  readonly payload: Uint8Array;
  readonly parts: UpdateParts;
}

/** Opens uploads, one after the other. */
export interface UpdateReader {
  /** @param path of the whole upload. @throws StorageError */
  read(upload: SignedUpload, path: string): Promise<Result<OpenedUpdate, Refusal>>;
  /** Gives back the memory that reading takes. */
  release(): void;
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
  let scratch: Scratch | undefined;
  return {
    async read({ client, digest, sizeBytes }, path) {
      scratch ??= scratchFor(alignedRoom(terms));
      const file = { path, sizeBytes, digest, context: { descriptor, client } };
      const opened = await openSealedFile(file, sealingKeys, primitives, scratch);
      if (!opened.ok) return opened;
      const payload = opened.value;
      const parts = inspectUpdate(terms, payload);
      return parts.ok ? ok({ payload, parts: parts.value }) : parts;
    },
    release() {
      scratch = undefined;
    },
  };
}

/** Room for one payload, placed so that its coordinates begin at a whole word: the loops over them are faster then. */
function alignedRoom({ shape }: UpdateTerms): Uint8Array {
  const size = payloadBytes(shape);
  const tail = shape.layout.size * packedBytes(shape.profile) + 4 * metaWords(shape.classes);
  const shift = -(size - tail) & 3;
  return new Uint8Array(size + shift).subarray(shift);
}

/** Mode secure: of a masked vector only size and digest can be checked; the sum is checked once it is known. */
export function maskedReader(shape: UpdateShape, primitives: Primitives): UpdateReader {
  let room: Uint8Array | undefined;
  const coordinateBytes = shape.layout.size * packedBytes(shape.profile);
  const words = metaWords(shape.classes);
  return {
    async read(upload, path) {
      room ??= new Uint8Array(coordinateBytes + 4 * words);
      const read = await readMaskedFile({ ...upload, path }, primitives, room);
      if (!read.ok) return read;
      const payload = read.value;
      const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
      const meta = Uint32Array.from({ length: words }, (_, i) =>
        view.getUint32(coordinateBytes + 4 * i, true),
      );
      return ok({ payload, parts: { coordinatesAt: 0, meta } });
    },
    release() {
      room = undefined;
    },
  };
}
