import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export interface StartOptions {
  /** Added to this process's environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

export interface StartedProcess {
  readonly pid: number;
  /**
   * The first line, of those already printed or still to come on stdout or stderr, that `pattern` matches.
   * Fails with everything that was printed if the process ends without such a line.
   */
  readonly line: (pattern: RegExp) => Promise<RegExpMatchArray>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Settles when the process has ended and its output has been read. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** Every line so far, in the order in which the lines arrived. */
  readonly lines: {
    readonly stdout: readonly string[];
    readonly stderr: readonly string[];
    readonly all: readonly string[];
  };
}

interface Waiter {
  readonly pattern: RegExp;
  readonly found: (match: RegExpMatchArray) => void;
  readonly lost: (error: Error) => void;
}

/**
 * Called in the body of a `describe`: answers a function that starts a Node script as a process of its own.
 * What still runs after a test is killed, and the next test starts once it is gone.
 */
export function startProcesses(): (
  script: string,
  args?: readonly string[],
  options?: StartOptions,
) => StartedProcess {
  const running = new Set<StartedProcess>();
  afterEach("kill the processes that still run", async () => {
    for (const child of running) child.kill("SIGKILL");
    await Promise.all([...running].map((child) => child.ended));
  });
  return (script, args = [], options = {}) => {
    const started = start(script, args, options);
    running.add(started);
    void started.ended.then(() => running.delete(started));
    return started;
  };
}

function start(script: string, args: readonly string[], options: StartOptions): StartedProcess {
  const child = spawn(process.execPath, ["--enable-source-maps", script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  if (child.pid === undefined) throw new Error(`${script} could not be started.`);

  const stdout: string[] = [];
  const stderr: string[] = [];
  const all: string[] = [];
  const waiters = new Set<Waiter>();
  const collect = (stream: Readable, lines: string[]): void => {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      all.push(line);
      for (const waiter of waiters) {
        const match = line.match(waiter.pattern);
        if (match === null) continue;
        waiters.delete(waiter);
        waiter.found(match);
      }
    });
  };
  collect(child.stdout, stdout);
  collect(child.stderr, stderr);

  let over = false;
  const lost = (pattern: RegExp): Error =>
    new Error(`${script} ended without a line that matches ${pattern}. It printed:\n${all.join("\n")}`);
  const ended = once(child, "close").then(([code, signal]: unknown[]) => {
    over = true;
    for (const waiter of waiters) waiter.lost(lost(waiter.pattern));
    waiters.clear();
    // `close` hands out exactly one of the two; node's types for once() know nothing of the event.
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });

  return {
    pid: child.pid,
    ended,
    lines: { stdout, stderr, all },
    kill: (signal) => void child.kill(signal),
    line: (pattern) => {
      for (const line of all) {
        const match = line.match(pattern);
        if (match !== null) return Promise.resolve(match);
      }
      if (over) return Promise.reject(lost(pattern));
      return new Promise((found, reject) => waiters.add({ pattern, found, lost: reject }));
    },
  };
}
