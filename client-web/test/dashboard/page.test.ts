import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import { randomBase } from "@tributary/core/model";
import { parsePlan } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { encodeSafetensors } from "@tributary/core/tensor";
import { expect } from "chai";
import type { Page } from "playwright-core";

import { startBrowser } from "../support/browser.ts";
import { pointsOf, surroundings } from "../support/federation.ts";

const labels = ["left", "right"];
const task = {
  task: "points",
  title: "Which side?",
  base: "random",
  model: { family: "mlp" },
  labels,
  input: { kind: "features", size: 2 },
  tuning: { method: "full" },
  cohort: { goal: 3, minimum: 3, overSelection: 1 },
  rounds: { maximum: 2 },
  stopping: { patience: 0 },
};

const second = { ...task, task: "second", title: "On a base of its own", base: "./base.safetensors" };

function planOf(input: object): Plan {
  const plan = parsePlan(JSON.stringify(input), "plan");
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return plan.value;
}

/** What axe-core finds. */
interface Findings {
  readonly violations: readonly { readonly id: string; readonly impact: string | null }[];
}

describe("the dashboard before a real coordinator", function () {
  this.timeout(180_000);
  const open = startBrowser();
  const { folder, startCoordinator, startClient, unusedPort } = surroundings();

  async function visit(
    port: number,
  ): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
    const page = await (await open({ viewport: { width: 360, height: 740 } })).newPage();
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => {
      // A coordinator that is away is no fault of the page's.
      if (message.type() === "error" && !message.text().includes("Failed to load resource")) {
        complaints.push(message.text());
      }
    });
    await page.goto(`http://127.0.0.1:${port}/`);
    return { page, complaints };
  }

  async function expectAccessible(page: Page): Promise<void> {
    expect(await page.evaluate("document.documentElement.scrollWidth")).to.equal(360);
    const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    await page.evaluate(axe);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = (await page.evaluate("axe.run()")) as Findings;
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(JSON.stringify(serious, undefined, 1), colorScheme).to.equal("[]");
    }
  }

  it("shows rounds as they go, takes an operator's orders, and goes on when the coordinator was killed and is back", async () => {
    const port = await unusedPort();
    const first = await startCoordinator(port, task);
    const { page, complaints } = await visit(port);
    await page.getByRole("heading", { name: "Which side?" }).waitFor();
    await page.getByText("secure aggregation").first().waitFor();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Pause", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Pause", exact: true }).click();
    await page.getByRole("button", { name: "Resume", exact: true }).waitFor();
    await page.getByRole("button", { name: "Resume", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Resume" }).click();
    await page.getByRole("button", { name: "Pause", exact: true }).waitFor();

    first.kill("SIGKILL");
    await first.ended;
    await page.getByText("Live", { exact: true }).waitFor({ state: "hidden" });
    await startCoordinator(port, task);
    await page.getByText("Live", { exact: true }).waitFor();

    await Promise.all(
      ["ann", "bea", "cyd"].map((name, i) => startClient(port, name, pointsOf(i + 1), labels)),
    );
    await page.getByText("completed", { exact: true }).first().waitFor({ timeout: 120_000 });
    await page.getByText("committed, best").waitFor();
    await expectAccessible(page);

    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export a model" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Export" }).click();
    const model = await readFile(await (await saved).path());
    // A safetensors file: the length of its header, then JSON.
    expect(model.subarray(8, 9).toString()).to.equal("{");

    await page.getByRole("button", { name: "New task" }).click();
    const form = page.getByRole("dialog");
    await form.getByRole("textbox").fill(JSON.stringify(second));
    const base = Buffer.from(encodeSafetensors(randomBase(planOf(second)), { dtype: "F32" }));
    const file = { name: "base.safetensors", mimeType: "application/octet-stream", buffer: base };
    await form.getByLabel(/^Base model/).setInputFiles(file);
    await form.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByRole("heading", { name: "On a base of its own" }).waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it("wants the token where the operator says so, refuses a wrong one, and revokes a client", async () => {
    const port = await unusedPort();
    await startCoordinator(port, task, "--require-token");
    await startClient(port, "ann", pointsOf(1), labels);
    const { page } = await visit(port);
    const line = page.getByLabel(/token/i);
    await line.fill("0123");
    await page.keyboard.press("Enter");
    await page
      .getByText(/token.*(wrong|refused)|wrong.*token/i)
      .first()
      .waitFor();
    await expectAccessible(page);
    await line.fill((await readFile(join(folder(), "var/operator-token"), "utf8")).trim());
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Revoke" }).first().click();
    await page.getByRole("dialog").getByRole("textbox").fill("a test");
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("revoked").first().waitFor();
  });
});
