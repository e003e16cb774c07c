import { parsePlan, formatPlanProblems } from "@tributary/core/plan";
import { canonicalJson, digest, isClientId, toHex } from "@tributary/core/support";
import type { Digest, TaskId } from "@tributary/core/support";
import type { CallContext, Handlers } from "@tributary/core/wire";
import { CallError, chunkLimitBytes, downloadPieceBytes, readTaskId } from "@tributary/core/wire";
import type { AdministrationMethods } from "@tributary/proto/methods";

import type { BlobUploads } from "./blob-uploads.ts";
import type { Chronicle } from "./chronicle.ts";
import { declinedError } from "./call-errors.ts";
import { baseOfBytes, required } from "./base-model.ts";
import type { BaseModel } from "./base-model.ts";
import { createTask } from "./create-task.ts";

import { taskOf } from "./desk.ts";
import type { Desk } from "./desk.ts";
import type { FanOut } from "./fan-out.ts";
import type { FeedItem } from "./hints.ts";
import type { Order } from "./ledger.ts";
import { exportPieces } from "./export-pieces.ts";
import { clientSummary, roundSummaries, taskSummary } from "./summaries.ts";
import { taskStatus } from "./task-status.ts";

export interface Office extends Desk {
  /** Whether a token is the one that operators' calls carry. */
  readonly isOperator: (token: string | undefined) => boolean;
  readonly blobUploads: BlobUploads;
  readonly feed: FanOut<TaskId, FeedItem>;
  readonly chronicle: Chronicle;
  /** Whether a page of this coordinator's own, on its machine, needs no token. */
  readonly trustOwnPage: boolean;
}

/** The service that operators call, free of any transport. */
export function administrationHandlers(office: Office): Handlers<AdministrationMethods> {
  const { ledger, blobs } = office;

  let exporting = false;

  function admit({ token, fromOwnPage }: CallContext): void {
    // Whoever shows a token means it: a wrong one is refused there, too.
    if (token === undefined && fromOwnPage === true && office.trustOwnPage) return;
    if (!office.isOperator(token)) {
      throw new CallError(
        "unauthenticated",
        "the operator's token is missing or wrong; it is in the data folder",
      );
    }
  }

  async function order(command: Order): Promise<Record<string, never>> {
    const done = await ledger.execute(command);
    if (!done.ok) throw declinedError(done.error);
    return {};
  }

  return {
    async ListTasks(_request, context) {
      admit(context);
      const tasks = [];
      for (const task of ledger.state.tasks.values())
        tasks.push(taskSummary(task, (await office.terms.of(task)).plan));
      return { tasks };
    },
    async PutBlob(request, context) {
      admit(context);
      const { sizeBytes, offset, data } = request;
      if (data.length > chunkLimitBytes) {
        throw new CallError(
          "invalid-argument",
          `data has ${data.length} bytes, at most ${chunkLimitBytes} are allowed`,
        );
      }
      return office.blobUploads.put({ digest: digestFrom(request.digest), sizeBytes, offset, data });
    },
    async CreateTask(request, context) {
      admit(context);
      const plan = parsePlan(request.plan, "plan");
      if (!plan.ok) throw new CallError("invalid-argument", formatPlanProblems(plan.error));
      const base = await baseOf(office, request.baseDigest, plan.value.base);
      const notes: string[] = [];
      return { taskId: await createTask(office, plan.value, base, (note) => notes.push(note)), notes };
    },
    async PauseTask(request, context) {
      admit(context);
      return order({ kind: "pause-task", task: readTaskId("task_id", request.taskId) });
    },
    async ResumeTask(request, context) {
      admit(context);
      return order({ kind: "resume-task", task: readTaskId("task_id", request.taskId) });
    },
    async *WatchTask(request, context) {
      admit(context);
      const task = taskOf(office, readTaskId("task_id", request.taskId));
      const events = office.feed.of(task.task, context.signal);
      // Asked for before the greeting leaves: what comes after it is missed by nobody who then reads the task's status.
      const first = events.next();
      yield { sequence: 0, json: canonicalJson({ kind: "watching" }) };
      for (let next = await first; next.done !== true; next = await events.next()) {
        const { sequence, event } = next.value;
        yield { sequence, json: canonicalJson(event) };
      }
    },
    async ListRounds(request, context) {
      admit(context);
      return { rounds: [...roundSummaries(taskOf(office, readTaskId("task_id", request.taskId)))] };
    },
    async ListClients({ limit, prefix }, context) {
      admit(context);
      const { state } = ledger;
      const found = [...state.clients].filter(([id]) => id.startsWith(prefix));
      return {
        total: found.length,
        clients: found
          .slice(0, limit === 0 ? undefined : limit)
          .map(([id, client]) => clientSummary(state, id, client, office.engines.get(id) ?? "")),
      };
    },
    async GetTaskStatus(request, context) {
      admit(context);
      const task = taskOf(office, readTaskId("task_id", request.taskId));
      return taskStatus(office, task, await office.terms.of(task));
    },
    async *ExportModel(request, context) {
      admit(context);
      const task = taskOf(office, readTaskId("task_id", request.taskId));
      if (exporting) {
        throw new CallError(
          "resource-exhausted",
          "another model is being exported; try again when it is done",
        );
      }
      exporting = true;
      try {
        yield* exportPieces(blobs, task, request, context.signal);
      } finally {
        exporting = false;
      }
    },
    async RevokeClient(request, context) {
      admit(context);
      const { clientId, reason } = request;
      if (!isClientId(clientId)) throw new CallError("invalid-argument", "client_id is not a client's id");
      return order({ kind: "revoke", client: clientId, reason });
    },
    async *Download(request, context) {
      admit(context);
      const pieces = await blobs.read(digestFrom(request.digest), request.offset, downloadPieceBytes);
      if (pieces === undefined) throw new CallError("not-found", "there is no such blob here");
      let offset = request.offset;
      for await (const data of pieces) {
        if (context.signal.aborted) return;
        yield { offset, data };
        offset += data.length;
      }
    },
  };
}

async function baseOf(office: Office, name: Uint8Array, planned: string): Promise<BaseModel> {
  if (planned === "random") return undefined;
  if (name.length === 0)
    throw new CallError("invalid-argument", "base_digest is missing; put the base model first");
  const wanted = digestFrom(name);
  const bytes = await office.blobs.get(wanted);
  if (bytes === undefined)
    throw new CallError("not-found", `there is no blob ${wanted}; put the base model first`);
  return required(baseOfBytes(planned, bytes));
}

function digestFrom(bytes: Uint8Array): Digest {
  if (bytes.length !== 32) {
    throw new CallError("invalid-argument", `digest has ${bytes.length} bytes, expected 32`);
  }
  return digest(toHex(bytes));
}
