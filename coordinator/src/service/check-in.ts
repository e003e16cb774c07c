import { checkInStatement, clientIdOf, leaveStatement, readyStatement } from "@tributary/core/identity";
import type { Refusal } from "@tributary/core/rounds";
import type { ClientId, TaskId } from "@tributary/core/support";
import { draw, toHex } from "@tributary/core/support";
import { CallError, readCheckIn, readEnroll, readLeave, readReady, writeBlobRef } from "@tributary/core/wire";
import type { CheckInResponse } from "@tributary/proto/messages";

import { loadSigned } from "../blobs/index.ts";
import { checkInAnswer, outcomeOf, remark } from "../round/index.ts";
import type { CheckInAnswer, ScoredModel, TaskState } from "../round/index.ts";
import { declinedError, refusalError } from "./call-errors.ts";
import { callerOf, isStatementOf, taskOf } from "./desk.ts";
import type { Desk, Methods } from "./desk.ts";
import { checkEnrolment } from "./enrolment.ts";
import { membershipProblem } from "./membership.ts";
import { retryAfterMs } from "./reads.ts";

export const badStatement: Refusal = {
  reason: "bad-statement",
  detail: "the statement's signature is not this client's, or is for another call",
};

/** Joining: enrolment, places, READY and leaving. */
export function checkInMethods(desk: Desk): Methods<"Enroll" | "CheckIn" | "Ready" | "Leave"> {
  const { ledger, clock, random, primitives, signer } = desk;
  const { uniform } = draw(random);

  /** @throws CallError not-a-member */
  function admit(client: ClientId): void {
    const problem = membershipProblem(desk.members, client, clock.nowMs());
    if (problem !== undefined) throw refusalError(problem);
  }

  return {
    async Enroll(request) {
      const call = readEnroll(request);
      taskOf(desk, call.task);
      admit(clientIdOf(call.publicKey, primitives));
      const nowMs = clock.nowMs();
      if (call.proof === undefined) {
        return { challenge: desk.challenges.create(call.task, call.publicKey, nowMs) };
      }
      const coordinator = { publicKey: signer.publicKey, challenges: desk.challenges };
      const checked = await checkEnrolment({ ...call, proof: call.proof }, coordinator, {
        primitives,
        random,
        nowMs,
      });
      if (!checked.ok) throw new CallError("permission-denied", `bad-statement: ${checked.error}`);
      const { client, token, tokenHash } = checked.value;
      const { clients } = ledger.state;
      if (clients.size >= desk.maxClients && clients.get(client) === undefined) {
        const detail = `${clients.size} clients have enrolled, and no more are taken; tell the operator`;
        throw refusalError({ reason: "overloaded", detail });
      }
      const enrolled = await ledger.execute({
        kind: "enroll",
        client,
        publicKey: toHex(call.publicKey),
        tokenHash,
        clientKind: call.kind,
        release: call.release,
      });
      if (!enrolled.ok) throw declinedError(enrolled.error);
      return { sessionToken: token, clientId: client };
    },

    async CheckIn(request, context) {
      const client = callerOf(desk, context);
      const call = readCheckIn(request);
      if (!(await isStatementOf(desk, client, checkInStatement(primitives, call), call.signature))) {
        throw refusalError(badStatement);
      }
      admit(client);
      const checkedIn = await ledger.execute({ kind: "check-in", task: call.task, client });
      if (!checkedIn.ok) throw declinedError(checkedIn.error);
      const answer = checkInAnswer(ledger.state, call.task, client, clock.nowMs(), uniform());
      if (!answer.ok) throw refusalError(answer.error);
      return writeCheckIn(desk, call.task, answer.value);
    },

    async Ready(request, context) {
      const client = callerOf(desk, context);
      const call = readReady(request);
      if (!(await isStatementOf(desk, client, readyStatement(primitives, call), call.signature))) {
        return { refused: badStatement };
      }
      const { key, descriptor, uploadSizeBytes, engine } = call;
      if (engine !== "") desk.engines.set(client, engine);
      const ready = await ledger.execute({ kind: "ready", key, client, descriptor, uploadSizeBytes });
      if (!ready.ok) {
        if (ready.error.outcome === "rejected") return { refused: refusedOf(ready.error) };
        throw declinedError(ready.error);
      }
      const outcome = outcomeOf(ledger.state, key, client);
      const running = outcome.ok && outcome.value.kind === "running" ? outcome.value : undefined;
      return {
        noted: {
          retryAfterMs,
          phase: running?.phase ?? "folding",
          invited: running?.invited ?? false,
        },
      };
    },

    async Leave(request, context) {
      const client = callerOf(desk, context);
      const call = readLeave(request);
      if (!(await isStatementOf(desk, client, leaveStatement(primitives, call), call.signature))) {
        throw refusalError(badStatement);
      }
      const left = await ledger.execute({ kind: "leave", key: call.key, client, reason: call.reason });
      // Who leaves what is over has left.
      if (!left.ok && left.error.outcome === "rejected" && left.error.reason !== "late") {
        throw declinedError(left.error);
      }
      return {};
    },
  };
}

/** A refusal as it travels. */
export function refusedOf({ reason, detail }: Refusal): Refusal {
  return { reason, detail: remark(detail) };
}

async function writeCheckIn(desk: Desk, id: TaskId, answer: CheckInAnswer): Promise<CheckInResponse> {
  switch (answer.kind) {
    case "train": {
      const task = taskOf(desk, id);
      if (task.status !== "running")
        throw new CallError("unavailable", "the round ended just now; check in again");
      const baseBytes = await desk.blobs.size(task.base);
      if (baseBytes === undefined) throw new Error(`the base model ${task.base} is gone`);
      return {
        train: {
          descriptor: await loadSigned(desk.blobs, "round", answer.round.descriptor),
          base: writeBlobRef({ digest: task.base, sizeBytes: baseBytes }),
          model: writeBlobRef(task.progress.model),
          leaseMs: answer.leaseMs,
        },
      };
    }
    case "come-back":
      return { comeBack: { afterMs: answer.afterMs, reason: answer.reason } };
    case "done":
      return { done: writeDone(answer.task, answer.best) };
    default:
      return answer satisfies never;
  }
}

function writeDone(task: Extract<TaskState, { status: "completed" | "failed" }>, best: ScoredModel | null) {
  return {
    state: task.status,
    ...(best !== null && { model: writeBlobRef(best.model) }),
    bestRound: best?.round ?? 0,
    reason: task.status === "failed" ? task.detail : "",
  };
}
