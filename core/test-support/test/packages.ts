// The packages that a user installs, as their package.json files describe them.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { repositoryRoot } from "../src/index.ts";

const run = promisify(execFile);

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly type?: string;
  readonly engines?: { readonly node?: string };
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  /** A text alone is a file that is no module. */
  readonly exports?: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Workspace {
  /** Relative to the checkout. */
  readonly folder: string;
  readonly manifest: Manifest;
}

export interface Tarball {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Every workspace whose package is not private. */
export async function installableWorkspaces(): Promise<readonly Workspace[]> {
  const { workspaces } = await readJson<{ readonly workspaces: readonly string[] }>("package.json");
  const all = await Promise.all(
    workspaces.map(async (folder) => ({
      folder,
      manifest: await readJson<Manifest>(`${folder}/package.json`),
    })),
  );
  return all.filter(({ manifest }) => manifest.private !== true);
}

/** `npm pack` for these workspaces; nothing is written with `--dry-run` among `args`. */
export async function pack(
  workspaces: readonly Workspace[],
  args: readonly string[],
): Promise<readonly Tarball[]> {
  // By name: given a folder, npm would take the workspaces inside it as well.
  const chosen = workspaces.flatMap(({ manifest }) => ["--workspace", manifest.name]);
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", ...args, ...chosen], {
    cwd: repositoryRoot,
    maxBuffer: 2 ** 26,
  });
  // npm 10 prints a list, npm 11 may print a map from name to tarball.
  const printed = JSON.parse(stdout) as readonly Tarball[] | Readonly<Record<string, Tarball>>;
  return Object.values(printed);
}

/** What a user may import, with the file behind it, without files that are no modules: `./*` stands for every folder that has an index. */
export function publicEntries(
  { name, exports = {} }: Manifest,
  files: readonly string[],
): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const [subpath, exported] of Object.entries(exports)) {
    if (typeof exported === "string") continue;
    const { default: target } = exported;
    const specifier = name + subpath.slice(1);
    const file = target.replace(/^\.\//, "");
    const [before = "", after] = file.split("*");
    if (after === undefined) entries.set(specifier, file);
    else
      for (const path of files) {
        const middle = path.slice(before.length, path.length - after.length);
        if (path === before + middle + after && !middle.includes("/"))
          entries.set(specifier.replace("*", middle), path);
      }
  }
  return entries;
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(join(repositoryRoot, path), "utf8")) as T;
}
