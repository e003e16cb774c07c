import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { handwriting, printedDigits, toCsv } from "@tributary/simulations";
import type { DigitPicture, WriterOptions } from "@tributary/simulations";

import { printedHeldOut } from "./setting.ts";

/** Where the demo's data lie, and the pictures that no model sees before it is scored. */
export interface DemoData {
  /** One folder a writer; only that writer's client reads it. */
  readonly privateFolders: readonly string[];
  /** One file a writer: all ten digits in that hand. */
  readonly heldOutFiles: readonly string[];
  readonly printFile: string;
  readonly heldOut: readonly (readonly DigitPicture[])[];
}

/** Draws everybody's digits and writes them below `folder`. The same seed writes the same bytes. */
export async function writeDemoData(folder: string, seed: string, writers: WriterOptions): Promise<DemoData> {
  const people = handwriting(seed, writers);
  const heldOutFolder = join(folder, "held-out");
  await mkdir(heldOutFolder, { recursive: true });
  const printFile = join(heldOutFolder, "print.csv");
  await writeFile(printFile, toCsv(printedDigits(printedHeldOut.seed, printedHeldOut.count)));
  const privateFolders: string[] = [];
  const heldOutFiles: string[] = [];
  for (const [index, { own, heldOut }] of people.entries()) {
    const name = `writer-${index + 1}`;
    const privateFolder = join(folder, "private", name);
    await mkdir(privateFolder, { recursive: true });
    await writeFile(join(privateFolder, "digits.csv"), toCsv(own));
    privateFolders.push(privateFolder);
    const heldOutFile = join(heldOutFolder, `${name}.csv`);
    await writeFile(heldOutFile, toCsv(heldOut));
    heldOutFiles.push(heldOutFile);
  }
  return { privateFolders, heldOutFiles, printFile, heldOut: people.map(({ heldOut }) => heldOut) };
}
