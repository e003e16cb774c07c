import { expect } from "chai";

import type { MemberRoster } from "../../src/identity/index.ts";
import type { Confirmation } from "../../src/secagg/index.ts";
import { UserError, digest } from "../../src/support/index.ts";
import type { ClientId } from "../../src/support/index.ts";
import { CallError } from "../../src/wire/index.ts";
import { members } from "../secagg/cohort.ts";
import type { CohortOptions, CohortRun, Seat } from "./secure-cohort.ts";
import { clients, ofKind, runCohort, timesTrained } from "./secure-cohort.ts";
import { virtualClock } from "./virtual-clock.ts";

const [first] = clients(4);

/** The first of four clients, after a run in which all went as `options` say. */
async function firstOfFour(
  options: Omit<CohortOptions, "count">,
): Promise<{ readonly seat: Seat; readonly run: CohortRun; readonly own: readonly string[] }> {
  const run = await runCohort({ ...options, count: 4 });
  const [seat] = run.seats;
  if (seat === undefined) throw new Error("the cohort is empty");
  expect(run.coordinator.witness.violations).to.deep.equal([]);
  return { seat, run, own: run.coordinator.callsOf(seat.client) };
}

function withdrawals(seat: Seat): readonly string[] {
  return ofKind(seat, "withdrew").map(({ reason }) => reason);
}

