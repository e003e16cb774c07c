import { expect } from "chai";
import type { TaskStatus__Output, TaskSummary__Output } from "@tributary/proto/messages";

import { initialDashboard, reduceDashboard } from "../../src/dashboard/dashboard-state.ts";
import type { DashboardEvent, DashboardState } from "../../src/dashboard/dashboard-state.ts";

const summary = (taskId: string, state = "running") => ({ taskId, state, title: "" }) as TaskSummary__Output;
const statusOf = (taskId: string, nowUnixMs = 5_000) =>
  ({ task: summary(taskId), nowUnixMs, rounds: [] }) as unknown as TaskStatus__Output;

function fold(...events: readonly DashboardEvent[]): DashboardState {
  return events.reduce(reduceDashboard, initialDashboard);
}

const tasks: DashboardEvent = {
  kind: "tasks",
  tasks: [summary("old", "completed"), summary("now"), summary("new", "paused")],
};

describe("the dashboard's state", () => {
  it("looks at the task that runs, and keeps to the one that was chosen", () => {
    expect(fold(tasks).selected).to.equal("now");
    expect(fold(tasks, { kind: "selected", task: "old" }, tasks).selected).to.equal("old");
    expect(fold({ kind: "tasks", tasks: [] }).selected).to.equal(undefined);
  });

  it("looks at another task when the one that was chosen is not there", () => {
    const state = reduceDashboard({ ...initialDashboard, selected: "gone" }, tasks);
    expect(state.selected).to.equal("now");
  });

  it("takes the newest answer, in whatever order answers come", () => {
    const late = statusOf("now", 1);
    const newest = statusOf("now", 2);
    const state = fold(
      tasks,
      { kind: "status", asked: 2, status: newest, nowMs: 0 },
      { kind: "status", asked: 1, status: late, nowMs: 0 },
    );
    expect(state.status).to.equal(newest);
    expect(state.clockOffsetMs).to.equal(2);
  });

  it("shows nothing of one task under the name of another", () => {
    const state = fold(
      tasks,
      { kind: "status", asked: 1, status: statusOf("now"), nowMs: 0 },
      { kind: "fed", task: "now", json: '{"kind":"task-resumed","atMs":1}' },
      { kind: "plan", digest: "d", text: "t" },
      { kind: "selected", task: "old" },
      { kind: "status", asked: 2, status: statusOf("now"), nowMs: 0 },
      { kind: "fed", task: "now", json: '{"kind":"task-resumed","atMs":1}' },
    );
    expect(state).to.include({ status: undefined, plan: undefined });
    expect(state.activity).to.deep.equal([]);
  });

  it("lists what was fed, the newest first, without the greeting, and no more than fits", () => {
    const lines = Array.from({ length: 70 }, (_, atMs): DashboardEvent => ({
      kind: "fed",
      task: "now",
      json: JSON.stringify({ kind: "client-ready", atMs, client: "c" }),
    }));
    const { activity } = fold(tasks, { kind: "fed", task: "now", json: '{"kind":"watching"}' }, ...lines);
    expect(activity).to.have.length(60);
    expect(activity[0]).to.deep.equal({ kind: "client-ready", atMs: 69, event: { client: "c" } });
  });

  it("tells since when the coordinator is away, not since the last attempt, and keeps what was known", () => {
    const state = fold(
      tasks,
      { kind: "status", asked: 1, status: statusOf("now"), nowMs: 0 },
      { kind: "link-lost", reason: "refused", atMs: 10 },
      { kind: "link-lost", reason: "timed out", atMs: 20 },
    );
    expect(state.link).to.deep.equal({ kind: "away", reason: "timed out", sinceMs: 10 });
    expect(state.status).not.to.equal(undefined);
  });

  it("forgets everything but the chosen task when the token is refused", () => {
    const state = fold(
      tasks,
      { kind: "status", asked: 1, status: statusOf("now"), nowMs: 0 },
      { kind: "token-refused", given: true },
    );
    expect(state).to.deep.equal({
      ...initialDashboard,
      selected: "now",
      access: { kind: "token-needed", wrong: true },
    });
  });
});
