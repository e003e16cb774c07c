// Makes model/base.safetensors again: `node examples/digits/dist/src/pretrain.js [FILE]`, after `npm run build`.
// On the wasm engine the file comes out bit for bit the same.
import { writeFile } from "node:fs/promises";

import { sha256Digest } from "@tributary/core/tensor";
import { chooseEngine } from "@tributary/training";

import { baseFile, planFile } from "./files.ts";
import { pretrain } from "./pretraining.ts";
import { readPlan } from "./read-plan.ts";

const path = process.argv[2] ?? baseFile;
const { engine } = await chooseEngine({ requested: "wasm" });
const bytes = await pretrain(engine, await readPlan(planFile), (epoch) => console.log(`epoch ${epoch} done`));
await writeFile(path, bytes);
console.log(`${path}: ${bytes.length} bytes, sha256 ${sha256Digest(bytes)}`);
await engine.dispose();
