// Where everyone masks with a few others only, a few absences around one client can lock its secrets in.
import { expect } from "chai";

import type { Topology } from "@tributary/core/graph";
import { unmaskRequest } from "@tributary/core/secagg";
import type { ClientId } from "@tributary/core/support";

import type { Run, Settings, Stage } from "./cohort.ts";
import { defaultShape, members, plainSum, runAttempt } from "./cohort.ts";

const cohort = members(14);
const victim = cohort[3]!.client;

/** The victim's neighbours, by index, in the ring that this cohort's adverts lead to. */
async function neighboursOfVictim(settings: Settings): Promise<readonly number[]> {
  const run = await runAttempt(settings);
  const neighbours = run.beforeRecovery?.roster.neighbours.get(victim) ?? [];
  expect(neighbours).to.have.length(4);
  return neighbours.map((client) => cohort.findIndex((member) => member.client === client));
}

function clientsOf(run: Run): readonly ClientId[] {
  return run.outcome.ok ? [] : run.outcome.error.clients;
}

describe("an attempt on a sparse graph", function () {
  this.timeout(20_000);

  it("leaves out who has too few holders among the sharers, and the others go on", async () => {
    const topology: Topology = { kind: "harary", degree: 4, threshold: 2 };
    const near = await neighboursOfVictim({ n: 14, topology });
    const vanish = new Map(near.slice(0, 3).map((index) => [index, "shares" as const]));
    const run = await runAttempt({ n: 14, topology, vanish });
    expect([...run.refusals]).to.deep.equal([]);
    expect(run.survivors).to.have.length(10);
    expect(run.survivors).to.not.include(victim);
    const counted = run.survivors.flatMap((client) => run.inputs.get(client) ?? []);
    expect(run.outcome).to.deep.equal({ ok: true, value: plainSum(counted, defaultShape) });
  });

  const causes: Record<Exclude<Stage, "advert" | "shares">, string> = {
    input: "too-few-survivors",
    confirmation: "too-few-confirmations",
    answer: "too-few-answers",
  };
  for (const stage of ["input", "confirmation", "answer"] as const) {
    it(`ends with ${causes[stage]} when a client's holders vanish before their ${stage}, and names that client`, async () => {
      const topology: Topology = { kind: "harary", degree: 4, threshold: 3 };
      const near = await neighboursOfVictim({ n: 14, topology });
      const vanish = new Map(near.slice(0, 2).map((index) => [index, stage]));
      const run = await runAttempt({ n: 14, topology, vanish });
      expect(run.outcome.ok ? "" : run.outcome.error.cause).to.equal(causes[stage]);
      expect(clientsOf(run)).to.include(victim);
    });
  }

  it("shows each survivor its holders' confirmations and just the quorum, and everybody's to somebody", async () => {
    const topology: Topology = { kind: "harary", degree: 4, threshold: 3 };
    const run = await runAttempt({ n: 14, topology });
    const state = run.beforeRecovery;
    if (state === undefined) throw new Error("the attempt was not unmasked");
    const seen = new Set<ClientId>();
    for (const { client } of cohort) {
      const shown = unmaskRequest(state, client).confirmations.map((confirmation) => confirmation.client);
      expect(shown).to.have.length(10);
      expect(shown).to.include.members([client, ...(state.roster.neighbours.get(client) ?? [])]);
      for (const other of shown) seen.add(other);
    }
    expect(seen.size).to.equal(14);
    const complete = (await runAttempt({ n: 14 })).beforeRecovery;
    expect(complete && unmaskRequest(complete, victim).confirmations).to.have.length(14);
  });
});
