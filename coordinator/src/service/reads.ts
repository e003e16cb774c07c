import type { SignedDocument } from "@tributary/core/identity";
import { signDocument } from "@tributary/core/identity";
import type { Digest, TaskId } from "@tributary/core/support";
import {
  CallError,
  downloadPieceBytes,
  protocolVersion,
  readDownload,
  readGetReceipts,
  readRoundKey,
  readTaskId,
  secureAggregationFeature,
  writeRoundKey,
} from "@tributary/core/wire";

import { loadSigned } from "../blobs/index.ts";
import { outcomeOf } from "../round/index.ts";
import type { CoordinatorState, TaskState } from "../round/index.ts";
import { refusalError } from "./call-errors.ts";
import { callerOf, taskOf } from "./desk.ts";
import type { Desk, Methods } from "./desk.ts";

/** When a client should look again that has not heard a hint. */
export const retryAfterMs = 1_000;
/** Receipts in one answer stay well below the largest message. */
const receiptsLimitBytes = 512 * 1024;

/** Everything that can be asked without changing anything. */
export function readMethods(
  desk: Desk,
): Methods<"GetTask" | "GetRound" | "GetOutcome" | "GetReceipts" | "Download"> {
  const { ledger, blobs, signer } = desk;
  const signedPlans = new Map<Digest, Promise<SignedDocument>>();

  async function signedPlan(task: TaskState): Promise<SignedDocument> {
    const { planPayload, planDigest } = await desk.terms.of(task);
    const known = signedPlans.get(planDigest) ?? signDocument("plan", planPayload, signer);
    signedPlans.set(planDigest, known);
    return known;
  }

  return {
    async GetTask(request) {
      const task = chosenTask(ledger.state, request.taskId);
      const older = request.protocolVersion < protocolVersion;
      return {
        protocolVersion,
        requiredFeatures: task.terms.mode === "secure" ? [secureAggregationFeature] : [],
        taskId: task.task,
        state: task.status,
        plan: await signedPlan(task),
        coordinatorPublicKey: signer.publicKey,
        incarnation: ledger.state.incarnation,
        ...(desk.signedRoster !== undefined && { members: desk.signedRoster }),
        advice:
          request.protocolVersion === protocolVersion
            ? ""
            : `Upgrade the ${older ? "client" : "coordinator"}.`,
      };
    },

    async GetRound(request, context) {
      callerOf(desk, context);
      const task = taskOf(desk, readTaskId("task_id", request.taskId));
      if (task.status !== "running") {
        throw new CallError("failed-precondition", `task-not-running: task ${task.task} is ${task.status}`);
      }
      const { round } = task;
      const descriptor = round.phase === "preparing" ? null : round.descriptor;
      return {
        key: writeRoundKey(round.key),
        phase: round.phase,
        ...(descriptor !== null && { descriptor: await loadSigned(blobs, "round", descriptor) }),
        ...figuresOf(task, desk.clock.nowMs()),
      };
    },

    async GetOutcome(request, context) {
      const client = callerOf(desk, context);
      const outcome = outcomeOf(ledger.state, readRoundKey("key", request.key), client);
      if (!outcome.ok) throw refusalError(outcome.error);
      switch (outcome.value.kind) {
        case "running":
          return { notYet: { retryAfterMs, phase: outcome.value.phase, invited: outcome.value.invited } };
        case "committed": {
          const { receipt, counted } = outcome.value;
          return { committed: { receipt: await loadSigned(blobs, "receipt", receipt), counted } };
        }
        case "aborted":
          return { aborted: { cause: outcome.value.cause, detail: outcome.value.detail } };
        default:
          return outcome.value satisfies never;
      }
    },

    async GetReceipts(request, context) {
      callerOf(desk, context);
      const { task: id, fromRound, limit } = readGetReceipts(request);
      const task = taskOf(desk, id);
      const receipts: SignedDocument[] = [];
      let bytes = 0;
      for (const summary of task.status === "waiting" ? [] : task.progress.history) {
        if (summary.end !== "committed" || summary.round < fromRound) continue;
        const receipt = await loadSigned(blobs, "receipt", summary.receipt);
        bytes += receipt.payload.length + receipt.signature.length;
        if (receipts.length === limit || (receipts.length > 0 && bytes > receiptsLimitBytes)) break;
        receipts.push(receipt);
      }
      return { receipts };
    },

    async *Download(request, context) {
      const { task: id, digest, offset } = readDownload(request);
      const task = taskOf(desk, id);
      if (!(await desk.terms.of(task)).plan.publicModel) callerOf(desk, context);
      if (!mayDownload(task, digest)) throw notThere(task.task, digest);
      const pieces = await blobs.read(digest, offset, downloadPieceBytes);
      if (pieces === undefined) throw notThere(task.task, digest);
      let next = offset;
      for await (const data of pieces) {
        if (context.signal.aborted) return;
        desk.meter.add(task.task, data.length);
        yield { offset: next, data };
        next += data.length;
      }
    },
  };
}

