import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { randomBase } from "@tributary/core/model";
import { fromHex, taskId } from "@tributary/core/support";
import { encodeSafetensors } from "@tributary/core/tensor";
import type { Transport } from "@tributary/core/wire";
import type { AdministrationMethods } from "@tributary/proto/methods";
import { expect } from "chai";

import { createInProcessAdministration } from "../../src/index.ts";
import { planOf, smallPlan } from "../support/plans.ts";
import { keyOf, sha256 } from "../support/scripted-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import type { TestCoordinator } from "../support/test-coordinator.ts";

describe("what operators call", function () {
  this.timeout(20_000);
  let test: TestCoordinator;
  let operator: Transport<AdministrationMethods>;
  let token: string;

  beforeEach(async () => {
    test = await testCoordinator();
    operator = createInProcessAdministration(test.coordinator.administration);
    token = (await readFile(join(test.dataDir, "operator-token"), "utf8")).trim();
  });
  afterEach(() => test.end());

  it("have the pieces of a blob deleted that they never sent whole, at the next start", async () => {
    const bytes = Uint8Array.of(1, 2, 3, 4);
    const piece = { digest: fromHex(sha256(bytes)), sizeBytes: 4, data: bytes.subarray(0, 2) };
    await operator.unary("PutBlob", { ...piece, offset: 0 }, { token });
    expect(await readdir(join(test.dataDir, "incoming"))).to.have.length(1);
    await test.coordinator.close();
    test = await testCoordinator(undefined, { dataDir: test.dataDir });
    expect(await readdir(test.dataDir)).to.not.include("incoming");
    operator = createInProcessAdministration(test.coordinator.administration);
    const answer = await operator.unary("PutBlob", { ...piece, offset: 2 }, { token });
    expect(answer).to.include({ nextOffset: 0, complete: false });
  });

  const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  it("is refused without the token that lies in the data folder, for its owner alone", async () => {
    expect((await stat(join(test.dataDir, "operator-token"))).mode & 0o077).to.equal(0);
    for (const wrong of [undefined, "", "x", token.toUpperCase()]) {
      const failure = await failureOf(
        operator.unary("ListTasks", {}, wrong === undefined ? {} : { token: wrong }),
      );
      expect(failure).to.include({ code: "unauthenticated" });
    }
  });

  it("lists tasks, rounds and clients", async () => {
    const clients = await test.clients(3);
    await Promise.all(clients.map((client) => client.takePart()));
    const { tasks } = await operator.unary("ListTasks", {}, { token });
    expect(tasks[0]).to.include({ taskId: "small", state: "running", mode: "sealed", maximumRounds: 2 });
    const { rounds } = await operator.unary("ListRounds", { taskId: "small" }, { token });
    expect(rounds[0]).to.include({ round: 1, phase: "committed", counted: 3, loss: 0.5, accuracy: 1 });
    expect(rounds[0]).to.include({ weightedF1: 1, baseAccuracy: 1, baseLoss: 0.5, perplexity: -1 });
    expect(rounds[1]).to.include({ round: 2, accuracy: -1, weightedF1: -1, baseAccuracy: 1 });
    const { clients: known } = await operator.unary("ListClients", {}, { token });
    expect(known.map(({ roundsCounted }) => roundsCounted)).to.deep.equal([1, 1, 1]);
  });

  it("puts a base model in pieces and creates a task on it", async () => {
    const plan = planOf({ task: "second" });
    const base = encodeSafetensors(randomBase(plan), { dtype: "F32" });
    const digest = fromHex(sha256(base));
    const put = (offset: number, data: Uint8Array) =>
      operator.unary("PutBlob", { digest, sizeBytes: base.length, offset, data }, { token });
    expect(await put(0, base.subarray(0, 40))).to.include({ nextOffset: 40, complete: false });
    expect(await put(0, base.subarray(0, 40))).to.include({ nextOffset: 40, complete: false });
    expect(await put(40, base.subarray(40))).to.include({ nextOffset: base.length, complete: true });
    const text = JSON.stringify({ ...smallPlan, task: "second", base: "./base.safetensors" });
    const created = await operator.unary("CreateTask", { plan: text, baseDigest: digest }, { token });
    expect(created.taskId).to.equal("second");
    expect(test.coordinator.state.tasks.has(taskId("second"))).to.equal(true);
  });

  it("refuses a blob that is not what its digest says, and a base that does not fit its plan", async () => {
    const bytes = new Uint8Array(10);
    const wrong = { digest: fromHex(sha256(new Uint8Array(11))), sizeBytes: 10, offset: 0, data: bytes };
    expect(await failureOf(operator.unary("PutBlob", wrong, { token }))).to.include({
      code: "invalid-argument",
    });
    const digest = fromHex(sha256(bytes));
    await operator.unary("PutBlob", { digest, sizeBytes: 10, offset: 0, data: bytes }, { token });
    const plan = JSON.stringify({ ...smallPlan, task: "second", base: "./base.safetensors" });
    const failure = await failureOf(operator.unary("CreateTask", { plan, baseDigest: digest }, { token }));
    expect(failure).to.include({ code: "failed-precondition" });
    expect((failure as Error).message).to.match(/base\.safetensors cannot be read/);
    expect(test.coordinator.state.tasks.size).to.equal(1);
  });

  it("names line and key of a plan that is wrong", async () => {
    const failure = await failureOf(operator.unary("CreateTask", { plan: "task: x\nlables: []" }, { token }));
    expect((failure as Error).message).to.contain(
      "plan:2:1: lables: there is no such key; did you mean labels?",
    );
  });

  it("pauses a task, which aborts the attempt, and resumes it", async () => {
    const [client] = await test.clients(1);
    const place = await client!.assigned();
    await operator.unary("PauseTask", { taskId: "small" }, { token });
    expect(await client!.ended(keyOf(place))).to.include({ kind: "aborted", cause: "operator" });
    expect(await client!.connection.checkIn(taskId("small"), 0)).to.include({ kind: "come-back" });
    await operator.unary("ResumeTask", { taskId: "small" }, { token });
    expect((await client!.assigned()).descriptor.attempt).to.equal(2);
  });

  it("revokes a client, which may not come back", async () => {
    const [client, other] = await test.clients(2);
    await client!.assigned();
    await other!.assigned();
    const revoked = { clientId: client!.connection.client, reason: "it misbehaved" };
    await operator.unary("RevokeClient", revoked, { token });
    const failure = await failureOf(client!.connection.checkIn(taskId("small"), 0));
    expect(failure).to.include({ code: "permission-denied" });
    expect((failure as Error).message).to.match(/it misbehaved/);
    expect((await other!.assigned()).descriptor.round).to.equal(1);
  });

  it("watches a task's events as they become durable", async () => {
    const controller = new AbortController();
    const kinds: string[] = [];
    const watching = failureOf(
      (async () => {
        for await (const { json } of operator.stream(
          "WatchTask",
          { taskId: "small" },
          { token, signal: controller.signal },
        )) {
          kinds.push((JSON.parse(json) as { readonly kind: string }).kind);
          if (kinds.at(-1) === "round-committed") controller.abort();
        }
      })(),
    );
    const clients = await test.clients(3);
    await Promise.all(clients.map((client) => client.takePart()));
    await watching;
    expect(kinds).to.include.members(["lease-granted", "client-ready", "update-accepted", "round-committed"]);
  });
});
