import type { Raster } from "../records/index.ts";
import { UserError, fromUtf8 } from "../support/index.ts";

/** What is in a folder, each by its name and in the order of names. */
export interface Entries {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** Files and folders by paths, as a platform has them. All reject with a UserError that names what cannot be read. */
export interface DataFiles {
  isFolder(path: string): Promise<boolean>;
  /** See entriesFrom. */
  entriesOf(folder: string): Promise<Entries>;
  readBytes(path: string): Promise<Uint8Array>;
  readImage(path: string): Promise<Raster>;
  join(folder: string, name: string): string;
}

/** What systems put into folders of their own accord. */
const notOurs: ReadonlySet<string> = new Set(["Thumbs.db", "desktop.ini", "__MACOSX"]);

/** Entries in the order of their names, so that the same files give the same examples everywhere; hidden ones are left out. */
export function entriesFrom(
  entries: readonly { readonly name: string; readonly isFolder: boolean }[],
): Entries {
  const own = entries
    .filter(({ name }) => !name.startsWith(".") && !notOurs.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    files: own.filter(({ isFolder }) => !isFolder).map(({ name }) => name),
    folders: own.filter(({ isFolder }) => isFolder).map(({ name }) => name),
  };
}

/** The ending of a file's name, in lower case; empty if it has none. */
export function endingOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1).toLowerCase();
}

/** The text of a file that must be UTF-8, without its byte order mark. @throws UserError naming the line at fault */
export function textOf(path: string, bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes).replace(/^\uFEFF/, "");
  } catch {
    // Where it goes wrong is what a person wants to know, and what the decoder does not say.
    throw new UserError(
      `${path}:${firstBadLine(bytes)}: the text is not UTF-8; save the file with that encoding.`,
    );
  }
}

function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found + 1;
    try {
      fromUtf8(bytes.subarray(start, end));
    } catch {
      // This is the line.
      return line;
    }
    start = end;
  }
  return line;
}
