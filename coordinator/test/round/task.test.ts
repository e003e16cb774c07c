import { expect } from "chai";

import { checkInAnswer, mayUpload } from "../../src/round/index.ts";
import {
  client,
  createTask,
  digestOf,
  evaluated,
  House,
  model,
  openHouse,
  scores,
  startedHouse,
  startTask,
  terms,
  theTask,
  trained,
} from "./builders.ts";

const pause = { kind: "pause-task", task: theTask } as const;
const resume = { kind: "resume-task", task: theTask } as const;

describe("a task", () => {
  it("waits from its creation until its first model is made", () => {
    const house = new House();
    house.enroll(0);
    createTask(house);
    expect(house.task.status).to.equal("waiting");
    expect(house.checkIn(0)).to.deep.equal([]);
    expect(house.refused(pause)).to.equal("task-waiting");
    expect(house.refused(resume)).to.equal("task-waiting");
    startTask(house);
    expect(house.round).to.deep.include({ phase: "preparing", purpose: "train" });
    expect(house.key).to.deep.equal({ task: theTask, round: 1, attempt: 1 });
  });

  it("is created and started once, however often it is asked for", () => {
    const house = startedHouse();
    const create = {
      kind: "create-task",
      task: theTask,
      terms: terms(),
      plan: digestOf("plan"),
      base: digestOf("base"),
    } as const;
    expect(house.done(create)).to.deep.equal([]);
    expect(house.refused({ ...create, plan: digestOf("other") })).to.equal("task-exists");
    const start = {
      kind: "start-task",
      task: theTask,
      model: model(9),
      clip: 2,
      uploadLimitBytes: 1,
    } as const;
    expect(house.done(start)).to.deep.equal([]);
    expect(house.progress.model).to.deep.equal(model(0));
  });

  it("is unknown under another name", () => {
    const house = new House();
    house.enroll(0);
    expect(house.refused(pause)).to.equal("unknown-task");
    expect(house.refused({ kind: "check-in", task: theTask, client: client(0) })).to.equal("unknown-task");
  });

  it("trains its rounds, scores the last model in a round of its own, and is completed", () => {
    const house = startedHouse({ rounds: { maximum: 2 } });
    house.roundWith(0.9);
    expect(house.round.purpose).to.equal("train");
    house.roundWith(0.5);
    expect(house.round).to.deep.include({ purpose: "evaluate" });
    expect(house.key).to.deep.include({ round: 3, attempt: 1 });
    house.roundWith(0.6);
    expect(house.task.status).to.equal("completed");
    if (house.task.status !== "completed") return;
    expect(house.task.best).to.deep.equal({
      round: 1,
      model: model(1),
      scores: scores(0.5),
    });
    expect(house.progress.model).to.deep.equal(model(2));
    expect(house.progress.history.map(({ purpose }) => purpose)).to.deep.equal([
      "train",
      "train",
      "evaluate",
    ]);
    const answer = checkInAnswer(house.state, theTask, client(0), house.nowMs, 0);
    expect(answer).to.nested.include({ "value.kind": "done", "value.best.round": 1 });
  });

  it("takes the last model as the best where nobody reports metrics", () => {
    const house = startedHouse({ rounds: { maximum: 2 }, stopping: { patience: 1 } });
    house.roundWith();
    house.roundWith();
    house.roundWith();
    expect(house.task).to.deep.include({
      status: "completed",
      best: { round: 2, model: model(2), scores: null },
    });
  });

  it("stops early when patience is over, and scores the model that this round made", () => {
    const house = startedHouse({ rounds: { maximum: 100 }, stopping: { patience: 2 } });
    house.roundWith(0.5);
    house.roundWith(0.6);
    expect(house.round.purpose).to.equal("train");
    house.roundWith(0.5);
    expect(house.round.purpose).to.equal("evaluate");
    house.roundWith(0.4);
    expect(house.task).to.nested.include({ status: "completed", "best.round": 3 });
  });

  it("fails after so many aborted attempts in a row, and an operator may resume it", () => {
    const house = startedHouse({ rounds: { maximumAttempts: 2 } });
    const fail = () => {
      house.gather();
      house.commit(0, 1, 2, 3);
      return house.done({ kind: "fold-failed", key: house.key, cause: "check-failed", detail: "not finite" });
    };
    fail();
    house.roundWith();
    fail();
    expect(house.task.status).to.equal("running");
    fail();
    expect(house.task).to.deep.include({ status: "failed", cause: "check-failed", detail: "not finite" });
    expect(house.checkIn(0)).to.deep.equal([]);
    expect(checkInAnswer(house.state, theTask, client(0), 0, 0)).to.nested.include({
      "value.kind": "done",
      "value.best": null,
    });
    expect(house.done(resume)).to.deep.equal(["task-resumed"]);
    expect(house.key).to.deep.include({ round: 2, attempt: 3 });
    fail();
    expect(house.task.status).to.equal("running");
  });

  it("is completed without its last score when nobody comes to the last evaluation", () => {
    const house = startedHouse({ rounds: { maximum: 1, maximumAttempts: 2 } });
    house.roundWith(0.9);
    for (let attempt = 0; attempt < 2; attempt++) {
      house.publish();
      house.checkIn(0, 1, 2);
      house.after(60_000);
    }
    expect(house.task).to.nested.include({ status: "completed", "best.round": 0 });
  });

  it("remembers a hundred aborted attempts and every committed round", () => {
    const house = startedHouse({ rounds: { maximumAttempts: 1_000 } });
    house.roundWith();
    for (let attempt = 0; attempt < 130; attempt++) {
      house.publish();
      house.done({ kind: "storage-failed", key: house.key, detail: "full" });
    }
    expect(house.progress.history).to.have.length(101);
    expect(house.progress.history[0]).to.deep.include({ end: "committed" });
    expect(house.progress.history[1]).to.deep.include({ end: "aborted", attempt: 31 });
    expect(house.progress.formerDescriptors).to.have.length(100);
  });

  it("keeps nothing per client and round", () => {
    const house = startedHouse({ rounds: { maximum: 1_000 } });
    house.roundWith();
    const one = JSON.stringify([...house.progress.records.values()]).length;
    for (let round = 2; round <= 20; round++) house.roundWith();
    expect(house.progress.records.size).to.equal(4);
    expect(JSON.stringify([...house.progress.records.values()]).length).to.be.below(one + 40);
    expect(JSON.stringify(house.progress.history.at(-1)).length).to.be.below(1_000);
  });
});

