import { entriesFrom } from "@tributary/core/data";
import type { DataFiles } from "@tributary/core/data";
import { UserError } from "@tributary/core/support";

import type { PlacedFile } from "../../session.ts";
import { decodeImage } from "./decode-image.ts";

/** What several files are called that were not chosen as one folder. */
const together = "your files";

/** Files that a person chose, as a folder tree; `root` is what was chosen. @throws UserError if nothing was */
export function webFiles(files: readonly PlacedFile[]): { readonly tree: DataFiles; readonly root: string } {
  const root = rootOf(files);
  const byPath = new Map<string, File>();
  for (const { path, file } of files) {
    const plain = path.replace(/^\/+/, "");
    byPath.set(plain === root || plain.startsWith(`${root}/`) ? plain : `${root}/${plain}`, file);
  }
  const fileAt = (path: string): File => {
    const file = byPath.get(path);
    if (file === undefined) throw new UserError(`${path} is not among the files that were chosen.`);
    return file;
  };

  async function readBytes(path: string): Promise<Uint8Array> {
    try {
      return new Uint8Array(await fileAt(path).arrayBuffer());
    } catch (error) {
      if (error instanceof UserError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new UserError(
        `${path} cannot be read (${why}); it may have been moved or changed since it was chosen. Choose it again.`,
        { cause: error },
      );
    }
  }

  const tree: DataFiles = {
    isFolder: async (path) => !byPath.has(path),
    async entriesOf(folder) {
      const names = new Map<string, boolean>();
      for (const path of byPath.keys()) {
        if (!path.startsWith(`${folder}/`)) continue;
        const [name = "", ...deeper] = path.slice(folder.length + 1).split("/");
        names.set(name, deeper.length > 0);
      }
      return entriesFrom(Array.from(names, ([name, isFolder]) => ({ name, isFolder })));
    },
    readBytes,
    readImage: async (path) => decodeImage(path, new Blob([Uint8Array.from(await readBytes(path))])),
    join: (folder, name) => (folder === "" ? name : name === "" ? folder : `${folder}/${name}`),
  };
  return { tree, root };
}

/** A file that was chosen alone, or the folder that all of them lie in. */
function rootOf(files: readonly PlacedFile[]): string {
  const paths = files.map(({ path }) => path.replace(/^\/+/, ""));
  const [first] = paths;
  if (first === undefined) throw new UserError("No file was chosen.");
  const [top = "", ...below] = first.split("/");
  if (paths.length === 1 && below.length === 0) return first;
  const isShared = below.length > 0 && paths.every((path) => path.startsWith(`${top}/`));
  return isShared ? top : together;
}
