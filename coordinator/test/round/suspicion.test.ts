import { digest } from "@tributary/core/support";
import type { ClientId } from "@tributary/core/support";
import { expect } from "chai";
import fc from "fast-check";

import {
  afterAborted,
  afterClean,
  afterSpoilt,
  exclusionOf,
  invitedAmong,
  neededReady,
  noSuspicion,
} from "../../src/round/suspicion.ts";
import type { Suspicion } from "../../src/round/suspicion.ts";
import { client } from "./builders.ts";

const everybody = Array.from({ length: 20 }, (_, i) => client(i)).sort();
const cohort = { goal: 20, minimum: 16, minSurvivors: 8, overSelection: 1 };
const seedOf = (number: number) => digest(number.toString(16).padStart(64, "0"));

/** Whether the sum of an attempt is spoilt. */
type Spoils = (invited: readonly ClientId[], suspicion: Suspicion, attempt: number) => boolean;

/** Attempts until three rounds in a row were clean at their first attempt with nobody suspected; what each came to. */
function play(spoils: Spoils, seed: number): { suspicion: Suspicion; attempts: readonly boolean[] } {
  let suspicion = noSuspicion;
  const attempts: boolean[] = [];
  for (let clean = 0; clean < 3 && attempts.length < 100;) {
    const first = suspicion.spoilt === 0;
    const ready = everybody.filter((id) => exclusionOf(suspicion, id) === undefined);
    const { minimum } = neededReady(suspicion, cohort);
    if (ready.length < minimum) throw new Error(`only ${ready.length} clients are left`);
    const invited = invitedAmong(ready, suspicion, cohort, seedOf(seed * 1_000 + attempts.length));
    expect(invited.length).to.be.at.least(minimum);
    expect(new Set(invited).size).to.equal(invited.length);
    const spoilt = spoils(invited, suspicion, attempts.length);
    attempts.push(!spoilt);
    suspicion = spoilt
      ? afterSpoilt(afterAborted(suspicion, invited), invited)
      : afterClean(suspicion, invited);
    clean = spoilt ? 0 : clean + (first && suspicion.suspects.length === 0 ? 1 : 0);
  }
  return { suspicion, attempts };
}

describe("suspicion", () => {
  it("lets a clean round through within three attempts, and leaves one spoiler among twenty alone in quarantine", () => {
    for (let seed = 0; seed < 200; seed++) {
      const spoiler = everybody[seed % everybody.length]!;
      const { suspicion, attempts } = play((invited) => invited.includes(spoiler), seed);
      expect(attempts.indexOf(true)).to.be.at.most(2);
      expect(attempts.filter((clean) => !clean).length).to.be.at.most(7);
      expect(suspicion).to.deep.include({ accused: [], suspects: [], quarantined: [spoiler] });
    }
  });

  it("quarantines nobody but a single spoiler, though it spoils only beside others that are suspected", () => {
    for (let seed = 0; seed < 200; seed++) {
      const spoiler = everybody[seed % everybody.length]!;
      const { suspicion } = play((invited, { suspects }, attempt) => {
        const beside = invited.some((id) => suspects.includes(id)) && !suspects.includes(spoiler);
        return invited.includes(spoiler) && (attempt === 0 || beside);
      }, seed);
      expect(suspicion.quarantined.filter((id) => id !== spoiler)).to.deep.equal([]);
    }
  });

  it("accuses whoever was in every spoilt sum, whatever sums were clean in between", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...everybody),
        fc.array(fc.tuple(fc.boolean(), fc.subarray(everybody, { minLength: 2 })), { maxLength: 12 }),
        (spoiler, sums) => {
          let suspicion = noSuspicion;
          for (const [spoils, members] of sums) {
            const spoilt = spoils && members.includes(spoiler);
            suspicion = spoilt ? afterSpoilt(suspicion, members) : afterClean(suspicion, members);
            if (suspicion.quarantined.length > 0) break;
            if (spoilt) expect(suspicion.accused).to.include(spoiler);
            expect(suspicion.accused).to.include.members([...suspicion.suspects]);
          }
          expect([[], [spoiler]]).to.deep.include(suspicion.quarantined);
        },
      ),
    );
  });

  it("invites everybody while nobody is suspected", () => {
    expect(invitedAmong(everybody, noSuspicion, cohort, seedOf(1))).to.deep.equal(everybody);
    expect(neededReady(noSuspicion, cohort)).to.equal(cohort);
  });

  it("lets nobody send a third masked vector in one round, and everybody again in the next", () => {
    const once = afterAborted(noSuspicion, everybody);
    expect(exclusionOf(once, everybody[0]!)).to.equal(undefined);
    const twice = afterAborted(once, everybody.slice(0, 5));
    expect(exclusionOf(twice, everybody[0]!)).to.equal("exhausted");
    expect(exclusionOf(twice, everybody[5]!)).to.equal(undefined);
    expect(neededReady(twice, cohort)).to.deep.equal({ goal: 15, minimum: 8 });
    expect(exclusionOf(afterClean(twice, everybody.slice(5)), everybody[0]!)).to.equal(undefined);
  });

  it("invites no suspects after a spoilt attempt of the round, if there are enough others", () => {
    const suspicion = afterSpoilt(noSuspicion, everybody.slice(0, 12));
    expect(invitedAmong(everybody, suspicion, cohort, seedOf(1))).to.deep.equal(everybody.slice(12));
    const next = afterClean(suspicion, everybody.slice(12));
    const invited = invitedAmong(everybody, next, cohort, seedOf(1));
    expect(invited.filter((id) => everybody.indexOf(id) < 12)).to.have.length(6);
    expect(invited.filter((id) => everybody.indexOf(id) >= 12)).to.have.length(8);
  });
});
