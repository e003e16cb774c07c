import type { Digest } from "@tributary/core/support";
import type { BlobFolder } from "@tributary/node-platform";

/** A blob that the journal names is gone, or is not what the journal says. Trying again does not help. */
export class UnusableBlob extends Error {
  override readonly name = "UnusableBlob";

  /** @param what completes "The ... <path>"; @param fault completes "it ..." */
  constructor(what: string, blobs: Pick<BlobFolder, "path">, digest: Digest, fault = "is missing") {
    super(`The ${what} ${blobs.path(digest)} ${fault}; restore the data folder from a backup.`);
  }
}