describe("a participant that is refused in the exchange", () => {
  for (const [method, keeps] of [
    ["AdvertiseKeys", true],
    ["GetRoster", true],
    ["ShareKeys", true],
    ["GetInbox", true],
    ["PutChunk", false],
    ["CommitUpload", false],
    ["GetSurvivors", false],
    ["Confirm", false],
    ["GetConfirmations", false],
    ["Unmask", false],
  ] as const) {
    it(`at ${method} tells why, waits for the outcome, and takes part in the next attempt ${keeps ? "with the same delta" : "with another delta"}`, async () => {
      let refusals = 0;
      const { seat, own } = await firstOfFour({
        // The others abort it, so that the same model comes again.
        attempts: [{ abortAfter: "unmasking" }, {}],
        refuse: (client, called) =>
          client === first && called === method && refusals++ === 0 ? "late" : undefined,
      });
      expect(ofKind(seat, "refused")).to.deep.equal([
        { kind: "refused", round: 1, attempt: 1, reason: "late", detail: "as scripted" },
      ]);
      expect(ofKind(seat, "aborted").map(({ attempt }) => attempt)).to.deep.equal([1]);
      expect(timesTrained(seat)).to.equal(keeps ? 1 : 2);
      expect(seat.result).to.include({ roundsCounted: 1 });
      const refused = own.findIndex((called) => called.startsWith(method));
      expect(own.slice(refused + 1).find((called) => called.endsWith(" 1/1"))).to.equal("GetOutcome 1/1");
    });
  }

  for (const method of ["AdvertiseKeys", "ShareKeys", "CommitUpload", "Confirm", "Unmask"]) {
    it(`at ${method} for want of resources says the same again`, async () => {
      let refusals = 0;
      const { seat, own } = await firstOfFour({
        attempts: [{}],
        refuse: (client, called) =>
          client === first && called === method && refusals++ < 2 ? "overloaded" : undefined,
      });
      expect(own.filter((called) => called.startsWith(method))).to.have.length(3);
      expect(ofKind(seat, "refused")).to.deep.equal([]);
      expect(seat.result).to.include({ roundsCounted: 1 });
    });
  }

  it("as no member of the coordinator's roster stops, and says whom to ask", async () => {
    const { seat } = await firstOfFour({
      attempts: [{}],
      refuse: (client, called) =>
        client === first && called === "AdvertiseKeys" ? "not-a-member" : undefined,
    });
    expect(seat.error).to.be.instanceOf(UserError);
    expect(String(seat.error)).to.match(/among the members of its roster \(as scripted\); ask its operator/);
  });

  it("by an answer that makes no sense waits for the outcome, and says so", async () => {
    const { seat } = await firstOfFour({
      attempts: [{ abortAfter: "unmasking" }, {}],
      fault: (client, called) => {
        if (client === first && called === "GetInbox 1/1") {
          throw new CallError("internal", "the coordinator's answer is malformed: sharers are missing");
        }
        return undefined;
      },
    });
    expect(ofKind(seat, "warning").map(({ message }) => message)).to.include(
      "This client's part in round 1, attempt 1, is over, since a call failed: " +
        "the coordinator's answer is malformed: sharers are missing",
    );
    expect(ofKind(seat, "aborted")).to.have.length(1);
    expect(timesTrained(seat)).to.equal(1);
    expect(seat.result).to.include({ roundsCounted: 1 });
  });

  it("since its enrolment was withdrawn stops", async () => {
    const { seat } = await firstOfFour({
      attempts: [{}],
      refuse: (client, called) => (client === first && called === "GetInbox" ? "revoked" : undefined),
    });
    expect(String(seat.error)).to.match(/withdrawn this client's enrolment/);
  });
});

describe("a participant whose coordinator cheats", () => {
  const others = (ids: readonly ClientId[]): readonly ClientId[] => ids.filter((id) => id !== first);

  it("deals no shares to a roster on which its own keys are others", async () => {
    const { seat, own } = await firstOfFour({
      attempts: [{}, {}],
      tell: {
        roster: (adverts, client) =>
          client === first
            ? adverts.map((advert) => ({ ...advert, maskKey: advert.maskKey.toReversed() }))
            : adverts,
      },
    });
    expect(withdrawals(seat)).to.deep.equal(["own-advert-changed", "own-advert-changed"]);
    expect(own.filter((called) => called.startsWith("ShareKeys"))).to.deep.equal([]);
  });

  it("masks nothing for an inbox in which shares are missing, and offers the delta again", async () => {
    let told = 0;
    const { seat, own } = await firstOfFour({
      attempts: [{ abortAfter: "unmasking" }, {}],
      tell: {
        inbox: (inbox, client) =>
          client === first && told++ === 0 ? { ...inbox, ciphertexts: inbox.ciphertexts.slice(1) } : inbox,
      },
    });
    expect(withdrawals(seat)).to.deep.equal(["missing-shares"]);
    expect(own).to.not.include("PutChunk 1/1");
    expect(timesTrained(seat)).to.equal(1);
    expect(seat.result).to.include({ roundsCounted: 1 });
  });

  it("confirms no survivors without it", async () => {
    const { seat, own } = await firstOfFour({
      attempts: [{}],
      tell: { survivors: (ids, client) => (client === first ? others(ids) : ids) },
    });
    expect(withdrawals(seat)).to.deep.equal(["not-a-survivor"]);
    expect(own.filter((called) => /Confirm|Unmask/.test(called))).to.deep.equal([]);
  });

  it("confirms no fewer survivors than the plan allows", async () => {
    const { seat, own } = await firstOfFour({
      attempts: [{}],
      tell: { survivors: (ids, client) => (client === first ? ids.slice(0, 2) : ids) },
    });
    expect(withdrawals(seat)).to.deep.equal(["too-few-survivors"]);
    expect(own.filter((called) => /Confirm|Unmask/.test(called))).to.deep.equal([]);
  });

  it("does not answer when another survivor confirmed other survivors", async () => {
    const [, second] = clients(4);
    const confirmed: Confirmation[] = [];
    const { seat, own } = await firstOfFour({
      attempts: [{}],
      tell: {
        // The second is told of fewer, and signs that; the first is shown what it signed.
        survivors: (ids, client) => (client === second ? ids.slice(0, 3) : ids),
        confirmations: (list, client) => (client === first ? [...list, ...confirmed] : list),
      },
      onConfirmation: (message) => {
        if (message.client === second) confirmed.push(message);
      },
    });
    expect(withdrawals(seat)).to.deep.equal(["split-survivors"]);
    expect(own).to.include("GetConfirmations 1/1");
    expect(own).to.not.include("Unmask 1/1");
  });

  it("does not answer on confirmations that nobody signed", async () => {
    const { seat, own } = await firstOfFour({
      attempts: [{}],
      tell: {
        confirmations: (list, client) =>
          client === first ? list.map((one) => ({ ...one, signature: one.signature.toReversed() })) : list,
      },
    });
    expect(withdrawals(seat)).to.deep.equal(["too-few-confirmations"]);
    expect(own).to.not.include("Unmask 1/1");
  });

  it("confirms one set of survivors alone, though it is told another when it asks again", async () => {
    let told = 0;
    const { seat, own } = await firstOfFour({
      attempts: [{}],
      tell: {
        survivors: (ids, client) => (client === first && told++ > 0 ? ids.slice(0, 3) : ids),
      },
      // The first answer is lost.
      fault: (client, method) =>
        client === first && method === "GetSurvivors 1/1" && told === 0 ? "after" : undefined,
    });
    expect(told).to.equal(2);
    expect(ofKind(seat, "survivors").map(({ survivors }) => survivors)).to.deep.equal([3]);
    expect(ofKind(seat, "refused").map(({ reason }) => reason)).to.deep.equal(["wrong-survivors"]);
    expect(own).to.not.include("Unmask 1/1");
  });
});

describe("a participant that pins an organisation", () => {
  const organisation = digest("0".repeat(63) + "1");
  const rosterOf = (count: number, changes: Partial<MemberRoster> = {}): MemberRoster => ({
    organisation: "St. Mary",
    fingerprint: organisation,
    issuedAtMs: 0,
    notAfterMs: 4_000_000_000_000,
    members: new Map(
      members(count).map(({ client, signer }) => [client, { name: client, publicKey: signer.publicKey }]),
    ),
    ...changes,
  });
  const parts = { 0: { settings: { organisation } } };

  it("masks with a cohort in which everybody is on its roster", async () => {
    const { seat } = await firstOfFour({ attempts: [{}], parts, members: rosterOf(4) });
    expect(seat.result).to.include({ roundsCounted: 1 });
  });

  it("masks with nobody that is not", async () => {
    const stranger = members(4).at(-1);
    const roster = rosterOf(4);
    const known = new Map([...roster.members].filter(([client]) => client !== stranger?.client));
    const { seat, own } = await firstOfFour({
      attempts: [{}],
      parts,
      members: { ...roster, members: known },
    });
    expect(withdrawals(seat)).to.deep.equal(["not-a-member"]);
    expect(own.filter((called) => called.startsWith("ShareKeys"))).to.deep.equal([]);
  });

  it("advertises nothing under a roster that has expired since it joined", async () => {
    const { seat, own } = await firstOfFour({
      attempts: [{}],
      parts,
      members: rosterOf(4, { notAfterMs: virtualClock().nowMs() }),
    });
    expect(seat.events.map(({ kind }) => kind)).to.include.members(["joined", "ready"]);
    expect(String(seat.error)).to.match(/^UserError: The coordinator's roster of St\. Mary expired /);
    expect(own).to.not.include("AdvertiseKeys 1/1");
  });

  for (const [what, offered, words] of [
    ["none", undefined, /^UserError: The coordinator has no roster of the organisation /],
    [
      "another's",
      rosterOf(4, { fingerprint: digest("f".repeat(64)) }),
      /^UserError: The coordinator's roster is of St\. Mary \(f{64}\), not of /,
    ],
    [
      "one that has expired",
      rosterOf(4, { notAfterMs: 1 }),
      /^UserError: The coordinator's roster of St\. Mary expired /,
    ],
  ] as const) {
    it(`joins nothing where the coordinator offers ${what}`, async () => {
      const { seat, own } = await firstOfFour({ attempts: [{}], parts, members: offered });
      expect(seat.error).to.be.instanceOf(UserError);
      expect(String(seat.error)).to.match(words);
      expect(own).to.deep.equal(["GetTask"]);
    });
  }
});
