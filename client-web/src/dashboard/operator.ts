import { portablePrimitives } from "@tributary/core/identity";
import { concat, toHex } from "@tributary/core/support";
import { CallError, chunkLimitBytes } from "@tributary/core/wire";
import type { CallOptions, Transport } from "@tributary/core/wire";
import type { AdministrationMethods } from "@tributary/proto/methods";

import { initialDashboard, reduceDashboard } from "./dashboard-state.ts";
import type { DashboardEvent, DashboardState } from "./dashboard-state.ts";

/** Where the operator's token is until the tab is closed. */
export interface TokenStore {
  get(): string | undefined;
  set(token: string | undefined): void;
}

export interface OperatorOptions {
  readonly transport: Transport<AdministrationMethods>;
  readonly tokens: TokenStore;
  readonly nowMs: () => number;
  /** Resolves after so long, or when the signal is raised. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onChange: (state: DashboardState) => void;
  /** The task to look at first. */
  readonly selected?: string | undefined;
}

export interface TaskFiles {
  readonly plan: string;
  /** One safetensors file. */
  readonly base: Uint8Array<ArrayBuffer> | undefined;
}

/** Follows a coordinator and takes orders. */
export interface Operator {
  readonly state: DashboardState;
  select(task: string): void;
  useToken(token: string): void;
  listClients(prefix: string): Promise<void>;
  readPlan(): Promise<void>;
  pause(task: string): Promise<boolean>;
  resume(task: string): Promise<boolean>;
  revoke(client: string, reason: string): Promise<boolean>;
  create(files: TaskFiles): Promise<boolean>;
  /** A file's name and contents. */
  exportModel(task: string, round: string, format: string): Promise<ExportedFile | undefined>;
  /** The trained tensors of a model, by its digest. */
  download(digest: Uint8Array, fileName: string): Promise<ExportedFile | undefined>;
  dismiss(): void;
  /** Ends what is in progress; the transport stays its owner's. */
  close(): Promise<void>;
}

export interface ExportedFile {
  readonly fileName: string;
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
}

const callTimeoutMs = 20_000;
/** Events come in bursts; one answer tells of all of them. */
const restMs = 250;
/** What no event tells of, such as another task, is asked for so often. */
const idleMs = 10_000;
const firstRetryMs = 500;
const longestRetryMs = 8_000;
const clientLimit = 100;

