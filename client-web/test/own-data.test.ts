import { expect } from "chai";
import type { Page } from "playwright-core";

import type { DataPreview, FederationSession, PlacedFile } from "@tributary/client-web";

import { startBrowser } from "./support/browser.ts";
import { surroundings } from "./support/federation.ts";

const task = {
  task: "shades",
  base: "random",
  model: { family: "mlp", hidden: [4] },
  labels: ["dark", "light"],
  input: { kind: "image", width: 2, height: 2, channels: 1, polarity: "as-is" },
  tuning: { method: "full" },
  cohort: { goal: 3, minimum: 3 },
};

/** A file by its place, as text or as an image of one grey. */
type Made = readonly [path: string, content: string | number];

/** What a page's Worker makes of files, or the message with which it refuses them. */
function previewed(
  page: Page,
  made: readonly Made[],
  format?: Parameters<FederationSession["preview"]>[1],
): Promise<DataPreview | string> {
  return page.evaluate(
    async ([made, format]) => {
      const { client } = globalThis as unknown as { client: typeof import("@tributary/client-web") };
      const files: PlacedFile[] = [];
      for (const [path, content] of made) {
        let bytes: Blob = new Blob([String(content)]);
        if (typeof content === "number") {
          const canvas = new OffscreenCanvas(4, 4);
          const context = canvas.getContext("2d");
          if (context === null) throw new Error("there is no canvas");
          context.fillStyle = `rgb(${content} ${content} ${content})`;
          context.fillRect(0, 0, 4, 4);
          bytes = await canvas.convertToBlob({ type: "image/png" });
        }
        files.push({ path, file: new File([bytes], path.split("/").at(-1) ?? path) });
      }
      const session = await client.openFederation();
      try {
        return await session.preview(files, format);
      } catch (error) {
        return error instanceof client.UserError ? error.message : `not for people: ${String(error)}`;
      } finally {
        session.close();
      }
    },
    [made, format] as const,
  );
}

describe("a person's own data in a tab", function () {
  this.timeout(60_000);
  const open = startBrowser();
  const { startCoordinator, site, unusedPort } = surroundings();

  it("are read, counted and shown as in Node, and refused with file, line and column", async () => {
    const port = await unusedPort();
    await startCoordinator(port, task);
    const page = await (await open()).newPage();
    const { origin } = await site(port);
    await page.goto(origin);
    await page.waitForFunction(() => "client" in globalThis);

    const folder = await previewed(page, [
      ["mine/light/a.png", 255],
      ["mine/dark/b.png", 51],
      ["mine/dark/c.png", 0],
      ["mine/.DS_Store", "?"],
    ]);
    if (typeof folder === "string") throw new Error(folder);
    expect(folder.perLabel).to.deep.equal([
      { label: "dark", count: 2 },
      { label: "light", count: 1 },
    ]);
    expect(folder.samples.map(({ label }) => label)).to.deep.equal(["dark", "light", "dark"]);
    const [dark] = folder.samples;
    for (const value of Object.values(dark?.values ?? {})) expect(value).to.be.closeTo(0.2, 1e-6);
    expect(folder.warnings.join(" ")).to.match(/^There are 3 examples; with fewer than 20 /);

    const shades: readonly Made[] = [["shades.csv", "a,b,c,d,label\n0,0,0,0,dark\n1,1,x,1,light\n"]];
    const image = { width: 2, height: 2, channels: 1, scale: 1 } as const;
    expect(await previewed(page, shades, { image })).to.match(/^shades\.csv:3:5: .*"x"/);
    expect(await previewed(page, [["mine/grey/a.png", 9]])).to.match(
      /^mine\/grey: a folder's name is its images' label; /,
    );
    expect(await previewed(page, [["mine/dark/a.png", "no image"]])).to.match(
      /^mine\/dark\/a\.png cannot be read as an image; /,
    );
    expect(await previewed(page, [["notes.odt", "?"]])).to.match(
      /^notes\.odt is of a kind that is not read: expected a \.csv, \.tsv, /,
    );
  });
});
