import { expect } from "chai";

import { roundsCounted } from "../../src/element/progress.ts";
import { next } from "../../src/element/view-state.ts";
import type { Message, Source, View, ViewOf } from "../../src/element/view-state.ts";
import type { ClientEvent, WebJoinResult } from "../../src/session.ts";
import { scenes, scriptedPreview, scriptedTask } from "./scripted-session.ts";

const task = scriptedTask();
const preview = scriptedPreview(task);
const source: Source = { name: "digits.csv", data: [], format: undefined };
const other: Source = { ...source, name: "others.csv" };
const opening: View = { state: "opening", coordinator: "http://127.0.0.1:7070" };
const completed: WebJoinResult = {
  state: "completed",
  model: undefined,
  bestRound: 3,
  roundsCounted: 2,
  reason: "",
};

function after(messages: readonly Message[], from: View = opening): View {
  return messages.reduce(next, from);
}

const toReady: readonly Message[] = [
  { kind: "opened", task },
  { kind: "connected", source },
  { kind: "previewed", source, preview },
];
const joined: readonly Message[] = [...toReady, { kind: "join" }];

function events(list: readonly ClientEvent[]): readonly Message[] {
  return list.map((event) => ({ kind: "event", event }));
}

function takingPart(list: readonly ClientEvent[]): ViewOf<"taking-part"> {
  const view = after([...joined, ...events(list)]);
  if (view.state !== "taking-part") throw new Error(`the state is ${view.state}`);
  return view;
}

describe("what the participant's element shows", () => {
  it("goes from opening to data, their preview and taking part", () => {
    const states = joined.map((_, index) => after(joined.slice(0, index + 1)).state);
    expect(states).to.deep.equal(["choosing", "previewing", "ready", "taking-part"]);
  });

  it("says why a coordinator cannot be reached, and tries again when asked to", () => {
    const view = after([{ kind: "not-opened", problem: "Nobody answers." }]);
    expect(view).to.include({ state: "unreachable", problem: "Nobody answers." });
    expect(next(view, { kind: "reopen", coordinator: "http://127.0.0.1:7070" })).to.deep.equal(opening);
  });

  it("asks for data again, with the reason, where they cannot be read", () => {
    const problem = "digits.csv, line 3: expected a number.";
    const view = after([...toReady.slice(0, 2), { kind: "not-previewed", source, problem }]);
    expect(view).to.deep.equal({ state: "choosing", task, problem });
  });

  it("passes over the preview of data that were replaced meanwhile", () => {
    const view = after([
      ...toReady.slice(0, 2),
      { kind: "other-data" },
      { kind: "connected", source: other },
    ]);
    expect(next(view, { kind: "previewed", source, preview })).to.equal(view);
    expect(next(view, { kind: "previewed", source: other, preview }).state).to.equal("ready");
  });

  it("takes part only once data were previewed, and only once", () => {
    const choosing = after(toReady.slice(0, 1));
    expect(next(choosing, { kind: "join" })).to.equal(choosing);
    const taking = after(joined);
    expect(next(taking, { kind: "join" })).to.equal(taking);
  });

  it("names the step of each event of a round", () => {
    const steps = scenes.committed.map(
      (_, index) => takingPart(scenes.committed.slice(0, index + 1)).progress.step.name,
    );
    expect(steps.filter((step, index) => step !== steps[index - 1])).to.deep.equal([
      "waiting",
      "scoring",
      "downloading",
      "training",
      "trained",
      "masking",
      "sending",
      "summing",
      "waiting",
    ]);
  });

  it("adds up the bytes of models and updates over rounds, each once", () => {
    const { progress } = takingPart(scenes.second);
    expect(progress.receivedBytes).to.equal(562_000 + 105_000);
    expect(progress.sentBytes).to.equal(105_000);
  });

  it("draws one curve over all rounds, with a gap between two", () => {
    const { losses } = takingPart(scenes.second).progress;
    const places = losses.map(({ step }) => step);
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
    expect(new Set(places)).to.have.length(places.length);
    expect(losses.filter(({ loss }) => loss === null)).to.have.length(1);
  });

  it("keeps a curve of many steps short, its newest point included", () => {
    const many = Array.from({ length: 5_000 }, (_, i): ClientEvent => ({
      kind: "training",
      round: 1,
      attempt: 1,
      progress: { epoch: 1, epochs: 1, step: i + 1, steps: 5_000, loss: 1 },
    }));
    const { losses } = takingPart(many).progress;
    expect(losses.length).to.be.at.most(1_000);
    expect(losses.at(-1)).to.deep.equal({ step: 5_000, loss: 1 });
  });

  it("counts the rounds whose sum holds the update, the last scoring apart, and how all participants' models did", () => {
    const { progress } = takingPart(scenes.completed);
    expect(progress.committed.map(({ purpose, accuracy }) => [purpose, accuracy])).to.deep.equal([
      ["train", 0.73],
      ["train", 0.89],
      ["evaluate", 0.94],
    ]);
    expect(roundsCounted(progress)).to.equal(2);
  });

  it("tells of trouble while it lasts", () => {
    const { progress } = takingPart(scenes.troubled);
    expect(progress.trouble).to.equal("connection refused");
    expect(progress.notices).to.deep.equal(["The clock of this machine is two hours off."]);
    const [message] = events([{ kind: "reconnected" }]);
    const view = next({ ...takingPart(scenes.troubled) }, message ?? { kind: "leave" });
    expect(view).to.have.nested.property("progress.trouble", undefined);
  });

  it("goes back to waiting after an aborted attempt, and says why", () => {
    const aborted: ClientEvent = {
      kind: "aborted",
      cause: "too-few-updates",
      detail: "4 of 8 updates came",
      round: 1,
      attempt: 1,
    };
    const { progress } = takingPart([...scenes.masking, aborted]);
    expect(progress.step.name).to.equal("waiting");
    expect(progress.notices.join()).to.include("4 of 8 updates came");
  });

  it("passes over events of a newer participant", () => {
    const view = after(joined);
    const unheard = { kind: "unheard-of" } as unknown as ClientEvent;
    expect(next(view, { kind: "event", event: unheard })).to.deep.equal(view);
  });

  it("ends with the completed task, keeping its figures", () => {
    const view = after([...joined, ...events(scenes.committed), { kind: "ended", result: completed }]);
    expect(view).to.include({ state: "committed", bestRound: 3 });
    expect(view).to.have.nested.property("progress.sentBytes", 105_000);
  });

  it("leaves when asked to, and can take part again with the same data", () => {
    const leaving = next(after(joined), { kind: "leave" });
    expect(leaving).to.include({ state: "taking-part", leaving: true });
    const stopped = next(leaving, { kind: "ended", result: { ...completed, state: "stopped" } });
    expect(stopped.state).to.equal("stopped");
    expect(next(stopped, { kind: "join" })).to.include({ state: "taking-part", leaving: false, source });
  });

  it("fails with the reason that the coordinator gave the task up for", () => {
    const result: WebJoinResult = { ...completed, state: "failed", reason: "ten attempts were aborted" };
    const view = next(after(joined), { kind: "ended", result });
    expect(view).to.include({ state: "failed", task });
    expect(view).to.have.property("problem").that.includes("ten attempts were aborted");
  });

  it("changes nothing by what comes too late", () => {
    const failed = after([...joined, { kind: "failed", problem: "Out of memory." }]);
    for (const late of [...joined, ...events(scenes.sending), { kind: "leave" } as const]) {
      expect(next(failed, late), late.kind).to.equal(failed);
    }
  });
});