describe("pausing a task", () => {
  it("ends the attempt as the operator's, which is no failure, and resuming tries the round again", () => {
    const house = openHouse();
    house.checkIn(0);
    const { key } = house;
    expect(house.done(pause)).to.deep.equal(["attempt-aborted"]);
    expect(house.task.status).to.equal("paused");
    expect(house.done(pause)).to.deep.equal([]);
    expect(house.checkIn(0)).to.deep.equal([]);
    expect(
      house.refused({ kind: "leave", key: { ...key, attempt: 2 }, client: client(0), reason: "" }),
    ).to.equal("task-not-running");
    expect(house.refused({ kind: "leave", key, client: client(0), reason: "" })).to.equal("late");
    expect(mayUpload(house.state, key, client(0))).to.nested.include({ "error.reason": "late" });
    expect(house.done(resume)).to.deep.equal(["task-resumed"]);
    expect(house.done(resume)).to.deep.equal([]);
    expect(house.key).to.deep.include({ round: 1, attempt: 2 });
    expect(house.progress).to.deep.include({ abortedInARow: 0 });
    expect(house.progress.history[0]).to.deep.include({ cause: "operator" });
  });

  it("waits for a fold that runs", () => {
    const house = startedHouse();
    house.gather();
    house.commit(0, 1, 2, 3);
    expect(house.done(pause)).to.deep.equal(["pause-requested"]);
    expect(house.done(pause)).to.deep.equal([]);
    expect(house.done({ kind: "fold-finished", key: house.key, result: trained(1) })).to.deep.equal([
      "round-committed",
    ]);
    expect(house.task.status).to.equal("paused");
    expect(house.progress).to.deep.include({ round: 2, model: model(1) });
    house.done(resume);
    expect(house.key).to.deep.include({ round: 2, attempt: 1 });
  });

  it("is taken back by resuming before the fold has ended", () => {
    const house = startedHouse();
    house.gather();
    house.commit(0, 1, 2, 3);
    house.done(pause);
    expect(house.done(resume)).to.deep.equal(["pause-withdrawn"]);
    house.done({ kind: "fold-finished", key: house.key, result: trained(1) });
    expect(house.task.status).to.equal("running");
  });

  it("comes after a fold that fails, too, and not after the task's end", () => {
    const failed = startedHouse();
    failed.gather();
    failed.commit(0, 1, 2, 3);
    failed.done(pause);
    failed.done({ kind: "fold-failed", key: failed.key, cause: "storage-failed", detail: "full" });
    expect(failed.task.status).to.equal("paused");
    const ended = startedHouse({ rounds: { maximum: 1 } });
    ended.roundWith();
    ended.gather();
    ended.commit(0, 1, 2, 3);
    ended.done(pause);
    ended.done({ kind: "fold-finished", key: ended.key, result: evaluated(2) });
    expect(ended.task.status).to.equal("completed");
    expect(ended.refused(pause)).to.equal("task-ended");
    expect(ended.refused(resume)).to.equal("task-ended");
  });
});
