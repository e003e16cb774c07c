// Writes proto/src/gen from proto/tributary/v1/*.proto. The generator's options are the loader's
// (src/load.ts): a type that disagrees with what the loader hands out would be a lie.
//
// `Buffer` becomes `Uint8Array` in the output, because the same types serve the browser and core, which
// know no Buffer; a Buffer is a Uint8Array, so nothing is lost.
import { execFile } from "node:child_process";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const generator = join(
  dirname(createRequire(import.meta.url).resolve("@grpc/proto-loader/package.json")),
  "build/bin/proto-loader-gen-types.js",
);

/** Generates the types into `outDir`, replacing what is there. */
export async function generate(outDir) {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  await promisify(execFile)(process.execPath, [
    generator,
    "tributary/v1/common.proto",
    "tributary/v1/federation.proto",
    "tributary/v1/administration.proto",
    "--longs=Number",
    "--enums=String",
    "--defaults",
    "--oneofs",
    "--grpcLib=@grpc/grpc-js",
    "--importFileExtension=.ts",
    `--outDir=${outDir}`,
    `--includeDirs=${root}`,
    "--includeComments",
  ]);
  for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, "utf8");
    await writeFile(
      path,
      text
        .replaceAll("Buffer | Uint8Array | string", "Uint8Array")
        .replaceAll(/\bBuffer\b/g, "Uint8Array")
        .replaceAll(`${root}/`, "proto/"),
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generate(join(root, "src/gen"));
