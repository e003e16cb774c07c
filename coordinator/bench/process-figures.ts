import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

/** What the kernel says of a process; Linux only. */
export interface ProcessFigures {
  /** User and system time since its start. */
  readonly cpuSeconds: number;
  /** The most memory that it ever held at once. */
  readonly peakMebibytes: number;
}

const ticksPerSecond = 100;

export async function figuresOf(pid: number): Promise<ProcessFigures> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // The name, in parentheses, may hold spaces; utime and stime are the 14th and 15th fields (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return { cpuSeconds: ticks / ticksPerSecond, peakMebibytes: Number(peak) / 1024 };
}

export interface Server {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a Node program that prints a line with `:<port>` in it once it listens. */
export async function startServer(script: string, args: readonly string[]): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null || child.pid === undefined) throw new Error(`${script} did not start`);
  const exited = once(child, "exit");
  const lines = createInterface(child.stdout);
  const port = await new Promise<number>((resolve, reject) => {
    lines.on("line", (line) => {
      const found = /:(\d+)(?:#|$)/.exec(line)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    lines.once("close", () => reject(new Error(`${script} ended before it listened`)));
  });
  return {
    pid: child.pid,
    port,
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
