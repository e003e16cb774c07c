// Writes proto/src/gen from proto/tributary/v1/*.proto. The generator's options are the loader's
// (src/load.ts): a type that disagrees with what the loader hands out would be a lie.
//
// `Buffer` becomes `Uint8Array` in the output, because the same types serve the browser and core, which
// know no Buffer; a Buffer is a Uint8Array, so nothing is lost.
//
// gen/codec is the browser's codec: the loader compiles its own with Function(), which a strict Content-Security-Policy
// forbids.
import { execFile } from "node:child_process";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import protobuf from "protobufjs";
import pbjs from "protobufjs-cli/pbjs.js";

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
  await mkdir(join(outDir, "codec"));
  for (const service of ["Federation", "Administration"]) {
    const file = service.toLowerCase();
    await writeFile(
      join(outDir, "codec", `${file}.ts`),
      await codecOf(service, `tributary/v1/${file}.proto`),
    );
  }
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

/** Encoders and decoders of a service's messages, and which messages each of its methods has. */
async function codecOf(service, file) {
  const options = "--no-create --no-verify --no-delimited --no-typeurl --no-service --no-comments".split(" ");
  const target = [
    "--target",
    "static-module",
    "--wrap",
    "es6",
    "--root",
    `tributary-${service.toLowerCase()}`,
  ];
  const code = await promisify(pbjs.main)([...target, ...options, "--path", root, file]);
  // Messages come as the types say, so that nothing needs converting before it is encoded, and none is printed as JSON.
  const kept = code
    .replaceAll(/^ {12}\w+\.(?:fromObject|prototype\.toJSON) = function.*?^ {12}\};\n\n?/gms, "")
    .replace(/^\/\*eslint-disable.*\n/, "")
    // Without an extension Node does not find it, and the names that it exports are not for a static import to see.
    .replace(
      'import * as $protobuf from "protobufjs/minimal";',
      'import $protobuf from "protobufjs/minimal.js";',
    )
    .replace("export const tributary", "const tributary")
    .replace(/^export \{.*\n/m, "");
  const { methods } = await definitionOf(service, file);
  const table = Object.values(methods).map(
    ({ name, requestType, responseType }) =>
      `    ${name}: { request: $root.tributary.v1.${requestType}, response: $root.tributary.v1.${responseType} },\n`,
  );
  return [
    "// @ts-nocheck\n",
    `// Made from ${file} by pbjs.\n`,
    'import type { MethodMessages } from "../../codec/message-codec.ts";\n',
    kept.trimEnd(),
    "\n\nexport const messagesOf: Readonly<Record<string, MethodMessages>> = {\n",
    ...table,
    "};\n",
  ].join("");
}

async function definitionOf(service, file) {
  const definitions = new protobuf.Root();
  definitions.resolvePath = (_origin, target) => join(root, target);
  await definitions.load(file);
  return definitions.lookupService(`tributary.v1.${service}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generate(join(root, "src/gen"));
