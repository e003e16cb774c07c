// Photographs the dashboard in its main states, both themes, phone and desktop: node client-web/scripts/dashboard-shots.mjs FOLDER
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { completedTask, failedTask, runningTask, scriptOf } from "../dist/test/support/dashboard-states.js";
import { scriptedAdministration } from "../dist/test/support/scripted-administration.js";

const folder = process.argv[2] ?? "screenshots";
const only = process.argv[3];
await mkdir(folder, { recursive: true });
const sizes = { phone: { width: 360, height: 780 }, desktop: { width: 1280, height: 900 } };
const states = {
  running: { status: runningTask },
  completed: { status: completedTask },
  failed: { status: failedTask },
  empty: { status: () => undefined },
  token: { status: runningTask, token: "secret" },
  refused: { status: runningTask, act: createRefused },
  away: { status: runningTask, act: (_page, server) => server.stop() },
};

async function createRefused(page) {
  await page.getByRole("button", { name: "New task" }).click();
  await page.getByLabel("The plan (YAML or JSON)").fill("task: x\nlables: []\n");
  await page.getByRole("button", { name: "Create", exact: true }).click();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const [name, { status, token, act }] of Object.entries(states)) {
  if (only !== undefined && name !== only) continue;
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of ["light", "dark"]) {
      const server = await scriptedAdministration(scriptOf(status, token));
      const context = await browser.newContext({ viewport, colorScheme });
      const page = await context.newPage();
      page.on("pageerror", (error) => process.stderr.write(`${name}: ${error.message}\n`));
      await page.goto(`${server.url}#task=flowers`);
      await page.waitForTimeout(700);
      await act?.(page, server);
      if (act !== undefined) await page.waitForTimeout(700);
      await page.screenshot({
        path: join(folder, `dashboard-${name}-${size}-${colorScheme}.png`),
        fullPage: true,
      });
      await context.close();
      await server.stop();
    }
  }
}
await browser.close();
