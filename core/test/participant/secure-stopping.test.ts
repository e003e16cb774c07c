import { expect } from "chai";

import { requireSoundPrimitives } from "../../src/identity/index.ts";
import type { ParticipantEvent } from "../../src/participant/index.ts";
import type { Advert } from "../../src/secagg/index.ts";
import { cancellationSource } from "../../src/support/index.ts";
import type { ClientId } from "../../src/support/index.ts";
import { clients, exchangeCalls, ofKind, runCohort } from "./secure-cohort.ts";
import type { CohortOptions } from "./secure-cohort.ts";
import type { Tale } from "./secure-coordinator.ts";
import { virtualClock } from "./virtual-clock.ts";
import { watchSecrets } from "./watched-secrets.ts";
import type { WatchedSecrets } from "./watched-secrets.ts";

const [first] = clients(4);

describe("the secrets of an exchange", () => {
  let watched: WatchedSecrets;
  beforeEach(async () => {
    watched = watchSecrets();
    // As every participant begins with; asked again, it is not computed again.
    await requireSoundPrimitives(watched.primitives);
    watched.forget();
  });
  afterEach(() => watched.release());

  const areErased = (): boolean => watched.secrets.every((secret) => secret.every((byte) => byte === 0));

  it("are overwritten when it is over", async () => {
    const { seats } = await runCohort({
      count: 4,
      attempts: [{}],
      parts: { 0: { primitives: watched.primitives } },
    });
    expect(seats[0]?.result).to.include({ roundsCounted: 1 });
    expect(watched.secrets.length).to.be.greaterThan(20);
    expect(areErased()).to.equal(true);
  });

  for (const method of exchangeCalls) {
    it(`are overwritten when the client is stopped at ${method}${method === "Unmask" ? "" : ", and its place is given back"}`, async () => {
      const source = cancellationSource();
      let secretsThen = 0;
      const { seats, coordinator } = await runCohort({
        count: 4,
        attempts: [{}],
        parts: { 0: { primitives: watched.primitives, signal: source.signal } },
        fault: (client, called) => {
          if (client === first && called === `${method} 1/1` && !source.signal.aborted) {
            secretsThen = watched.secrets.filter((secret) => secret.some((byte) => byte !== 0)).length;
            source.cancel(new Error("stop"));
          }
          return undefined;
        },
      });
      expect(seats[0]?.result?.kind).to.equal("stopped");
      // After its answer nothing is waited for from it; the answer is made of its last secrets, overwritten by then.
      const answered = method === "Unmask";
      const left = { client: first, reason: "asked to stop" };
      expect(coordinator.left).to.deep.equal(answered ? [] : [left]);
      if (!answered) expect(secretsThen).to.be.greaterThan(0);
      expect(areErased()).to.equal(true);
      expect(coordinator.witness.violations).to.deep.equal([]);
    });
  }

  for (const method of exchangeCalls) {
    it(`are overwritten when ${method} fails for good`, async () => {
      const { seats } = await runCohort({
        count: 4,
        attempts: [{}],
        parts: { 0: { primitives: watched.primitives, settings: { giveUpAfterMs: 0 } } },
        fault: (client, called) => (client === first && called === `${method} 1/1` ? "after" : undefined),
      });
      expect(String(seats[0]?.error)).to.match(/Gave up after 0 s/);
      expect(areErased()).to.equal(true);
    });
  }

  for (const method of exchangeCalls) {
    it(`are overwritten when the client's own surroundings fail at ${method}`, async () => {
      const bug = new TypeError("a bug");
      const { seats } = await runCohort({
        count: 4,
        attempts: [{}],
        parts: { 0: { primitives: watched.primitives } },
        fault: (client, called) => {
          if (client === first && called === `${method} 1/1`) throw bug;
          return undefined;
        },
      });
      expect(seats[0]?.error).to.equal(bug);
      expect(areErased()).to.equal(true);
    });
  }

  /** Whether they were when the first client told of this. */
  async function erasedAt(
    kind: ParticipantEvent["kind"],
    options: Omit<CohortOptions, "count">,
  ): Promise<boolean | undefined> {
    let erased: boolean | undefined;
    const onEvent = (event: ParticipantEvent): void => {
      if (event.kind === kind) erased ??= areErased();
    };
    await runCohort({ ...options, count: 4, parts: { 0: { primitives: watched.primitives, onEvent } } });
    expect(watched.secrets.length).to.be.greaterThan(5);
    return erased;
  }

  it("are overwritten as soon as the client hears that the attempt is aborted", async () => {
    const script = [{ abortAfter: "sharing" }, { abortAfter: "sharing" }] as const;
    expect(await erasedAt("aborted", { attempts: script })).to.equal(true);
  });

  it("are overwritten as soon as a step is refused", async () => {
    const refuse = (client: ClientId, method: string) =>
      client === first && method === "GetInbox" ? "late" : undefined;
    expect(await erasedAt("refused", { attempts: [{}], refuse })).to.equal(true);
  });

  it("are overwritten as soon as the client withdraws", async () => {
    const roster: Tale<readonly Advert[]> = (adverts, client) =>
      client === first ? adverts.slice(1) : adverts;
    expect(await erasedAt("withdrew", { attempts: [{}], tell: { roster } })).to.equal(true);
  });

  /** How a client fares whose line is down for so long from its first GetRoster on. */
  async function lineDownFor(minutes: number) {
    const clock = virtualClock();
    let fromMs = Infinity;
    let erasedAfterMs: number | undefined;
    const run = await runCohort({
      count: 4,
      clock,
      attempts: [{}, {}],
      parts: {
        0: {
          primitives: watched.primitives,
          onEvent: ({ kind }) => {
            if (kind === "warning") erasedAfterMs ??= areErased() ? clock.nowMs() - fromMs : undefined;
          },
        },
      },
      fault: (client, called) => {
        if (client !== first) return undefined;
        if (called === "GetRoster 1/1") fromMs = Math.min(fromMs, clock.nowMs());
        const downMs = clock.nowMs() - fromMs;
        return downMs >= 0 && downMs < 60_000 * minutes ? "before" : undefined;
      },
    });
    const [seat] = run.seats;
    if (seat === undefined) throw new Error("the cohort is empty");
    return { seat, run, erasedAfterMs };
  }

  it("are overwritten after ten minutes without the coordinator, and the client asks what became of the attempt", async () => {
    const { seat, run, erasedAfterMs } = await lineDownFor(15);
    const warnings = ofKind(seat, "warning").map(({ message }) => message);
    expect(warnings).to.deep.equal([
      "Nothing was heard of the coordinator for 10 minutes: this client's secrets of round 1, attempt 1, are erased, " +
        "and it takes part in the next attempt again.",
    ]);
    expect(erasedAfterMs).to.be.within(600_000, 630_000);
    const own = run.coordinator.callsOf(seat.client);
    expect(own.slice(own.lastIndexOf("GetRoster 1/1") + 1)[0]).to.equal("GetOutcome 1/1");
    expect(ofKind(seat, "committed")[0]).to.include({ round: 1, counted: false });
    expect(run.coordinator.witness.violations).to.deep.equal([]);
  });

  it("are kept for less, in case that the attempt still runs", async () => {
    const { seat, run } = await lineDownFor(9);
    expect(ofKind(seat, "warning")).to.deep.equal([]);
    const own = run.coordinator.callsOf(seat.client);
    expect(own.slice(own.lastIndexOf("GetRoster 1/1") + 1)[0]).to.equal("GetOutcome 1/1");
    expect(ofKind(seat, "refused")[0]).to.include({ reason: "late" });
  });
});
