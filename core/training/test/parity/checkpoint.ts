import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { assetNames, matchTensors, nameTableOf, shardIndex } from "@tributary/core/checkpoint";
import { modelTensors } from "@tributary/core/model";
import type { FamilyPlan } from "@tributary/core/model";
import type { Result } from "@tributary/core/support";
import { decodeSafetensors, readHeader } from "@tributary/core/tensor";
import type { NamedArray, NamedArrays } from "@tributary/core/tensor";
import { repositoryRoot } from "@tributary/test-support";

// Folders of ../fixtures/checkpoints, which Python wrote. They are read here rather than by node-platform, which tests of this
// workspace may not import; what decides how they are read is core's.

const root = join(repositoryRoot, "core/training/test/fixtures/checkpoints");

/** A model folder: its texts, and its tensors as their bytes lie. */
export interface Checkpoint {
  readonly assets: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, { readonly dtype: string; readonly shape: readonly number[] }>;
  readonly files: readonly Uint8Array[];
}

/** @param path within the folder of fixtures, such as `bert/hub` */
export function openCheckpoint(path: string): Checkpoint {
  const folder = join(root, path);
  const index = join(folder, "model.safetensors.index.json");
  const names = existsSync(index)
    ? [...valueOf(shardIndex(readFileSync(index, "utf8"))).keys()]
    : ["model.safetensors"];
  const files = names.map((name) => readFileSync(join(folder, name)));
  const here = readdirSync(folder).filter((name) => assetNames.includes(name));
  return {
    assets: new Map(here.map((name) => [name, readFileSync(join(folder, name), "utf8")])),
    tensors: new Map(
      files.flatMap((bytes) => {
        const read = valueOf(readHeader(bytes));
        if (!read.complete) throw new Error("the file ends within its header");
        return [...read.header.tensors];
      }),
    ),
    files,
  };
}

/** The plan's tensors by a folder's; a head that it does not have is taken from `head`. */
export function baseOf(
  plan: FamilyPlan,
  { tensors, files }: Checkpoint,
  head: NamedArrays = new Map(),
): NamedArrays {
  const { sources, fresh, unexpected } = valueOf(
    matchTensors(nameTableOf(plan.model), modelTensors(plan), tensors),
  );
  if (unexpected.length > 0) throw new Error(`nobody knows ${unexpected.join(", ")}`);
  const lacking = fresh.filter(({ name }) => !head.has(name));
  if (lacking.length > 0) throw new Error(`fresh: ${lacking.map(({ name }) => name).join(", ")}`);
  const wanted = new Set(sources.values());
  const read = new Map(
    files.flatMap((bytes) => [
      ...valueOf(decodeSafetensors(bytes, undefined, (name) => wanted.has(name))).arrays,
    ]),
  );
  return new Map(
    modelTensors(plan).map(({ name }) => {
      const source = sources.get(name);
      return [name, arrayOf(source === undefined ? head : read, source ?? name)];
    }),
  );
}

/** What Python computed for a family (expected.safetensors). */
export function expectedOf(family: string): NamedArrays {
  const bytes = readFileSync(join(root, family, "expected.safetensors"));
  return valueOf(decodeSafetensors(bytes)).arrays;
}

/** The arrays whose names begin with `prefix`, by what follows it. */
export function under(prefix: string, arrays: NamedArrays): NamedArrays {
  return new Map(
    [...arrays].flatMap(([name, array]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), array]] : [],
    ),
  );
}

export function arrayOf(arrays: NamedArrays, name: string): NamedArray {
  const array = arrays.get(name);
  if (array === undefined) throw new Error(`the fixture has no ${name}`);
  return array;
}

export function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
