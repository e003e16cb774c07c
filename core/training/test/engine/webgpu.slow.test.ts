import { execFile } from "node:child_process";
import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { network, requires, temporaryFolder } from "@tributary/test-support";
import type { Need } from "@tributary/test-support";
import { expect } from "chai";

const execute = promisify(execFile);
const program = fileURLToPath(new URL("./webgpu-run.js", import.meta.url));

/** The software Vulkan driver that comes with Debian's Chromium. The value is the path of its description. */
const softwareVulkan: Need<string> = {
  name: "chromium",
  find: async () => {
    const path = "/usr/lib/chromium/vk_swiftshader_icd.json";
    try {
      await access(path);
      return { found: true, value: path };
    } catch {
      return { found: false, missing: `there is no ${path} (Debian's chromium and libvulkan1 bring it)` };
    }
  },
};

describe("WebGPU in Node, on a software adapter", function () {
  this.timeout(300_000);
  const vulkan = requires(softwareVulkan);
  const npm = requires(network);
  const folder = temporaryFolder();

  it("is passed over for wasm unasked, computes as Python does when asked for, and lets Node exit", async () => {
    const cwd = folder();
    await writeFile(
      join(cwd, "package.json"),
      JSON.stringify({ name: "webgpu-here", version: "1.0.0", private: true }),
    );
    const packages = [
      "webgpu@0.6.2",
      "@tensorflow/tfjs-backend-webgpu@4.22.0",
      "@tensorflow/tfjs-core@4.22.0",
    ];
    await execute(npm(), ["install", "--ignore-scripts", ...packages], { cwd });
    const { stdout } = await execute(process.execPath, [program, cwd], {
      cwd,
      env: { ...process.env, VK_ICD_FILENAMES: vulkan() },
    });
    expect(stdout).to.match(/engine webgpu: not taken, its only adapter is software .*swiftshader/);
    expect(stdout).to.match(/engine wasm: taken/);
    expect(stdout).to.match(/engine webgpu: taken, TF\.js 4\.22\.0 on WebGPU .*swiftshader/);
    const parities = [...stdout.matchAll(/^parity (.*)$/gm)].map(
      ([, line = ""]) =>
        JSON.parse(line) as Record<"family" | "method" | "logits" | "loss" | "gradient", unknown>,
    );
    expect(parities.map(({ family, method }) => `${String(family)} ${String(method)}`)).to.deep.equal([
      "bert full",
      "bert lora",
      "gpt2 full",
      "gpt2 lora",
    ]);
    for (const { logits, loss, gradient } of parities) {
      expect(logits).to.be.below(1e-4);
      expect(loss).to.be.below(1e-4);
      expect(gradient).to.be.below(1e-3);
    }
  });
});
