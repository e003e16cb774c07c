// The surroundings that tests of this repository may ask for. Each is looked for once per asking suite.
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

import { repositoryRoot } from "./repository.ts";
import type { Found, Need } from "./requires.ts";

const run = promisify(execFile);

/**
 * A file of the shared data sets, such as `optdigits/train.csv`, looked for in the folder that
 * `TRIBUTARY_DATA` names, or else in `shared/data` beside the checkout. The value is its path.
 */
export function dataFile(relativePath: string): Need<string> {
  return {
    name: "data",
    find: async () => {
      const folder = process.env["TRIBUTARY_DATA"] ?? join(repositoryRoot, "../shared/data");
      const path = join(folder, relativePath);
      if (await readable(path)) return { found: true, value: path };
      return {
        found: false,
        missing: `there is no ${relativePath} in ${folder} (TRIBUTARY_DATA names another folder)`,
      };
    },
  };
}

/**
 * The encoder MiniLM-L6 in a folder as Hugging Face lays it out, which core/training/test/fixtures/checkpoints/minilm.py
 * makes. The value is its path.
 */
export const minilm: Need<string> = {
  name: "minilm",
  async find() {
    const folder = process.env["TRIBUTARY_MINILM"];
    if (folder !== undefined && (await readable(join(folder, "model.safetensors"))))
      return { found: true, value: folder };
    return { found: false, missing: "TRIBUTARY_MINILM names no folder with MiniLM-L6" };
  },
};

/** A Chromium or Chrome to drive. The value is its path. */
export const chromium: Need<string> = {
  name: "chromium",
  find: () => firstProgram(["chromium", "chromium-browser", "google-chrome"], "CHROME_PATH"),
};

/** A C++ compiler, make and Python: what node-gyp builds an addon with. The value is the compiler's path. */
export const compiler: Need<string> = {
  name: "compiler",
  find: async () => {
    for (const tool of ["make", "python3"]) {
      const found = await firstProgram([tool]);
      if (!found.found) return found;
    }
    return firstProgram(["c++", "g++", "clang++"], "CXX");
  },
};

/**
 * A Python that has these packages: the interpreter that `TRIBUTARY_PYTHON` or `PYTHON` names, or else python3. The
 * value is its path.
 */
export function python(...packages: readonly string[]): Need<string> {
  return {
    name: "python",
    find: async () => {
      const interpreter = await firstProgram(["python3"], "TRIBUTARY_PYTHON", "PYTHON");
      if (!interpreter.found) return interpreter;
      for (const name of packages) {
        // Looked for and not imported: that takes a large library many seconds.
        const found = `import importlib.util as u; exit(0 if u.find_spec("${name}") else 1)`;
        if (!(await succeeds(interpreter.value, ["-c", found])))
          return { found: false, missing: `${interpreter.value} has no package ${name}` };
      }
      return interpreter;
    },
  };
}

/** A package registry that answers npm. The value is the npm to call. */
export const network: Need<string> = {
  name: "network",
  find: async () => {
    const npm = await firstProgram(["npm"]);
    if (!npm.found) return npm;
    // One small document, asked for once, from the registry that npm is set up with.
    const answered = await succeeds(npm.value, [
      "view",
      "typescript",
      "version",
      "--fetch-retries=0",
      "--prefer-online",
    ]);
    return answered ? npm : { found: false, missing: "npm's registry did not answer" };
  },
};

/** The first of `names` on the PATH; programs that the variables name come before them. */
async function firstProgram(
  names: readonly string[],
  ...variables: readonly string[]
): Promise<Found<string>> {
  for (const variable of variables) {
    const chosen = process.env[variable];
    if (chosen !== undefined && (await readable(chosen, constants.X_OK)))
      return { found: true, value: chosen };
  }
  for (const name of names) {
    for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
      const path = join(folder, name);
      if (await readable(path, constants.X_OK)) return { found: true, value: path };
    }
  }
  return { found: false, missing: `there is no ${names.join(" or ")} on the PATH` };
}

async function readable(path: string, mode: number = constants.R_OK): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  );
}
