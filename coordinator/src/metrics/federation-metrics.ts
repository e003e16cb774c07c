import { tallyOf } from "../round/index.ts";
import type { CoordinatorState, TaskState } from "../round/index.ts";
import type { Change } from "../service/index.ts";
import { tallies } from "./exposition.ts";
import type { Metric, Sample } from "./exposition.ts";

/** What becomes of tasks, rounds, updates and clients. */
export interface FederationMetrics {
  /** To be told of each change once it is durable. */
  onChange(change: Change): void;
  metrics(state: CoordinatorState): Generator<Metric>;
}

export function federationMetrics(): FederationMetrics {
  const accepted = tallies();
  const rejected = tallies();
  return {
    onChange({ events }) {
      for (const event of events) {
        if (event.kind === "update-accepted") accepted.add({ task: event.task });
        if (event.kind === "update-rejected") rejected.add({ task: event.task, reason: event.reason });
      }
    },
    *metrics(state) {
      const tasks = [...state.tasks.values()];
      yield* stateMetrics(tasks);
      yield* roundMetrics(tasks);
      yield* scoreMetrics(tasks);
      yield {
        name: "tributary_updates_accepted_total",
        help: "Updates that were accepted since the coordinator started.",
        type: "counter",
        samples: accepted,
      };
      yield {
        name: "tributary_updates_rejected_total",
        help: "Updates that were rejected since the coordinator started, by reason.",
        type: "counter",
        samples: rejected,
      };
      yield {
        name: "tributary_clients",
        help: "Clients that have enrolled, by kind, and whether they are revoked.",
        type: "gauge",
        samples: clientCounts(state),
      };
    },
  };
}

function* stateMetrics(tasks: readonly TaskState[]): Generator<Metric> {
  yield {
    name: "tributary_task_state",
    help: "1 for the state that a task is in.",
    type: "gauge",
    samples: tasks.map(({ task, status }) => [{ task, state: status }, 1]),
  };
  const running = tasks.flatMap((each) => (each.status === "running" ? [each] : []));
  yield {
    name: "tributary_round",
    help: "The number of the round that runs.",
    type: "gauge",
    samples: running.map(({ task, round }) => [{ task }, round.key.round]),
  };
  yield {
    name: "tributary_round_phase",
    help: "1 for the phase that a task's round is in.",
    type: "gauge",
    samples: running.map(({ task, round }) => [{ task, phase: round.phase }, 1]),
  };
  yield {
    name: "tributary_round_participants",
    help: "Clients of the running attempt: that hold or held a lease, said READY, were counted, rejected or dropped out.",
    type: "gauge",
    samples: running.flatMap(({ task, round }): readonly Sample[] => {
      const { leased, ready, counted, rejected, dropped } = tallyOf(round);
      const standings = { leased, ready, counted, rejected, dropped };
      return Object.entries(standings).map(([standing, count]) => [{ task, standing }, count]);
    }),
  };
}

function* roundMetrics(tasks: readonly TaskState[]): Generator<Metric> {
  const committed = tallies();
  const aborted = tallies();
  for (const task of tasks) {
    committed.add({ task: task.task }, 0);
    if (task.status === "waiting") continue;
    for (const attempt of task.progress.history) {
      if (attempt.end === "committed") committed.add({ task: task.task });
      else aborted.add({ task: task.task, cause: attempt.cause });
    }
  }
  yield {
    name: "tributary_rounds_committed_total",
    help: "Rounds that were committed since the task began, restarts included.",
    type: "counter",
    samples: committed,
  };
  yield {
    name: "tributary_attempts_aborted_total",
    help: "Attempts that were aborted since the task began, restarts included, by cause.",
    type: "counter",
    samples: aborted,
  };
}

function* scoreMetrics(tasks: readonly TaskState[]): Generator<Metric> {
  const loss: Sample[] = [];
  const accuracy: Sample[] = [];
  for (const { task, scores } of tasks.flatMap(lastScores)) {
    loss.push([{ task }, scores.loss]);
    if (scores.accuracy !== null) accuracy.push([{ task }, scores.accuracy]);
  }
  yield {
    name: "tributary_model_loss",
    help: "Loss of the model that came into the last committed round, on the clients' validation data.",
    type: "gauge",
    samples: loss,
  };
  yield {
    name: "tributary_model_accuracy",
    help: "Accuracy of the model that came into the last committed round, on the clients' validation data.",
    type: "gauge",
    samples: accuracy,
  };
}

function lastScores(task: TaskState) {
  if (task.status === "waiting") return [];
  const last = task.progress.history.findLast(({ end }) => end === "committed");
  return last?.end === "committed" && last.scores !== null ? [{ task: task.task, scores: last.scores }] : [];
}

/** What clients call themselves is theirs to choose; a metric for each would be many. */
const kinds: readonly string[] = ["node", "browser", "simulated"];

function clientCounts({ clients }: CoordinatorState): Iterable<Sample> {
  const counts = tallies();
  for (const { kind, status } of clients.values()) {
    counts.add({ kind: kinds.includes(kind) ? kind : "other", status });
  }
  return counts;
}
