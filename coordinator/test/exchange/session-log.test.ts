import { appendFile, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { clientId } from "@tributary/core/support";
import { StorageError, nodePrimitives } from "@tributary/node-platform";
import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { openSpoolFile } from "../../src/aggregation/index.ts";
import type { OpenSpoolFile } from "../../src/aggregation/index.ts";
import { openSessionLog } from "../../src/exchange/index.ts";
import type { MessageEvent } from "../../src/exchange/phases.ts";

describe("a session's log", () => {
  const folder = temporaryFolder();
  const path = (): string => join(folder(), "session.log");
  const open = (openFile: OpenSpoolFile = openSpoolFile) => openSessionLog(path(), nodePrimitives, openFile);

  const confirmation = (
    number: number,
    bytes: Uint8Array = new Uint8Array(32).fill(number),
  ): MessageEvent => ({
    kind: "survivors-confirmed",
    message: {
      client: clientId(number.toString(16).padStart(32, "0")),
      survivorsHash: bytes,
      signature: new Uint8Array(64).fill(number),
    },
  });

  it("gives back what was appended, byte for byte, whichever kind of bytes it was", async () => {
    const log = await open();
    await log.append([confirmation(1), confirmation(2)]);
    await log.append([confirmation(3, Buffer.alloc(32, 9))]);
    await log.close();
    expect((await open()).events).to.deep.equal([
      confirmation(1),
      confirmation(2),
      confirmation(3, new Uint8Array(32).fill(9)),
    ]);
  });

  it("cuts off a last line that a crash left unfinished, and goes on behind the others", async () => {
    const log = await open();
    await log.append([confirmation(1)]);
    const whole = (await readFile(path())).length;
    await log.append([confirmation(2)]);
    await log.close();
    for (const kept of [whole + 1, whole + 70, whole + 200]) {
      await truncate(path(), kept);
      const again = await open();
      expect(again.events).to.deep.equal([confirmation(1)]);
      await again.append([confirmation(2)]);
      await again.close();
      expect((await open()).events).to.deep.equal([confirmation(1), confirmation(2)]);
    }
  });

  it("refuses a line that is damaged in the middle, and names it", async () => {
    const log = await open();
    await log.append([confirmation(1), confirmation(2)]);
    await log.close();
    const text = await readFile(path(), "utf8");
    await writeFile(path(), text.replace("01", "02"));
    const error = await open().catch((reason: unknown) => reason);
    expect(error)
      .to.be.an("error")
      .with.property("message")
      .that.matches(/^line 1 of .*session\.log is damaged$/);
  });

  it("holds nothing of an append that failed half way, and tells that failure though closing failed too", async () => {
    const failing: OpenSpoolFile = async (name) => {
      const file = await openSpoolFile(name);
      let appends = 0;
      return {
        ...file,
        async append(bytes) {
          if (++appends !== 2) return file.append(bytes);
          await appendFile(name, bytes.subarray(0, bytes.length / 2));
          throw new StorageError("full", name, "no space is left");
        },
        async close() {
          await file.close();
          if (appends === 2) throw new Error("EIO: i/o error, close");
        },
      };
    };
    const log = await open(failing);
    await log.append([confirmation(1)]);
    expect(await log.append([confirmation(2)]).catch((error: unknown) => error)).to.be.instanceOf(
      StorageError,
    );
    await log.append([confirmation(3)]);
    await log.close();
    expect((await open()).events).to.deep.equal([confirmation(1), confirmation(3)]);
  });
});
