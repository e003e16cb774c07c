import { closeSync, fstatSync, openSync, readSync } from "node:fs";

import { JournalDamaged } from "./journal.ts";

// LMDB maps its file and trusts what it finds there: a file that is no longer LMDB's ends the process (SIGSEGV, SIGBUS)
// instead of being refused. So the two meta pages are looked at before it is opened. The layout is that of MDB_page and
// MDB_meta in lmdb.h and mdb.c of lmdb-js 3.5, data version 2, little endian.

const magicAt = 24;
const magic = 0xbeefc0de;
const versionAt = 28;
const version = 2;
const pageSizeAt = 48;
/** Of the list of free pages and of the directory of databases. */
const rootsAt = [88, 136] as const;
const noRoot = 2n ** 64n - 1n;
const metaBytes = 160;

/** A journal's file that LMDB may open. One that is empty, as a start that was cut off leaves it, counts as none. */
export function hasMetaPages(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    if (size === 0) return false;
    const first = metaAt(file, path, 0, size);
    const pageSize = first.readUInt32LE(pageSizeAt);
    if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0)
      throw damaged(path, `its first page says that pages have ${pageSize} bytes`);
    const metas = [first, metaAt(file, path, pageSize, size)];
    const roots = metas.flatMap((meta) => rootsAt.map((at) => meta.readBigUInt64LE(at)));
    for (const root of roots) {
      if (root !== noRoot && (root + 1n) * BigInt(pageSize) > BigInt(size))
        throw damaged(path, `it has ${size} bytes and refers to page ${root}`);
    }
    return true;
  } finally {
    closeSync(file);
  }
}

function metaAt(file: number, path: string, position: number, size: number): Buffer {
  const meta = Buffer.alloc(metaBytes);
  if (readSync(file, meta, 0, metaBytes, position) < metaBytes) throw damaged(path, `it has ${size} bytes`);
  if (meta.readUInt32LE(magicAt) !== magic || meta.readUInt32LE(versionAt) !== version)
    throw damaged(path, `there is no page of LMDB at byte ${position}`);
  return meta;
}

function damaged(path: string, what: string): JournalDamaged {
  return new JournalDamaged(
    1,
    `The journal ${path} is damaged or no journal: ${what}. Restore the data folder from a backup.`,
  );
}
