import type { Primitives, SealingKeyPair } from "@tributary/core/identity";
import type { RingSum, UpdateShape } from "@tributary/core/ring";
import { metaWords, payloadBytes } from "@tributary/core/ring";
import type { Refusal } from "@tributary/core/rounds";
import type { Digest, Result } from "@tributary/core/support";
import { ok } from "@tributary/core/support";

import type { DeltaTiles } from "../strategy/index.ts";
import type { SignedUpload } from "./attempt-sum.ts";
import { inspectUpdate } from "./inspection.ts";
import type { UpdateTerms } from "./inspection.ts";
import { addMaskedFile, blockBytes, checkMaskedFile } from "./masked-file.ts";
import { blockForSealed, openSealedFile } from "./sealed-file.ts";
import { sealedTiles } from "./sealed-tiles.ts";

/** An update that was checked as far as its mode allows, and may be added. */
export interface CheckedUpdate {
  readonly meta: Uint32Array;
  /**
   * Adds its coordinates to the sum in whose room it was checked, before the next one is. A sum to which it could not be
   * added whole is of no use. @param path of the upload. @throws StorageError
   */
  addTo(ring: RingSum, path: string): Promise<void>;
}

/** Checks uploads, one after the other. */
export interface UpdateReader {
  /** Bytes that it takes of the room of a sum. */
  readonly roomBytes: number;
  /** @param path of the whole upload. @throws StorageError */
  check(upload: SignedUpload, path: string, ring: RingSum): Promise<Result<CheckedUpdate, Refusal>>;
  /** The deltas of updates that were checked, where the mode shows them. */
  readonly deltas?: (updates: readonly StoredUpdate[]) => DeltaTiles;
}

/** An update that was checked, and where it lies. */
export interface StoredUpdate {
  readonly upload: SignedUpload;
  readonly path: string;
}

/**
 * Mode sealed: an update is opened with the attempt's key, into the room of the sum, and inspected whole.
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
  const fileOf = ({ client, digest, sizeBytes }: SignedUpload, path: string) => ({
    path,
    sizeBytes,
    digest,
    context: { descriptor, client },
  });
  return {
    roomBytes: payloadBytes(terms.shape),
    deltas: (updates) =>
      sealedTiles(
        terms,
        updates.map(({ upload, path }) => fileOf(upload, path)),
        sealingKeys,
        primitives,
      ),
    async check(upload, path, ring) {
      const file = fileOf(upload, path);
      const opened = await openSealedFile(file, sealingKeys, primitives, { payload: ring.room, block });
      if (!opened.ok) return opened;
      const parts = inspectUpdate(terms, ring, opened.value.length);
      if (!parts.ok) return parts;
      const { coordinatesAt, meta } = parts.value;
      return ok({ meta, addTo: async (sum) => sum.add(coordinatesAt) });
    },
  };
}

/** Mode secure: of a masked vector only size and digest can be checked; the sum is checked once it is known. */
export function maskedReader(
  { layout, profile, classes }: UpdateShape,
  primitives: Primitives,
): UpdateReader {
  const shape = { coordinates: layout.size, profile, metaWords: metaWords(classes) };
  return {
    roomBytes: blockBytes(shape),
    async check({ digest }, path, { room }) {
      const meta = await checkMaskedFile(path, digest, shape, room, primitives);
      return meta.ok ? ok({ meta: meta.value, addTo: (sum, at) => addMaskedFile(at, shape, sum) }) : meta;
    },
  };
}
