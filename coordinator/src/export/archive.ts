import { once } from "node:events";

import type { Cancellation } from "@tributary/core/support";
import { pack } from "tar-stream";
import type { Pack } from "tar-stream";

import type { ExportedFiles, FileContents } from "./trained-model.ts";

/**
 * A folder's files as one tar archive, piece by piece. A file's size stands before its contents, so each is made twice:
 * once to be measured, once to be sent.
 * @param files makes them anew
 */
export async function* tarOf(
  folder: string,
  files: () => ExportedFiles,
  signal: Cancellation,
): AsyncGenerator<Uint8Array, void, undefined> {
  const sizes = new Map([...files()].map(([name, contents]) => [name, sizeOf(contents)]));
  const archive = pack();
  const writing = write(archive, folder, files(), sizes).catch((error: unknown) =>
    archive.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    for await (const piece of archive) {
      if (signal.aborted) return;
      yield piece;
    }
  } finally {
    archive.destroy();
    await writing;
  }
}

async function write(
  archive: Pack,
  folder: string,
  files: ExportedFiles,
  sizes: ReadonlyMap<string, number>,
): Promise<void> {
  const closed = once(archive, "close");
  for (const [name, contents] of files) {
    const entry = archive.entry({ name: `${folder}/${name}`, size: sizes.get(name) ?? 0 });
    for (const piece of piecesOf(contents)) {
      if (entry.write(piece)) continue;
      await Promise.race([once(entry, "drain"), closed]);
      if (archive.destroyed) return;
    }
    const ended = once(entry, "finish");
    entry.end();
    await Promise.race([ended, closed]);
    if (archive.destroyed) return;
  }
  archive.finalize();
}

function piecesOf(contents: FileContents): Iterable<Uint8Array> {
  return typeof contents === "string" ? [Buffer.from(contents)] : contents;
}

function sizeOf(contents: FileContents): number {
  let bytes = 0;
  for (const piece of piecesOf(contents)) bytes += piece.length;
  return bytes;
}
