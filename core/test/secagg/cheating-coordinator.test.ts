import { expect } from "chai";

import type { Topology } from "@tributary/core/graph";
import type { Advert, Confirmation, Inbox, ParticipantReason, UnmaskAnswer } from "@tributary/core/secagg";
import { advertiseKeys, shareKeys, startParticipant, unmask } from "@tributary/core/secagg";
import type { ClientId } from "@tributary/core/support";
import { equalBytes } from "@tributary/core/support";

import { expectAbort, reasonsOf } from "./attacks.ts";
import type { Network, Run, Settings } from "./cohort.ts";
import { defaultShape, members, plainSum, portsOf, runAttempt, sessionOf } from "./cohort.ts";
import { nativePrimitives } from "./native-primitives.ts";

const ten = members(10);
const victim = ten[3]!;
const ids = ten.map(({ client }) => client);
const stranger = members(11).find(({ client }) => !ids.includes(client))!.client;

/** Adverts of ten with the victim's mask key exchanged for one whose secret the coordinator knows. */
function swapKey(adverts: readonly Advert[]): readonly Advert[] {
  const known = nativePrimitives.agreementKeyOf(new Uint8Array(32).fill(7));
  return adverts.map((advert) => (advert.client === victim.client ? { ...advert, maskKey: known } : advert));
}

