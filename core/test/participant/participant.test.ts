import { expect } from "chai";

import { portablePrimitives } from "../../src/identity/index.ts";
import type { Assignment, Evaluation, TrainResult } from "../../src/participant/index.ts";
import { UserError, cancellationSource, digest, seededRandom, utf8 } from "../../src/support/index.ts";
import type { Receipt } from "../../src/rounds/index.ts";
import type { Digest } from "../../src/support/index.ts";
import { CallError, chunkLimitBytes } from "../../src/wire/index.ts";
import { scriptedCoordinator } from "./scripted-coordinator.ts";
import type { ScriptedCoordinator } from "./scripted-coordinator.ts";
import { kinds, plan, scriptedTrainer, takePart } from "./take-part.ts";
import type { Taken } from "./take-part.ts";
import { virtualClock } from "./virtual-clock.ts";

const oneRound = ["assigned", "evaluated", "trained", "ready", "accepted", "committed"];

/** The sentence that taking part ended with. */
function sentence({ error }: Taken): string {
  expect(error).to.be.instanceOf(UserError);
  return error instanceof UserError ? error.message : "";
}

describe("a participant", () => {
  it("trains, uploads and hears the outcome, round after round, until the task is done", async () => {
    const taken = await takePart({ attempts: [{}, {}] });
    expect(taken.error).to.equal(undefined);
    expect(kinds(taken.events)).to.deep.equal(["joined", ...oneRound, ...oneRound, "done"]);
    expect(taken.result).to.include({ kind: "done", state: "completed", roundsCounted: 2, bestRound: 2 });
    expect(taken.coordinator.violations).to.deep.equal([]);
    expect(taken.trainer.calls).to.deep.equal(["load", "evaluate", "train", "evaluate", "train", "dispose"]);
  });

  it("sends its count, its weight and how the incoming model did, and nothing else beside the delta", async () => {
    const { coordinator } = await takePart({
      plan: plan(3, { aggregation: { maximumExamples: 14 }, training: { learningRate: 0.1 } }),
      attempts: [{}],
    });
    expect(coordinator.updates).to.have.length(1);
    expect(coordinator.updates[0]?.meta).to.deep.equal({
      count: 1,
      weightUnits: 2 ** 15,
      unclipped: 1,
      exampleCount: 4,
      lossSum: 2,
      counts: Uint32Array.of(1, 1, 0, 2),
    });
    expect(coordinator.updates[0]?.coordinates.length).to.equal(3 * 8);
  });

  it("weighs as everybody else where the plan says so", async () => {
    const { coordinator } = await takePart({
      plan: plan(3, { aggregation: { weighting: "uniform" } }),
      attempts: [{}],
    });
    expect(coordinator.updates[0]?.meta.weightUnits).to.equal(2 ** 16);
  });

  it("reports at most 65535 examples, in proportion, and a loss that is not finite as the largest that travels", async () => {
    const many: Evaluation = {
      exampleCount: 200_000,
      lossSum: Infinity,
      confusion: Uint32Array.of(50_000, 50_000, 0, 100_000),
    };
    const trainer = scriptedTrainer({ evaluate: () => Promise.resolve(many) });
    const { coordinator } = await takePart({ attempts: [{}], trainer });
    const meta = coordinator.updates[0]?.meta;
    expect(meta?.exampleCount).to.be.within(65_530, 65_535);
    expect([...(meta?.counts ?? [])].reduce((sum, count) => sum + count, 0)).to.equal(meta?.exampleCount);
    expect((meta?.counts[3] ?? 0) / (meta?.exampleCount ?? 1)).to.be.closeTo(0.5, 0.001);
    expect(meta?.lossSum).to.equal(2 ** 24 - 1);
  });

  it("scales a language model's tokens down to what a lane may count, at the same mean loss", async () => {
    const many: Evaluation = { exampleCount: 200_000, lossSum: 600_000, confusion: new Uint32Array(0) };
    const trainer = scriptedTrainer({ evaluate: () => Promise.resolve(many) });
    const attempts = [{ purpose: "evaluate" as const }];
    const { coordinator, events } = await takePart({ plan: { ...plan(), labels: [] }, attempts, trainer });
    const meta = coordinator.updates[0]?.meta;
    expect(meta).to.deep.include({ exampleCount: 65_535, counts: new Uint32Array(0) });
    expect((meta?.lossSum ?? 0) / 65_535).to.be.closeTo(3, 1e-6);
    const told = events.find(({ kind }) => kind === "evaluated");
    expect(told)
      .to.have.property("metrics")
      .that.includes({ accuracy: null, perplexity: Math.exp(3) });
  });

  it("does not begin on a platform whose cryptography is not everybody's", async () => {
    const wrong = { ...portablePrimitives, deriveKey: () => new Uint8Array(32) };
    const { error, coordinator, events } = await takePart({ attempts: [{}], primitives: wrong });
    expect(String(error)).to.match(/^UserError: This platform computes HKDF.* wrongly/);
    expect([coordinator.calls, events]).to.deep.equal([[], []]);
  });

  it("only scores the model in a round that evaluates", async () => {
    const { events, trainer, coordinator } = await takePart({ attempts: [{ purpose: "evaluate" }] });
    expect(kinds(events)).to.deep.equal([
      "joined",
      "assigned",
      "evaluated",
      "ready",
      "accepted",
      "committed",
      "done",
    ]);
    expect(trainer.calls).to.deep.equal(["load", "evaluate", "dispose"]);
    expect(coordinator.updates[0]?.coordinates.length).to.equal(0);
    expect(coordinator.updates[0]?.meta.weightUnits).to.equal(1);
    expect(coordinator.violations).to.deep.equal([]);
  });

  it("never gives the same delta in another attempt, and the same in a repetition", async () => {
    const deltas = async (): Promise<readonly string[]> => {
      const { coordinator } = await takePart({ attempts: [{ abort: "once-committed" }, {}, {}] });
      return coordinator.updates.map(({ coordinates }) => coordinates.join());
    };
    const first = await deltas();
    expect(new Set(first)).to.have.property("size", 3);
    expect(await deltas()).to.deep.equal(first);
  });
});

