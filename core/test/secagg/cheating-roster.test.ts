// What a roster may and may not be, each bound by one and each key against each other.
import { expect } from "chai";

import type { Topology } from "@tributary/core/graph";
import type { Advert, Session, Step } from "@tributary/core/secagg";
import { advertiseKeys, shareKeys, startParticipant } from "@tributary/core/secagg";
import { clientIdOf, signerFromSeed } from "@tributary/core/identity";
import type { ClientId } from "@tributary/core/support";
import { err, utf8 } from "@tributary/core/support";

import { memberProblem } from "../../src/secagg/membership.ts";
import { buildRoster } from "../../src/secagg/roster.ts";
import { advertStatement } from "../../src/secagg/statements.ts";
import { expectAbort, reasonsOf, signedBy } from "./attacks.ts";
import type { Member, Network } from "./cohort.ts";
import { members, portsOf, runAttempt, sessionOf } from "./cohort.ts";
import { nativePrimitives } from "./native-primitives.ts";

const ten = members(10);
const victim = ten[3]!;
const open = { kind: "open" } as const;
const keyNames = ["identityKey", "cipherKey", "maskKey"] as const;

async function advertOf(
  member: Member,
  session: Session,
): Promise<Step<"advertised", Advert> & { ok: true }> {
  const start = startParticipant({ session, client: member.client, membership: open });
  const step = await advertiseKeys(start, portsOf(member, "roster"));
  if (!step.ok) throw new Error(step.refusal.detail);
  return step;
}

async function advertsOf(cohort: readonly Member[], session: Session): Promise<readonly Advert[]> {
  return Promise.all(cohort.map(async (member) => (await advertOf(member, session)).message));
}

/** What a client says to a roster. */
async function answerOf(member: Member, session: Session, adverts: readonly Advert[]): Promise<string> {
  const { state } = await advertOf(member, session);
  const step = await shareKeys(state, adverts, portsOf(member, "roster"));
  return step.ok ? "shares" : step.refusal.reason;
}

