import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";

import { noClassifierFigures } from "@tributary/core/metrics";
import { expect } from "chai";

import { decodeRecord } from "../../src/journal/record.ts";
import { baseScores, evolveAll, initialState, stateFromJson, stateToJson } from "../../src/round/index.ts";
import { model, theTask } from "../round/builders.ts";

/** The records of a journal, one in a line, as their release wrote them, under their checksums. */
function recordsOf(name: string): readonly Buffer[] {
  const path = new URL(`../../../test/fixtures/journals/${name}`, import.meta.url);
  return readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const payload = Buffer.from(line);
      const checksum = Buffer.alloc(4);
      checksum.writeUInt32BE(crc32(payload));
      return Buffer.concat([checksum, payload]);
    });
}

describe("a journal of a release that recorded accuracy and macro F1 alone", () => {
  const events = recordsOf("macro-f1-alone.jsonl").flatMap((bytes, index) => decodeRecord(index + 1, bytes));
  const state = evolveAll(initialState, events);
  const scores = (loss: number) => ({
    ...noClassifierFigures,
    exampleCount: 100,
    loss,
    accuracy: 0.5,
    perClass: [],
  });

  it("is folded, and what was not recorded is null", () => {
    const task = state.tasks.get(theTask);
    if (task?.status !== "completed") throw new Error("the task was not completed");
    expect(task.best).to.deep.equal({ round: 1, model: model(1), scores: scores(0.5) });
    const told = task.progress.history.map((attempt) => attempt.end === "committed" && attempt.scores);
    expect(told).to.deep.equal([scores(0.9), scores(0.5), scores(0.6)]);
    expect(baseScores(task.progress)).to.deep.equal(scores(0.9));
  });

  it("gives a state that a snapshot keeps", () => {
    expect(stateFromJson(stateToJson(state))).to.deep.equal(state);
  });
});
