// Bundles what a coordinator serves (dist/pages: its pages and /client/v1.js) and what a web developer imports
// (dist/bundle: one module, one Worker, and the pieces that it loads when it needs them). Does nothing when the bundles
// are of these sources: what went in is hashed, and the hash is kept beside what came out.
import { createHash } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

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

/** What both bundles have in common. */
const shared = {
  logLevel: "warn",
  // Where a bundle is served from is not known here: what it loads lies beside it.
  base: "./",
};

const target = {
  emptyOutDir: true,
  target: "es2022",
  assetsInlineLimit: 0,
  // Preloading writes into the document, and a Worker has none.
  modulePreload: false,
  // Sizes are reported in full.
  chunkSizeWarningLimit: 10_000,
};

/**
 * The module with the fixed name starts the Worker that was built with it: in its code the Worker's plain name is replaced
 * by the one that holds its hash, so that no other release's is taken from a cache.
 */
const workerByHash = {
  name: "worker-by-hash",
  generateBundle(_options, bundle) {
    const outputs = Object.values(bundle);
    const named = (name) =>
      outputs.find((output) => output.type === "chunk" && output.isEntry && output.name === name);
    const [hosted, worker] = [named("hosted"), named("worker")];
    const plain = /(["'`])\.\/worker\.js\1/;
    if (!plain.test(hosted.code)) throw new Error("hosted.ts no longer names the Worker's script");
    hosted.code = hosted.code.replace(plain, JSON.stringify(`../${worker.fileName}`));
  },
};

async function buildPages() {
  await build({
    ...shared,
    root: join(workspace, "pages"),
    plugins: [workerByHash],
    // A page may be served from any path; scripts find what they load beside themselves.
    experimental: {
      renderBuiltUrl: (file, { hostType }) => (hostType === "html" ? `/${file}` : { relative: true }),
    },
    build: {
      ...target,
      outDir: join(workspace, "dist/pages"),
      rolldownOptions: {
        input: {
          index: join(workspace, "pages/index.html"),
          join: join(workspace, "pages/join.html"),
          hosted: join(workspace, "src/hosted.ts"),
          worker: join(workspace, "src/worker/main.ts"),
        },
        preserveEntrySignatures: "exports-only",
        output: {
          entryFileNames: ({ name }) => (name === "hosted" ? "client/v1.js" : "assets/[name]-[hash].js"),
          chunkFileNames: "assets/[name]-[hash].js",
          assetFileNames: "assets/[name]-[hash][extname]",
        },
      },
    },
  });
}

async function buildBundle() {
  await build({
    ...shared,
    root: join(workspace, "src"),
    build: {
      ...target,
      outDir: join(workspace, "dist/bundle"),
      rolldownOptions: {
        input: { tributary: join(workspace, "src/index.ts"), worker: join(workspace, "src/worker/main.ts") },
        preserveEntrySignatures: "exports-only",
        output: {
          entryFileNames: "[name].js",
          chunkFileNames: "[name]-[hash].js",
          assetFileNames: "[name]-[hash][extname]",
        },
      },
    },
  });
}

/** One line for each file, the largest first: what a visitor downloads, as it is and compressed. */
async function report(folder) {
  const sizes = [];
  for (const file of await filesOf(join(workspace, folder))) {
    if (!/\.(?:js|wasm)$/.test(file)) continue;
    const bytes = await readFile(file);
    const name = file.slice(join(workspace, folder).length + 1);
    sizes.push({ name, plain: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length });
  }
  const kilobytes = (count) => `${(count / 1000).toFixed(1)} kB`.padStart(11);
  for (const { name, plain, gzipped } of sizes.sort((a, b) => b.plain - a.plain)) {
    console.log(`${folder}/${name.padEnd(44)}${kilobytes(plain)}, gzipped${kilobytes(gzipped)}`);
  }
}

const wanted = await hashOfSources();
if ((await readFile(stamp, "utf8").catch(() => "")) !== wanted) {
  await buildPages();
  await buildBundle();
  await report("dist/bundle");
  await writeFile(stamp, wanted);
}
