import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { digest, taskId } from "@tributary/core/support";
import { temporaryFolder } from "@tributary/test-support";

import { openReceiptFolder } from "../../src/store/receipt-folder.ts";
import { refusal } from "../refusal.ts";

const folder = temporaryFolder();

describe("the folder of receipts", () => {
  const coordinator = digest("a".repeat(64));
  const task = taskId("digits");
  const receipt = { incarnation: 1, round: 3, digest: digest("b".repeat(64)) };

  it("remembers the newest receipt of each task of each coordinator", async () => {
    const root = join(folder(), "receipts");
    await openReceiptFolder(root).save(coordinator, task, receipt);
    const receipts = openReceiptFolder(root);
    expect(await receipts.load(coordinator, task)).to.deep.equal(receipt);
    expect(await receipts.load(coordinator, taskId("other"))).to.equal(undefined);
    expect(await receipts.load(digest("c".repeat(64)), task)).to.equal(undefined);
  });

  it("refuses a damaged file by name", async () => {
    const root = join(folder(), "receipts");
    const receipts = openReceiptFolder(root);
    await receipts.save(coordinator, task, receipt);
    const [name = ""] = await readdir(root);
    for (const text of ["", "{", '{"incarnation":1,"round":-1,"digest":"x"}']) {
      await writeFile(join(root, name), text);
      expect(await refusal(() => receipts.load(coordinator, task))).to.include(`${name} is damaged`);
    }
  });
});