export function startOperator(options: OperatorOptions): Operator {
  const { transport, tokens, nowMs, sleep } = options;
  const closing = new AbortController();
  let state: DashboardState = { ...initialDashboard, selected: options.selected };
  let asked = 0;
  let wake = (): void => undefined;

  function tell(event: DashboardEvent): void {
    const next = reduceDashboard(state, event);
    if (next === state) return;
    state = next;
    options.onChange(state);
  }

  const call = (signal: AbortSignal): CallOptions => {
    const token = tokens.get();
    return { signal, timeoutMs: callTimeoutMs, ...(token !== undefined && { token }) };
  };

  /** A stream takes as long as it takes. */
  const streaming = (signal: AbortSignal): CallOptions => {
    const token = tokens.get();
    return { signal, ...(token !== undefined && { token }) };
  };

  async function refresh(signal: AbortSignal): Promise<void> {
    const { tasks } = await transport.unary("ListTasks", {}, call(signal));
    tell({ kind: "tasks", tasks });
    const task = state.selected;
    if (task === undefined) return;
    const number = ++asked;
    const status = await transport.unary("GetTaskStatus", { taskId: task }, call(signal));
    tell({ kind: "status", asked: number, status, nowMs: nowMs() });
  }

  /** Keeps the facts of one task fresh. Resolves when another one is looked at; rejects when the connection does not hold. */
  async function follow(): Promise<void> {
    await refresh(closing.signal);
    const task = state.selected;
    const leaving = new AbortController();
    const signal = AbortSignal.any([closing.signal, leaving.signal]);
    let stale = false;
    let failure: { readonly error: unknown } | undefined;
    const reading = (async (): Promise<void> => {
      if (task === undefined) return;
      const watch = transport.stream("WatchTask", { taskId: task }, streaming(signal));
      for await (const { json } of watch) {
        tell({ kind: "fed", task, json });
        stale = true;
        wake();
      }
      throw new CallError("unavailable", "the coordinator ended the stream");
    })().catch((error: unknown) => {
      failure = { error };
      wake();
    });
    try {
      tell({ kind: "link-live" });
      for (;;) {
        if (!stale && failure === undefined && state.selected === task) await idle();
        if (closing.signal.aborted || state.selected !== task) return;
        if (failure !== undefined) throw failure.error;
        stale = false;
        await refresh(closing.signal);
        await sleep(restMs, closing.signal);
      }
    } finally {
      leaving.abort();
      await reading;
    }
  }

  /** Until something happens, or it is time to look anyway. */
  async function idle(): Promise<void> {
    const woken = new AbortController();
    wake = () => woken.abort();
    if (closing.signal.aborted) return;
    await sleep(idleMs, AbortSignal.any([closing.signal, woken.signal]));
  }

  async function run(): Promise<void> {
    let retryMs = firstRetryMs;
    while (!closing.signal.aborted) {
      try {
        await follow();
      } catch (error) {
        if (closing.signal.aborted) return;
        if (isRefused(error)) {
          tell({ kind: "token-refused", given: tokens.get() !== undefined });
          tokens.set(undefined);
          while (state.access.kind === "token-needed" && !closing.signal.aborted) await idle();
          continue;
        }
        if (state.link.kind === "live") retryMs = firstRetryMs;
        tell({ kind: "link-lost", reason: wordsOf(error), atMs: nowMs() });
        await sleep(retryMs, closing.signal);
        retryMs = Math.min(2 * retryMs, longestRetryMs);
      }
    }
  }

  /** Runs an order and tells what became of it. */
  async function act<Value>(
    what: string,
    done: string,
    order: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value | undefined> {
    tell({ kind: "action", action: { kind: "running", what } });
    try {
      const value = await order(closing.signal);
      tell({ kind: "action", action: { kind: "done", what: done } });
      await refresh(closing.signal).catch(() => undefined);
      return value;
    } catch (error) {
      tell({ kind: "action", action: { kind: "failed", what, reason: wordsOf(error) } });
      // If it was refused, the next look says so.
      wake();
      return undefined;
    }
  }

  async function putBase(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Uint8Array> {
    const digest = await sha256(bytes);
    for (let offset = 0; ;) {
      const data = bytes.subarray(offset, offset + chunkLimitBytes);
      const request = { digest, sizeBytes: bytes.length, offset, data };
      const { nextOffset, complete } = await transport.unary("PutBlob", request, call(signal));
      if (complete) return digest;
      if (nextOffset === offset && data.length > 0)
        throw new CallError("internal", "the coordinator takes no more");
      offset = nextOffset;
    }
  }

  async function gathered(
    stream: AsyncIterable<{ readonly data: Uint8Array; readonly fileName?: string }>,
    name: string,
  ): Promise<ExportedFile> {
    let fileName = name;
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of stream) {
      if (piece.fileName !== undefined && piece.fileName !== "") ({ fileName } = piece);
      // Its own memory: what a message holds is a view of what came.
      if (piece.data.length > 0) pieces.push(new Uint8Array(piece.data));
    }
    return { fileName, pieces };
  }

  const ordered = async (result: Promise<unknown>): Promise<boolean> => (await result) !== undefined;

  const running = run();
  return {
    get state() {
      return state;
    },
    select(task) {
      tell({ kind: "selected", task });
      wake();
    },
    useToken(token) {
      tokens.set(token);
      tell({ kind: "token-given" });
      wake();
    },
    async listClients(prefix) {
      try {
        const answer = await transport.unary(
          "ListClients",
          { limit: clientLimit, prefix },
          call(closing.signal),
        );
        tell({ kind: "clients", list: { prefix, ...answer } });
      } catch (error) {
        tell({ kind: "action", action: { kind: "failed", what: "List clients", reason: wordsOf(error) } });
      }
    },
    async readPlan() {
      const { selected, status } = state;
      if (status === undefined) return;
      try {
        const pieces = transport.stream("Download", { digest: status.planDigest }, streaming(closing.signal));
        const { pieces: found } = await gathered(pieces, "");
        if (state.selected !== selected) return;
        const text = new TextDecoder().decode(concat(...found));
        tell({
          kind: "plan",
          digest: toHex(status.planDigest),
          text: JSON.stringify(JSON.parse(text), null, 2),
        });
      } catch (error) {
        tell({ kind: "action", action: { kind: "failed", what: "Read the plan", reason: wordsOf(error) } });
      }
    },
    pause: (task) =>
      ordered(
        act(`Pause ${task}`, `Task ${task} was told to pause.`, (signal) =>
          transport.unary("PauseTask", { taskId: task }, call(signal)),
        ),
      ),
    resume: (task) =>
      ordered(
        act(`Resume ${task}`, `Task ${task} goes on.`, (signal) =>
          transport.unary("ResumeTask", { taskId: task }, call(signal)),
        ),
      ),
    revoke: (clientId, reason) =>
      ordered(
        act("Revoke a client", `Client ${clientId.slice(0, 8)} takes part no more.`, (signal) =>
          transport.unary("RevokeClient", { clientId, reason }, call(signal)),
        ),
      ),
    async create({ plan, base }) {
      const created = await act("Create a task", "The task is there.", async (signal) => {
        const baseDigest = base === undefined ? new Uint8Array() : await putBase(base, signal);
        return transport.unary("CreateTask", { plan, baseDigest }, call(signal));
      });
      if (created === undefined) return false;
      tell({ kind: "selected", task: created.taskId });
      wake();
      return true;
    },
    exportModel: (taskId, round, format) =>
      act("Export a model", "The model was exported.", (signal) =>
        gathered(
          transport.stream("ExportModel", { taskId, round, format }, streaming(signal)),
          `${taskId}.bin`,
        ),
      ),
    download: (digest, fileName) =>
      act("Download a model", `${fileName} was downloaded.`, (signal) =>
        gathered(transport.stream("Download", { digest }, streaming(signal)), fileName),
      ),
    dismiss: () => tell({ kind: "action", action: { kind: "idle" } }),
    async close() {
      closing.abort();
      wake();
      await running;
    },
  };
}

function isRefused(error: unknown): boolean {
  return error instanceof CallError && error.code === "unauthenticated";
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  // Without TLS a page of another machine has no WebCrypto.
  if (!("subtle" in crypto)) return portablePrimitives.sha256(bytes);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
