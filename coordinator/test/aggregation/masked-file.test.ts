import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { metaWords, pack, packedBytes, ringSum } from "@tributary/core/ring";
import { layoutOf } from "@tributary/core/tensor";
import { nodePrimitives } from "@tributary/node-platform";
import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { maskedReader } from "../../src/aggregation/index.ts";
import { sha256 } from "../support/scripted-client.ts";
import { client } from "../support/updates.ts";

/** Some blocks and a bit, so that the meta lane lies in two of them, in one, or in one of its own. */
const sizes = [2 ** 18 - 7, 2 ** 18 + 3, 2 ** 19, 5, 0];

describe("a masked vector on disk", () => {
  const folder = temporaryFolder();

  for (const profile of ["u24", "u32"] as const) {
    it(`in ${profile} is added whole, block by block, and gives its meta lane`, async () => {
      for (const coordinates of sizes) {
        const shape = { layout: layoutOf([{ name: "w", shape: [coordinates] }]), profile, classes: 2 };
        const lane = Uint32Array.from({ length: metaWords(2) }, (_, i) => i * 0x1234_5678);
        const integers = Int32Array.from(
          { length: coordinates },
          (_, i) => ((i * 7919) % 8_000_000) - 4_000_000,
        );
        const bytes = new Uint8Array(coordinates * packedBytes(profile) + 4 * lane.length);
        pack(integers, profile, bytes, 0);
        pack(new Int32Array(lane.buffer), "u32", bytes, bytes.length - 4 * lane.length);
        const path = join(folder(), `${profile}-${coordinates}`);
        await writeFile(path, bytes);

        const reader = maskedReader(shape, nodePrimitives);
        const ring = ringSum({ coordinates, metaWords: lane.length, profile, roomBytes: reader.roomBytes });
        const upload = { client: client(1), digest: sha256(bytes), sizeBytes: bytes.length };
        const checked = await reader.check(upload, path, ring);
        if (!checked.ok) throw new Error(checked.error.detail);
        expect([...checked.value.meta]).to.deep.equal([...lane]);
        for (let times = 1; times <= 2; times++) {
          await checked.value.addTo(ring, path);
          const sum = new Int32Array(ring.words.buffer, ring.words.byteOffset, coordinates);
          expect(sum.every((word, i) => word === times * integers[i]!)).to.equal(true);
        }

        const forged = { ...upload, digest: sha256(new Uint8Array(1)) };
        expect(await reader.check(forged, path, ring)).to.have.nested.property(
          "error.reason",
          "digest-mismatch",
        );
        for (const size of [bytes.length - 1, bytes.length + 1]) {
          await truncate(path, size);
          expect(await reader.check(upload, path, ring)).to.have.nested.property(
            "error.reason",
            "size-mismatch",
          );
        }
      }
    });
  }
});
