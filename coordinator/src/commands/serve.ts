import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { TaskId } from "@tributary/core/support";
import { UserError } from "@tributary/core/support";
import { nodeClock, nodePrimitives, nodeRandom, threadedMasks } from "@tributary/node-platform";

import { readPlanFile, strategyFinder } from "../config/index.ts";
import type { ServeSettings } from "../config/index.ts";
import { metricsRoute, operatorGate, pageRoutes, pagesFolder } from "../http/index.ts";
import { openLmdbJournal } from "../journal/index.ts";
import { endEntry, membersEntry, narrator, planEntries, sparing, troubleEntry } from "../observe/index.ts";
import { callMetrics, exposition, federationMetrics, portMetrics, processMetrics } from "../metrics/index.ts";
import type { Log } from "../observe/index.ts";
import { startServer } from "../port/index.ts";
import type { CoordinatorServer } from "../port/index.ts";
import type { CoordinatorState } from "../round/index.ts";
import { readRosterFile } from "../roster/index.ts";
import type { RosterFile } from "../roster/index.ts";
import { isLoopback } from "../rpc/index.ts";
import { clientOfToken, makeDataDir, openCoordinator } from "../service/index.ts";
import type { Coordinator } from "../service/index.ts";
import { farewell } from "./farewell.ts";
import { release } from "./release.ts";

/** How long calls in progress may take to end when the coordinator stops. */
const graceMs = 5_000;

/**
 * Serves until `stop` is raised, or with --exit-when-done until every task has ended and its clients know.
 * @returns the exit status: 1 if a task failed
 * @throws UserError, StorageError if it cannot begin
 */
export async function serve(settings: ServeSettings, log: Log, stop: AbortSignal): Promise<number> {
  const file = settings.plan === undefined ? undefined : await readPlanFile(settings.plan);
  const tls = await readKeyPair(settings);
  const roster = settings.roster === undefined ? undefined : await readRoster(settings.roster);
  await makeDataDir(settings.dataDir);
  const journal = await openLmdbJournal(settings.dataDir);
  const exportCommand = (task: TaskId): string =>
    `tributary-coordinator export --data-dir ${settings.dataDir} --task ${task} --round best --out ${task}.safetensors`;
  const tell = narrator(log, exportCommand);
  const complain = sparing(log, () => nodeClock.nowMs());
  const changed = changeSignal();
  const meters = { federation: federationMetrics(), calls: callMetrics() };
  const masks = threadedMasks();
  const coordinator = await openCoordinator({
    dataDir: settings.dataDir,
    journal,
    clock: nodeClock,
    random: nodeRandom,
    primitives: nodePrimitives,
    findStrategy: strategyFinder(file),
    masks,
    maxClients: settings.maxClients,
    roster,
    trustOwnPage: isLoopback(settings.host) && !settings.requireToken,
    onChange(change) {
      tell(change);
      meters.federation.onChange(change);
      changed.raise();
    },
    onTrouble: (trouble) => complain(troubleEntry(trouble)),
  });
  const leaving = farewell(
    coordinator.federation,
    ({ token }) => clientOfToken(coordinator.state, token, nodePrimitives),
    nodeClock,
  );
  try {
    if (file !== undefined) {
      for (const entry of planEntries(file.plan)) log(entry);
      await coordinator.createTask(file.plan, file.base, (note) =>
        log({
          level: "info",
          event: "base-model",
          text: `Base model: ${note}.`,
          fields: { task: file.plan.task },
        }),
      );
    } else if (coordinator.state.tasks.size === 0) {
      throw new UserError(`The data folder ${settings.dataDir} has no task; name a plan with --plan.`);
    }
    const { allowOrigin, host, port } = settings;
    const build = release();
    const metrics = (): string =>
      exposition([
        ...meters.federation.metrics(coordinator.state),
        ...meters.calls.metrics(),
        ...portMetrics(server.figures()),
        ...processMetrics(build),
      ]);
    const server: CoordinatorServer = await startServer({
      federation: meters.calls.counted("Federation", leaving.federation),
      administration: meters.calls.counted("Administration", coordinator.administration),
      host,
      port,
      openBlob: coordinator.openBlob,
      routes: [
        metricsRoute(
          metrics,
          operatorGate(coordinator.isOperator, isLoopback(host) && !settings.requireToken),
        ),
        ...(await pageRoutes(pagesFolder())),
      ],
      allowedOrigins: allowOrigin,
      ...(tls !== undefined && { tls }),
      onFault: ({ method, error }) =>
        complain(troubleEntry({ doing: `answer ${method}`, task: undefined, error, retried: false })),
    });
    try {
      log(membersEntry(coordinator.members));
      announce(settings, coordinator, server, log);
      announceToken(settings, coordinator, log);
      // A task that ended before this process began is news to who looks at it now.
      for (const task of coordinator.state.tasks.values()) {
        if (task.status === "completed" || task.status === "failed") log(endEntry(task, exportCommand));
      }
      await untilStopped(coordinator, changed, stop, settings.exitWhenDone, (signal) =>
        leaving.everyoneKnows(signal),
      );
    } finally {
      await server.close(graceMs);
    }
  } finally {
    await coordinator.close();
    await masks.close();
  }
  log({ level: "info", event: "stopped", text: "Stopped." });
  const failed = [...coordinator.state.tasks.values()].some(({ status }) => status === "failed");
  return settings.exitWhenDone && failed ? 1 : 0;
}

