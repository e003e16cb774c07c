import type { ClientLine, RoundLine } from "@tributary/example-kit";

import { percent } from "./table.ts";

/** What is known of one client. */
export interface ClientProgress {
  readonly name: string;
  readonly doing: string;
  /** Of the local training under way, 0 .. 1. */
  readonly share: number;
  /** How the model that came in last reads this client's validation pictures; null before it did. */
  readonly accuracy: number | null;
  readonly pictures: number;
  readonly digits: number;
}

/** What is known of the federation. */
export interface Progress {
  readonly clients: readonly ClientProgress[];
  readonly round: number;
  readonly rounds: number;
  readonly last: RoundLine | undefined;
}

export function beginProgress(names: readonly string[], rounds: number): Progress {
  const clients = names.map((name) => ({
    name,
    doing: "starting",
    share: 0,
    accuracy: null,
    pictures: 0,
    digits: 0,
  }));
  return { clients, round: 0, rounds, last: undefined };
}

/** After a line of the client at that place. */
export function clientSaid(progress: Progress, place: number, line: ClientLine): Progress {
  const clients = progress.clients.map((client, index) => (index === place ? next(client, line) : client));
  const round = line.kind === "assigned" ? Math.max(progress.round, line.round) : progress.round;
  return { ...progress, clients, round };
}

/** After a round was committed. */
export function roundEnded(progress: Progress, line: RoundLine): Progress {
  return { ...progress, last: line };
}

function next(client: ClientProgress, line: ClientLine): ClientProgress {
  switch (line.kind) {
    case "joined":
      return { ...client, doing: "joined" };
    case "engine":
      return client;
    case "data": {
      const digits = line.perLabel.filter((count) => count > 0).length;
      return { ...client, pictures: line.exampleCount, digits, doing: "has its data" };
    }
    case "assigned":
      return { ...client, doing: line.purpose === "train" ? "trains" : "scores", share: 0 };
    case "evaluated":
      return { ...client, accuracy: line.metrics?.accuracy ?? null };
    case "training":
      return { ...client, doing: "trains", share: line.progress.step / line.progress.steps };
    case "ready":
      return { ...client, doing: "ready", share: 1 };
    case "accepted":
      return { ...client, doing: "sent" };
    case "committed":
      return { ...client, doing: line.counted ? "counted" : "not counted" };
    case "aborted":
      return { ...client, doing: `aborted: ${line.cause}` };
    case "reconnecting":
      return { ...client, doing: "reconnects" };
    case "done":
      return { ...client, doing: "done", share: 1 };
    default:
      return line satisfies never;
  }
}

const barWidth = 20;

/** One line for each client and one for the round. */
export function progressLines(progress: Progress): readonly string[] {
  const width = Math.max(...progress.clients.map(({ name }) => name.length));
  const clients = progress.clients.map(({ name, doing, share, accuracy, pictures, digits }) => {
    const bar = "█".repeat(Math.round(barWidth * share)).padEnd(barWidth, "·");
    const data = pictures === 0 ? "" : `${pictures} pictures of ${digits} digits`;
    const score = accuracy === null ? "" : `reads ${percent(accuracy)}`;
    return `${name.padEnd(width)}  ${bar}  ${doing.padEnd(12)}  ${data.padEnd(24)}  ${score}`.trimEnd();
  });
  const round = Math.min(progress.round, progress.rounds);
  const scoring = progress.round > progress.rounds ? ", last scoring" : "";
  const last = progress.last === undefined ? "" : `; ${figuresOf(progress.last)}`;
  return [...clients, `round ${round} of ${progress.rounds}${scoring}${last}`];
}

/** A committed round in one line. */
export function roundLine(line: RoundLine, rounds: number): string {
  const what = line.purpose === "train" ? `round ${line.round} of ${rounds}` : "last scoring";
  return `${what}: ${figuresOf(line)}, ${line.seconds.toFixed(1)} s`;
}

/** Each client's last score in one line. */
export function clientsLine({ clients }: Progress): string {
  return clients
    .map(
      ({ accuracy }, index) => `${index + 1}: ${accuracy === null ? "-" : `${Math.round(100 * accuracy)} %`}`,
    )
    .join("  ");
}

function figuresOf({ participants, dropped, accuracy, bytesUp, bytesDown }: RoundLine): string {
  const lost = dropped === 0 ? "" : ` (${dropped} dropped)`;
  const score = accuracy === null ? "not scored" : `the model that came in reads ${percent(accuracy)}`;
  return `${participants} updates${lost}, ${score}, ${kilobytes(bytesUp)} up, ${kilobytes(bytesDown)} down`;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
