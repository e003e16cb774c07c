import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export interface Started {
  readonly name: string;
  /** Resolves with the exit status (null: ended by a signal) once the output has been read. Never rejects. */
  readonly ended: Promise<number | null>;
  /** What it wrote to standard error, its last lines. */
  complaints(): string;
}

/** The processes of one run. None outlives `stopAll`, nor this process's own exit. */
export interface Processes {
  start(name: string, script: string, args: readonly string[], onLine: (line: string) => void): Started;
  /** Asks all to stop, and kills what has not ended `graceMs` later. */
  stopAll(): Promise<void>;
}

const graceMs = 5_000;
const complaintLines = 20;

export function openProcesses(): Processes {
  const running = new Map<
    string,
    { readonly started: Started; readonly kill: (signal: NodeJS.Signals) => void }
  >();
  // Should the demo itself fail in a way that nobody foresaw.
  process.once("exit", () => {
    for (const { kill } of running.values()) kill("SIGKILL");
  });
  const stop = async (name: string): Promise<void> => {
    const entry = running.get(name);
    if (entry === undefined) return;
    entry.kill("SIGTERM");
    const timer = setTimeout(() => entry.kill("SIGKILL"), graceMs);
    await entry.started.ended;
    clearTimeout(timer);
  };
  return {
    start(name, script, args, onLine) {
      // In a group of its own: Ctrl-C reaches the demo alone, which then stops each in order.
      const child = spawn(process.execPath, [script, ...args], {
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
      });
      const complaints: string[] = [];
      const ended = new Promise<number | null>((resolve) => {
        child.once("close", (code) => resolve(code));
        child.once("error", (error) => {
          complaints.push(error.message);
          resolve(1);
        });
      });
      eachLine(child.stdout, onLine);
      eachLine(child.stderr, (line) => {
        complaints.push(line);
        if (complaints.length > complaintLines) complaints.shift();
      });
      const started: Started = { name, ended, complaints: () => complaints.join("\n") };
      running.set(name, { started, kill: (signal) => void child.kill(signal) });
      void ended.then(() => running.delete(name));
      return started;
    },
    stopAll: async () => {
      await Promise.all([...running.keys()].map(stop));
    },
  };
}

function eachLine(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on("line", onLine);
}
