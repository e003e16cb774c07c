import { expect } from "chai";

import { barrierTo } from "../../src/participant/attempt-order.ts";
import type { Advertised } from "../../src/participant/attempt-order.ts";

const before: Advertised = { incarnation: 2, round: 5, attempt: 3, maskedAttempts: 0 };

describe("a client that advertised keys for an attempt", () => {
  it("does so for later ones alone: not for that one again, nor for any before it", () => {
    const places = [
      { incarnation: 2, round: 5, attempt: 4, later: true },
      { incarnation: 2, round: 6, attempt: 1, later: true },
      { incarnation: 3, round: 1, attempt: 1, later: true },
      { incarnation: 2, round: 5, attempt: 3, later: false },
      { incarnation: 2, round: 5, attempt: 2, later: false },
      { incarnation: 2, round: 4, attempt: 9, later: false },
      { incarnation: 1, round: 9, attempt: 9, later: false },
    ];
    for (const { later, ...place } of places) {
      expect(barrierTo(place, before) === undefined, JSON.stringify(place)).to.equal(later);
    }
    expect(barrierTo({ incarnation: 2, round: 5, attempt: 1 }, undefined)).to.equal(undefined);
  });

  it("masks twice for a round and no third time, whatever the attempt", () => {
    const place = { incarnation: 2, round: 5, attempt: 4 };
    expect(barrierTo(place, { ...before, maskedAttempts: 1 })).to.equal(undefined);
    expect(barrierTo(place, { ...before, maskedAttempts: 2 })).to.match(/masked 2 updates for round 5/);
    const next = { incarnation: 2, round: 6, attempt: 1 };
    expect(barrierTo(next, { ...before, maskedAttempts: 2 })).to.equal(undefined);
    const restored = { incarnation: 3, round: 5, attempt: 1 };
    expect(barrierTo(restored, { ...before, maskedAttempts: 2 })).to.equal(undefined);
  });
});