describe("a coordinator that cheats", function () {
  this.timeout(20_000);

  describe("about the roster", () => {
    it("and swaps a key for everyone is refused by the victim and by all others", async () => {
      const run = await runAttempt({ n: 10, network: { roster: swapKey } });
      expect([...reasonsOf(run)]).to.have.deep.members(
        ids.map((client) => [client, client === victim.client ? "own-advert-changed" : "bad-signature"]),
      );
      expectAbort(run, "too-few-sharers");
    });

    it("and swaps a key for all but the victim is refused by all others, who verify the signature", async () => {
      const network: Network = {
        roster: (adverts, to) => (to === victim.client ? adverts : swapKey(adverts)),
      };
      const run = await runAttempt({ n: 10, network });
      const others = ids.filter((client) => client !== victim.client);
      expect([...reasonsOf(run)]).to.have.deep.members(others.map((client) => [client, "bad-signature"]));
      expectAbort(run, "too-few-sharers");
    });

    const lies: Record<string, { readonly reason: ParticipantReason; readonly lie: Network["roster"] }> = {
      "lists a client twice": {
        reason: "duplicate-client",
        lie: (adverts) => [...adverts.slice(0, 5), ...adverts.slice(4, 9)],
      },
      "lists two clients with one key": {
        reason: "duplicate-key",
        lie: (adverts) =>
          adverts.map((advert, i) => (i === 9 ? { ...advert, cipherKey: adverts[8]!.maskKey } : advert)),
      },
      "lists clients in another order": {
        reason: "roster-order",
        lie: (adverts) => [...adverts.slice(8), ...adverts.slice(0, 8)],
      },
      "lists fewer than the plan's minimum": {
        reason: "roster-size",
        lie: (adverts, to) => adverts.filter(({ client }, i) => client === to || i < 3),
      },
      "puts its own identity key under a client's name": {
        reason: "not-a-member",
        lie: (adverts, to) =>
          adverts.map((advert) =>
            advert.client === to || advert.client !== ids[9]
              ? advert
              : { ...advert, identityKey: nativePrimitives.publicKeyOf(new Uint8Array(32)) },
          ),
      },
    };
    for (const [what, { reason, lie }] of Object.entries(lies)) {
      it(`and ${what} is refused by every client with ${reason}`, async () => {
        const run = await runAttempt({ n: 10, minimum: 8, network: { roster: lie! } });
        const victims = [...reasonsOf(run)].filter(([client]) => client !== ids[9]);
        expect(victims).to.have.deep.members(ids.slice(0, 9).map((client) => [client, reason]));
        expectAbort(run, "too-few-sharers");
      });
    }

    for (const key of ["cipherKey", "maskKey"] as const) {
      it(`and lets a weak ${key} onto the roster is refused by all others`, async () => {
        let weak = new Uint8Array();
        const primitives = {
          ...nativePrimitives,
          agree: async (secret: Uint8Array, keys: readonly Uint8Array[]) => {
            const agreed = await nativePrimitives.agree(secret, keys);
            return agreed.map((bytes, i) => (equalBytes(keys[i]!, weak) ? undefined : bytes));
          },
        };
        const network: Network = {
          roster: (adverts) => {
            weak = Uint8Array.from(adverts[3]![key]);
            return adverts;
          },
        };
        const run = await runAttempt({ n: 10, primitives, network });
        const others = ids.filter((client) => client !== victim.client);
        expect([...reasonsOf(run)]).to.have.deep.members(others.map((client) => [client, "weak-key"]));
      });
    }

    it("and invents a client is refused by those who pinned the organisation's roster", async () => {
      const session = sessionOf({ n: 5, minimum: 4 });
      const cohort = members(5);
      const identityKeys = new Map(
        cohort.slice(0, 4).map(({ client, signer }) => [client, signer.publicKey] as const),
      );
      const open = { kind: "open" } as const;
      const steps = await Promise.all(
        cohort.map((member) =>
          advertiseKeys(
            startParticipant({
              session,
              client: member.client,
              membership: member === cohort[0] ? { kind: "roster", identityKeys } : open,
            }),
            portsOf(member, "sybil"),
          ),
        ),
      );
      const adverts = steps.map((step) => (step.ok ? step.message : expect.fail(step.refusal.detail)));
      const step = await shareKeys(steps[0]!.state, adverts, portsOf(cohort[0]!, "sybil"));
      expect(step.ok ? "" : step.refusal.reason).to.equal("not-a-member");
    });

    it("and gave one participant another model finds that no client accepts the other's keys", async () => {
      const run = await runAttempt({ n: 10, otherModel: 3 });
      expect(run.messageRefusals).to.have.length(1);
      expect(run.messageRefusals[0]).to.include({ client: victim.client, reason: "bad-statement" });
      // A coordinator that does not mind puts the advert on the roster all the same.
      const other = startParticipant({
        session: sessionOf({ n: 10 }, "d"),
        client: victim.client,
        membership: { kind: "open" },
      });
      const step = await advertiseKeys(other, portsOf(victim, "attempt"));
      if (!step.ok) throw new Error(step.refusal.detail);
      const network: Network = {
        roster: (adverts) =>
          adverts.map((advert) => (advert.client === victim.client ? step.message : advert)),
      };
      const forced = await runAttempt({ n: 10, network });
      const others = ids.filter((client) => client !== victim.client);
      expect(others.map((client) => reasonsOf(forced).get(client))).to.deep.equal(
        others.map(() => "bad-signature"),
      );
      const roster = forced.events.flatMap((event) => (event.kind === "advertised" ? [event.message] : []));
      const own = roster.map((advert) => (advert.client === victim.client ? step.message : advert));
      const answer = await shareKeys(step.state, own, portsOf(victim, "attempt"));
      expect(answer.ok ? "" : answer.refusal.reason).to.equal("bad-signature");
    });
  });

  describe("about the inbox", () => {
    const lies: Record<
      string,
      { readonly reason: ParticipantReason; readonly lie: (inbox: Inbox) => Inbox }
    > = {
      "changes one bit of a ciphertext": {
        reason: "unreadable-shares",
        lie: (inbox) => {
          const [first, ...rest] = inbox.ciphertexts;
          const box = first!.box.slice();
          box[40]! ^= 1;
          return { ...inbox, ciphertexts: [{ ...first!, box }, ...rest] };
        },
      },
      "replays another client's ciphertext": {
        reason: "unreadable-shares",
        lie: (inbox) => {
          const [first, second, ...rest] = inbox.ciphertexts;
          const replayed = { from: second!.from, box: first!.box };
          return { ...inbox, ciphertexts: [first!, replayed, ...rest] };
        },
      },
      "keeps a ciphertext back": {
        reason: "missing-shares",
        lie: (inbox) => ({ ...inbox, ciphertexts: inbox.ciphertexts.slice(1) }),
      },
      "says that too few others shared": {
        reason: "too-few-sharers",
        lie: (inbox) => {
          const sharers = inbox.sharers.filter((client) => client !== victim.client).slice(0, 5);
          return { sharers: [...sharers, victim.client].sort(), ciphertexts: inbox.ciphertexts };
        },
      },
      "says that the client itself did not share": {
        reason: "not-a-sharer",
        lie: (inbox) => ({
          ...inbox,
          sharers: inbox.sharers.filter((client) => client !== victim.client),
        }),
      },
      "adds a stranger to the sharers": {
        reason: "unknown-client",
        lie: (inbox) => ({ ...inbox, sharers: [...inbox.sharers, stranger].sort() }),
      },
    };
    for (const [what, { reason, lie }] of Object.entries(lies)) {
      it(`and ${what} is refused by that client with ${reason}, and the others go on`, async () => {
        const network: Network = { inbox: (inbox, to) => (to === victim.client ? lie(inbox) : inbox) };
        const run = await runAttempt({ n: 10, network });
        expect([...reasonsOf(run)]).to.deep.equal([[victim.client, reason]]);
        expect(run.states.get(victim.client)?.phase).to.equal("burned");
        const counted = run.survivors.flatMap((client) => run.inputs.get(client) ?? []);
        expect(run.outcome).to.deep.equal({ ok: true, value: plainSum(counted, defaultShape) });
      });
    }

    it("and lists fewer sharers than must survive is refused before anything is masked", async () => {
      const network: Network = {
        inbox: (inbox, to) => {
          if (to !== victim.client) return inbox;
          const sharers = inbox.sharers.filter((client) => client === to || client > ids[2]!);
          return { sharers, ciphertexts: inbox.ciphertexts.filter(({ from }) => sharers.includes(from)) };
        },
      };
      const run = await runAttempt({ n: 10, minSurvivors: 8, network });
      expect([...reasonsOf(run)]).to.deep.equal([[victim.client, "too-few-sharers"]]);
    });

    it("and replays the ciphertext of an earlier attempt is refused, since keys are fresh", async () => {
      const earlier = await runAttempt({ n: 10, seed: "earlier" });
      const old = earlier.events.flatMap((event) => (event.kind === "keys-shared" ? [event.message] : []));
      const network: Network = {
        inbox: (inbox, to) => ({
          ...inbox,
          ciphertexts: inbox.ciphertexts.map(({ from, box }, i) => ({
            from,
            box:
              (i === 2 &&
                old
                  .find(({ client }) => client === from)
                  ?.ciphertexts.find((ciphertext) => ciphertext.to === to)?.box) ||
              box,
          })),
        }),
      };
      const run = await runAttempt({ n: 10, seed: "later", network });
      expect(new Set(reasonsOf(run).values())).to.deep.equal(new Set(["unreadable-shares"]));
      expectAbort(run, "too-few-survivors");
    });
  });

  describe("about the survivors", () => {
    /** Tells the first five that all survive, the others that the victim vanished, and keeps all confirmations. */
    async function split(): Promise<{ readonly run: Run; readonly confirmations: readonly Confirmation[] }> {
      const confirmations: Confirmation[] = [];
      const network: Network = {
        survivors: (survivors, to) =>
          ids.indexOf(to) < 5 ? survivors : survivors.filter((client) => client !== victim.client),
        confirmation: (confirmation) => {
          confirmations.push(confirmation);
          return undefined;
        },
      };
      const run = await runAttempt({ n: 10, network });
      expect(confirmations).to.have.length(10);
      return { run, confirmations };
    }

    async function ask(
      run: Run,
      index: number,
      confirmations: readonly Confirmation[],
    ): Promise<{
      readonly reason: string;
      readonly evidence: number;
      readonly answers: readonly UnmaskAnswer[];
    }> {
      const survivors = index < 5 ? ids : ids.filter((client) => client !== victim.client);
      const state = run.states.get(ids[index]!);
      if (state === undefined) throw new Error("no such participant");
      const step = await unmask(state, { survivors, confirmations }, portsOf(ten[index]!, "attempt"));
      return step.ok
        ? { reason: "", evidence: 0, answers: [step.message] }
        : { reason: step.refusal.reason, evidence: step.refusal.evidence?.length ?? 0, answers: [] };
    }

    it("and tells two halves different ones gets no share from either, if it shows each its own half", async () => {
      const { run, confirmations } = await split();
      for (let i = 0; i < 10; i++) {
        const half = confirmations.filter(({ client }) => ids.indexOf(client) < 5 === i < 5);
        expect((await ask(run, i, half)).reason).to.equal("too-few-confirmations");
      }
    });

    it("and tells two halves different ones is convicted, if it shows them all confirmations", async () => {
      const { run, confirmations } = await split();
      for (let i = 0; i < 10; i++) {
        const answer = await ask(run, i, confirmations);
        expect(answer).to.deep.equal({ reason: "split-survivors", evidence: 1, answers: [] });
      }
    });

    it("and forges confirmations gets nothing for them", async () => {
      const { run, confirmations } = await split();
      const hash = confirmations[0]!.survivorsHash;
      const forged = confirmations.map((confirmation) => ({ ...confirmation, survivorsHash: hash }));
      expect((await ask(run, 0, forged)).reason).to.equal("too-few-confirmations");
    });

    it("and shows one confirmation ten times gets nothing for the repetition", async () => {
      const { run, confirmations } = await split();
      const repeated = ids.map(() => confirmations[1]!);
      expect((await ask(run, 0, repeated)).reason).to.equal("too-few-confirmations");
    });

    it("and asks to unmask others than the client confirmed is refused", async () => {
      const network: Network = {
        request: (request, to) =>
          to === victim.client ? { ...request, survivors: request.survivors.slice(1) } : request,
      };
      const run = await runAttempt({ n: 10, network });
      expect([...reasonsOf(run)]).to.deep.equal([[victim.client, "split-survivors"]]);
      expect(run.outcome.ok).to.equal(true);
    });

    it("and asks a second time gets the same bytes for the same survivors, and nothing for others", async () => {
      const run = await runAttempt({ n: 10 });
      const state = run.states.get(victim.client)!;
      const ports = portsOf(victim, "attempt");
      const again = await unmask(state, { survivors: run.survivors, confirmations: [] }, ports);
      const sent = run.events.flatMap((event) => (event.kind === "answered" ? [event.message] : []));
      expect(again.ok && again.message).to.deep.equal(sent.find(({ client }) => client === victim.client));
      const other = await unmask(state, { survivors: run.survivors.slice(1), confirmations: [] }, ports);
      expect(other.ok ? "" : other.refusal.reason).to.equal("second-unmask");
      expect(other.state).to.equal(state);
    });

    // k << n: ring distance at most 2 of 14, so that a few survivors satisfy everyone's neighbourhood.
    const harary: Topology = { kind: "harary", degree: 4, threshold: 3 };

    /** The victim and its neighbours on the graph of this run. */
    async function neighbourhood(settings: Settings): Promise<readonly ClientId[]> {
      const honest = await runAttempt(settings);
      const message = honest.events.flatMap((event) => (event.kind === "keys-shared" ? [event.message] : []));
      const own = message.find(({ client }) => client === victim14.client);
      return [victim14.client, ...(own?.ciphertexts.map(({ to }) => to) ?? [])].sort();
    }
    const fourteen = members(14);
    const victim14 = fourteen[3]!;

    it("and names a handful on a Harary graph, all neighbours of the victim, is refused for the plan's minimum", async () => {
      const settings = { n: 14, topology: harary, minSurvivors: 8 };
      const few = await neighbourhood(settings);
      expect(few).to.have.length(5);
      const network: Network = { survivors: (survivors, to) => (few.includes(to) ? few : survivors) };
      const run = await runAttempt({ ...settings, network });
      expect([...reasonsOf(run)]).to.have.deep.members(few.map((client) => [client, "too-few-survivors"]));
    });

    it("and leaves the victim too few of its neighbours on a Harary graph is refused by the victim", async () => {
      const settings = { n: 14, topology: harary, minSurvivors: 8 };
      const near = (await neighbourhood(settings)).filter((client) => client !== victim14.client);
      const gone = new Set(near.slice(0, 2));
      const network: Network = {
        survivors: (survivors, to) =>
          to === victim14.client ? survivors.filter((client) => !gone.has(client)) : survivors,
      };
      const run = await runAttempt({ ...settings, network });
      expect([...reasonsOf(run)]).to.deep.equal([[victim14.client, "too-few-alive-neighbours"]]);
    });

    it("and shows the confirmations of the neighbourhood alone on a Harary graph falls short of the global quorum", async () => {
      const settings = { n: 14, topology: harary, minSurvivors: 8 };
      const near = await neighbourhood(settings);
      const network: Network = {
        request: (request, to) =>
          to === victim14.client
            ? {
                ...request,
                confirmations: request.confirmations.filter(({ client }) => near.includes(client)),
              }
            : request,
      };
      const run = await runAttempt({ ...settings, network });
      expect([...reasonsOf(run)]).to.deep.equal([[victim14.client, "too-few-confirmations"]]);
      expect(run.outcome.ok).to.equal(true);
    });

    it("and shows enough confirmations on a Harary graph but too few near the victim falls short as well", async () => {
      const settings = { n: 14, topology: harary, minSurvivors: 8 };
      const near = (await neighbourhood(settings)).filter((client) => client !== victim14.client);
      const hidden = new Set(near.slice(0, 3));
      const network: Network = {
        request: (request, to) =>
          to === victim14.client
            ? {
                ...request,
                confirmations: request.confirmations.filter(({ client }) => !hidden.has(client)),
              }
            : request,
      };
      const run = await runAttempt({ ...settings, network });
      expect([...reasonsOf(run)]).to.deep.equal([[victim14.client, "too-few-confirmations"]]);
    });

    it("and names fewer than t survivors on the complete graph is refused; t, the client itself among them, are enough", async () => {
      for (const [survivors, refused] of [
        [6, true],
        [7, false],
      ] as const) {
        const named = [victim.client, ...ids.filter((client) => client !== victim.client)].slice(
          0,
          survivors,
        );
        const network: Network = {
          survivors: (all, to) => (to === victim.client ? named.toSorted() : all),
          confirmation: (message, client) => (client === victim.client ? undefined : message),
        };
        const run = await runAttempt({ n: 10, network });
        expect(reasonsOf(run).get(victim.client) === "too-few-alive-neighbours").to.equal(refused);
      }
    });

    it("and names somebody who never shared, or somebody twice, is refused by every client", async () => {
      const lies: readonly ((survivors: readonly ClientId[]) => readonly ClientId[])[] = [
        () => ids,
        (survivors) => [survivors[0]!, ...survivors],
        (survivors) => survivors.toReversed(),
      ];
      for (const lie of lies) {
        const vanish = new Map([[9, "shares" as const]]);
        const run = await runAttempt({ n: 10, vanish, network: { survivors: lie } });
        expect([...reasonsOf(run)]).to.have.deep.members(
          ids.slice(0, 9).map((client) => [client, "unknown-client"]),
        );
        expectAbort(run, "too-few-confirmations");
      }
    });

    it("and leaves the victim out is refused by the victim", async () => {
      const network: Network = {
        survivors: (survivors) => survivors.filter((client) => client !== victim.client),
      };
      const run = await runAttempt({ n: 10, network });
      expect(reasonsOf(run).get(victim.client)).to.equal("not-a-survivor");
    });
  });
});
