import { expect } from "chai";

import type { RoundLine } from "@tributary/example-kit";

import { accuracyOf, correctedPictures, modelNames, roundsOf } from "../src/figures.ts";
import type { Readings } from "../src/baselines.ts";

/** Two writers' sets and print, four pictures each, of which so many are read right. */
const readings = (...right: readonly number[]): Readings =>
  right.map((count) => Array.from({ length: 4 }, (_, index) => ({ shown: 1, read: index < count ? 1 : 7 })));

const scored = new Map<string, Readings>([
  [modelNames.base, readings(2, 2, 4)],
  [modelNames.local(0), readings(4, 0, 2)],
  [modelNames.local(1), readings(1, 3, 2)],
  [modelNames.federated, readings(4, 3, 3)],
  [modelNames.centralised, readings(4, 4, 4)],
]);

describe("the demo's figures", () => {
  it("are means over the writers, and print alone says what the base knew and what is kept of it", () => {
    expect(accuracyOf(scored, 2)).to.deep.equal({
      base: 0.5,
      localOwn: 0.875,
      localAll: 0.5,
      federated: 0.875,
      centralised: 1,
      basePrint: 1,
      kept: 0.75,
    });
  });

  it("cannot be had while a model was not scored", () => {
    expect(() => accuracyOf(new Map(), 2)).to.throw(RangeError, "was not scored");
  });

  it("have a row for each round that trained, and none for the last scoring", () => {
    const line: RoundLine = {
      event: "round-committed",
      round: 1,
      purpose: "train",
      participants: 10,
      dropped: 0,
      loss: 0.5,
      accuracy: 0.8,
      bytesUp: 1,
      bytesDown: 2,
      seconds: 3,
    };
    const rows = roundsOf([line, { ...line, round: 2, purpose: "evaluate" }]);
    expect(rows).to.deep.equal([
      {
        round: 1,
        participants: 10,
        dropped: 0,
        loss: 0.5,
        accuracy: 0.8,
        bytesUp: 1,
        bytesDown: 2,
        seconds: 3,
      },
    ]);
  });
});

describe("pictures that the new model corrects", () => {
  it("were read wrong by the base and are read right now", () => {
    const corrected = correctedPictures(readings(2, 4, 0), readings(4, 4, 4), 2, 10);
    expect(corrected).to.deep.equal([
      { writer: 0, picture: 2, shown: 1, readBefore: 7 },
      { writer: 0, picture: 3, shown: 1, readBefore: 7 },
    ]);
  });

  it("come from as many writers as can be had", () => {
    const corrected = correctedPictures(readings(0, 0), readings(4, 4), 2, 2);
    expect(corrected.map(({ writer }) => writer)).to.deep.equal([0, 1]);
  });
});
