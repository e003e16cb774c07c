import type { Page } from "playwright-core";

/** Main states of the join page: how a script is asked for them, and what a person does to get there. */
export interface PicturedState {
  readonly name: string;
  readonly query: string;
  /** Ends when the state is shown. */
  readonly reach: (page: Page) => Promise<void>;
}

const rows = [{ name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from("1,2,3,4,ham\n") }];

async function heading(page: Page, text: string | RegExp): Promise<void> {
  await page.getByRole("heading", { name: text }).first().waitFor();
}

async function connect(page: Page): Promise<void> {
  await page.locator("input[type=file]").first().setInputFiles(rows);
}

async function toReady(page: Page): Promise<void> {
  await connect(page);
  await heading(page, /examples in rows\.csv/);
}

async function takePart(page: Page): Promise<void> {
  await toReady(page);
  await page.getByRole("button", { name: "Take part" }).click();
}

async function takingPart(page: Page): Promise<void> {
  await takePart(page);
  await heading(page, "Taking part");
}

/** Draws a stroke on the pad, from shares of its side. */
export async function draw(page: Page, points: readonly (readonly [number, number])[]): Promise<void> {
  const pad = page.locator("canvas.pad");
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error("the pad is not shown");
  for (const [index, [x, y]] of points.entries()) {
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
    if (index === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

const four = [
  [0.55, 0.15],
  [0.25, 0.6],
  [0.75, 0.6],
] as const;
const bar = [
  [0.6, 0.4],
  [0.6, 0.9],
] as const;

const scene = (name: string): PicturedState => ({
  name,
  query: `scene=${name}`,
  reach: async (page) => {
    await takingPart(page);
    if (name !== "downloading") await page.locator(".uplot canvas").waitFor();
  },
});

export const picturedStates: readonly PicturedState[] = [
  {
    name: "opening",
    query: "opening=never",
    reach: (page) => heading(page, "Reaching the coordinator"),
  },
  {
    name: "unreachable",
    query: "opening=refused",
    reach: (page) => heading(page, "The coordinator cannot be reached"),
  },
  {
    name: "choosing",
    query: "",
    reach: async (page) => {
      await heading(page, "Printed digits learn handwriting");
      await draw(page, four);
      await draw(page, bar);
      await page.getByRole("button", { name: /Add as/ }).click();
      await draw(page, four);
    },
  },
  { name: "choosing-rows", query: "task=rows", reach: (page) => heading(page, "Connect your data") },
  {
    name: "not-read",
    query: "preview=refused",
    reach: async (page) => {
      await connect(page);
      await page.getByText("expected one of the labels").last().waitFor();
    },
  },
  {
    name: "previewing",
    query: "preview=never",
    reach: async (page) => {
      await connect(page);
      await heading(page, "Reading rows.csv");
    },
  },
  { name: "ready", query: "", reach: toReady },
  { name: "ready-sealed", query: "task=rows", reach: toReady },
  scene("downloading"),
  scene("training"),
  scene("waiting"),
  scene("masking"),
  scene("sending"),
  {
    ...scene("second"),
    reach: async (page) => {
      await takingPart(page);
      await draw(page, four);
      await draw(page, bar);
      await page.getByRole("heading", { name: "After" }).waitFor();
    },
  },
  scene("troubled"),
  {
    name: "committed",
    query: "scene=completed&completed",
    reach: async (page) => {
      await takePart(page);
      await heading(page, "The task is complete");
      await draw(page, four);
      await draw(page, bar);
      await page.getByRole("heading", { name: "After" }).waitFor();
    },
  },
  {
    name: "stopped",
    query: "scene=committed",
    reach: async (page) => {
      await takingPart(page);
      await page.getByRole("button", { name: "Stop and leave" }).click();
      await heading(page, "You left");
    },
  },
  {
    name: "failed",
    query:
      "failure=Training+needs+3.1+GB+of+memory%2C+and+this+tab+has+2+GB%3B+ask+for+a+plan+with+a+smaller+microBatchSize.",
    reach: async (page) => {
      await takePart(page);
      await heading(page, "It did not work");
    },
  },
];
