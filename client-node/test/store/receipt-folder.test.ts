import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { clientId, digest, taskId } from "@tributary/core/support";
import { temporaryFolder } from "@tributary/test-support";

import { openReceiptFolder } from "../../src/store/receipt-folder.ts";
import { refusal } from "../refusal.ts";

const folder = temporaryFolder();

describe("the folder of receipts", () => {
  const coordinator = digest("a".repeat(64));
  const task = taskId("digits");
  const client = clientId("1".repeat(32));
  const advertised = { incarnation: 1, round: 4, attempt: 2, maskedAttempts: 1 };
  const receipt = { incarnation: 1, round: 3, digest: digest("b".repeat(64)) };

  it("remembers the newest receipt of each task of each coordinator", async () => {
    const root = join(folder(), "receipts");
    await openReceiptFolder(root, client).save(coordinator, task, receipt);
    const receipts = openReceiptFolder(root, client);
    expect(await receipts.load(coordinator, task)).to.deep.equal(receipt);
    expect(await receipts.load(coordinator, taskId("other"))).to.equal(undefined);
    expect(await receipts.load(digest("c".repeat(64)), task)).to.equal(undefined);
  });

  it("remembers with it how the base did, and passes over what it cannot read of that", async () => {
    const root = join(folder(), "receipts");
    const base = { exampleCount: 4, lossSum: 2.5, accuracy: 0.75, macroF1: null };
    await openReceiptFolder(root, client).save(coordinator, task, { ...receipt, base });
    const receipts = openReceiptFolder(root, client);
    expect(await receipts.load(coordinator, task)).to.deep.equal({ ...receipt, base });
    const [name = ""] = await readdir(root);
    await writeFile(join(root, name), JSON.stringify({ ...receipt, base: { ...base, accuracy: 2 } }));
    expect(await receipts.load(coordinator, task)).to.deep.equal(receipt);
  });

  it("reads the file that a release without secure aggregation wrote, and leaves it so", async () => {
    const root = join(folder(), "receipts");
    const text = `{"incarnation":1,"round":3,"digest":"${"b".repeat(64)}"}\n`;
    const name = `${"a".repeat(16)}-digits.json`;
    await mkdir(root, { recursive: true });
    await writeFile(join(root, name), text);
    const receipts = openReceiptFolder(root, client);
    expect(await receipts.load(coordinator, task)).to.deep.equal(receipt);
    expect(await receipts.loadAdvertised(coordinator, task)).to.equal(undefined);
    await receipts.saveAdvertised(coordinator, task, advertised);
    expect(await readFile(join(root, name), "utf8")).to.equal(text);
  });

  it("remembers of each client by itself for which attempt it advertised keys", async () => {
    const root = join(folder(), "receipts");
    await openReceiptFolder(root, client).saveAdvertised(coordinator, task, advertised);
    const receipts = openReceiptFolder(root, client);
    expect(await receipts.loadAdvertised(coordinator, task)).to.deep.equal(advertised);
    expect(await receipts.loadAdvertised(coordinator, taskId("other"))).to.equal(undefined);
    expect(await receipts.load(coordinator, task)).to.equal(undefined);
    const neighbour = openReceiptFolder(root, clientId("2".repeat(32)));
    expect(await neighbour.loadAdvertised(coordinator, task)).to.equal(undefined);
  });

  it("refuses a damaged file by name", async () => {
    const root = join(folder(), "receipts");
    const receipts = openReceiptFolder(root, client);
    await receipts.save(coordinator, task, receipt);
    await receipts.saveAdvertised(coordinator, task, advertised);
    const [note = "", newest = ""] = (await readdir(root)).sort();
    for (const text of ["", "{", '"x"', '{"incarnation":1,"round":-1,"digest":"x","maskedAttempts":0}']) {
      await writeFile(join(root, note), text);
      await writeFile(join(root, newest), text);
      const words = "is damaged: expected incarnation, round";
      expect(await refusal(() => receipts.loadAdvertised(coordinator, task))).to.include(`${note} ${words}`);
      expect(await refusal(() => receipts.load(coordinator, task))).to.include(`${newest} ${words}`);
    }
  });
});
