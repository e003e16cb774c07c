import { toHex } from "@tributary/core/support";
import type { TaskStatus__Output } from "@tributary/proto/messages";

import { mark } from "../style/mark.ts";
import { chart } from "./chart.ts";
import { clientsPanel } from "./clients-panel.ts";
import type { DashboardState } from "./dashboard-state.ts";
import { confirmed, exportChoice, newTask } from "./dialogs.ts";
import { h, replace } from "./dom.ts";
import { bytesChart, lossChart, metricsChart, timesChart } from "./figures.ts";
import { noTask, tokenForm } from "./lone-panels.ts";
import { notices } from "./notices.ts";
import type { ExportedFile, Operator } from "./operator.ts";
import { resumes, taskHead } from "./task-head.ts";
import {
  activityPanel,
  badge,
  comparison,
  modelsPanel,
  participantsPanel,
  roundPanel,
  roundsPanel,
  tiles,
  troublesPanel,
} from "./task-panels.ts";
import { bytes, duration, percent, phaseWords, short } from "./words.ts";

export interface DashboardView {
  show(state: DashboardState): void;
  /** A second has passed. */
  tick(state: DashboardState): void;
  repaint(): void;
}

/** The page under `root`. `operator` is asked for when something is to be done, so that the two may be made in either order. */
export function dashboardView(
  root: HTMLElement,
  operator: () => Operator,
  nowMs: () => number,
): DashboardView {
  const shownAs = new Map<Element, string>();

  /** Makes an element's contents anew if what they show is another than before. */
  function show(element: Element, shown: unknown, contents: () => readonly (Node | string)[]): void {
    const key = JSON.stringify(shown);
    if (shownAs.get(element) === key) return;
    shownAs.set(element, key);
    replace(element, contents());
  }

  const panel = (title: string, key: string, ...more: readonly HTMLElement[]) => {
    const body = h("div");
    const element = h(
      "section",
      { class: `panel ${key}`, "aria-labelledby": `title-${key}` },
      h("h2", { id: `title-${key}` }, title),
      body,
      more,
    );
    return { body, element };
  };

  const link = h("p", { class: "link", role: "status" });
  const notice = h("div", { class: "notices", role: "status" });
  const tasks = h("nav", { class: "tasks", "aria-label": "Tasks" });
  const head = h("div", { class: "task-head" });
  const figures = h("div");
  const round = panel("Now", "round");
  const activity = panel("What happened", "activity");
  const participants = panel("Participants", "participants");
  const models = panel("Models", "models");
  const compared = h("div", { class: "comparison" });
  const choice = h("div", { class: "choice" });
  models.element.append(h("h3", {}, "Compare two models"), choice, compared);
  const rounds = panel("Rounds", "rounds");
  const troubles = panel("Refused and lost", "troubles");
  const planText = h("pre", { class: "scrolls", tabindex: 0, role: "region", "aria-label": "The plan" });
  const plan = h(
    "details",
    { class: "panel", toggle: () => plan.open && void operator().readPlan() },
    h("summary", {}, h("h2", {}, "Plan")),
    planText,
  );
  const clientsBody = h("div");
  const prefix = h("input", {
    id: "prefix",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 32,
    input: () => void operator().listClients(prefix.value.trim().toLowerCase()),
  });
  const clients = h(
    "details",
    { class: "panel", toggle: () => clients.open && void operator().listClients(prefix.value) },
    h("summary", {}, h("h2", {}, "All clients")),
    h("div", { class: "field" }, h("label", { for: "prefix" }, "Id begins with"), prefix),
    clientsBody,
  );
  const loss = chart({
    title: "Loss",
    note: "Of each model on held-back examples, in nats; 0 is the base.",
    marks: "lines",
    write: (value) => value.toPrecision(3),
  });
  const metrics = chart({
    title: "Metrics",
    note: "Cohorts differ from round to round, so these are noisy.",
    marks: "lines",
    write: (value) => (value <= 1 ? percent(value) : value.toFixed(1)),
  });
  const traffic = chart({ title: "Bytes", note: "Of a whole round.", marks: "stacks", write: bytes });
  const times = chart({
    title: "Time per phase",
    note: "Of each round's last attempt.",
    marks: "stacks",
    write: duration,
  });
  const charts = h(
    "section",
    { class: "charts", "aria-label": "Charts" },
    loss.element,
    metrics.element,
    times.element,
    traffic.element,
  );
  const task = h(
    "div",
    { class: "task" },
    head,
    figures,
    h("div", { class: "columns" }, round.element, activity.element),
    charts,
    h("div", { class: "columns" }, participants.element, troubles.element),
    models.element,
    rounds.element,
    plan,
    clients,
  );
  const outside = h("div", { class: "outside" });
  const create = h(
    "button",
    { type: "button", class: "primary", click: () => void createTask() },
    "New task",
  );
  root.append(
    h("header", { class: "top" }, h("p", { class: "brand" }, mark(), "Tributary"), link, create),
    h(
      "main",
      { id: "main" },
      h("h1", { class: "unseen" }, "Dashboard of the coordinator"),
      notice,
      outside,
      tasks,
      task,
    ),
  );

  async function createTask(): Promise<void> {
    const wanted = await newTask();
    if (wanted === undefined) return;
    const base = wanted.base === undefined ? undefined : new Uint8Array(await wanted.base.arrayBuffer());
    await operator().create({ plan: wanted.plan, base });
  }

  async function revoke(client: string): Promise<void> {
    const answer = await confirmed({
      title: `Revoke client ${short(client)}?`,
      text: "It takes part no more, in any task, and cannot come back under this key. This cannot be undone.",
      action: "Revoke",
      dangerous: true,
      reason: "Reason, which the client is told",
    });
    if (answer !== undefined && (await operator().revoke(client, answer.reason)) && clients.open)
      await operator().listClients(prefix.value);
  }

  async function pauseOrResume({ taskId, state }: NonNullable<TaskStatus__Output["task"]>): Promise<void> {
    const goesOn = resumes(state);
    const answer = await confirmed({
      title: goesOn ? `Resume ${taskId}?` : `Pause ${taskId}?`,
      text: goesOn
        ? "The round that was interrupted begins with a new attempt."
        : "The running attempt ends without a result, unless its model is being made just now. Committed rounds stay.",
      action: goesOn ? "Resume" : "Pause",
    });
    if (answer === undefined) return;
    await (goesOn ? operator().resume(taskId) : operator().pause(taskId));
  }

  async function exportRound(chosen: string): Promise<void> {
    const { status } = operator().state;
    const taskId = status?.task?.taskId;
    if (status === undefined || taskId === undefined) return;
    const wanted = await exportChoice(
      taskId,
      status.models.map((model) => model.round).filter((each) => each > 0),
      chosen,
    );
    if (wanted !== undefined) save(await operator().exportModel(taskId, wanted.round, wanted.format));
  }

  const select = (): HTMLSelectElement => h("select", { change: () => compare() });
  const [left, right] = [select(), select()];
  left.id = "compare-left";
  right.id = "compare-right";
  choice.append(h("label", { for: left.id }, "Model"), left, h("label", { for: right.id }, "against"), right);

  function compare(): void {
    const { status } = operator().state;
    if (status !== undefined) replace(compared, comparison(status, Number(left.value), Number(right.value)));
  }

  function showChoice({ models: made }: TaskStatus__Output): void {
    const names = made.map((model) => model.round);
    const chosen = [left.value, right.value];
    for (const [i, box] of [left, right].entries()) {
      box.replaceChildren(
        ...names.map((name) => h("option", { value: name }, name === 0 ? "the start" : `round ${name}`)),
      );
      const usual = i === 0 ? names[0] : (names.at(-2) ?? names.at(-1));
      box.value =
        chosen[i] !== undefined && names.map(String).includes(chosen[i]) ? chosen[i] : String(usual ?? "");
    }
  }

  function showLink({ link: now, access }: DashboardState): void {
    show(link, [now.kind, access.kind], () => {
      if (access.kind === "token-needed") return [];
      const [mark, words] =
        now.kind === "live"
          ? ["live", "Live"]
          : now.kind === "connecting"
            ? ["", "Connecting…"]
            : ["away", "Offline"];
      return [h("span", { class: `dot ${mark}`, "aria-hidden": "true" }), words];
    });
  }

  function showNotice({ link: now, action, status }: DashboardState): void {
    const away = now.kind === "away" ? now : undefined;
    show(notice, [away, action], () =>
      notices({ away, action, stale: status !== undefined }, () => operator().dismiss()),
    );
  }

  /** What stands in a task's place where there is none to show. */
  function showOutside(state: DashboardState): void {
    const needed = state.access.kind === "token-needed" ? state.access : undefined;
    const empty = needed === undefined && state.tasks?.length === 0;
    const unknown = needed === undefined && state.tasks === undefined;
    const waiting = unknown || (needed === undefined && !empty && state.status === undefined);
    show(outside, [needed, empty, waiting], () => {
      if (needed !== undefined) return [tokenForm(needed.wrong, (token) => operator().useToken(token))];
      if (empty) return [noTask()];
      return waiting ? [h("p", { class: "nothing", "aria-live": "polite" }, "Asking the coordinator…")] : [];
    });
    create.hidden = needed !== undefined || unknown;
    tasks.hidden = needed !== undefined || empty || unknown;
    task.hidden = tasks.hidden || state.status === undefined;
  }

  function showTask(state: DashboardState, status: TaskStatus__Output): void {
    const { task: summary } = status;
    if (summary === null || summary === undefined) return;
    show(head, summary, () =>
      taskHead(summary, {
        pauseOrResume: () => void pauseOrResume(summary),
        exportModel: () => void exportRound("best"),
      }),
    );
    show(figures, [summary, status.rounds], () => [tiles(status)]);
    showRound(state, status);
    show(activity.body, state.activity, () => activityPanel(state.activity));
    show(participants.body, [status.participants, status.participantCount], () =>
      participantsPanel(status, (client) => void revoke(client)),
    );
    const actions = {
      download: (digest: Uint8Array, name: string) => void operator().download(digest, name).then(save),
      exportRound: (each: number) => void exportRound(String(each)),
    };
    const scored = [status.models, status.rounds.map(({ round: each, loss: value }) => [each, value])];
    show(models.body, scored, () => {
      showChoice(status);
      queueMicrotask(compare);
      return modelsPanel(status, actions);
    });
    show(rounds.body, status.rounds, () => roundsPanel(status));
    show(troubles.body, [status.rejected, status.departures, status.rounds.length], () =>
      troublesPanel(status),
    );
    showCharts(status);
  }

  let charted = "";
  function showCharts(status: TaskStatus__Output): void {
    const ended = status.rounds.filter(({ phase }) => phase === "committed" || phase === "aborted");
    const key = JSON.stringify([status.task?.taskId, ended]);
    if (key === charted) return;
    charted = key;
    loss.show(lossChart(status));
    metrics.show(metricsChart(status));
    traffic.show(bytesChart(status));
    times.show(timesChart(status, phaseWords));
  }

  function showRound({ clockOffsetMs }: DashboardState, status: TaskStatus__Output): void {
    const now = status.running == null ? 0 : nowMs() + clockOffsetMs;
    show(round.body, [status.running, status.rounds.at(-1), status.task, Math.round(now / 1000)], () =>
      roundPanel(status, now),
    );
  }

  function showTasks({ tasks: all = [], selected }: DashboardState): void {
    show(tasks, [all, selected], () =>
      all.map(({ taskId, title, state }) =>
        h(
          "button",
          {
            type: "button",
            class: "task-link",
            "data-key": `task-${taskId}`,
            "aria-current": taskId === selected && "true",
            click: () => operator().select(taskId),
          },
          h("span", {}, title === "" ? taskId : title),
          badge(state),
        ),
      ),
    );
  }

  function showClients({ clients: list }: DashboardState): void {
    show(clientsBody, list, () =>
      list === undefined ? [] : clientsPanel(list, (client) => void revoke(client)),
    );
  }

  return {
    show(state) {
      showLink(state);
      showNotice(state);
      showOutside(state);
      showTasks(state);
      showClients(state);
      show(planText, state.plan?.digest, () => [state.plan?.text ?? "Reading…"]);
      if (state.status === undefined) return;
      showTask(state, state.status);
      if (plan.open && state.plan?.digest !== toHex(state.status.planDigest) && state.plan === undefined)
        void operator().readPlan();
    },
    tick(state) {
      if (state.status !== undefined) showRound(state, state.status);
    },
    repaint() {
      for (const each of [loss, metrics, traffic, times]) each.repaint();
    },
  };
}

/** Hands a file to the browser, which saves it. */
function save(file: ExportedFile | undefined): void {
  if (file === undefined) return;
  const url = URL.createObjectURL(new Blob([...file.pieces]));
  h("a", { href: url, download: file.fileName }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
