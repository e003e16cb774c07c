import { expect } from "chai";

import { startBrowser } from "./support/browser.ts";

describe("Chromium, which the tests of the pages drive", () => {
  const open = startBrowser();

  it("runs a page", async () => {
    const page = await (await open()).newPage();
    await page.setContent("<p>river</p>");
    expect(await page.locator("p").textContent()).to.equal("river");
  });
});
