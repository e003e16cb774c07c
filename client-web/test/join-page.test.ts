import { expect } from "chai";
import type { Page } from "playwright-core";

import { startBrowser } from "./support/browser.ts";
import { pointsOf, surroundings } from "./support/federation.ts";
import { strictPolicy } from "./support/site.ts";

const labels = ["left", "right"];
const task = {
  task: "points",
  title: "Left or right",
  base: "random",
  model: { family: "mlp", hidden: [8] },
  labels,
  input: { kind: "features", size: 2 },
  tuning: { method: "full" },
  training: { learningRate: 0.05, localEpochs: 3 },
  cohort: { goal: 3, minimum: 3, overSelection: 1 },
  rounds: { maximum: 1 },
  stopping: { patience: 0 },
};

/** Lets a file of this text fall on the page's drop zone. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    `(() => { const drop = new DataTransfer(); drop.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)})); return drop; })()`,
  );
  await page.locator(".zone").dispatchEvent("drop", { dataTransfer: transfer });
}

describe("the join page before a real coordinator", function () {
  this.timeout(180_000);
  const open = startBrowser();
  const { startCoordinator, startClient, site, unusedPort } = surroundings();

  it("takes a person from a dropped file to the committed model, and lets them try it", async () => {
    const port = await unusedPort();
    const coordinator = await startCoordinator(port, task);
    const [, fingerprint = ""] = await coordinator.line(/#([0-9a-f]{64})/);
    await Promise.all(["ann", "bea"].map((name, i) => startClient(port, name, pointsOf(i + 1), labels)));
    const { origin } = await site(port, { policy: `${strictPolicy}; style-src 'self'; img-src 'self'` });

    const page = await (await open()).newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(`${origin}/join.html#${fingerprint}`);
    await page.getByRole("heading", { name: "Left or right" }).waitFor();
    const { values, labels: own } = pointsOf(0);
    const rows = values.map((row, i) => [...row, labels[own[i] ?? 0]].join(","));
    await drop(page, "mine.csv", `x,y,label\n${rows.join("\n")}\n`);
    await page.getByRole("heading", { name: "24 examples in mine.csv" }).waitFor();
    await page.getByText("Fingerprint, the one in your invitation").waitFor();
    await page.getByText("below 8, a sum says much about each of them").waitFor();

    await page.getByRole("button", { name: "Take part" }).click();
    await page.getByRole("heading", { name: "The task is complete" }).waitFor({ timeout: 120_000 });
    await page.getByLabel("2 numbers").fill("1.5, 0");
    await page.getByRole("button", { name: "Ask both models" }).click();
    const after = page.locator(".guess", { hasText: "After" });
    expect(await after.locator(".top").textContent()).to.equal("right");
    expect(complaints).to.deep.equal([]);
  });
});
