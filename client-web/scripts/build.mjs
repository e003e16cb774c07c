// Bundles the pages that a coordinator serves (dist/pages). Does nothing when the bundle is that of these sources: what
// went in is hashed, and the hash is kept beside what came out.
import { createHash } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "vite";

const workspace = join(dirname(fileURLToPath(import.meta.url)), "..");
const stamp = join(workspace, "dist/built-from");

/** Folders and files of this repository that a bundle is made of; packages of others are in the lock file. */
const sources = [
  "src",
  "pages",
  "scripts",
  "package.json",
  "../package-lock.json",
  "../proto/dist/src",
  "../core/dist/src",
  "../core/training/dist/src",
];

async function filesOf(path) {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch((error) => {
    if (error.code === "ENOTDIR") return undefined;
    throw error;
  });
  if (entries === undefined) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function hashOfSources() {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of await filesOf(join(workspace, source))) {
      hash.update(file.slice(workspace.length)).update(await readFile(file));
    }
  }
  return hash.digest("hex");
}

const wanted = await hashOfSources();
if ((await readFile(stamp, "utf8").catch(() => "")) !== wanted) {
  await build({
    root: join(workspace, "pages"),
    logLevel: "warn",
    build: {
      outDir: join(workspace, "dist/pages"),
      emptyOutDir: true,
      target: "es2022",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: ["index.html", "join.html"].map((page) => join(workspace, "pages", page)) },
    },
  });
  await writeFile(stamp, wanted);
}
