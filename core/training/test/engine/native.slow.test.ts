import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, mkdir, readdir, realpath, rename, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { compiler, network, python, requires, temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";
import { createTrainer } from "../../src/index.ts";
import { startEngine } from "../kit.ts";
import { trainingRound } from "./training-round.ts";
import type { TrainingRound } from "./training-round.ts";

const execute = promisify(execFile);
const program = fileURLToPath(new URL("./native-run.js", import.meta.url));

interface NativeRun extends TrainingRound {
  readonly engine: string;
  readonly description: string;
  readonly gradientError: number;
}

describe("tfjs-node-gpu, built against TensorFlow's own library from PyPI", function () {
  this.timeout(1_200_000);
  requires(compiler);
  const npm = requires(network);
  const pip = requires(python("pip"));
  const folder = temporaryFolder();

  const run = async (file: string, args: readonly string[], cwd = folder()): Promise<string> =>
    (await execute(file, args, { cwd, maxBuffer: 64 * 1024 * 1024 })).stdout;

  /**
   * Its install script downloads a library of 2022 from a host of its own, and the addon from another; this takes the same two
   * from the package registries instead: the C library out of the wheel of tensorflow-cpu, and the addon compiled.
   */
  async function build(): Promise<void> {
    await writeFile(
      join(folder(), "package.json"),
      JSON.stringify({ name: "native", version: "1.0.0", private: true }),
    );
    await run(npm(), ["install", "--ignore-scripts", "@tensorflow/tfjs-node-gpu@4.22.0"]);
    const wheelOptions = ["--no-deps", "--only-binary", ":all:", "--dest", "wheel"];
    await run(pip(), ["-m", "pip", "download", ...wheelOptions, "tensorflow-cpu==2.21.0"]);
    const [wheel = ""] = await readdir(join(folder(), "wheel"));
    await run(pip(), ["-m", "zipfile", "--extract", join("wheel", wheel), "unpacked"]);

    const tensorflow = join(folder(), "unpacked/tensorflow");
    const addon = join(folder(), "node_modules/@tensorflow/tfjs-node-gpu");
    const library = join(addon, "deps/lib");
    await mkdir(library, { recursive: true });
    await rename(join(tensorflow, "include"), join(addon, "deps/include"));
    for (const [file, link] of [
      ["libtensorflow_cc.so.2", "libtensorflow.so"],
      ["libtensorflow_framework.so.2", "libtensorflow_framework.so"],
    ] as const) {
      await rename(join(tensorflow, file), join(library, file));
      await symlink(file, join(library, link));
    }

    const nodeGyp = join(dirname(await realpath(npm())), "../node_modules/node-gyp/bin/node-gyp.js");
    const binary = join(addon, "lib/napi-v8");
    const variables = ["--napi_version=8", "--napi_build_version=8", "--module_name=tfjs_binding"];
    const paths = [
      `--module_path=${binary}`,
      `--module=${join(binary, "tfjs_binding.node")}`,
      ...(await ownHeaders()),
    ];
    await run(process.execPath, [nodeGyp, "rebuild", ...variables, ...paths], addon);
  }

  it("passes the self-test, has the cpu backend's gradients and trains as wasm does", async () => {
    await build();
    const native = JSON.parse(await run(process.execPath, [program, folder()])) as NativeRun;
    // No GPU can be in use: this library is TensorFlow's for CPUs.
    expect(native.engine).to.equal("tfjs-node");
    expect(native.description).to.equal("TensorFlow 2.21.0 on the CPU");
    expect(native.gradientError).to.be.lessThan(1e-5);

    const engine = await startEngine("wasm");
    const trainer = createTrainer({ engine });
    const { delta } = await trainingRound(trainer);
    await trainer.dispose();
    await engine.dispose();
    expect(native.delta.length).to.equal(delta.length);
    const largest = Math.max(...delta.map(Math.abs));
    expect(largest).to.be.greaterThan(0);
    const apart = Math.max(...delta.map((value, i) => Math.abs(value - (native.delta[i] ?? NaN))));
    expect(apart / largest).to.be.lessThan(0.05);
  });
});

/** The headers that come with this Node, where they do; elsewhere node-gyp downloads them. */
async function ownHeaders(): Promise<readonly string[]> {
  const root = join(dirname(process.execPath), "..");
  try {
    await access(join(root, "include/node/node_api.h"), constants.R_OK);
    return [`--nodedir=${root}`];
  } catch {
    return [];
  }
}
