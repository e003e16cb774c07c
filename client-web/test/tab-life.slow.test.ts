import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";

import { startBrowser } from "./support/browser.ts";
import { pointsOf, surroundings } from "./support/federation.ts";
import { strictPolicy } from "./support/site.ts";
import { takePart } from "./support/tab.ts";

const labels = ["left", "right"];
/** Training takes a second or two, so that something can happen meanwhile. */
const task = {
  task: "points",
  base: "random",
  model: { family: "mlp", hidden: [8] },
  labels,
  input: { kind: "features", size: 2 },
  tuning: { method: "full" },
  training: { learningRate: 0.001, localEpochs: 600, validation: 0.25 },
  cohort: { goal: 2, minimum: 2, overSelection: 1 },
  rounds: { maximum: 1 },
  privacy: { mode: "sealed" },
  stopping: { patience: 0 },
};
const accepting = { acceptSealed: true } as const;
const leave = "/tributary.v1.Federation/Leave";

describe("a tab in the life of a browser", function () {
  this.timeout(180_000);
  const open = startBrowser();
  const { startCoordinator, startClient, site, unusedPort } = surroundings();

  async function pageAt(origin: string, context?: BrowserContext): Promise<Page> {
    const page = await (context ?? (await open())).newPage();
    await page.goto(origin);
    return page;
  }

  it("gives its place back when it is reloaded while it trains, and goes on as the same client", async () => {
    const port = await unusedPort();
    const coordinator = await startCoordinator(port, task);
    const { origin, sent } = await site(port);
    const page = await pageAt(origin);
    await (await takePart(page, pointsOf(1), accepting)).event("training");
    await page.reload();
    await coordinator.line(/[Pp]oints/);
    const again = await takePart(page, pointsOf(1), accepting);
    await again.event("ready", 1);
    expect(sent.filter(({ path }) => path === leave)).to.have.length(1);
    const other = await startClient(port, "ann", pointsOf(2), labels, "--accept-sealed");
    expect(await again.result()).to.deep.include({ state: "completed", roundsCounted: 2 });
    await other.line(/^Round 1(, attempt \d+)?: committed with 2 updates, yours among them/);
    const keys = new Set(
      sent
        .filter(({ path, body }) => path.endsWith("/Enroll") && body.length > 100)
        .map(({ body }) => keyIn(body)),
    );
    expect(keys.size, "identities that enrolled").to.equal(1);
  });

  it("that is closed while it trains holds nobody up", async () => {
    const port = await unusedPort();
    await startCoordinator(port, task);
    const { origin, sent } = await site(port);
    const closed = await pageAt(origin);
    const staying = await pageAt(origin);
    const gone = await takePart(closed, pointsOf(1), accepting);
    const stays = await takePart(staying, pointsOf(2), accepting);
    await gone.event("training");
    await closed.close({ runBeforeUnload: false });
    await startClient(port, "ann", pointsOf(3), labels, "--accept-sealed");
    expect(await stays.result()).to.deep.include({ state: "completed", roundsCounted: 2 });
    expect(sent.filter(({ path }) => path === leave)).to.have.length(1);
  });

  it("waits while its coordinator is killed and comes back, and takes part in the same round", async () => {
    const port = await unusedPort();
    const first = await startCoordinator(port, task);
    const { origin } = await site(port);
    const tab = await takePart(await pageAt(origin), pointsOf(1), accepting);
    await tab.event("ready", 1);
    first.kill("SIGKILL");
    await first.ended;
    await tab.event("reconnecting");
    await startCoordinator(port, task);
    await tab.event("reconnected");
    await startClient(port, "ann", pointsOf(2), labels, "--accept-sealed");
    expect(await tab.result()).to.deep.include({ state: "completed", roundsCounted: 2 });
  });

  it("waits for another tab of the same browser that takes part, and takes its turn", async () => {
    const port = await unusedPort();
    await startCoordinator(port, task);
    const { origin } = await site(port);
    const context = await open();
    const first = await takePart(await pageAt(origin, context), pointsOf(1), accepting);
    await first.event("ready", 1);
    const others = [];
    for (let i = 0; i < 7; i++) {
      others.push(await takePart(await pageAt(origin, context), pointsOf(1), accepting));
    }
    for (const other of others) await other.event("other-tab");
    await first.stop();
    expect(await first.result()).to.deep.include({ state: "stopped" });
    await Promise.race(others.map((other) => other.event("joined")));
    for (const other of others) await other.stop();
    for (const other of others) expect(await other.result()).to.deep.include({ state: "stopped" });
  });

  it("takes part from a page of another origin, whose Worker comes from the coordinator's", async () => {
    const port = await unusedPort();
    await startCoordinator(port, task);
    const { origin } = await site(port, { anyOrigin: true });
    const embedding = await site(port, {
      module: `${origin}/client/v1.js`,
      policy: strictPolicy.replaceAll("'self'", `'self' ${origin}`).replace("worker-src", "worker-src blob:"),
    });
    const page = await pageAt(embedding.origin);
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    const tab = await takePart(page, pointsOf(1), { ...accepting, coordinator: origin });
    await startClient(port, "ann", pointsOf(2), labels, "--accept-sealed");
    expect(await tab.result()).to.deep.include({ state: "completed", roundsCounted: 2 });
    expect(complaints).to.deep.equal([]);
  });
});

/** The public key of an Enroll request: 32 bytes behind the tag of field 2 (docs/protocol.md). */
function keyIn(body: Buffer): string {
  const at = body.indexOf(Buffer.of(0x12, 32));
  return body.subarray(at + 2, at + 34).toString("hex");
}
