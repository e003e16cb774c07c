// The samples of docs/embedding.md, as they are written there, but for the coordinator's address.
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { repositoryRoot } from "@tributary/test-support";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { build } from "vite";

import { startBrowser } from "./support/browser.ts";
import { pointsOf, surroundings } from "./support/federation.ts";
import { serveFolder } from "./support/serve-folder.ts";

const labels = ["left", "right"];
const task = {
  task: "points",
  title: "Left or right",
  base: "random",
  model: { family: "mlp" },
  labels,
  input: { kind: "features", size: 2 },
  tuning: { method: "full" },
  cohort: { goal: 3, minimum: 3, overSelection: 1 },
  rounds: { maximum: 1 },
  stopping: { patience: 0 },
};
const shownAddress = "https://coordinator.example:7070";

function csv(): { readonly name: string; readonly mimeType: string; readonly buffer: Buffer } {
  const { values, labels: own } = pointsOf(0);
  const rows = values.map((row, i) => [...row, labels[own[i] ?? 0]].join(","));
  return { name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from(`x,y,label\n${rows.join("\n")}\n`) };
}

describe("the samples of docs/embedding.md for browsers", function () {
  this.timeout(180_000);
  const open = startBrowser();
  const { folder, startCoordinator, startClient, unusedPort } = surroundings();
  const servers: Awaited<ReturnType<typeof serveFolder>>[] = [];
  afterEach("stop serving", () => Promise.all(servers.splice(0).map((server) => server.close())));

  /** The sample of a language within the section on tabs, with a real address. */
  async function sample(language: string, origin: string): Promise<string> {
    const whole = await readFile(join(repositoryRoot, "docs/embedding.md"), "utf8");
    const section = whole.slice(whole.indexOf("## A tab in your page"));
    const found = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(section)?.[1];
    if (found === undefined) throw new Error(`there is no sample of ${language}`);
    return found.replaceAll(shownAddress, origin).trim();
  }

  /** A coordinator that lets these pages of another origin take part, and two clients. */
  async function visit(
    pages: string,
    policy: string,
    origin: string,
  ): Promise<{ page: Page; complaints: readonly string[] }> {
    const server = await serveFolder(pages, policy);
    servers.push(server);
    const port = Number(new URL(origin).port);
    await startCoordinator(port, task, "--allow-origin", server.url);
    await Promise.all(["ann", "bea"].map((name, i) => startClient(port, name, pointsOf(i + 1), labels)));
    const page = await (await open()).newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !message.location().url.endsWith("favicon.ico")) {
        complaints.push(message.text());
      }
    });
    await page.goto(`${server.url}/index.html`);
    return { page, complaints };
  }

  it("takes part in a plain page of another origin with one script tag, under the policy that is shown", async () => {
    const origin = `http://127.0.0.1:${await unusedPort()}`;
    await writeFile(join(folder(), "index.html"), await sample("html", origin));
    const policy = `default-src 'none'; ${await sample("text", origin)}`;
    const { page, complaints } = await visit(folder(), policy, origin);
    await page.locator("input[type=file]").first().setInputFiles(csv());
    await page.getByText("not from the coordinator").waitFor();
    await page.getByRole("button", { name: "Take part" }).click();
    await page.getByRole("heading", { name: "The task is complete" }).waitFor({ timeout: 90_000 });
    expect(complaints).to.deep.equal([]);
  });

  it("takes part in a page of another origin that Vite built from npm's package", async () => {
    const origin = `http://127.0.0.1:${await unusedPort()}`;
    const root = join(folder(), "page");
    await mkdir(root);
    await symlink(join(repositoryRoot, "node_modules"), join(root, "node_modules"));
    await writeFile(join(root, "main.ts"), await sample("ts", origin));
    await writeFile(join(root, "vite.config.js"), await sample("js", origin));
    await writeFile(
      join(root, "index.html"),
      '<!doctype html><title>Ours</title><input type="file" id="flowers" /><p id="told"></p><script type="module" src="./main.ts"></script>',
    );
    await build({ root, logLevel: "error", build: { chunkSizeWarningLimit: 10_000 } });
    const policy = `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ${origin}`;
    const { page, complaints } = await visit(join(root, "dist"), policy, origin);
    await page.locator("#flowers").setInputFiles(csv());
    await page.getByText("completed after 2 rounds").waitFor({ timeout: 90_000 });
    expect(complaints).to.deep.equal([]);
  });
});