function notThere(task: TaskId, digest: Digest): CallError {
  return new CallError("not-found", `task ${task} has no model ${digest}`);
}

/** The base, the incoming model, and every model that a round made. */
export function mayDownload(task: TaskState, digest: Digest): boolean {
  if (digest === task.base) return true;
  if (task.status === "waiting") return false;
  const { model, history, scoring } = task.progress;
  if (digest === model.digest || digest === scoring.best?.model.digest) return true;
  return history.some((summary) => summary.end === "committed" && summary.model.digest === digest);
}

/** The task that a client means: the one that it names, else the one that runs, else the only one. */
function chosenTask({ tasks }: CoordinatorState, name: string): TaskState {
  if (name !== "") {
    const task = tasks.get(readTaskId("task_id", name));
    if (task === undefined) {
      throw new CallError("not-found", `unknown-task: there is no task ${name} here; ${listed(tasks)}`);
    }
    return task;
  }
  const all = [...tasks.values()];
  const open = all.filter(({ status }) => status === "running" || status === "waiting");
  const [only, another] = open.length > 0 ? open : all;
  if (only === undefined) throw new CallError("not-found", "unknown-task: this coordinator has no task yet");
  if (another !== undefined) throw new CallError("failed-precondition", `name a task; ${listed(tasks)}`);
  return only;
}

function listed(tasks: CoordinatorState["tasks"]): string {
  const names = [...tasks.values()].map(({ task, status }) => `${task} (${status})`);
  return names.length === 0 ? "it has none" : `it has ${names.join(", ")}`;
}

function figuresOf(task: Extract<TaskState, { status: "running" }>, nowMs: number) {
  const { round } = task;
  const until = (atMs: number): number => Math.max(0, Math.ceil(atMs - nowMs));
  switch (round.phase) {
    case "preparing":
      return { remainingMs: 0, leased: 0, ready: 0, accepted: 0 };
    case "open": {
      const remainingMs = round.deadline.kind === "set" ? until(round.deadline.atMs) : 0;
      return { remainingMs, leased: round.leases.size, ready: round.ready.size, accepted: 0 };
    }
    case "collecting":
      return {
        remainingMs: until(round.deadline.atMs),
        leased: round.leased,
        ready: round.invited,
        accepted: round.accepted.size,
      };
    case "advertising":
    case "sharing":
      return {
        remainingMs: until(round.deadline.atMs),
        leased: round.leased,
        ready: round.invited,
        accepted: 0,
      };
    case "confirming":
    case "unmasking":
    case "folding":
      return {
        remainingMs: round.phase === "folding" ? 0 : until(round.deadline.atMs),
        leased: round.tally.leased,
        ready: round.tally.ready,
        accepted: round.survivors.size,
      };
    default:
      return round satisfies never;
  }
}
