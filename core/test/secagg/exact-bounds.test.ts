// Each number on which an attempt hangs, tried just below and just at it. On the complete graph one bound often hides
// behind another; a Harary graph, where everyone has few neighbours, shows each alone.
import { expect } from "chai";

import type { Topology } from "@tributary/core/graph";
import type { Confirmation, UnmaskRequest } from "@tributary/core/secagg";
import type { ClientId } from "@tributary/core/support";

import { confirmationStatement } from "../../src/secagg/statements.ts";
import { expectAbort, reasonsOf, signedBy, wholeState } from "./attacks.ts";
import type { Member, Network, Run, Settings, Stage } from "./cohort.ts";
import { defaultShape, members, plainSum, runAttempt } from "./cohort.ts";
import { nativePrimitives } from "./native-primitives.ts";

const fourteen = members(14);
const victim = fourteen[3]!.client;
/** Everyone stands on a ring and has the two on either side for neighbours. */
const ring: Topology = { kind: "harary", degree: 4, threshold: 3 };
const onRing: Settings = { n: 14, topology: ring, minSurvivors: 8 };

/** The members of `onRing` in the order of the ring, the victim first, and thus its neighbours at 1, 2, 12 and 13. */
async function ringFromVictim(): Promise<readonly Member[]> {
  const { neighbours } = wholeState(await runAttempt(onRing)).roster;
  const near = (client: ClientId): readonly ClientId[] => neighbours.get(client) ?? [];
  const common = (a: ClientId, b: ClientId): number =>
    near(a).filter((client) => near(b).includes(client)).length;
  const order = [victim];
  // On the ring the next one shares two neighbours with its predecessor, the one after next shares one.
  while (order.length < 14) {
    const last = order.at(-1)!;
    const next = near(last).find((client) => !order.includes(client) && common(last, client) === 2);
    if (next === undefined) throw new Error("the ring is broken");
    order.push(next);
  }
  return order.map((client) => fourteen.find((member) => member.client === client)!);
}

function vanishing(
  cohort: readonly Member[],
  gone: readonly Member[],
  stage: Stage,
): ReadonlyMap<number, Stage> {
  return new Map(gone.map((member) => [cohort.indexOf(member), stage]));
}

function expectSum(run: Run): void {
  if (!run.outcome.ok) throw new Error(run.outcome.error.detail);
  const counted = run.survivors.flatMap((client) => run.inputs.get(client) ?? []);
  expect(run.outcome.value).to.deep.equal(plainSum(counted, defaultShape));
}

describe("a participant", function () {
  this.timeout(20_000);

  /** The reason for which the victim refuses, if it does, when Unmask is changed on its way to it. */
  async function told(
    settings: Settings,
    change: (request: UnmaskRequest) => UnmaskRequest,
  ): Promise<string | undefined> {
    const network: Network = {
      request: (request, to) => (to === victim ? change(request) : request),
    };
    return reasonsOf(await runAttempt({ ...settings, network })).get(victim);
  }

  it("agrees to just as many survivors as the plan's minimum, and to none fewer, though enough of its neighbours are among them", async () => {
    const near = (await ringFromVictim()).filter((_, place) => place <= 2 || place >= 12);
    const few = near.map(({ client }) => client).sort();
    const network: Network = { survivors: (survivors, to) => (to === victim ? few : survivors) };
    for (const [minSurvivors, reason] of [
      // It confirms them, and then finds that the others confirmed others.
      [5, "split-survivors"],
      [6, "too-few-survivors"],
    ] as const) {
      const run = await runAttempt({ ...onRing, minSurvivors, network });
      expect(reasonsOf(run).get(victim)).to.equal(reason);
    }
  });

  it("gives shares for just as many confirmations as the global quorum, and for none fewer, though all its neighbours confirmed", async () => {
    const order = await ringFromVictim();
    // Two thirds of fourteen, and one: ten.
    for (const [count, reason] of [
      [10, undefined],
      [9, "too-few-confirmations"],
    ] as const) {
      const shown = [...order.slice(0, count - 2), ...order.slice(12)].map(({ client }) => client);
      const reasonGiven = await told(onRing, (request) => ({
        ...request,
        confirmations: request.confirmations.filter(({ client }) => shown.includes(client)),
      }));
      expect(reasonGiven).to.equal(reason);
    }
  });

  it("counts nobody twice towards the global quorum", async () => {
    const near = (await ringFromVictim()).filter((_, place) => place <= 2 || place >= 12);
    const reason = await told(onRing, ({ survivors, confirmations }) => {
      const shown = confirmations.filter(({ client }) => near.some((member) => member.client === client));
      return { survivors, confirmations: [...shown, ...shown, ...shown] };
    });
    expect(reason).to.equal("too-few-confirmations");
  });

  it("gives shares for just as many confirmations near it as the threshold, itself among them, and for none fewer", async () => {
    const order = await ringFromVictim();
    for (const [hidden, reason] of [
      [[1, 2], undefined],
      [[1, 2, 12], "too-few-confirmations"],
    ] as const) {
      const gone = hidden.map((place) => order[place]!.client);
      const reasonGiven = await told(onRing, (request) => ({
        ...request,
        confirmations: request.confirmations.filter(({ client }) => !gone.includes(client)),
      }));
      expect(reasonGiven).to.equal(reason);
    }
  });

  it("does not count confirmations of those who do not survive, nor of strangers", async () => {
    const ten = members(10);
    const outside = [...ten.slice(7), members(11).find((member) => !ten.includes(member))!];
    const settings: Settings = { n: 10, vanish: vanishing(ten, ten.slice(7), "input") };
    const { session } = await runAttempt(settings);
    const confirming = (hash: Uint8Array): Promise<readonly Confirmation[]> =>
      Promise.all(
        outside.map((member) => {
          const unsigned = { client: member.client, survivorsHash: hash };
          return signedBy(member, unsigned, confirmationStatement(session.context, unsigned));
        }),
      );
    const self = ten[3]!.client;
    const network: Network = {
      request: async (request, to) => {
        if (to !== self) return request;
        const [, ...shown] = request.confirmations;
        return { ...request, confirmations: [...shown, ...(await confirming(shown[0]!.survivorsHash))] };
      },
    };
    const run = await runAttempt({ ...settings, network });
    expect([...reasonsOf(run)]).to.deep.equal([[self, "too-few-confirmations"]]);
  });

  it("keeps of a survivor that confirmed others what convicts it: its statement and its true signature", async () => {
    const ten = members(10);
    const liar = ten[6]!;
    const other = new Uint8Array(32).fill(5);
    const { session } = await runAttempt({ n: 10 });
    const unsigned = { client: liar.client, survivorsHash: other };
    const lie = await signedBy(liar, unsigned, confirmationStatement(session.context, unsigned));
    const network: Network = {
      request: (request) => ({
        ...request,
        confirmations: request.confirmations.map((sent) => (sent.client === liar.client ? lie : sent)),
      }),
    };
    const run = await runAttempt({ n: 10, network });
    expect(run.refusals.size).to.equal(10);
    for (const { reason, evidence } of run.refusals.values()) {
      expect(reason).to.equal("split-survivors");
      const [proof] = evidence ?? [];
      const statement = proof!.subarray(0, -64);
      expect(statement).to.deep.equal(confirmationStatement(session.context, unsigned));
      const isTrue = await nativePrimitives.verify(liar.signer.publicKey, statement, proof!.subarray(-64));
      expect(isTrue).to.equal(true);
    }
  });
});