describe("what a participant joins", () => {
  it("is refused in mode sealed before any data are read, unless its user accepted that", async () => {
    const taken = await takePart({ attempts: [{}], settings: { acceptSealed: false } });
    expect(sentence(taken)).to.match(/mode sealed: its coordinator .* can read each of your updates/);
    expect(taken.coordinator.calls).to.deep.equal(["GetTask"]);
    expect(taken.events).to.deep.equal([]);
  });

  const twists: Readonly<Record<string, (assignment: Assignment) => Assignment>> = {
    "names plan": ({ descriptor, ...rest }) => ({
      ...rest,
      descriptor: { ...descriptor, plan: digest("0".repeat(64)) },
    }),
    "its encoding is u32": ({ descriptor, ...rest }) => ({
      ...rest,
      descriptor: { ...descriptor, encoding: { ...descriptor.encoding, profile: "u32" } },
    }),
    "it clips at 500": ({ descriptor, ...rest }) => ({
      ...rest,
      descriptor: { ...descriptor, encoding: { ...descriptor.encoding, clip: 500 } },
    }),
    "model is": ({ model, ...rest }) => ({ ...rest, model: { ...model, digest: digest("0".repeat(64)) } }),
    "base is": ({ base, ...rest }) => ({ ...rest, base: { ...base, digest: digest("0".repeat(64)) } }),
  };
  for (const [words, twist] of Object.entries(twists)) {
    it(`is not trained under a descriptor of which it must be said: ${words}`, async () => {
      const taken = await takePart({ attempts: [{ twist }] });
      expect(sentence(taken)).to.match(/does not keep to the plan: .*Nothing was trained/);
      expect(sentence(taken)).to.include(words);
      expect(taken.trainer.calls).to.deep.equal(["dispose"]);
      expect(taken.coordinator.left).to.deep.equal(["failed"]);
    });
  }

  it("is not downloaded if it is larger than the plan's model can be", async () => {
    const twist = ({ model, ...rest }: Assignment): Assignment => ({
      ...rest,
      model: { ...model, sizeBytes: 2 ** 31 },
    });
    const taken = await takePart({ attempts: [{ twist }] });
    expect(sentence(taken)).to.match(/offers a model of 2147483648 bytes; the plan's needs at most/);
  });

  it("must continue from the receipt that this client saw last", async () => {
    const seen = { incarnation: 1, round: 0, digest: digest("a".repeat(64)) };
    const taken = await takePart({ attempts: [{}], seen: () => seen });
    expect(sentence(taken)).to.match(/^The coordinator's history changed: its receipt of round 0/);
    expect(taken.trainer.calls).to.not.include("train");
  });

  it("may not go back without a new incarnation", async () => {
    const seen = { incarnation: 1, round: 4, digest: digest("a".repeat(64)) };
    const taken = await takePart({ attempts: [{}], seen: () => seen });
    expect(sentence(taken)).to.match(
      /went back: it offers round 1 of incarnation 1, but this client has its receipt of round 4/,
    );
  });

  it("may begin anew in a new incarnation, of which the user is told", async () => {
    const seen = { incarnation: 1, round: 4, digest: digest("a".repeat(64)) };
    const taken = await takePart({ attempts: [{ restored: true }], seen: () => seen });
    expect(taken.error).to.equal(undefined);
    expect(kinds(taken.events)).to.deep.equal(["joined", "restored", ...oneRound, "done"]);
    const [receipt] = taken.coordinator.receipts;
    const base = receipt?.receipt.evaluation;
    expect([...taken.remembered.values()]).to.deep.include.members([
      { incarnation: 2, round: 1, digest: receipt?.digest, base },
    ]);
  });

  it("remembers how the base did from round 1 on, and tells it with each later receipt", async () => {
    const scoredBy = (round: number) => ({ exampleCount: 4, lossSum: round, accuracy: 0.5, macroF1: null });
    const coordinator = scriptedCoordinator({
      plan: plan(),
      attempts: [{}, {}, {}].map(() => ({
        twistReceipt: (receipt: Receipt) => ({ ...receipt, evaluation: scoredBy(receipt.round) }),
      })),
    });
    const taken = await takePart({ attempts: [], coordinator });
    const bases = taken.events.flatMap((event) => (event.kind === "committed" ? [event.base] : []));
    expect(bases).to.deep.equal([scoredBy(1), scoredBy(1), scoredBy(1)]);
    expect([...taken.remembered.values()][0]).to.deep.include({ round: 3, base: scoredBy(1) });
  });

  it("is read from its first receipt on by a client that comes later, which so knows how the base did", async () => {
    const coordinator = scriptedCoordinator({ plan: plan(), attempts: [{}, {}, {}, {}] });
    await runThreeRounds(coordinator);
    const taken = await takePart({ attempts: [], coordinator });
    expect(taken.error).to.equal(undefined);
    expect(coordinator.calls).to.include("GetReceipts from 1");
    const base = coordinator.receipts[0]?.receipt.evaluation;
    const [fourth] = taken.events.flatMap((event) => (event.kind === "committed" ? [event] : []));
    expect(fourth).to.deep.include({ round: 4, base });
    expect([...taken.remembered.values()][0]).to.deep.include({ round: 4, base });
  });

  it("is refused by a client that comes later if its receipts are no chain", async () => {
    const coordinator = scriptedCoordinator({ plan: plan(), attempts: [{}, {}, {}, {}] });
    await runThreeRounds(coordinator);
    const getReceipts: ScriptedCoordinator["getReceipts"] = async (...asked) =>
      (await coordinator.getReceipts(...asked)).filter(({ round }) => round !== 2);
    const taken = await takePart({ attempts: [], coordinator: { ...coordinator, getReceipts } });
    expect(sentence(taken)).to.match(/history has a gap: no receipt of round 2 continues/);
    expect(kinds(taken.events)).to.not.include("trained");
  });

  it("is caught up with through the receipts that were missed", async () => {
    const coordinator = scriptedCoordinator({ plan: plan(), attempts: [{}, {}, {}, {}] });
    await runThreeRounds(coordinator);
    const [first] = coordinator.receipts;
    const base = { exampleCount: 9, lossSum: 3, accuracy: 0.25, macroF1: 0.125 };
    const seen = { incarnation: 1, round: 1, digest: first?.digest ?? digest("0".repeat(64)), base };
    const taken = await takePart({ attempts: [], coordinator, seen: () => seen });
    expect(taken.error).to.equal(undefined);
    expect(coordinator.calls).to.include("GetReceipts from 2");
    expect(taken.events.find(({ kind }) => kind === "committed")).to.deep.include({ base });
    expect(kinds(taken.events)).to.deep.equal(["joined", ...oneRound, "done"]);
  });

  it("is refused if the receipts that were missed do not continue from the last one seen", async () => {
    const coordinator = scriptedCoordinator({ plan: plan(), attempts: [{}, {}, {}, {}] });
    await runThreeRounds(coordinator);
    const seen = { incarnation: 1, round: 1, digest: digest("b".repeat(64)) };
    const taken = await takePart({ attempts: [], coordinator, seen: () => seen });
    expect(sentence(taken)).to.match(/history changed: its receipt of round 1/);
  });

  it("is left if a receipt contradicts the descriptor", async () => {
    const taken = await takePart({
      attempts: [{ twistReceipt: (receipt) => ({ ...receipt, modelIn: digest("c".repeat(64)) }) }],
    });
    expect(sentence(taken)).to.match(
      /receipt of round 1 contradicts its descriptor: its incoming model is c+/,
    );
  });
});

/** Another client's three rounds with this coordinator, so that ours has something to catch up with. */
async function runThreeRounds(coordinator: ScriptedCoordinator): Promise<void> {
  const source = cancellationSource();
  await takePart({
    attempts: [],
    coordinator,
    signal: source.signal,
    onEvent: (event) => {
      if (event.kind === "committed" && event.round === 3) source.cancel(new Error("enough"));
    },
  });
}

describe("a participant whose attempt is aborted", () => {
  it("offers an unsent delta again, encoded anew, without training", async () => {
    const { events, trainer, coordinator } = await takePart({ attempts: [{ abort: "once-ready" }, {}] });
    expect(kinds(events)).to.deep.equal([
      "joined",
      "assigned",
      "evaluated",
      "trained",
      "ready",
      "aborted",
      "assigned",
      "ready",
      "accepted",
      "committed",
      "done",
    ]);
    expect(events.filter(({ kind }) => kind === "ready")).to.deep.include.members([
      {
        kind: "ready",
        round: 1,
        attempt: 2,
        sizeBytes: events.find((event) => event.kind === "ready")?.sizeBytes,
        reused: true,
      },
    ]);
    expect(trainer.calls.filter((name) => name === "train")).to.have.length(1);
    expect(coordinator.violations).to.deep.equal([]);
  });

  it("trains anew once any of the delta was sent", async () => {
    const { trainer, coordinator } = await takePart({ attempts: [{ abort: "once-committed" }, {}] });
    expect(trainer.calls.filter((name) => name === "train")).to.have.length(2);
    expect(coordinator.violations).to.deep.equal([]);
  });

  it("trains anew for another model, though its delta was never sent", async () => {
    const { trainer } = await takePart({ attempts: [{ withoutUs: true }, {}] });
    expect(trainer.calls.filter((name) => name === "train")).to.have.length(2);
  });

  it("hears of a round that was committed without it", async () => {
    const { events, result } = await takePart({ attempts: [{ withoutUs: true }] });
    expect(events.find((event) => event.kind === "committed")).to.include({ round: 1, counted: false });
    expect(result).to.include({ roundsCounted: 0 });
  });
});

describe("a participant that is refused", () => {
  for (const at of ["ready", "chunk", "commit"] as const) {
    it(`at the ${at} reports the reason and goes on with the next check-in`, async () => {
      const { events, coordinator, result } = await takePart({
        attempts: [{ refuse: { at, reason: "norm-exceeded" } }, {}],
      });
      expect(events.filter(({ kind }) => kind === "refused")).to.deep.equal([
        { kind: "refused", round: 1, attempt: 1, reason: "norm-exceeded", detail: "as scripted" },
      ]);
      expect(result).to.include({ kind: "done", roundsCounted: 1 });
      expect(coordinator.violations).to.deep.equal([]);
    });
  }

  it("keeps a delta that was refused unsent for being late", async () => {
    const { trainer } = await takePart({
      attempts: [{ refuse: { at: "ready", reason: "not-invited" } }, {}],
    });
    expect(trainer.calls.filter((name) => name === "train")).to.have.length(1);
  });

  for (const at of ["chunk", "commit"] as const) {
    it(`trains anew after being refused for being late at the ${at}, since bytes of its update had left`, async () => {
      const { trainer, coordinator } = await takePart({ attempts: [{ refuse: { at, reason: "late" } }, {}] });
      expect(trainer.calls.filter((name) => name === "train")).to.have.length(2);
      expect(coordinator.trainingAttemptsSentTo).to.have.property("size", 2);
    });
  }

  it("trains anew if the delta itself was at fault", async () => {
    const { trainer } = await takePart({ attempts: [{ refuse: { at: "ready", reason: "too-large" } }, {}] });
    expect(trainer.calls.filter((name) => name === "train")).to.have.length(2);
  });

  for (const reason of ["overloaded", "storage-full"] as const) {
    it(`sends the same update again when the coordinator is ${reason}, each time after a longer pause`, async () => {
      const { events, trainer, coordinator, result } = await takePart({
        attempts: [{ refuse: { at: "chunk", reason, times: 3 } }],
      });
      expect(trainer.calls.filter((name) => name === "train")).to.have.length(1);
      expect(kinds(events)).to.not.include("refused");
      const pauses = events.flatMap((event) => (event.kind === "reconnecting" ? [event.afterMs] : []));
      expect(pauses).to.deep.equal([500, 1_000, 2_000]);
      expect(events.filter(({ kind }) => kind === "reconnected")).to.have.length(1);
      expect(coordinator.violations).to.deep.equal([]);
      expect(result).to.include({ roundsCounted: 1 });
    });
  }

  for (const reason of ["bad-meta", "out-of-range", "norm-exceeded", "wrong-shape", "unreadable"] as const) {
    it(`stops after three updates in a row that were refused as ${reason}, and gives its place back`, async () => {
      const refuse = { at: "commit", reason } as const;
      const taken = await takePart({ attempts: [{ refuse }, { refuse }, { refuse }, {}] });
      expect(sentence(taken)).to.match(
        new RegExp(`^3 updates in a row were refused; the last one: ${reason} \\(as scripted\\)\\. Look at`),
      );
      expect(taken.events.filter(({ kind }) => kind === "refused")).to.have.length(3);
      expect(taken.coordinator.left).to.deep.equal(["failed"]);
    });
  }

  it("counts refused updates past an attempt without it, and anew after an update that was counted", async () => {
    const refuse = { at: "chunk", reason: "norm-exceeded" } as const;
    const well = await takePart({ attempts: [{ refuse }, { refuse }, {}, { refuse }, { refuse }, {}] });
    expect(well.error).to.equal(undefined);
    const ill = await takePart({ attempts: [{ refuse }, { refuse }, { withoutUs: true }, { refuse }, {}] });
    expect(sentence(ill)).to.match(/^3 updates in a row were refused/);
  });

  it("stops when its enrolment was withdrawn", async () => {
    const taken = await takePart({ attempts: [{ refuse: { at: "ready", reason: "revoked" } }, {}] });
    expect(sentence(taken)).to.match(/withdrawn this client's enrolment/);
  });
});

describe("a participant whose trainer fails", () => {
  const bad: Readonly<
    Record<string, { readonly train: () => Promise<TrainResult>; readonly words: RegExp }>
  > = {
    "makes a number that is not finite": {
      train: () => Promise.resolve({ delta: Float32Array.of(0, 0, NaN, 0, 0, 0, 0, 0), exampleCount: 1 }),
      words: /element 2 of the trainer's delta is NaN/,
    },
    "makes too few numbers": {
      train: () => Promise.resolve({ delta: new Float32Array(3), exampleCount: 1 }),
      words: /delta has 3 elements, the model 8/,
    },
    "trained on nothing": {
      train: () => Promise.resolve({ delta: new Float32Array(8), exampleCount: 0 }),
      words: /reports 0 examples/,
    },
    throws: { train: () => Promise.reject(new Error("out of memory")), words: /out of memory/ },
  };
  for (const [name, { train, words }] of Object.entries(bad)) {
    it(`withholds the update of one that ${name}, gives its place back and tries the next attempt`, async () => {
      let turn = 0;
      const good = scriptedTrainer();
      const trainer = scriptedTrainer({ train: (...args) => (turn++ === 0 ? train() : good.train(...args)) });
      const { events, coordinator, result } = await takePart({ attempts: [{}, {}], trainer });
      const rejected = events.find((event) => event.kind === "rejected");
      expect(rejected?.message).to.match(words);
      expect(rejected?.inARow).to.equal(1);
      expect(coordinator.left).to.deep.equal(["the update could not be made"]);
      expect(result).to.include({ roundsCounted: 1 });
    });
  }

  it("stops after three in a row", async () => {
    const trainer = scriptedTrainer({ train: () => Promise.reject(new Error("out of memory")) });
    const taken = await takePart({ attempts: [{}, {}, {}, {}], trainer });
    expect(sentence(taken)).to.equal("3 updates in a row could not be made; the last one: out of memory.");
    expect(taken.coordinator.left).to.have.length(3);
    expect(trainer.calls.at(-1)).to.equal("dispose");
  });

  it("starts to count anew after an update that could be made", async () => {
    let turn = 0;
    const good = scriptedTrainer();
    const trainer = scriptedTrainer({
      train: (...args) => (++turn % 3 === 0 ? good.train(...args) : Promise.reject(new Error("no"))),
    });
    const { error } = await takePart({ attempts: [{}, {}, {}, {}, {}, {}], trainer });
    expect(error).to.equal(undefined);
  });

  it("withholds a confusion matrix of another size", async () => {
    const evaluate = (): Promise<Evaluation> =>
      Promise.resolve({ exampleCount: 1, lossSum: 1, confusion: new Uint32Array(9) });
    const taken = await takePart({ attempts: [{}, {}, {}], trainer: scriptedTrainer({ evaluate }) });
    expect(sentence(taken)).to.match(/confusion matrix has 9 entries, expected 4/);
  });
});

describe("a participant whose line breaks", () => {
  it("repeats a call with growing, jittered pauses for ever, and says so", async () => {
    const { events, clock, result } = await takePart({
      attempts: [{}],
      fault: (_method, call) => (call >= 2 && call < 12 ? "before" : undefined),
    });
    const pauses = events.flatMap((event) => (event.kind === "reconnecting" ? [event.afterMs] : []));
    expect(pauses).to.deep.equal([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
    expect(events.filter(({ kind }) => kind === "reconnected")).to.have.length(1);
    expect(new Set(clock.sleeps.slice(0, 10)).size).to.equal(10);
    expect(clock.sleeps.slice(0, 10).every((ms, i) => ms <= (pauses[i] ?? 0))).to.equal(true);
    expect(result).to.include({ roundsCounted: 1 });
  });

  it("gives up after the time that its user set", async () => {
    const taken = await takePart({
      attempts: [{}],
      settings: { giveUpAfterMs: 60_000 },
      fault: () => "before",
    });
    expect(sentence(taken)).to.match(
      /^Gave up after \d+ s without the coordinator: GetTask: connection refused$/,
    );
    expect(taken.trainer.calls).to.deep.equal(["dispose"]);
  });

  it("goes on with a download where it broke off", async () => {
    const { coordinator, events } = await takePart({
      plan: plan(1000),
      attempts: [{}],
      pieceBytes: 1000,
      breakDownloadAfter: 4,
    });
    expect(coordinator.calls.filter((name) => name.startsWith("Download"))).to.deep.equal([
      "Download at 0",
      "Download at 4000",
      "Download at 0",
      "Download at 0",
    ]);
    const received = events.flatMap((event) =>
      event.kind === "downloading" && event.blob === "base" ? [event.receivedBytes] : [],
    );
    expect(received).to.deep.equal([...received].sort((a, b) => a - b));
  });

  it("downloads the base once, and nothing that the cache holds", async () => {
    const blobs = new Map();
    const first = await takePart({ attempts: [{}, {}], blobs });
    expect(first.coordinator.calls.filter((name) => name.startsWith("Download"))).to.have.length(4);
    const second = await takePart({ attempts: [{}, {}], blobs });
    expect(second.coordinator.calls.filter((name) => name.startsWith("Download"))).to.deep.equal([]);
  });

  it("does not believe a cache whose bytes were spoilt", async () => {
    const blobs = new Map<Digest, Uint8Array>();
    await takePart({ attempts: [{}], blobs });
    for (const [blob, bytes] of blobs) blobs.set(blob, bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1));
    const { error, coordinator } = await takePart({ attempts: [{}], blobs });
    expect(error).to.equal(undefined);
    expect(coordinator.calls.filter((name) => name.startsWith("Download")).length).to.be.greaterThan(0);
  });

  it("never uses bytes of which the coordinator said another digest", async () => {
    const coordinator = scriptedCoordinator({ plan: plan(), attempts: [{}] });
    const download = async function* (
      ...args: Parameters<typeof coordinator.download>
    ): AsyncGenerator<Uint8Array> {
      for await (const piece of coordinator.download(...args)) yield piece.with(piece.length - 1, 1);
    };
    const taken = await takePart({ attempts: [], coordinator: { ...coordinator, download } });
    expect(sentence(taken)).to.match(
      /^5 attempts in a row failed; the last one: the coordinator's bytes for blob [0-9a-f]{64} have another digest/,
    );
    expect(taken.trainer.calls).to.deep.equal(["dispose"]);
  });

  it("goes on with an upload where the coordinator has it", async () => {
    let broken = false;
    const { coordinator, result } = await takePart({
      plan: plan(600_000),
      attempts: [{}],
      fault: (method) => {
        if (method !== `PutChunk 1/1 at ${chunkLimitBytes}` || broken) return undefined;
        broken = true;
        return "after";
      },
    });
    const chunks = coordinator.calls.filter((name) => /PutChunk|UploadStatus/.test(name));
    expect(chunks).to.deep.equal([
      "UploadStatus 1/1",
      "PutChunk 1/1 at 0",
      `PutChunk 1/1 at ${chunkLimitBytes}`,
      "UploadStatus 1/1",
      ...[2, 2.5, 3].map((pieces) => `PutChunk 1/1 at ${pieces * chunkLimitBytes}`),
    ]);
    expect(coordinator.violations).to.deep.equal([]);
    expect(result).to.include({ roundsCounted: 1 });
  });

  it("sends smaller pieces over a line that loses large ones, and large ones again in the next upload", async () => {
    const sizes: number[] = [];
    const scripted = scriptedCoordinator({ plan: plan(200_000), attempts: [{}, {}] });
    const putChunk: typeof scripted.putChunk = (key, offset, piece, signal) => {
      sizes.push(piece.length);
      if (key.round === 1 && piece.length > 40_000) {
        return Promise.reject(new CallError("deadline-exceeded", "too slow"));
      }
      return scripted.putChunk(key, offset, piece, signal);
    };
    const { result } = await takePart({ attempts: [], coordinator: { ...scripted, putChunk } });
    expect(sizes.slice(0, 7)).to.deep.equal([20, 19, 18, 17, 16, 15, 15].map((power) => 2 ** power));
    expect(sizes.filter((size) => size === 2 ** 15)).to.have.length.greaterThan(30);
    expect(sizes.at(-2)).to.equal(chunkLimitBytes);
    expect(scripted.violations).to.deep.equal([]);
    expect(result).to.include({ roundsCounted: 2 });
  });

  it("does not mix its update with one that a former process began to send", async () => {
    const { coordinator, trainer, result, events } = await takePart({
      attempts: [{ leftOver: new Uint8Array(50) }, {}],
    });
    const warnings = events.flatMap((event) => (event.kind === "warning" ? [event.message] : []));
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/for round 1: .* another client runs under the same identity/);
    expect(coordinator.left).to.deep.equal(["this client was restarted in mid-upload"]);
    expect(coordinator.calls.filter((name) => name.startsWith("PutChunk 1/1"))).to.deep.equal([]);
    expect(trainer.calls.filter((name) => name === "train")).to.have.length(1);
    expect(result).to.include({ roundsCounted: 1 });
  });

  it("ends with the coordinator's own words where a person has to act", async () => {
    const coordinator = scriptedCoordinator({ plan: plan(), attempts: [{}] });
    const refused = new CallError("permission-denied", "this client's enrolment was withdrawn: asked for");
    const taken = await takePart({
      attempts: [],
      coordinator: { ...coordinator, checkIn: () => Promise.reject(refused) },
    });
    expect(sentence(taken)).to.equal("this client's enrolment was withdrawn: asked for");
  });

  it("tries another attempt after an answer that makes no sense, and stops after five", async () => {
    const coordinator = scriptedCoordinator({ plan: plan(), attempts: [{}] });
    const odd = new CallError("internal", "the coordinator's answer is malformed: offset is missing");
    let calls = 0;
    const ready = (): Promise<never> => {
      calls++;
      return Promise.reject(odd);
    };
    const taken = await takePart({ attempts: [], coordinator: { ...coordinator, ready } });
    expect(calls).to.equal(5);
    expect(sentence(taken)).to.match(
      /^5 attempts in a row failed; the last one: the coordinator's answer is malformed/,
    );
  });

  it("lets an error of its own surroundings pass, and disposes of the trainer", async () => {
    const coordinator = scriptedCoordinator({ plan: plan(), attempts: [{}] });
    const bug = new TypeError("a bug");
    const taken = await takePart({
      attempts: [],
      coordinator: { ...coordinator, checkIn: () => Promise.reject(bug) },
    });
    expect(taken.error).to.equal(bug);
    expect(taken.trainer.calls).to.deep.equal(["dispose"]);
  });
});

describe("a participant that waits", () => {
  it("asks again after the time it was told, or sooner on a hint", async () => {
    const slow = await takePart({ attempts: [{ polls: 3 }] });
    const longest = Math.max(...slow.clock.sleeps);
    expect(longest).to.be.within(1000, 1250);
    const hinted = await takePart({
      attempts: [{ polls: 3 }],
      onEvent: (event, coordinator) => {
        if (event.kind === "ready") setImmediate(() => coordinator.hint("collecting"));
      },
    });
    expect(Math.min(...hinted.clock.sleeps)).to.be.below(200);
    expect(hinted.clock.nowMs()).to.be.below(slow.clock.nowMs());
  });

  const rest = async (phase: string, comeBackAfterMs: number, name = "a client"): Promise<number> => {
    let startedMs = 0;
    let restedMs = 0;
    const clock = virtualClock();
    await takePart({
      attempts: [{ comeBackAfterMs }],
      clock,
      random: seededRandom(utf8(name)),
      onEvent: ({ kind }, coordinator) => {
        if (kind === "assigned") restedMs = clock.nowMs() - startedMs;
        if (kind !== "resting") return;
        startedMs = clock.nowMs();
        setImmediate(() => coordinator.hint(phase));
      },
    });
    return restedMs;
  };

  for (const phase of ["collecting", "folding", "committed", "aborted"]) {
    it(`without a place sleeps on when it hears ${phase}`, async () => {
      expect(await rest(phase, 20_000)).to.be.within(20_000, 25_000);
    });
  }

  for (const phase of ["open", "ended"]) {
    it(`without a place is woken by ${phase}, each client after another part of two seconds`, async () => {
      const names = Array.from({ length: 24 }, (_, i) => `client ${i}`);
      const rested = await Promise.all(names.map((name) => rest(phase, 20_000, name)));
      expect(Math.max(...rested)).to.be.within(1_500, 2_000);
      expect(Math.min(...rested)).to.be.below(500);
      expect(new Set(rested).size).to.equal(names.length);
    });
  }

  it("without a place holds up no round that it was told to wait for only briefly", async () => {
    expect(await rest("open", 1_000)).to.be.at.most(125);
  });

  it("does not mind a watch stream that always breaks", async () => {
    const coordinator = scriptedCoordinator({ plan: plan(), attempts: [{}] });
    // eslint-disable-next-line require-yield
    const watch = async function* (): AsyncGenerator<never> {
      throw new CallError("unavailable", "no streams here");
    };
    const { result } = await takePart({ attempts: [], coordinator: { ...coordinator, watch } });
    expect(result).to.include({ kind: "done", roundsCounted: 1 });
  });
});

describe("a participant that is asked to stop", () => {
  for (const at of [
    "joined",
    "assigned",
    "evaluated",
    "trained",
    "ready",
    "accepted",
    "committed",
  ] as const) {
    it(`when it has just ${at === "ready" ? "said READY" : `been ${at}`} resolves, gives its place back and disposes of its trainer`, async () => {
      const source = cancellationSource();
      const { result, error, trainer, coordinator, events } = await takePart({
        attempts: [{}, {}],
        signal: source.signal,
        onEvent: ({ kind }) => {
          if (kind === at) source.cancel(new Error("stop"));
        },
      });
      expect(error).to.equal(undefined);
      expect(result?.kind).to.equal("stopped");
      expect(events.at(-1)).to.deep.equal({ kind: "stopped", reason: "asked to stop" });
      expect(trainer.calls.at(-1)).to.equal("dispose");
      const holdsPlace = at === "assigned" || at === "evaluated" || at === "trained" || at === "ready";
      expect(coordinator.left).to.deep.equal(holdsPlace ? ["asked to stop"] : []);
    });
  }

  it("does not wait for a coordinator that no longer answers", async () => {
    const source = cancellationSource();
    const coordinator = scriptedCoordinator({ plan: plan(), attempts: [{}] });
    const { result } = await takePart({
      attempts: [],
      coordinator: { ...coordinator, leave: () => new Promise(() => undefined) },
      signal: source.signal,
      onEvent: ({ kind }) => {
        if (kind === "ready") source.cancel(new Error("stop"));
      },
    });
    expect(result?.kind).to.equal("stopped");
  });

  it("resolves at once if the signal was raised before", async () => {
    const source = cancellationSource();
    source.cancel(new Error("stop"));
    const { result, coordinator } = await takePart({ attempts: [{}], signal: source.signal });
    expect(result?.kind).to.equal("stopped");
    expect(coordinator.calls).to.deep.equal([]);
  });
});
