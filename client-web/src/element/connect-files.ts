import type { PlacedFile, TaskDescription } from "../session.ts";
import { counted } from "./quantities.ts";
import type { Source } from "./view-state.ts";

/** What a picker's list holds; files of a folder come with their place in it. */
export function placedFiles(list: FileList): readonly PlacedFile[] {
  return Array.from(list, (file) => ({ path: withoutTop(file.webkitRelativePath) || file.name, file }));
}

/** What was dropped: files, and all files of folders. Must be called in the drop's own turn. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly PlacedFile[]> {
  const entries = Array.from(transfer.items).flatMap((item) => item.webkitGetAsEntry() ?? []);
  // What another page's code puts into a drop has no place in a file system.
  if (entries.length === 0) return placedFiles(transfer.files);
  const found = await Promise.all(entries.map((entry) => filesOf(entry, "")));
  const files = found.flat();
  const [only] = entries;
  // The dropped folder's own name says nothing: what lies in it are the labels.
  return entries.length === 1 && only?.isDirectory === true
    ? files.map(({ path, file }) => ({ path: withoutTop(path), file }))
    : files;
}

/** Files with the format that their first lines suggest. */
export async function fileSource(files: readonly PlacedFile[], task: TaskDescription): Promise<Source> {
  const visible = files.filter(({ path }) => !path.split("/").some((part) => part.startsWith(".")));
  const [first] = visible;
  const name = visible.length === 1 && first !== undefined ? first.path : counted(visible.length, "file");
  return { name, data: visible, format: first === undefined ? undefined : await formatOf(first.file, task) };
}

/** How the numbers of a table of pictures are scaled: up to 1, or up to 255. */
async function formatOf(file: File, { plan: { input } }: TaskDescription): Promise<Source["format"]> {
  if (input.kind !== "image" || !/\.(csv|tsv|jsonl)$/i.test(file.name)) return undefined;
  const { width, height, channels } = input;
  const head = await file.slice(0, 65_536).text();
  // The last line may be cut within a number, and the first may be names.
  const lines = head.split(/\r?\n/).slice(0, -1);
  const numbers = (lines.length > 0 ? lines : [head]).flatMap((line) =>
    line
      .split(/[,;\t[\]:{}\s]+/)
      .slice(0, -1)
      .map(Number),
  );
  const scale = numbers.some((value) => value > 1) ? 255 : 1;
  return { image: { width, height, channels, scale } };
}

function withoutTop(path: string): string {
  return path.slice(path.indexOf("/") + 1);
}

async function filesOf(entry: FileSystemEntry, folder: string): Promise<readonly PlacedFile[]> {
  const path = `${folder}${entry.name}`;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const found: PlacedFile[] = [];
  // A reader gives its entries in batches; an empty one is the end.
  for (;;) {
    const batch = await new Promise<readonly FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return found;
    for (const inner of batch) found.push(...(await filesOf(inner, `${path}/`)));
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
