import { clientId } from "@tributary/core/support";
import { StorageError } from "@tributary/node-platform";
import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { openSpoolFile } from "../../src/aggregation/index.ts";
import type { OpenSpoolFile } from "../../src/aggregation/index.ts";
import { openUploadSpool } from "../../src/aggregation/upload-spool.ts";

const client = clientId("1".repeat(32));

describe("a spool of uploads", () => {
  const folder = temporaryFolder();

  it("tells why a piece could not be written, though closing failed too, and goes on from what it holds", async () => {
    let full = false;
    const failing: OpenSpoolFile = async (path) => {
      const file = await openSpoolFile(path);
      return {
        ...file,
        async append(bytes) {
          if (!full) return file.append(bytes);
          await file.append(bytes.subarray(0, 2));
          throw new StorageError("full", path, "no space is left");
        },
        async close() {
          await file.close();
          if (full) throw new Error("EIO: i/o error, close");
        },
      };
    };
    const spool = await openUploadSpool(folder(), failing);
    expect(await spool.put(client, 0, new Uint8Array(3), 10)).to.deep.equal({ ok: true, value: 3 });
    full = true;
    const failure = await spool.put(client, 3, new Uint8Array(4), 10).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StorageError);
    full = false;
    expect(await spool.heldBytes(client)).to.equal(5);
    expect(await spool.put(client, 5, new Uint8Array(5), 10)).to.deep.equal({ ok: true, value: 10 });
    await spool.close();
  });
});
