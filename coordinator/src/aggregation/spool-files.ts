import { open } from "node:fs/promises";

import { storageError } from "@tributary/node-platform";

/** A file that grows by what is written at its end. Operations reject with a StorageError. */
export interface SpoolFile {
  /** Size when it was opened. */
  readonly sizeBytes: number;
  append(bytes: Uint8Array): Promise<void>;
  /** On disk once it resolves. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file for writing, which is made if need be: a port, so that a test can fill the disk. */
export type OpenSpoolFile = (path: string) => Promise<SpoolFile>;

export const openSpoolFile: OpenSpoolFile = async (path) => {
  const guarded = async <Value>(doing: string, operation: () => Promise<Value>): Promise<Value> => {
    try {
      return await operation();
    } catch (error) {
      throw storageError(error, doing, path);
    }
  };
  return guarded("open", async () => {
    const file = await open(path, "a");
    const { size: sizeBytes } = await file.stat().catch(async (error: unknown) => {
      // Nobody else has the handle. The first failure is the one to tell.
      await file.close().catch(() => undefined);
      throw error;
    });
    return {
      sizeBytes,
      append: (bytes) =>
        guarded("write", async () => {
          for (let written = 0; written < bytes.length;) {
            written += (await file.write(bytes, written, bytes.length - written)).bytesWritten;
          }
        }),
      sync: () => guarded("sync", () => file.sync()),
      close: () => guarded("close", () => file.close()),
    };
  });
};
