import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { quantisationLimit } from "@tributary/core/ring";
import type { Refusal } from "@tributary/core/rounds";
import { err, ok } from "@tributary/core/support";
import type { Result } from "@tributary/core/support";
import { StorageError, nodePrimitives } from "@tributary/node-platform";
import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { openAttemptSum, openSpoolFile, sealedReader } from "../../src/aggregation/index.ts";
import type { AttemptSum, SignedUpload, UploadRecord } from "../../src/aggregation/index.ts";
import { client, descriptor, oneHot, sealingKeys, terms } from "../support/updates.ts";

const size = terms.shape.layout.size;

describe("an attempt's sum", function () {
  this.timeout(20_000);
  const folder = temporaryFolder();
  let accepted: SignedUpload[];
  let rejected: Refusal[];

  beforeEach(() => {
    accepted = [];
    rejected = [];
  });

  const sealed = sealedReader(terms, descriptor, sealingKeys, nodePrimitives);
  const open = (reader = sealed, keepApart = false): Promise<AttemptSum> =>
    openAttemptSum({
      folder: folder(),
      shape: terms.shape,
      reader,
      accepted: [...accepted],
      openFile: openSpoolFile,
      keepApart,
    });

  /** A journal that accepts, unless a test says what comes instead. */
  function recordOf(upload: SignedUpload, accept?: () => Promise<Result<void, Refusal>>): UploadRecord {
    const standing = (): Result<"accepted" | "wanted", Refusal> =>
      ok(accepted.some((known) => known.client === upload.client) ? "accepted" : "wanted");
    return {
      standing,
      standingOnDisk: async () => standing(),
      accept:
        accept ??
        (async () => {
          accepted.push(upload);
          return ok(undefined);
        }),
      reject: async (refusal) => {
        rejected.push(refusal);
      },
    };
  }

  async function send(sum: AttemptSum, number: number, accept?: () => Promise<Result<void, Refusal>>) {
    const { upload, sealed } = oneHot(number);
    await sum.put(upload.client, 0, sealed, sealed.length);
    return sum.commit(upload, recordOf(upload, accept));
  }

  async function totals(sum: AttemptSum): Promise<readonly number[]> {
    return [...(await sum.finish()).integers];
  }

  const ones = (...numbers: readonly number[]) =>
    Array.from({ length: size }, (_, i) => (numbers.includes(i) ? 1 : 0));

  it("holds each accepted update once", async () => {
    const sum = await open();
    for (const number of [0, 3, 7]) expect(await send(sum, number)).to.deep.equal(ok(undefined));
    expect(await totals(sum)).to.deep.equal(ones(0, 3, 7));
    await sum.close();
  });

  it("is the same after it was closed and opened at any point", async () => {
    let sum = await open();
    for (const number of [1, 2, 4, 8]) {
      await send(sum, number);
      await sum.close();
      sum = await open();
    }
    expect(await totals(sum)).to.deep.equal(ones(1, 2, 4, 8));
    await sum.close();
    sum = await open();
    expect(await totals(sum)).to.deep.equal(ones(1, 2, 4, 8));
    await sum.close();
  });

  it("deletes the files that its snapshot covers, and needs none of them again", async () => {
    const sum = await open();
    for (const number of [1, 2]) await send(sum, number);
    expect(await readdir(join(folder(), "uploads"))).to.have.length(2);
    await sum.finish();
    expect(await readdir(join(folder(), "uploads"))).to.deep.equal([]);
    await sum.close();
    const again = await open();
    expect(await totals(again)).to.deep.equal(ones(1, 2));
    await again.close();
  });

  it("keeps each update apart where a rule looks at them, also after a restart, and gives them back piece by piece", async () => {
    let sum = await open(sealed, true);
    for (const number of [4, 9, 1]) await send(sum, number);
    await sum.finish();
    await sum.close();
    sum = await open(sealed, true);
    const { integers, deltas } = await sum.finish();
    expect([...integers]).to.deep.equal(ones(1, 4, 9));
    expect(deltas).to.include({ count: 3, size });
    const unit = terms.bounds.range / quantisationLimit(terms.bounds);
    for (const width of [1, 4, size]) {
      const found = [1, 4, 9].map(() => new Float32Array(size));
      for (let start = 0; start < size; start += width)
        await deltas?.read(
          start,
          found.map((row) => row.subarray(start, start + width)),
        );
      expect(found.map((row) => [...row])).to.deep.equal(
        // By the clients' ids, whoever came first.
        [1, 4, 9].map((number) => ones(number).map((one) => Math.fround(one * unit))),
      );
    }
    await sum.close();
    expect(
      await open().then(async (plain) => [(await plain.finish()).deltas, await plain.close()][0]),
    ).to.equal(undefined);
  });

  it("leaves one sum on disk and no upload, whole or in part, once its intake is closed", async () => {
    const sum = await open();
    await send(sum, 1);
    const { upload, sealed } = oneHot(2);
    await sum.put(upload.client, 0, sealed.subarray(0, 10), sealed.length);
    await sum.closeIntake();
    expect(await readdir(join(folder(), "uploads"))).to.deep.equal([]);
    const late = await sum.put(upload.client, 0, sealed, sealed.length);
    expect(late).to.have.nested.property("error.reason", "late");
    await sum.close();
    await writeFile(join(folder(), "sum.snapshot.0123456789ab.tmp"), "half of another sum");
    const again = await open();
    expect(await readdir(folder())).to.have.members(["sum.snapshot", "uploads"]);
    expect(await totals(again)).to.deep.equal(ones(1));
    await again.close();
  });

  it("can be had again after its memory was used up", async () => {
    const sum = await open();
    for (const number of [1, 2]) await send(sum, number);
    const { words, integers, meta } = await sum.finish();
    expect([...words.subarray(0, size)]).to.deep.equal([...integers]);
    expect([...words.subarray(size)]).to.deep.equal([...meta]);
    words.fill(7);
    expect(await totals(sum)).to.deep.equal(ones(1, 2));
    await sum.close();
  });

  it("can be had again though no snapshot of it could be written", async () => {
    const sum = await open();
    for (const number of [1, 2]) await send(sum, number);
    const inTheWay = join(folder(), "sum.snapshot", "in the way");
    await mkdir(inTheWay, { recursive: true });
    (await sum.finish()).words.fill(7);
    await rm(dirname(inTheWay), { recursive: true });
    expect(await totals(sum)).to.deep.equal(ones(1, 2));
    expect(await readdir(join(folder(), "uploads"))).to.deep.equal([]);
    await sum.close();
  });

  it("tries a snapshot that could not be written again when as many updates more have come", async () => {
    const sum = await open();
    const inTheWay = join(folder(), "sum.snapshot", "in the way");
    await mkdir(inTheWay, { recursive: true });
    for (let number = 0; number < 16; number++) await send(sum, number);
    await rm(dirname(inTheWay), { recursive: true });
    for (let number = 16; number < 31; number++) await send(sum, number);
    expect(await readdir(join(folder(), "uploads"))).to.have.length(31);
    await send(sum, 31);
    expect(await readdir(join(folder(), "uploads"))).to.deep.equal([]);
    await sum.close();
  });

  it("takes a snapshot by itself when many updates have come", async () => {
    const sum = await open();
    for (let number = 0; number < 20; number++) {
      const { upload, sealed } = oneHot(number);
      await sum.put(upload.client, 0, sealed, sealed.length);
      expect(await sum.commit(upload, recordOf(upload))).to.deep.equal(ok(undefined));
    }
    expect(await readdir(join(folder(), "uploads"))).to.have.length(4);
    await sum.close();
    const again = await open();
    expect(await totals(again)).to.deep.equal(ones(...Array.from({ length: size }, (_, i) => i)));
    await again.close();
  });

  it("does not hold what the journal did not take, which can be committed again", async () => {
    const sum = await open();
    const lost = (): Promise<never> =>
      Promise.reject(new StorageError("full", "journal", "Could not append."));
    expect(await send(sum, 1, lost).catch((error: unknown) => error)).to.be.instanceOf(StorageError);
    const { upload } = oneHot(1);
    expect(await sum.heldBytes(upload.client)).to.equal(upload.sizeBytes);
    expect([...(await sum.finish()).integers]).to.deep.equal(ones());
    await sum.close();
  });

  it("holds what the journal took though it said that it failed", async () => {
    const sum = await open();
    const [{ upload }, full] = [oneHot(1), new StorageError("full", "journal", "Could not append.")];
    const taken = (): Promise<never> => {
      accepted.push(upload);
      return Promise.reject(full);
    };
    expect(await send(sum, 1, taken).catch((error: unknown) => error)).to.equal(full);
    await sum.discard(upload.client);
    expect(await sum.commit(upload, recordOf(upload))).to.deep.equal(ok(undefined));
    expect(await totals(sum)).to.deep.equal(ones(1));
    await sum.close();
    const again = await open();
    expect(await totals(again)).to.deep.equal(ones(1));
    await again.close();
  });

  it("adds nothing more before it knows what a journal that failed holds", async () => {
    const sum = await open();
    const full = new StorageError("full", "journal", "Could not append.");
    const { upload, sealed } = oneHot(1);
    await sum.put(upload.client, 0, sealed, sealed.length);
    const record = recordOf(upload, () => Promise.reject(full));
    const unknown = { ...record, standingOnDisk: () => Promise.reject(full) };
    for (const action of [() => sum.commit(upload, unknown), () => sum.finish(), () => send(sum, 2)]) {
      expect(await action().then(String, (error: unknown) => error)).to.equal(full);
    }
    await sum.close();
  });

  it("is made again where an accepted update may have been added in part", async () => {
    let failures = 1;
    const sum = await open({
      ...sealed,
      async check(upload, path, ring) {
        const update = await sealed.check(upload, path, ring);
        if (!update.ok || upload.client !== client(2)) return update;
        const { meta, addTo } = update.value;
        return ok({
          meta,
          async addTo(...args) {
            await addTo(...args);
            if (failures === 0) return;
            failures -= 1;
            await addTo(...args);
            throw new StorageError("failed", path, "Could not read.");
          },
        });
      },
    });
    await send(sum, 1);
    expect(await send(sum, 2).catch((error: unknown) => error)).to.be.instanceOf(StorageError);
    const { upload } = oneHot(2);
    expect(await sum.commit(upload, recordOf(upload))).to.deep.equal(ok(undefined));
    await send(sum, 3);
    expect(await totals(sum)).to.deep.equal(ones(1, 2, 3));
    await sum.close();
  });

  it("finds an accepted upload that a crash left under the name of one that grows", async () => {
    const first = await open();
    await send(first, 3);
    await first.close();
    const path = join(folder(), "uploads", oneHot(3).upload.client);
    await rename(`${path}.sealed`, `${path}.part`);
    const second = await open();
    expect(await totals(second)).to.deep.equal(ones(3));
    await second.close();
  });

  it("does not discard an update that is accepted", async () => {
    const first = await open();
    await send(first, 3);
    await first.discard(oneHot(3).upload.client);
    await first.close();
    const second = await open();
    expect(await totals(second)).to.deep.equal(ones(3));
    await second.close();
  });

  it("gives an upload that a crash left between the rename and the journal back to its client", async () => {
    const first = await open();
    const { upload, sealed } = oneHot(5);
    await first.put(upload.client, 0, sealed, sealed.length);
    // The process ends here: the record never answers.
    void first.commit(
      upload,
      recordOf(upload, () => new Promise(() => undefined)),
    );
    for (;;) if ((await readdir(join(folder(), "uploads"))).includes(`${upload.client}.sealed`)) break;
    const second = await open();
    expect(await second.heldBytes(upload.client)).to.equal(sealed.length);
    expect(await second.commit(upload, recordOf(upload))).to.deep.equal(ok(undefined));
    expect(await totals(second)).to.deep.equal(ones(5));
    await second.close();
  });

  it("holds nothing of an update that comes too late, and deletes it", async () => {
    const sum = await open();
    const late: Refusal = { reason: "late", detail: "over" };
    expect(await send(sum, 1, async () => err(late))).to.deep.equal(err(late));
    expect(await readdir(join(folder(), "uploads"))).to.deep.equal([]);
    expect(await totals(sum)).to.deep.equal(ones());
    await sum.close();
  });

  it("commits the same upload once, though it is asked twice at the same time", async () => {
    const sum = await open();
    const { upload, sealed } = oneHot(2);
    await sum.put(upload.client, 0, sealed, sealed.length);
    const both = await Promise.all([
      sum.commit(upload, recordOf(upload)),
      sum.commit(upload, recordOf(upload)),
    ]);
    expect(both).to.deep.equal([ok(undefined), ok(undefined)]);
    expect(await totals(sum)).to.deep.equal(ones(2));
    await sum.close();
  });

  it("refuses to go on where an accepted update is gone", async () => {
    accepted.push(oneHot(1).upload);
    expect(await open().catch((error: unknown) => error)).to.be.instanceOf(StorageError);
  });

  it("takes pieces of many clients in any order", async () => {
    const sum = await open();
    const updates = [1, 2, 3].map(oneHot);
    for (let offset = 0; offset < updates[0]!.sealed.length; offset += 50) {
      await Promise.all(
        updates.map(({ upload, sealed }) =>
          sum.put(upload.client, offset, sealed.subarray(offset, offset + 50), sealed.length),
        ),
      );
    }
    for (const { upload } of updates)
      expect(await sum.commit(upload, recordOf(upload))).to.deep.equal(ok(undefined));
    expect(await totals(sum)).to.deep.equal(ones(1, 2, 3));
    expect(rejected).to.deep.equal([]);
    expect(client(1)).to.equal(updates[0]!.upload.client);
    await sum.close();
  });
});
