import type { RoundSummary__Output, TaskStatus__Output } from "@tributary/proto/messages";
import { toHex } from "@tributary/core/support";

import { activityWords } from "./activity-words.ts";
import type { Activity } from "./dashboard-state.ts";
import { h, table } from "./dom.ts";
import { headline, scoresByModel, totals } from "./figures.ts";
import { bytes, duration, figure, isKnown, percent, phaseWords, short, stateWords, time } from "./words.ts";

// What the parts of the page show of a task; each makes its elements anew.

const phaseOrder = {
  secure: ["open", "advertising", "sharing", "collecting", "confirming", "unmasking", "folding"],
  sealed: ["open", "collecting", "folding"],
} as const;

export function badge(state: string): HTMLElement {
  return h("span", { class: `badge state-${state}` }, stateWords[state] ?? state);
}

export function modeBadge(mode: string): HTMLElement {
  const text = mode === "secure" ? "secure aggregation" : "sealed";
  return h("span", { class: `badge mode-${mode}` }, text);
}

/** What the mode means for who takes part. */
export function modeWords(mode: string): string {
  return mode === "secure"
    ? "The coordinator learns the sum of the updates, and no single one."
    : "This coordinator can read each update; nobody on the way can.";
}

function tile(name: string, value: string, note = ""): HTMLElement {
  return h(
    "div",
    { class: "tile" },
    h("dt", {}, name),
    h("dd", {}, h("span", { class: "value" }, value), note !== "" && h("span", { class: "soft" }, note)),
  );
}

