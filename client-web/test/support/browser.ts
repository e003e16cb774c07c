// A real Chromium for the tests of what runs in one. Debian's or the user's own: nothing is downloaded.
import { chromium as driver } from "playwright-core";
import type { Browser, BrowserContext } from "playwright-core";

import { chromium, requires } from "@tributary/test-support";

export interface BrowserOptions {
  /** Offer WebGPU on the software adapter that comes with Chromium. */
  readonly softwareGpu?: boolean;
}

/**
 * Called in the body of a `describe`: skips its tests where there is no Chromium; otherwise one is started for all of
 * them. Answers a function that opens a context of its own (cookies, storage), closed after the test.
 */
export function startBrowser({ softwareGpu = false }: BrowserOptions = {}): (
  options?: Parameters<Browser["newContext"]>[0],
) => Promise<BrowserContext> {
  const path = requires(chromium);
  let browser: Browser | undefined;
  before("start Chromium", async function () {
    this.timeout(60_000);
    // A sandbox of its own is refused to root, whom containers run as; the pages are ours.
    const flags = ["--no-sandbox", "--disable-dev-shm-usage"];
    const gpu = softwareGpu ? ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"] : [];
    browser = await driver.launch({ executablePath: path(), args: [...flags, ...gpu] });
  });
  afterEach("close what the test has open", async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  after("stop Chromium", async () => {
    await browser?.close();
  });
  return async (options) => {
    if (browser === undefined) throw new Error("Chromium is started before the tests");
    return browser.newContext(options);
  };
}
