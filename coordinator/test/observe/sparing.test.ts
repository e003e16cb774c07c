import { expect } from "chai";

import type { LogEntry } from "../../src/observe/log.ts";
import { sparing } from "../../src/observe/index.ts";

describe("a sparing log", () => {
  function sparingLog() {
    const written: LogEntry[] = [];
    const clock = { nowMs: 1_000_000 };
    return {
      written,
      clock,
      log: sparing(
        (entry) => written.push(entry),
        () => clock.nowMs,
      ),
    };
  }
  const full = { level: "warn", event: "trouble", text: "Could not append: the disk is full." } as const;

  it("writes the same once a minute, and how often it was left out", () => {
    const { written, clock, log } = sparingLog();
    for (let second = 0; second < 130; second++, clock.nowMs += 1_000) log(full);
    expect(written.map(({ text }) => text)).to.deep.equal([
      full.text,
      `${full.text} (59 more times since this was said last.)`,
      `${full.text} (59 more times since this was said last.)`,
    ]);
    expect(written.map(({ fields }) => fields)).to.deep.equal([undefined, { leftOut: 59 }, { leftOut: 59 }]);
  });

  it("keeps apart what has another text or weight", () => {
    const { written, log } = sparingLog();
    const others = [full, { ...full, level: "error" as const }, { ...full, text: "Something else." }];
    for (const entry of [...others, ...others]) log(entry);
    expect(written).to.deep.equal(others);
  });

  it("is not silenced by a clock that goes back", () => {
    const { written, clock, log } = sparingLog();
    log(full);
    clock.nowMs -= 3_600_000;
    log(full);
    expect(written).to.have.length(2);
  });
});
