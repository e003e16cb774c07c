import { existsSync, fstatSync } from "node:fs";
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";

import { StorageError } from "@tributary/node-platform";
import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { openSpoolFile } from "../../src/aggregation/index.ts";

describe("a spool file", () => {
  const folder = temporaryFolder();

  it("grows by what is appended, and knows its size when it is opened again", async () => {
    const path = join(folder(), "a.part");
    const first = await openSpoolFile(path);
    await first.append(new Uint8Array(3));
    await first.sync();
    await first.close();
    const second = await openSpoolFile(path);
    expect(second.sizeBytes).to.equal(3);
    await second.close();
  });

  it("is closed again where its size cannot be had", async () => {
    const path = join(folder(), "a.part");
    const probe = await open(path, "a");
    const handles: object = Object.getPrototypeOf(probe);
    await probe.close();
    const stat: unknown = Reflect.get(handles, "stat");
    let opened = -1;
    Reflect.set(handles, "stat", function (this: FileHandle) {
      opened = this.fd;
      return Promise.reject(Object.assign(new Error("the disk is gone"), { code: "EIO" }));
    });
    try {
      expect(await openSpoolFile(path).catch((error: unknown) => error)).to.be.instanceOf(StorageError);
    } finally {
      Reflect.set(handles, "stat", stat);
    }
    expect(() => fstatSync(opened)).to.throw("EBADF");
  });

  it("says that the disk is full where it is", async function () {
    // The one device that is always full; there is none outside Linux.
    if (!existsSync("/dev/full")) this.skip();
    const file = await openSpoolFile("/dev/full");
    const failure = await file.append(new Uint8Array(10)).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StorageError);
    expect(failure).to.include({ fault: "full" });
    await file.close();
  });
});