function announce(
  settings: ServeSettings,
  { fingerprint }: Coordinator,
  { port, raisedWindows }: { readonly port: number; readonly raisedWindows: boolean },
  log: Log,
): void {
  if (!raisedWindows) {
    log({
      level: "warn",
      event: "small-windows",
      text: "This release of grpc-js does not let the coordinator raise its upload windows: far clients upload slowly.",
    });
  }
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  const url = `${settings.tlsKey === undefined ? "http" : "https"}://${host}:${port}`;
  const invite = `${url}#${fingerprint}`;
  log({
    level: "info",
    event: "listening",
    text: `Listening on ${url}\nInvite: ${invite}`,
    fields: { url, host: settings.host, port, fingerprint, invite },
  });
}

/** Said once, at the start that makes it. */
function announceToken({ dataDir }: ServeSettings, { newToken }: Coordinator, log: Log): void {
  if (newToken === undefined) return;
  const path = join(dataDir, "operator-token");
  log({
    level: "info",
    event: "operator-token",
    text: `Operator token: ${newToken}\nIt opens the dashboard and is shown this once; the file ${path} keeps it.`,
    fields: { token: newToken, path },
  });
}

async function untilStopped(
  coordinator: Coordinator,
  changed: ChangeSignal,
  stop: AbortSignal,
  exitWhenDone: boolean,
  everyoneKnows: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener("abort", () => resolve(), { once: true });
  });
  if (!exitWhenDone) return stopped;
  while (!stop.aborted && !allEnded(coordinator.state)) await Promise.race([changed.next(), stopped]);
  await Promise.race([everyoneKnows(stop).catch(() => undefined), stopped]);
}

function allEnded({ tasks }: CoordinatorState): boolean {
  return [...tasks.values()].every(({ status }) => status === "completed" || status === "failed");
}

interface ChangeSignal {
  raise(): void;
  /** Resolves at the next change. */
  next(): Promise<void>;
}

function changeSignal(): ChangeSignal {
  let wake = (): void => undefined;
  let next = new Promise<void>((resolve) => {
    wake = resolve;
  });
  return {
    raise() {
      wake();
      next = new Promise<void>((resolve) => {
        wake = resolve;
      });
    },
    next: () => next,
  };
}

async function readRoster(path: string): Promise<RosterFile> {
  const roster = await readRosterFile(path, nodePrimitives);
  if (roster !== undefined) return roster;
  throw new UserError(
    `There is no roster ${path}; make one with: tributary-coordinator roster sign, or start without --roster.`,
  );
}

async function readKeyPair({ tlsKey, tlsCert }: ServeSettings) {
  if (tlsKey === undefined || tlsCert === undefined) return undefined;
  const read = async (path: string, what: string): Promise<Uint8Array> => {
    try {
      return await readFile(path);
    } catch (error) {
      throw new UserError(
        `The ${what} ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      );
    }
  };
  return { key: await read(tlsKey, "TLS key"), certificate: await read(tlsCert, "TLS certificate") };
}
