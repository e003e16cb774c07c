// What the documentation shows is run here, as it is written, from the checkout.
import { readFile, symlink } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { repositoryRoot, startProcesses, temporaryFolder } from "@tributary/test-support";

import { runsByTheBook } from "./by-the-book.ts";
import { blocks, clientCommand, coordinatorCommand, page } from "./pages.ts";

describe("the documentation", () => {
  const folder = temporaryFolder();
  const start = startProcesses();

  it("runs a federation by the README's plan, commands and program", async function () {
    this.timeout(180_000);
    await symlink(join(repositoryRoot, "node_modules"), join(folder(), "node_modules"));
    await runsByTheBook(start, folder(), {
      coordinator: coordinatorCommand,
      client: clientCommand,
    });
  });

  it("shows the examples that are tested", async () => {
    const embedding = await page("docs/embedding.md");
    expect(blocks(embedding, "ts")).to.include(await page("client-node/test/examples/own-trainer.ts"));
    expect(blocks(embedding, "js")).to.include(
      await page("coordinator/test/strategy/fixtures/fedadagrad.js"),
    );
  });

  it("names only files that exist", async () => {
    const pages = [
      "operating",
      "aggregation",
      "embedding",
      "protocol",
      "threat-model",
      "text",
      "fine-tuning",
      "layers-models",
    ].map((name) => `docs/${name}.md`);
    for (const name of ["README.md", ...pages]) {
      const text = await page(name);
      for (const [, target = ""] of text.matchAll(/\]\(([^)#:]+)\)/g)) {
        const path = join(repositoryRoot, name, "..", target);
        expect(
          await readFile(path).then(
            () => "there",
            (error: { code?: string }) => error.code,
          ),
          `${name}: ${target}`,
        ).to.be.oneOf(["there", "EISDIR"]);
      }
    }
  });
});
