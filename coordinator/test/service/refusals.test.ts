import { commitUploadStatement, signerFromSeed } from "@tributary/core/identity";
import { trainableLayout } from "@tributary/core/model";
import { initialBounds, quantisationLimit } from "@tributary/core/ring";
import type { Refusal } from "@tributary/core/rounds";
import { fromHex, taskId } from "@tributary/core/support";
import type { RoundKey } from "@tributary/core/support";
import { layoutOf } from "@tributary/core/tensor";
import { connect } from "@tributary/core/wire";
import { StorageError, nodePrimitives } from "@tributary/node-platform";
import { expect } from "chai";

import { openSpoolFile } from "../../src/aggregation/index.ts";
import { createInProcessTransport } from "../../src/index.ts";
import { planOf } from "../support/plans.ts";
import { keyOf, sha256 } from "../support/scripted-client.ts";
import type { Assigned, ScriptedClient, UpdateChanges } from "../support/scripted-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import type { TestCoordinator } from "../support/test-coordinator.ts";

const plan = planOf({ cohort: { goal: 4, minimum: 3, minSurvivors: 3, overSelection: 1 } });
const layout = trainableLayout(plan);
const limit = quantisationLimit(initialBounds(plan, layout.size));

/** One bad client among four; the other three make the round whatever it does. */
interface Bad {
  readonly client: ScriptedClient;
  readonly place: Assigned;
  readonly key: RoundKey;
  /** Says READY for so many bytes, as the others do, and is invited. */
  invited(sizeBytes: number): Promise<void>;
}

