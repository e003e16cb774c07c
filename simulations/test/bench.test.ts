import { join } from "node:path";

import { expect } from "chai";

import { repositoryRoot, startProcesses } from "@tributary/test-support";

describe("npm run bench", () => {
  const start = startProcesses();

  async function bench(...args: readonly string[]) {
    const child = start(join(repositoryRoot, "simulations/dist/bench/main.js"), args);
    const { code } = await child.ended;
    return { code, out: child.lines.stdout, errors: child.lines.stderr };
  }

  it("explains itself", async () => {
    const { code, out } = await bench("--help");
    expect(code).to.equal(0);
    expect(out[0]).to.match(/^Usage: npm run bench/);
  });

  for (const args of [["--nope"], ["stray"], ["--only", "nothing"]]) {
    it(`ends with status 2 and one sentence for: ${args.join(" ")}`, async () => {
      const { code, out, errors } = await bench(...args);
      expect({ code, out }).to.deep.equal({ code: 2, out: [] });
      expect(errors).to.have.length(2);
      expect(errors[0]).to.include(args.at(-1));
      expect(errors[1]).to.equal("Try: npm run bench -- --help");
    });
  }
});