export function tiles(status: TaskStatus__Output): HTMLElement {
  const best = headline(status);
  const { bytesUp, bytesDown, aborted } = totals(status);
  const { round = 0, maximumRounds = 0, bestRound = 0 } = status.task ?? {};
  const gain =
    best === undefined || !isKnown(best.base)
      ? ""
      : best.rises
        ? `${signed(100 * (best.value - best.base), 1)} points on the base`
        : `${signed(best.value - best.base, 2)} on the base`;
  return h(
    "dl",
    { class: "tiles" },
    tile("Round", `${round} of ${maximumRounds}`, bestRound > 0 ? `best so far: ${bestRound}` : ""),
    tile(
      best?.name ?? "Accuracy",
      best === undefined ? "–" : best.rises ? percent(best.value) : best.value.toFixed(2),
      best === undefined ? "after the first round" : gain,
    ),
    tile("From clients", bytes(bytesUp), `${bytes(bytesDown)} to them`),
    tile("Given up", String(aborted), aborted === 1 ? "attempt" : "attempts"),
  );
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(digits)}`;
}

/** @param nowMs by the coordinator's clock */
export function roundPanel(status: TaskStatus__Output, nowMs: number): readonly HTMLElement[] {
  const { running, task } = status;
  if (running === null || running === undefined) return [h("p", { class: "nothing" }, restingWords(status))];
  const order = phaseOrder[task?.mode === "secure" ? "secure" : "sealed"];
  const at = order.findIndex((phase) => phase === running.phase);
  const summary = status.rounds.at(-1);
  const held = running.phase === "open" ? running.places : (summary?.ready ?? 0);
  return [
    h(
      "p",
      { class: "round-head" },
      h("strong", {}, `Round ${running.round}`),
      running.attempt > 1 && ` · attempt ${running.attempt}`,
      running.purpose === "evaluate" && " · scores the last model, nobody trains",
    ),
    h(
      "ol",
      { class: "phases" },
      order.map((phase, i) =>
        h(
          "li",
          { class: i < at ? "done" : i === at ? "now" : "", "aria-current": i === at && "step" },
          phaseWords[phase] ?? phase,
        ),
      ),
    ),
    h(
      "div",
      { class: "filling" },
      h(
        "label",
        { for: "places" },
        `${held} of ${running.goal} clients`,
        h("span", { class: "soft" }, ` (at least ${running.minimum})`),
      ),
      h("progress", { id: "places", max: running.goal, value: Math.min(held, running.goal) }),
    ),
    h(
      "dl",
      { class: "counts" },
      count("Leased", summary?.leased ?? 0),
      count("Ready", summary?.ready ?? 0),
      count("Counted", summary?.counted ?? 0),
      count("Awaited", running.awaited),
      count("Dropped", summary?.dropped ?? 0),
      count("Refused", summary?.rejected ?? 0),
    ),
    h(
      "p",
      { class: "soft" },
      `In this phase for ${duration(Math.max(0, (nowMs - running.phaseStartedAtUnixMs) / 1000))}. ${deadlineWords(running.deadlineUnixMs, nowMs)}`,
    ),
  ];
}

function deadlineWords(deadlineMs: number, nowMs: number): string {
  if (deadlineMs === 0) return "No deadline is set.";
  return deadlineMs > nowMs
    ? `Deadline in ${duration((deadlineMs - nowMs) / 1000)}.`
    : "The deadline is over.";
}

function restingWords({ task }: TaskStatus__Output): string {
  switch (task?.state) {
    case "waiting":
      return "The first model is being made.";
    case "paused":
      return "The task is paused; no round runs. Clients come back by themselves when it goes on.";
    case "completed":
      return "The task is completed. Its models are below.";
    case "failed":
      return `The task has failed: ${task.reason}. It can be resumed once the cause is mended.`;
    default:
      return "No round runs.";
  }
}

function count(name: string, value: number): HTMLElement {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

export function participantsPanel(
  status: TaskStatus__Output,
  revoke: (client: string) => void,
): readonly HTMLElement[] {
  const { participants, participantCount } = status;
  if (participants.length === 0) return [h("p", { class: "nothing" }, "Nobody is in a round just now.")];
  const rows = participants.map(({ clientId, kind, engine, state }) => [
    h("code", { title: clientId }, short(clientId)),
    kind === "" ? "–" : kind,
    engine === "" ? "–" : engine,
    h("span", { class: `badge is-${state}` }, state),
    revokeButton(clientId, revoke),
  ]);
  const more = participantCount - participants.length;
  return [
    table("Participants of the running round", ["Client", "Kind", "Engine", "State", ""], rows),
    ...(more > 0 ? [h("p", { class: "soft" }, `and ${more} more`)] : []),
  ];
}

export function revokeButton(client: string, revoke: (client: string) => void): HTMLElement {
  return h(
    "button",
    {
      type: "button",
      class: "quiet small",
      "data-key": `revoke-${client}`,
      "aria-label": `Revoke client ${short(client)}`,
      click: () => revoke(client),
    },
    "Revoke",
  );
}

const shownRounds = 30;

export function roundsPanel({ rounds }: TaskStatus__Output): readonly HTMLElement[] {
  if (rounds.length === 0) return [h("p", { class: "nothing" }, "No round has ended yet.")];
  const perplexes = rounds.some(({ perplexity }) => isKnown(perplexity));
  const ended = rounds.filter(({ phase }) => phase === "committed" || phase === "aborted").toReversed();
  const rows = ended
    .slice(0, shownRounds)
    .map((round) => [
      round.attempt > 1 ? `${round.round} (${round.attempt})` : String(round.round),
      outcome(round),
      String(round.counted),
      String(round.dropped),
      String(round.rejected),
      figure(round.loss),
      ...(perplexes ? [figure(round.perplexity, 2)] : [percent(round.accuracy), percent(round.macroF1)]),
      bytes(round.bytesUp),
      bytes(round.bytesDown),
      duration(round.seconds),
    ]);
  const head = ["Round", "Result", "Counted", "Dropped", "Refused", "Loss"];
  const metrics = perplexes ? ["Perplexity"] : ["Accuracy", "Macro F1"];
  const all = [...head, ...metrics, "Up", "Down", "Time"];
  return [
    h("p", { class: "soft" }, "Loss and metrics of a round score the model that came into it."),
    table("Rounds, the newest first", all, rows, new Set([...all.keys()].filter((i) => i !== 1))),
    ...(ended.length > shownRounds
      ? [h("p", { class: "soft" }, `and ${ended.length - shownRounds} earlier ones`)]
      : []),
  ];
}

function outcome({ phase, cause, best }: RoundSummary__Output): HTMLElement {
  if (phase === "aborted") return h("span", { class: "badge state-failed" }, cause);
  return h("span", { class: "badge state-completed" }, best ? "committed, best" : "committed");
}

export function troublesPanel(status: TaskStatus__Output): readonly HTMLElement[] {
  const { rejected, departures, rounds } = status;
  const aborted = rounds.filter(({ phase }) => phase === "aborted");
  if (rejected.length === 0 && departures.length === 0 && aborted.length === 0)
    return [h("p", { class: "nothing" }, "Nothing was refused, and nobody was lost.")];
  const lines = [
    ...rejected.map((one) => ({ ...one, what: `was refused, ${one.reason}: ${one.detail}` })),
    ...departures.map((one) => ({ ...one, what: `left: ${one.reason}` })),
  ]
    .sort((a, b) => b.atUnixMs - a.atUnixMs)
    .slice(0, 50);
  const dropped = totals(status).dropped;
  return [
    h(
      "ul",
      {
        class: "activity scrolls",
        tabindex: 0,
        role: "region",
        "aria-label": "Refused updates and clients that left",
      },
      lines.map(({ atUnixMs, round, clientId, what }) =>
        h(
          "li",
          {},
          h("time", {}, time(atUnixMs)),
          ` Round ${round}: `,
          h("code", { title: clientId }, short(clientId)),
          ` ${what}`,
        ),
      ),
    ),
    h("p", { class: "soft" }, `Dropped in all: ${dropped}. Attempts given up: ${aborted.length}.`),
  ];
}

export interface ModelActions {
  download(digest: Uint8Array, fileName: string): void;
  exportRound(round: number): void;
}

export function modelsPanel(status: TaskStatus__Output, actions: ModelActions): readonly HTMLElement[] {
  const { models, task } = status;
  if (models.length === 0) return [h("p", { class: "nothing" }, "The first model is being made.")];
  const scores = scoresByModel(status);
  const rows = models
    .toReversed()
    .slice(0, shownRounds)
    .map(({ round, digest, sizeBytes, best }) => {
      const scored = scores.get(round);
      const name = `${task?.taskId}-round-${round}-trained.safetensors`;
      return [
        h(
          "span",
          {},
          round === 0 ? "the start" : String(round),
          best && h("span", { class: "badge state-completed" }, "best"),
        ),
        figure(scored?.loss ?? -1),
        scored !== undefined && isKnown(scored.perplexity)
          ? scored.perplexity.toFixed(2)
          : percent(scored?.accuracy ?? -1),
        bytes(sizeBytes),
        h("code", { title: toHex(digest) }, short(toHex(digest))),
        h(
          "span",
          { class: "row-buttons" },
          h(
            "button",
            {
              type: "button",
              class: "quiet small",
              "data-key": `export-${round}`,
              "aria-label": `Export the model of round ${round}`,
              click: () => actions.exportRound(round),
            },
            "Export",
          ),
          h(
            "button",
            {
              type: "button",
              class: "quiet small",
              "data-key": `download-${round}`,
              "aria-label": `Download the trained tensors of round ${round}`,
              click: () => actions.download(digest, name),
            },
            "Trained tensors",
          ),
        ),
      ];
    });
  return [
    table(
      "Models, the newest first",
      ["Round", "Loss", "Score", "Size", "SHA-256", ""],
      rows,
      new Set([1, 2, 3]),
    ),
  ];
}

/** Two models' figures side by side. */
export function comparison(status: TaskStatus__Output, left: number, right: number): HTMLElement {
  const scores = scoresByModel(status);
  const [a, b] = [scores.get(left), scores.get(right)];
  const lines: readonly (readonly [
    string,
    (round: RoundSummary__Output) => number,
    (value: number) => string,
  ])[] = [
    ["Loss", ({ loss }) => loss, (value) => figure(value)],
    ["Perplexity", ({ perplexity }) => perplexity, (value) => figure(value, 2)],
    ["Accuracy", ({ accuracy }) => accuracy, percent],
    ["Macro F1", ({ macroF1 }) => macroF1, percent],
    ["Macro precision", ({ macroPrecision }) => macroPrecision, percent],
    ["Macro recall", ({ macroRecall }) => macroRecall, percent],
    ["Weighted F1", ({ weightedF1 }) => weightedF1, percent],
  ];
  const rows = lines
    .filter(([, of]) => [a, b].some((round) => round !== undefined && isKnown(of(round))))
    .map(([name, of, write]) => {
      const [x, y] = [a === undefined ? -1 : of(a), b === undefined ? -1 : of(b)];
      const change = isKnown(x) && isKnown(y) ? signed(y - x, 4) : "–";
      return [name, write(x), write(y), change];
    });
  if (rows.length === 0)
    return h("p", { class: "nothing" }, "Neither of the two was scored: the next round does that.");
  return table(
    "Two models compared",
    ["", `Model ${left}`, `Model ${right}`, "Change"],
    rows,
    new Set([1, 2, 3]),
  );
}

export function activityPanel(activity: readonly Activity[]): readonly HTMLElement[] {
  const lines = activity.flatMap((each) => {
    const words = activityWords(each);
    return words === undefined ? [] : [{ words, atMs: each.atMs }];
  });
  if (lines.length === 0)
    return [h("p", { class: "nothing" }, "Nothing has happened since this page was opened.")];
  return [
    h(
      "div",
      { class: "scrolls", tabindex: 0, role: "region", "aria-label": "What happened, the newest first" },
      h(
        "ol",
        { class: "activity" },
        lines.map(({ words, atMs }) => h("li", {}, h("time", {}, time(atMs)), " ", words)),
      ),
    ),
  ];
}