describe("bad input from one participant", function () {
  this.timeout(20_000);
  let test: TestCoordinator;
  let master: string;

  beforeEach(async () => {
    test = await testCoordinator(plan);
  });
  afterEach(() => test.end());

  /**
   * Runs a round in which client 4 does what `misbehave` says and the others take part; asserts that the round commits
   * with exactly the other three, and the same model as it would have without the fourth.
   */
  async function roundWith(misbehave: (bad: Bad) => Promise<void>): Promise<void> {
    const clients = await test.clients(4);
    const places = await Promise.all(clients.map((client) => client.assigned()));
    const good = clients.slice(0, 3);
    const [client, place] = [clients[3]!, places[3]!];
    const key = keyOf(place);
    const updates = good.map((each, i) => each.update(places[i]!));
    let inviteAll: (() => void) | undefined;
    const waiting = new Promise<void>((resolve) => {
      inviteAll = resolve;
    });
    const bad: Bad = {
      client,
      place,
      key,
      async invited(sizeBytes) {
        inviteAll?.();
        await client.readyAndInvited(key, place, sizeBytes);
      },
    };
    const misbehaving = misbehave(bad);
    await waiting;
    await Promise.all(good.map((each, i) => each.readyAndInvited(key, places[i]!, updates[i]!.length)));
    await misbehaving;
    const refusals = await Promise.all(good.map((each, i) => each.send(key, updates[i]!)));
    expect(refusals).to.deep.equal([undefined, undefined, undefined]);
    await client.connection.leave(key, "the test is over");
    const outcome = await good[0]!.ended(key);
    expect(outcome).to.include({ kind: "committed", counted: true });
    if (outcome.kind === "committed") expect(outcome.receipt.participants).to.equal(3);
    expect(await client.ended(key)).to.include({ kind: "committed", counted: false });
    if (outcome.kind === "committed") expect(outcome.receipt.modelOut).to.equal(master);
    expect(test.troubles).to.deep.equal([]);
  }

  async function sends(changes: UpdateChanges, reason: Refusal["reason"], detail: RegExp): Promise<void> {
    await roundWith(async ({ client, place, key, invited }) => {
      const sealed = client.update(place, changes);
      await invited(sealed.length);
      const refusal = await client.send(key, sealed);
      expect(refusal?.reason).to.equal(reason);
      expect(refusal?.detail).to.match(detail);
      // A refused update stays refused: the first answer, again.
      const again = await client.connection.commitUpload(key, sha256(sealed), sealed.length);
      expect(again.kind === "refused" && again.refusal.reason).to.equal(reason);
    });
  }

  before(async function () {
    this.timeout(20_000);
    const peace = await testCoordinator(plan);
    const clients = await peace.clients(4);
    const places = await Promise.all(clients.map((client) => client.assigned()));
    const key = keyOf(places[0]!);
    const updates = clients.map((client, i) => client.update(places[i]!));
    await Promise.all(
      clients.map((client, i) => client.readyAndInvited(key, places[i]!, updates[i]!.length)),
    );
    for (const i of [0, 1, 2]) await clients[i]!.send(key, updates[i]!);
    await clients[3]!.connection.leave(key, "not needed");
    const outcome = await clients[0]!.ended(key);
    if (outcome.kind !== "committed") throw new Error("the round in peace was not committed");
    master = outcome.receipt.modelOut;
    await peace.end();
  });

  const without = layoutOf(layout.entries.slice(1));
  const extra = layoutOf([...layout.entries, { name: "extra.weight", shape: [2] }]);
  const [firstEntry, ...others] = layout.entries;
  const turned = layoutOf([{ name: firstEntry!.name, shape: firstEntry!.shape.toReversed() }, ...others]);

  it("with a tensor missing is refused by the tensor's name", () =>
    sends({ layout: without }, "missing-tensor", new RegExp(firstEntry!.name)));

  it("with a tensor too many is refused by its name", async () => {
    // It is larger than any update of this task, so it is refused before it travels.
    const clients = await test.clients(1);
    const place = await clients[0]!.assigned();
    const sealed = clients[0]!.update(place, { layout: extra });
    const answer = await clients[0]!.connection.ready(keyOf(place), place.descriptorDigest, sealed.length);
    expect(answer.kind === "refused" && answer.refusal.reason).to.equal("too-large");
  });

  it("with a tensor under another name is refused by the names", () => {
    const renamed = layoutOf([
      { name: "x".repeat(firstEntry!.name.length), shape: firstEntry!.shape },
      ...others,
    ]);
    return sends({ layout: renamed }, "missing-tensor", /missing/);
  });

  it("with a tensor of another shape is refused by both shapes", () =>
    sends({ layout: turned }, "wrong-shape", /\[4, 2\], expected \[2, 4\]/));

  it("with integers that no finite, clipped delta gives is refused", () =>
    sends({ integers: (i) => (i === 3 ? limit + 1 : 0) }, "out-of-range", /at most/));

  it("with a delta longer than the bound is refused", () =>
    sends({ integers: () => limit }, "norm-exceeded", /norm/));

  it("with a count that is not one is refused", () =>
    sends({ meta: { count: 2 } }, "bad-meta", /count word is 2/));

  it("with no weight is refused", () => sends({ meta: { weightUnits: 0 } }, "bad-meta", /weight is 0/));

  it("with metrics that contradict themselves is refused", () =>
    sends({ meta: { exampleCount: 9 } }, "bad-meta", /reports 9/));

  it("with words where none should be is refused", () =>
    sends({ payload: (bytes) => bytes.with(bytes.length - 1, 7) }, "bad-meta", /canary/));

  it("with a header that is not one is refused", () =>
    sends({ payload: (bytes) => bytes.with(0, 0) }, "unreadable", /TRU1/));

  it("cut short inside its seal is refused", () =>
    sends({ payload: (bytes) => bytes.slice(0, -4) }, "size-mismatch", /tensors need/));

  it("sealed to another key is refused", () =>
    sends({ sealingKey: nodePrimitives.sha256(new Uint8Array(1)) }, "unreadable", /seal does not open/));

  it("sealed for another round is refused", () =>
    sends({ descriptor: sha256(new Uint8Array(1)) }, "unreadable", /seal does not open/));

  it("of bytes that differ from what was signed is refused", () =>
    roundWith(async ({ client, place, key, invited }) => {
      const sealed = client.update(place);
      await invited(sealed.length);
      await client.connection.putChunk(key, 0, sealed.with(200, sealed[200]! ^ 1));
      const answer = await client.connection.commitUpload(key, sha256(sealed), sealed.length);
      expect(answer.kind === "refused" && answer.refusal.reason).to.equal("digest-mismatch");
    }));

  it("with a forged signature is refused, and the upload may still be committed by its owner", () =>
    roundWith(async ({ client, place, key, invited }) => {
      const sealed = client.update(place);
      await invited(sealed.length);
      await client.connection.putChunk(key, 0, sealed);
      const stranger = signerFromSeed(new Uint8Array(32).fill(99), nodePrimitives);
      const { token } = await sessionOf(client, 4);
      const statement = commitUploadStatement(nodePrimitives, {
        key,
        digest: sha256(sealed),
        sizeBytes: sealed.length,
      });
      const answer = await test.coordinator.federation.CommitUpload(
        {
          key: { taskId: key.task, round: key.round, attempt: key.attempt },
          digest: Buffer.from(fromHex(sha256(sealed))),
          sizeBytes: sealed.length,
          statement: Buffer.from(await stranger.sign(statement)),
        },
        { token, peer: "test", signal: new AbortController().signal },
      );
      expect(answer.refused?.reason).to.equal("bad-statement");
    }));

  it("larger than announced is refused at the piece that passes the size", () =>
    roundWith(async ({ client, place, key, invited }) => {
      const sealed = client.update(place);
      await invited(sealed.length);
      const first = await client.connection.putChunk(key, 0, sealed.subarray(0, 100));
      expect(first).to.deep.equal({ kind: "next", offset: 100 });
      const flood = await client.connection.putChunk(key, 100, new Uint8Array(256 * 1024));
      expect(flood.kind === "refused" && flood.refusal.reason).to.equal("too-large");
      const again = await client.connection.putChunk(key, 0, sealed.subarray(0, 100));
      expect(again.kind === "refused" && again.refusal.reason).to.equal("too-large");
    }));

  it("signed for another size than announced is refused", () =>
    roundWith(async ({ client, place, key, invited }) => {
      const sealed = client.update(place);
      await invited(sealed.length);
      const answer = await client.connection.commitUpload(key, sha256(sealed), sealed.length - 1);
      expect(answer.kind === "refused" && answer.refusal.reason).to.equal("size-mismatch");
    }));

  it("committed before it is whole is refused for the time being", () =>
    roundWith(async ({ client, place, key, invited }) => {
      const sealed = client.update(place);
      await invited(sealed.length);
      await client.connection.putChunk(key, 0, sealed.subarray(0, 100));
      const answer = await client.connection.commitUpload(key, sha256(sealed), sealed.length);
      expect(answer.kind === "refused" && answer.refusal.reason).to.equal("size-mismatch");
      expect(await client.connection.uploadStatus(key)).to.deep.include({ haveBytes: 100, committed: false });
    }));

  it("at a wrong offset is answered with the offset that is wanted", () =>
    roundWith(async ({ client, place, key, invited }) => {
      const sealed = client.update(place);
      await invited(sealed.length);
      for (const offset of [50, 0, 0, 7]) {
        const answer = await client.connection.putChunk(key, offset, sealed.subarray(offset, offset + 40));
        expect(answer).to.deep.equal({ kind: "next", offset: offset === 50 ? 0 : 40 });
      }
    }));

  it("for another round or another attempt is refused", () =>
    roundWith(async ({ client, place, key, invited }) => {
      const sealed = client.update(place);
      await invited(sealed.length);
      for (const other of [
        { ...key, round: 2 },
        { ...key, attempt: 2 },
      ]) {
        const answer = await client.connection.putChunk(other, 0, sealed);
        expect(answer.kind === "refused" && answer.refusal.reason).to.equal("wrong-round");
      }
    }));

  it("for a task that is not there is refused", async () => {
    const [client] = await test.clients(1);
    const place = await client!.assigned();
    const answer = await client!.connection.ready(
      { ...keyOf(place), task: taskId("other") },
      place.descriptorDigest,
      100,
    );
    expect(answer.kind === "refused" && answer.refusal.reason).to.equal("unknown-task");
  });

  it("without a lease is refused", async () => {
    const clients = await test.clients(5);
    const places = await Promise.all(clients.slice(0, 4).map((client) => client.assigned()));
    const answer = await clients[4]!.connection.ready(keyOf(places[0]!), places[0]!.descriptorDigest, 100);
    expect(answer.kind === "refused" && answer.refusal.reason).to.equal("no-lease");
  });

  it("under another descriptor is refused", async () => {
    const [client] = await test.clients(1);
    const place = await client!.assigned();
    const answer = await client!.connection.ready(keyOf(place), sha256(new Uint8Array(3)), 100);
    expect(answer.kind === "refused" && answer.refusal.reason).to.equal("wrong-descriptor");
  });

  it("twice is answered the same; with another digest it is a conflicting replay, also once the round is over", async () => {
    const clients = await test.clients(4);
    const places = await Promise.all(clients.map((client) => client.assigned()));
    const key = keyOf(places[0]!);
    const updates = clients.map((client, i) => client.update(places[i]!));
    await Promise.all(
      clients.map((client, i) => client.readyAndInvited(key, places[i]!, updates[i]!.length)),
    );
    const commit = (digest: Uint8Array, i: number) =>
      clients[i]!.connection.commitUpload(key, sha256(digest), updates[i]!.length);
    expect(await clients[0]!.send(key, updates[0]!)).to.equal(undefined);
    expect(await commit(updates[0]!, 0)).to.deep.equal({ kind: "accepted" });
    const other = await commit(updates[1]!, 0);
    expect(other.kind === "refused" && other.refusal.reason).to.equal("conflicting-replay");
    // At the same time, as a client does whose first answer was lost.
    await clients[1]!.connection.putChunk(key, 0, updates[1]!);
    expect(await Promise.all([commit(updates[1]!, 1), commit(updates[1]!, 1)])).to.deep.equal([
      { kind: "accepted" },
      { kind: "accepted" },
    ]);
    expect(await clients[2]!.send(key, updates[2]!)).to.equal(undefined);
    await clients[3]!.connection.leave(key, "enough");
    const outcome = await clients[0]!.ended(key);
    expect(outcome.kind === "committed" && outcome.receipt.participants).to.equal(3);
    expect(outcome.kind === "committed" && outcome.receipt.modelOut).to.equal(master);
    expect(await commit(updates[0]!, 0)).to.deep.equal({ kind: "accepted" });
    const late = await commit(updates[1]!, 0);
    expect(late.kind === "refused" && late.refusal.reason).to.equal("conflicting-replay");
  });

  it("after the round is over is late", async () => {
    await roundWith(async ({ client, place, invited }) => {
      await invited(client.update(place).length);
    });
    const [, , , client] = await test.clients(4);
    const key = { task: taskId("small"), round: 1, attempt: 1 };
    const answer = await client!.connection.putChunk(key, 0, new Uint8Array(10));
    expect(answer.kind === "refused" && answer.refusal.reason).to.equal("late");
  });

  it("with an invented session token is told to enroll", async () => {
    const [client] = await test.clients(1);
    await client!.assigned();
    for (const token of [undefined, "", "x", `${client!.connection.client}.${"0".repeat(64)}`]) {
      const failure = await test.coordinator.federation
        .UploadStatus(
          { key: { taskId: "small", round: 1, attempt: 1 } },
          { token, peer: "test", signal: new AbortController().signal },
        )
        .catch((error: unknown) => error);
      expect(failure).to.include({ code: "unauthenticated" });
    }
  });

  /** A second session of a scripted client, to have its token. */
  async function sessionOf(client: ScriptedClient, number: number): Promise<{ readonly token: string }> {
    let token = "";
    const inner = createInProcessTransport(test.coordinator.federation);
    const signer = signerFromSeed(new Uint8Array(32).fill(number), nodePrimitives);
    const spying = connect({
      transport: {
        ...inner,
        unary: (method, request, options) => {
          token = options?.token ?? token;
          return inner.unary(method, request, options);
        },
      },
      signer,
      primitives: nodePrimitives,
      task: taskId("small"),
      fingerprint: undefined,
      kind: "scripted",
      release: "0",
      timeoutMs: 10_000,
    });
    await spying.getTask();
    await spying.getReceipts(taskId("small"), 1, 1);
    expect(spying.client).to.equal(client.connection.client);
    return { token };
  }

  it("of a client too many is refused at its enrolment, while those that are known go on", async () => {
    await test.end();
    test = await testCoordinator(plan, { maxClients: 2 });
    const clients = await test.clients(3);
    await clients[0]!.assigned();
    await clients[1]!.assigned();
    const refusal: unknown = await clients[2]!.assigned().catch((error: unknown) => error);
    expect(String(refusal)).to.include("overloaded: 2 clients have enrolled");
    const [again] = await test.clients(1);
    await again!.assigned();
    expect(test.coordinator.state.clients.size).to.equal(2);
  });

  it("that the disk has no room for is refused as storage-full, and taken once there is room", async () => {
    await test.end();
    let full = false;
    test = await testCoordinator(plan, {
      openFile: async (path) => {
        const file = await openSpoolFile(path);
        return {
          ...file,
          append: async (bytes) => {
            if (full)
              throw new StorageError("full", path, `Could not write ${path}: the disk is full (ENOSPC).`);
            return file.append(bytes);
          },
        };
      },
    });
    const clients = await test.clients(4);
    const places = await Promise.all(clients.map((client) => client.assigned()));
    const key = keyOf(places[0]!);
    const updates = clients.map((client, i) => client.update(places[i]!));
    await Promise.all(
      clients.map((client, i) => client.readyAndInvited(key, places[i]!, updates[i]!.length)),
    );
    await clients[0]!.send(key, updates[0]!);
    full = true;
    const refusal = await clients[1]!.send(key, updates[1]!);
    expect(refusal?.reason).to.equal("storage-full");
    full = false;
    for (const i of [1, 2]) expect(await clients[i]!.send(key, updates[i]!)).to.equal(undefined);
    await clients[3]!.connection.leave(key, "enough");
    const outcome = await clients[0]!.ended(key);
    expect(outcome.kind === "committed" && outcome.receipt.modelOut).to.equal(master);
  });
});
