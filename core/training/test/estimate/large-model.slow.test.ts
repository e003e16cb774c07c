import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { expect } from "chai";

import type { Told } from "./large-model.ts";

const run = promisify(execFile);

describe("a GPT-2 of 124 million parameters", function () {
  this.timeout(600_000);

  it("trains with LoRA on 128 tokens at a time on wasm, in a process of less than 2 GiB, as was estimated", async () => {
    const program = fileURLToPath(new URL("large-model.js", import.meta.url));
    const { stdout } = await run(process.execPath, [program], { maxBuffer: 2 ** 20 });
    const { maxRssBytes, losses, change, estimate } = JSON.parse(stdout) as Told;
    expect(losses.length).to.be.greaterThan(1);
    // It knows nothing: all 50,257 tokens are about alike to it.
    for (const loss of losses) expect(loss).to.be.closeTo(Math.log(50_257), 1);
    expect(change).to.be.greaterThan(0);
    expect(maxRssBytes).to.be.lessThan(2 * 2 ** 30);
    if (estimate === undefined) throw new Error("there was no estimate");
    expect(estimate.baseBytes).to.equal(4 * 124_439_808);
    // Beside it the process has Node, TF.js and, while it uploads, the base once more.
    expect(maxRssBytes / estimate.peakBytes).to.be.within(0.67, 2);
  });
});
