import { expect } from "chai";

import { UserError, seededRandom, utf8 } from "@tributary/core/support";

import { characters, deal } from "../src/deal.ts";
import type { Speech } from "../src/plays.ts";

/** Speeches of ten characters each. */
function speechesOf(speaker: string, count: number): readonly Speech[] {
  return Array.from({ length: count }, (_, index) => ({
    speaker,
    text: `${speaker} ${index}`.padEnd(10, "."),
  }));
}

const speeches = [
  ...speechesOf("old", 30),
  ...speechesOf("both", 20),
  ...speechesOf("few", 9),
  ...speechesOf("some", 10),
  ...speechesOf("both", 20),
  ...speechesOf("most", 11),
];

const options = (clients: number, seed = "a") => ({
  pretraining: 0.5,
  clients,
  heldBack: 0.2,
  random: seededRandom(utf8(seed)),
});

describe("the deal of speeches", () => {
  it("gives the beginning to the base, and the rest to those who speak most in it and never in the beginning", () => {
    const { pretraining, clients } = deal(speeches, options(2));
    expect(pretraining).to.deep.equal(speeches.slice(0, 50).map(({ text }) => text));
    expect(clients.map(({ speaker }) => speaker)).to.deep.equal(["most", "some"]);
  });

  it("holds speeches back until they have the share of a speaker's characters, in another choice for another seed", () => {
    const choices = ["a", "b"].map((seed) => {
      const [most] = deal(speeches, options(2, seed)).clients;
      const { training = [], test = [] } = most ?? {};
      expect([...training, ...test].sort()).to.deep.equal(
        speechesOf("most", 11)
          .map(({ text }) => text)
          .sort(),
      );
      // Two speeches are less than a fifth of eleven.
      expect(characters(test)).to.equal(30);
      expect(deal(speeches, options(2, seed)).clients[0]).to.deep.equal(most);
      return test;
    });
    expect(choices[0]).to.not.deep.equal(choices[1]);
  });

  it("says what it looked for where there are too few speakers", () => {
    for (const [text, found] of [
      [speeches, 2],
      [[], 0],
    ] as const) {
      expect(() => deal(text, options(3))).to.throw(
        UserError,
        new RegExp(
          `^The text has ${found} speakers with 10 speeches or more after its first 50 % .* expected 3, `,
        ),
      );
    }
  });
});