describe("a coordinator", function () {
  this.timeout(20_000);
  const ten = members(10);

  const causes = { shares: "too-few-sharers", input: "too-few-survivors" } as const;
  for (const stage of ["shares", "input"] as const) {
    it(`goes on with just as many as must survive when others vanish before their ${stage}, and ends with ${causes[stage]} one below`, async () => {
      const settings = { n: 10, minSurvivors: 9 };
      expectSum(await runAttempt({ ...settings, vanish: vanishing(ten, ten.slice(9), stage) }));
      const below = await runAttempt({ ...settings, vanish: vanishing(ten, ten.slice(8), stage) });
      expectAbort(below, causes[stage]);
    });

    it(`ends with ${causes[stage]} when two are left before their ${stage}, whatever the plan says`, async () => {
      const vanish = new Map([[1, stage]]);
      expectAbort(await runAttempt({ n: 3, minSurvivors: 1, vanish }), causes[stage]);
    });
  }

  it("goes on with just as many confirmations as the global quorum, and ends one below, though everyone's holders confirmed", async () => {
    const pairs: Topology = { kind: "harary", degree: 4, threshold: 2 };
    const settings: Settings = { n: 14, topology: pairs };
    const order = await ringFromVictim();
    const gone = [0, 3, 6, 9, 12].map((place) => order[place]!);
    const run = await runAttempt({ ...settings, vanish: vanishing(fourteen, gone.slice(1), "confirmation") });
    expectSum(run);
    const below = await runAttempt({ ...settings, vanish: vanishing(fourteen, gone, "confirmation") });
    expectAbort(below, "too-few-confirmations");
    expect(below.outcome.ok ? [] : below.outcome.error.clients).to.deep.equal([]);
  });

  it("leaves out whoever falls short of holders because another was left out", async () => {
    const pairs: Topology = { kind: "harary", degree: 4, threshold: 2 };
    const order = await ringFromVictim();
    // At 4 there is a neighbour at 6 alone; at 6 there are two, at 4 and at 8.
    const gone = [2, 3, 5, 7].map((place) => order[place]!);
    const vanish = vanishing(fourteen, gone, "shares");
    const run = await runAttempt({ n: 14, topology: pairs, vanish });
    expect([...run.refusals]).to.deep.equal([]);
    const left = [...gone, order[4]!, order[6]!].map(({ client }) => client);
    const counted = fourteen.map(({ client }) => client).filter((client) => !left.includes(client));
    expect(run.survivors).to.deep.equal(counted);
    expectSum(run);
  });
});
