import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";

import { startBrowser } from "../support/browser.ts";
import { serveFolder } from "../support/serve-folder.ts";
import { draw, picturedStates } from "./pictured-states.ts";
import { buildScriptedPage } from "./scripted-page.ts";

/** What axe-core finds. */
interface Findings {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
  }[];
}

/** States that between them show everything there is. */
const looked = ["unreachable", "choosing", "ready", "ready-sealed", "second", "committed"];

describe("the join page, played from a script under a strict policy", function () {
  this.timeout(60_000);
  const open = startBrowser();
  const complaints: string[] = [];
  let server: Awaited<ReturnType<typeof serveFolder>> | undefined;

  before("build and serve the page", async () => {
    server = await serveFolder(await buildScriptedPage());
  });
  beforeEach(() => void complaints.splice(0));
  after("stop serving", () => server?.close());

  async function visit(context: BrowserContext, query: string): Promise<Page> {
    const page = await context.newPage();
    // A policy that was violated, or an error that nobody caught.
    page.on("console", (message) => {
      if (message.type() === "error" && !message.location().url.endsWith("favicon.ico")) {
        complaints.push(message.text());
      }
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${server?.url}/participant.html?${query}`);
    return page;
  }

  async function reach(name: string, context: BrowserContext): Promise<Page> {
    const state = picturedStates.find((known) => known.name === name);
    if (state === undefined) throw new Error(`there is no state ${name}`);
    const page = await visit(context, state.query);
    await state.reach(page);
    return page;
  }

  for (const name of looked) {
    it(`fits a small phone and serves those who cannot see or point, in light and dark: ${name}`, async () => {
      const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
      const page = await reach(
        name,
        await open({ reducedMotion: "reduce", viewport: { width: 360, height: 740 } }),
      );
      expect(await page.evaluate("document.documentElement.scrollWidth")).to.equal(360);
      // Through the driver: the page's own policy would refuse a script that is put in.
      await page.evaluate(axe);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = (await page.evaluate("axe.run()")) as Findings;
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        expect(
          JSON.stringify(serious, ["id", "impact", "nodes", "target", "failureSummary"], 1),
          colorScheme,
        ).to.equal("[]");
      }
      expect(complaints).to.deep.equal([]);
    });
  }

  it("can be walked through with the keyboard, which stays where reading goes on", async () => {
    const page = await reach("ready-sealed", await open());
    const join = page.getByRole("button", { name: "Take part" });
    expect(await join.isDisabled()).to.equal(true);
    await page.getByRole("checkbox").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Taking part" }).waitFor();
    const focused = "document.querySelector('tributary-participant').shadowRoot.activeElement.textContent";
    expect(await page.evaluate(focused)).to.equal("Taking part");
  });

  it("takes drawings as examples, and says aloud what happens", async () => {
    const page = await visit(await open(), "scene=masking");
    for (const label of ["0", "1"]) {
      await draw(page, [
        [0.4, 0.2],
        [0.4, 0.8],
      ]);
      await page.getByRole("button", { name: `Add as “${label}”` }).click();
    }
    await page.getByRole("button", { name: "Use 2 drawings" }).click();
    await page.getByRole("heading", { name: "in 2 drawings" }).waitFor();
    await page.getByRole("button", { name: "Take part" }).click();
    await page
      .locator("p.said", { hasText: "Round 1 of 12: masking the update among 10." })
      .waitFor({ state: "attached" });
  });

  it("says what a person did wrong with data, and goes on", async () => {
    const page = await reach("not-read", await open());
    await page.getByRole("button", { name: "Choose files…" }).waitFor();
    expect(await page.locator("p.note.bad").textContent()).to.include("line 14, column 257");
  });

  it("does not take part from a plain http address of the local network, and says what helps", async () => {
    const context = await open();
    await context.route("http://192.168.0.7:7070/**", async (route) => {
      const { pathname } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: `${server?.url}${pathname}` }) });
    });
    const page = await context.newPage();
    await page.goto("http://192.168.0.7:7070/participant.html");
    await page.getByRole("heading", { name: "This address is not secure" }).waitFor();
    const help = await page.locator(".plain").textContent();
    expect(help).to.include("--tls-key").and.to.include("http://localhost:7070");
    expect(await page.getByRole("button").count()).to.equal(0);
  });
});
