import type { Mask, MaskSource } from "@tributary/core/masks";
import { localMasks } from "@tributary/core/secagg";
import { nodePrimitives, threadedMasks } from "@tributary/node-platform";
import { repositoryRoot, startProcesses } from "@tributary/test-support";
import { expect } from "chai";
import fc from "fast-check";

import { startCrew } from "../src/mask-crew.ts";
import type { MaskCrew } from "../src/mask-crew.ts";
import { addRanges, shareMasks } from "../src/mask-job.ts";
import { masksOnThreads } from "../src/threaded-masks.ts";
import type { ThreadedMasks } from "../src/threaded-masks.ts";
import { deaths } from "./mask-deaths.ts";

const script = new URL("../src/mask-worker.js", import.meta.url);
const dyingScript = new URL("dying-mask-worker.js", import.meta.url);

const mask = (first: number, sign: 1 | -1 = 1): Mask => ({ seed: new Uint8Array(32).fill(first), sign });

async function masked(words: Uint32Array, masks: readonly Mask[]): Promise<Uint32Array> {
  const sum = words.slice();
  await localMasks(nodePrimitives).add(sum, masks);
  return sum;
}

function expectSame(got: Uint32Array, expected: Uint32Array): void {
  expect(Buffer.compare(Buffer.from(got.buffer), Buffer.from(expected.buffer))).to.equal(0);
}

async function refusalOf(call: Promise<void>): Promise<Error> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("the call was to reject with an Error");
}

describe("masks that are expanded on threads", () => {
  const start = startProcesses();
  const opened: ThreadedMasks[] = [];
  const crews: MaskCrew[] = [];
  const open = ({ fewestWords = 0, threads = 3, program = script } = {}): ThreadedMasks => {
    const start = (): MaskCrew => {
      const crew = startCrew(threads, program);
      crews.push(crew);
      return crew;
    };
    const pool = masksOnThreads({ threads, fewestWords, sliceWords: 32_768, start });
    opened.push(pool);
    return pool;
  };
  after(() => Promise.all(opened.map((pool) => pool.close())));

  it("give the words that one thread gives, whatever the size, the masks and their signs", async () => {
    const pool = open();
    const size = fc.oneof(fc.nat(100), fc.integer({ min: 16_380, max: 70_000 }));
    const masks = fc.array(
      fc.record({
        seed: fc.uint8Array({ minLength: 32, maxLength: 32 }),
        sign: fc.constantFrom<1 | -1>(1, -1),
      }),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(size, masks, fc.nat(), async (length, some, start) => {
        const words = Uint32Array.from({ length }, (_, i) => start + i * 2_654_435_761);
        const expected = await masked(words, some);
        await pool.add(words, some);
        expectSame(words, expected);
      }),
      { numRuns: 40 },
    );
  });

  it("are kept apart in calls that run at once", async () => {
    const pool = open();
    const vectors = Array.from({ length: 6 }, (_, i) => new Uint32Array(40_000 + i).fill(i));
    const expected = await Promise.all(vectors.map((words, i) => masked(words, [mask(i)])));
    await Promise.all(vectors.map((words, i) => pool.add(words, [mask(i)])));
    for (const [i, words] of vectors.entries()) expectSame(words, expected[i] ?? new Uint32Array());
  });

  it("come from the seeds as they were when the call was made", async () => {
    const words = new Uint32Array(20_000);
    const masks = [mask(1), mask(2, -1)];
    const expected = await masked(words, masks);
    const done = open().add(words, masks);
    for (const { seed } of masks) seed.fill(9);
    await done;
    expectSame(words, expected);
  });

  it("are made by the thread that asks where there is little to do", async () => {
    const pool = open({ fewestWords: 1_000, program: dyingScript });
    const words = new Uint32Array(499);
    const masks = [mask(deaths.throws), mask(1)];
    const expected = await masked(words, masks);
    await pool.add(words, masks);
    expectSame(words, expected);
    const more = await refusalOf(pool.add(new Uint32Array(500), masks));
    expect(more.message).to.include("no memory is left");
  });

  for (const [what, first, message] of [
    ["fails", deaths.throws, "a thread that expands masks failed (Error: no memory is left)"],
    ["ends", deaths.leaves, "a thread that expands masks ended with 7"],
  ] as const) {
    it(`are refused where a thread ${what}, and come from new threads the next time`, async () => {
      const pool = open({ program: dyingScript });
      const words = new Uint32Array(50_000).fill(5);
      const [refusal, other] = await Promise.all([
        refusalOf(pool.add(words, [mask(first)])),
        refusalOf(pool.add(words, [mask(1)])),
      ]);
      expect(refusal.message).to.equal(`${message}; the vector is of no use`);
      expect(other.message).to.equal(refusal.message);
      words.fill(5);
      const expected = await masked(words, [mask(1)]);
      await pool.add(words, [mask(1)]);
      expectSame(words, expected);
    });
  }

  it("come from new threads where one has died with nothing to do", async () => {
    const pool = open({ threads: 1, program: dyingScript });
    const words = new Uint32Array(50_000);
    await pool.add(words.subarray(0, 30_000), [mask(deaths.idles)]);
    while (crews.at(-1)?.broken !== true) await new Promise((resolve) => setImmediate(resolve));
    words.fill(5);
    const expected = await masked(words, [mask(1)]);
    await pool.add(words, [mask(1)]);
    expectSame(words, expected);
  });

  it("are refused where there is no program for the threads", async () => {
    const pool = open({ program: new URL("no-such-worker.js", import.meta.url) });
    expect((await refusalOf(pool.add(new Uint32Array(5), [mask(1)]))).message).to.include(
      "no-such-worker.js",
    );
  });

  it("are refused for a seed that has not 32 bytes, and leave the vector alone", async () => {
    const words = new Uint32Array(9).fill(5);
    for (const fewestWords of [0, 1_000]) {
      const masks = [mask(1), { seed: new Uint8Array(31), sign: 1 as const }];
      const refusal = await refusalOf(open({ fewestWords }).add(words, masks));
      expect(refusal).to.be.instanceOf(RangeError);
      expect(refusal.message).to.include("31");
      expect([...words]).to.deep.equal(Array.from({ length: 9 }, () => 5));
    }
  });

  it("are stopped and refused when their owner closes the threads, and refused from then on", async () => {
    const pool = open();
    const words = new Uint32Array(2_000_000);
    const underWay = refusalOf(pool.add(words, [mask(1), mask(2), mask(3)]));
    await pool.close();
    expect((await underWay).message).to.include("closed");
    expect((await refusalOf(pool.add(words, [mask(1)]))).message).to.include("closed");
    await pool.close();
  });

  it("need a thread", () => {
    for (const threads of [0, 1.5]) {
      expect(() => threadedMasks({ threads })).to.throw(RangeError, `not on ${threads}`);
    }
  });

  it("keep a process alive while they are made, and not when they are done", async () => {
    const program = `
      import { threadedMasks } from "@tributary/node-platform";
      const words = new Uint32Array(1_000_000);
      const masks = Array.from({ length: 20 }, (_, i) => ({ seed: new Uint8Array(32).fill(i), sign: 1 }));
      await threadedMasks({ threads: 2 }).add(words, masks);
      console.log(words[999_999]);
    `;
    const child = start("--input-type=module", ["--eval", program], { cwd: repositoryRoot });
    expect((await child.ended).code, child.lines.all.join("\n")).to.equal(0);
    const masks = Array.from({ length: 20 }, (_, i) => mask(i));
    const expected = await masked(new Uint32Array(1_000_000), masks);
    expect(child.lines.stdout).to.deep.equal([String(expected[999_999])]);
  });
});

