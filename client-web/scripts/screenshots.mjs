// Pictures of the join page in its main states, in both themes, for a phone and a desktop: into the folder that is named
// (default dist/screenshots). Needs a Chromium and the compiled tests: `node client-web/scripts/screenshots.mjs [FOLDER [STATE ...]]`.
import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium as driver } from "playwright-core";

import { chromium } from "@tributary/test-support";

import { picturedStates } from "../dist/test/element/pictured-states.js";
import { buildScriptedPage } from "../dist/test/element/scripted-page.js";
import { serveFolder } from "../dist/test/support/serve-folder.js";

const workspace = join(dirname(fileURLToPath(import.meta.url)), "..");
const [out = join(workspace, "dist/screenshots"), ...only] = process.argv.slice(2);
const folder = resolve(out);
const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };

const found = await chromium.find();
if (!found.found) throw new Error(found.missing);
await mkdir(folder, { recursive: true });
const server = await serveFolder(await buildScriptedPage());
const browser = await driver.launch({ executablePath: found.value, args: ["--no-sandbox"] });
try {
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
      for (const { name, query, reach } of picturedStates) {
        if (only.length > 0 && !only.includes(name)) continue;
        const page = await context.newPage();
        await page.goto(`${server.url}/participant.html?${query}`);
        await reach(page);
        await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`), fullPage: true });
        await page.close();
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
