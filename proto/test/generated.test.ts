import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { temporaryFolder } from "@tributary/test-support";

const checkedIn = fileURLToPath(new URL("../../src/gen", import.meta.url));
// A script and not part of the build: it is found at run time, where it lies in the sources.
const generator = new URL("../../scripts/generate.mjs", import.meta.url).href;

describe("the generated types", function () {
  this.timeout(30_000);
  const folder = temporaryFolder();

  it("are what the generator makes of the .proto files today", async () => {
    const { generate } = (await import(generator)) as { generate: (folder: string) => Promise<void> };
    await generate(folder());
    const fresh = await filesOf(folder());
    const present = await filesOf(checkedIn);
    expect([...present.keys()]).to.deep.equal([...fresh.keys()]);
    for (const [path, text] of fresh) {
      expect(present.get(path), `proto/src/gen/${path} is stale: npm run generate -w proto`).to.equal(text);
    }
  });
});

/** Relative path -> text, in the order of the paths. */
async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = new Map<string, string>();
  for (const path of paths.toSorted()) files.set(path.slice(folder.length + 1), await readFile(path, "utf8"));
  return files;
}