describe("a thread's part of masking", () => {
  const noted = (fails: boolean): { readonly seeds: Uint8Array[]; readonly source: MaskSource } => {
    const seeds: Uint8Array[] = [];
    const source: MaskSource = {
      keystream(seed, _counter, out) {
        seeds.push(seed);
        if (fails) throw new Error("no stream");
        out.fill(seed[0] ?? 0);
      },
    };
    return { seeds, source };
  };

  it("overwrites its seeds when nothing is left to do, and leaves the others' alone", () => {
    const shared = shareMasks([mask(1), mask(2, -1)], 16_384 + 9);
    const job = shared.jobFor(new Uint32Array(16_384 + 3), 0);
    const { seeds, source } = noted(false);
    addRanges(job, source);
    expect(job.words.every((word) => word === 0xfefe_feff)).to.equal(true);
    expect(seeds.length).to.equal(4);
    expect(seeds.every((seed) => seed.length === 32 && seed.every((byte) => byte === 0))).to.equal(true);
    expect([...job.seeds]).to.deep.equal([...mask(1).seed, ...mask(2).seed]);
    shared.erase();
    expect([...job.words, ...job.seeds].every((part) => part === 0)).to.equal(true);
  });

  it("overwrites its seeds where it fails", () => {
    const job = shareMasks([mask(1)], 5).jobFor(new Uint32Array(5), 0);
    const { seeds, source } = noted(true);
    expect(() => addRanges(job, source)).to.throw("no stream");
    expect(seeds.map((seed) => seed.every((byte) => byte === 0))).to.deep.equal([true]);
  });
});
