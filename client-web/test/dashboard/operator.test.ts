import { CallError } from "@tributary/core/wire";
import type { Transport } from "@tributary/core/wire";
import type { AdministrationMethods } from "@tributary/proto/methods";
import { expect } from "chai";

import { startOperator } from "../../src/dashboard/operator.ts";
import type { Operator } from "../../src/dashboard/operator.ts";
import type { DashboardState } from "../../src/dashboard/dashboard-state.ts";

/** A coordinator that a test plays: its tasks' state, whether it is there, its token, and lines to feed. */
function played() {
  const play = {
    away: false,
    token: undefined as string | undefined,
    state: "running",
    asked: [] as string[],
    feed: (_json: string): void => undefined,
    cut: (): void => undefined,
  };
  function admit(token: string | undefined): void {
    if (play.away) throw new CallError("unavailable", "nobody is there");
    if (token !== play.token) throw new CallError("unauthenticated", "the token is wrong");
  }
  const transport = {
    async unary(method: string, request: { readonly taskId?: string }, options: { readonly token?: string }) {
      play.asked.push(method);
      admit(options.token);
      const task = { taskId: "flowers", state: play.state, title: "" };
      if (method === "ListTasks") return { tasks: [task] };
      if (method === "GetTaskStatus") return { task, nowUnixMs: 0, rounds: [], models: [] };
      if (method === "PauseTask") play.state = "paused";
      if (method === "CreateTask") throw new CallError("invalid-argument", "plan:1:1: it is wrong");
      return { taskId: request.taskId };
    },
    async *stream(
      _method: string,
      _request: unknown,
      options: { readonly token?: string; readonly signal?: AbortSignal },
    ) {
      admit(options.token);
      const lines: string[] = ['{"kind":"watching"}'];
      let wake = (): void => undefined;
      let cut = false;
      play.feed = (json) => {
        lines.push(json);
        wake();
      };
      play.cut = () => {
        cut = true;
        wake();
      };
      options.signal?.addEventListener("abort", () => play.cut());
      for (;;) {
        const json = lines.shift();
        if (json !== undefined) yield { sequence: 0, json };
        else if (cut || options.signal?.aborted === true)
          throw new CallError("unavailable", "the answer broke off");
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    close: async () => undefined,
  };
  return { play, transport: transport as unknown as Transport<AdministrationMethods> };
}

describe("what keeps the dashboard's facts fresh", () => {
  let operator: Operator;
  afterEach(() => operator.close());

  function follow(transport: Transport<AdministrationMethods>, token?: string) {
    let kept = token;
    const waits: number[] = [];
    const listeners = new Set<() => void>();
    operator = startOperator({
      transport,
      tokens: { get: () => kept, set: (next) => (kept = next) },
      nowMs: () => 0,
      // Long waits end only with their signal; short ones at once.
      sleep: (ms, signal) => {
        waits.push(ms);
        if (ms < 10_000 || signal.aborted) return new Promise((resolve) => setImmediate(resolve));
        return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      },
      onChange: () => {
        for (const listener of listeners) listener();
      },
    });
    const until = (holds: (state: DashboardState) => boolean): Promise<DashboardState> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!holds(operator.state)) return;
          listeners.delete(look);
          resolve(operator.state);
        };
        listeners.add(look);
        look();
      });
    return { until, waits, token: () => kept };
  }

  it("asks again when the feed says that something happened", async () => {
    const { play, transport } = played();
    const { until } = follow(transport);
    await until(({ link, status }) => link.kind === "live" && status?.task?.state === "running");
    play.state = "completed";
    play.feed('{"kind":"round-committed","atMs":1,"key":{"round":1}}');
    await until(({ status }) => status?.task?.state === "completed");
  });

  it("goes on after the coordinator was away, with what is true then, waiting longer from time to time", async () => {
    const { play, transport } = played();
    const { until, waits } = follow(transport);
    await until(({ link }) => link.kind === "live");
    play.away = true;
    play.cut();
    await until(({ link }) => link.kind === "away");
    play.state = "failed";
    while (!waits.includes(4_000)) await new Promise((resolve) => setImmediate(resolve));
    play.away = false;
    const state = await until(({ link, status }) => link.kind === "live" && status?.task?.state === "failed");
    expect(state.link).to.deep.equal({ kind: "live" });
    expect(waits.filter((ms) => ms !== 250 && ms !== 10_000).slice(0, 4)).to.deep.equal([
      500, 1_000, 2_000, 4_000,
    ]);
  });

  it("asks for the token, refuses to keep a wrong one, and goes on with the right one", async () => {
    const { play, transport } = played();
    play.token = "right";
    const { until, token } = follow(transport);
    await until(({ access }) => access.kind === "token-needed" && !access.wrong);
    operator.useToken("wrong");
    await until(({ access }) => access.kind === "token-needed" && access.wrong);
    expect(token()).to.equal(undefined);
    operator.useToken("right");
    await until(({ link }) => link.kind === "live");
    expect(token()).to.equal("right");
  });

  it("tells what became of an order, and why it did not work", async () => {
    const { transport } = played();
    const { until } = follow(transport);
    await until(({ link }) => link.kind === "live");
    expect(await operator.pause("flowers")).to.equal(true);
    expect(operator.state.status?.task?.state).to.equal("paused");
    expect(operator.state.action).to.deep.equal({ kind: "done", what: "Task flowers was told to pause." });
    expect(await operator.create({ plan: "x", base: undefined })).to.equal(false);
    expect(operator.state.action).to.deep.equal({
      kind: "failed",
      what: "Create a task",
      reason: "plan:1:1: it is wrong",
    });
  });
});