describe("a roster that a coordinator tells", function () {
  this.timeout(20_000);

  it("is refused with one client fewer than the plan's minimum, and not with just that many", async () => {
    for (const [size, reasons] of [
      [7, ["roster-size"]],
      [8, []],
    ] as const) {
      const network: Network = {
        roster: (adverts, to) => {
          const others = adverts.filter(({ client }) => client !== to).slice(0, size - 1);
          return adverts.filter((advert) => advert.client === to || others.includes(advert));
        },
      };
      const run = await runAttempt({ n: 10, minimum: 8, network });
      expect([...new Set(reasonsOf(run).values())]).to.deep.equal(reasons);
    }
  });

  it("is refused with one client more than the plan's maximum, and not with just that many", async () => {
    const eleven = members(11);
    for (const [maximum, answer] of [
      [10, "roster-size"],
      [11, "shares"],
    ] as const) {
      const session = sessionOf({ n: 11, maximum });
      expect(await answerOf(eleven[0]!, session, await advertsOf(eleven, session))).to.equal(answer);
    }
  });

  it("is refused with fewer than three clients, whatever the plan says", async () => {
    const session = sessionOf({ n: 2, minimum: 1, minSurvivors: 1 });
    const pair = members(2);
    expect(await answerOf(pair[0]!, session, await advertsOf(pair, session))).to.equal("roster-size");
  });

  it("is refused where no graph is safe for so many clients", async () => {
    const adverts = await advertsOf(ten, sessionOf({ n: 10 }));
    const unsafe = sessionOf({ n: 10, topologyOf: () => err("none is safe") });
    expect(await answerOf(victim, unsafe, adverts)).to.equal("no-safe-graph");
  });

  it("is refused if any key on it stands there twice, whatever both are for", async () => {
    const session = sessionOf({ n: 4 });
    const adverts = await advertsOf(members(4), session);
    const withKeys = (index: number, keys: Partial<Advert>): readonly Advert[] =>
      adverts.map((advert, i) => (i === index ? { ...advert, ...keys } : advert));
    const reasonOf = (list: readonly Advert[]): string => {
      const built = buildRoster(nativePrimitives, session, list);
      return built.ok ? "a roster" : built.error.reason;
    };
    expect(reasonOf(adverts)).to.equal("a roster");
    for (const first of keyNames) {
      for (const second of keyNames) {
        const copied = withKeys(3, { [second]: adverts[1]![first] });
        expect(reasonOf(copied), `${first} as ${second} of another`).to.equal("duplicate-key");
        if (first === second) continue;
        const own = withKeys(2, { [second]: adverts[2]![first] });
        expect(reasonOf(own), `${first} as its own ${second}`).to.equal("duplicate-key");
      }
    }
  });

  for (const field of [...keyNames, "signature"] as const) {
    it(`is refused by the client whose own ${field} on it is another`, async () => {
      const network: Network = {
        roster: (adverts, to) =>
          adverts.map((advert) =>
            advert.client === to && to === victim.client
              ? { ...advert, [field]: advert[field].map((byte) => byte ^ 1) }
              : advert,
          ),
      };
      const run = await runAttempt({ n: 10, network });
      expect([...reasonsOf(run)]).to.deep.equal([[victim.client, "own-advert-changed"]]);
    });
  }

  it("is refused by the client that is not on it", async () => {
    const network: Network = {
      roster: (adverts, to) =>
        adverts.filter(({ client }) => to !== victim.client || client !== victim.client),
    };
    const run = await runAttempt({ n: 10, network });
    expect([...reasonsOf(run)]).to.deep.equal([[victim.client, "own-advert-changed"]]);
  });

  it("is refused by every client if the keys of one are not its own, though few have it for a neighbour", async () => {
    const topology: Topology = { kind: "harary", degree: 4, threshold: 3 };
    const fourteen = members(14);
    const swapped = fourteen[5]!.client;
    const known = nativePrimitives.agreementKeyOf(new Uint8Array(32).fill(7));
    const network: Network = {
      roster: (adverts, to) =>
        adverts.map((advert) =>
          advert.client === swapped && to !== swapped ? { ...advert, maskKey: known } : advert,
        ),
    };
    const run = await runAttempt({ n: 14, topology, network });
    const others = fourteen.map(({ client }) => client).filter((client) => client !== swapped);
    expect([...reasonsOf(run)]).to.have.deep.members(others.map((client) => [client, "bad-signature"]));
    expectAbort(run, "too-few-sharers");
  });

  it("is verified whole up to a thousand clients, and for one's neighbours beyond", async () => {
    const topology: Topology = { kind: "harary", degree: 60, threshold: 41 };
    const session = sessionOf({ n: 1_001, topology });
    const [self, adverts] = await largeRoster(1_001, session);
    // A forged signature makes another roster and so another graph: who stands near is asked of that graph.
    const forged = (size: number, near: boolean): readonly Advert[] => {
      const roster = adverts.slice(0, size).sort((a, b) => (a.client < b.client ? -1 : 1));
      for (const { client } of adverts.slice(1, size)) {
        const list = roster.map((advert) =>
          advert.client === client ? { ...advert, signature: new Uint8Array(64) } : advert,
        );
        const built = buildRoster(nativePrimitives, session, list);
        if (!built.ok) throw new Error(built.error.detail);
        if (built.value.neighbours.get(self.client)!.includes(client) === near) return list;
      }
      throw new Error("no client stands there");
    };
    expect(await answerOf(self, session, forged(1_000, false))).to.equal("bad-signature");
    expect(await answerOf(self, session, forged(1_001, false))).to.equal("shares");
    expect(await answerOf(self, session, forged(1_001, true))).to.equal("bad-signature");
  });
});

describe("a member of an attempt", () => {
  it("is its pinned key, not its pinned name", async () => {
    const session = sessionOf({ n: 10 });
    const advert = (await advertOf(victim, session)).message;
    const pinned = (key: Uint8Array) =>
      memberProblem(
        nativePrimitives,
        { kind: "roster", identityKeys: new Map<ClientId, Uint8Array>([[victim.client, key]]) },
        advert,
      );
    expect(pinned(advert.identityKey)).to.equal(undefined);
    expect(pinned(ten[4]!.signer.publicKey)).to.match(/not on the pinned roster/);
  });

  it("has agreement keys of 32 bytes", async () => {
    const advert = (await advertOf(victim, sessionOf({ n: 10 }))).message;
    for (const name of ["cipherKey", "maskKey"] as const) {
      for (const size of [31, 33]) {
        const lied = { ...advert, [name]: new Uint8Array(size).fill(9) };
        expect(memberProblem(nativePrimitives, open, lied), name).to.match(/not 32 bytes/);
      }
    }
  });
});

/** So many adverts, the first of a client that is there, the others of clients whose secrets nobody knows. */
async function largeRoster(count: number, session: Session): Promise<readonly [Member, readonly Advert[]]> {
  const self = members(1)[0]!;
  const others = Array.from({ length: count - 1 }, (_, i): Promise<Advert> => {
    const hash = (name: string): Uint8Array => nativePrimitives.sha256(utf8(`${name} ${i} of many`));
    const signer = signerFromSeed(hash("seed"), nativePrimitives);
    const client = clientIdOf(signer.publicKey, nativePrimitives);
    const keys = { client, cipherKey: hash("cipher"), maskKey: hash("mask") };
    const unsigned = { ...keys, identityKey: signer.publicKey };
    return signedBy({ signer }, unsigned, advertStatement(session.context, keys));
  });
  return [self, [(await advertOf(self, session)).message, ...(await Promise.all(others))]];
}
