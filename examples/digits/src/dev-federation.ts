import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { commands, federate } from "@tributary/example-kit";
import type { ClientCommand, Processes } from "@tributary/example-kit";

import { writeDemoData } from "./data.ts";
import { baseFile, planFile } from "./files.ts";
import { readPlan } from "./read-plan.ts";
import { dataFlags, writers } from "./setting.ts";

export interface DevOptions {
  /** Where data, keys and models go. */
  readonly out: string;
  readonly port: number;
  readonly rounds: number;
  /** Origins of other pages that may call the coordinator. */
  readonly allowedOrigins: readonly string[];
  readonly signal: AbortSignal;
  readonly processes: Processes;
  readonly say: (text: string) => void;
}

/** Long, for somebody who draws their digits first. */
const patienceMs = 86_400_000;

/** A coordinator and all of the demo's writers but one, whose place is for a tab. Resolves when the task is complete. */
export async function runDev({
  out,
  port,
  rounds,
  allowedOrigins,
  signal,
  processes,
  say,
}: DevOptions): Promise<void> {
  const planPath = await writePlan(out, rounds);
  const { privateFolders } = await writeDemoData(join(out, "data"), "dev", writers);
  const last = join(privateFolders.at(-1) ?? out, "digits.csv");
  let joined = 0;
  await federate({
    out,
    planPath,
    port,
    serve: allowedOrigins.flatMap((origin) => ["--allow-origin", origin]),
    signal,
    processes,
    clients(invite) {
      const { origin, hash } = new URL(invite);
      say(`Join:       ${origin}/join${hash}`);
      say(`Dashboard:  ${origin}/`);
      say(`Data:       connect ${last}, or draw some digits on the page`);
      return privateFolders
        .slice(0, -1)
        .map((folder, place) => writer(invite, folder, join(out, "clients", `${place + 1}`)));
    },
    onCoordinator(line) {
      switch (line.event) {
        case "listening":
          break;
        case "round-committed": {
          const what = line.purpose === "train" ? `Round ${line.round} of ${rounds}` : "Last scoring";
          const right =
            line.accuracy === null
              ? ""
              : `; the model that came in reads ${Math.round(100 * line.accuracy)} %`;
          say(`${what}: the sum of ${line.participants} updates in ${line.seconds.toFixed(1)} s${right}`);
          break;
        }
        case "attempt-aborted":
        case "task-completed":
        case "task-failed":
          say(line.text);
          break;
        default:
          line satisfies never;
      }
    },
    onClient(_, line) {
      if (line.kind === "joined" && ++joined === writers.writers - 1) {
        say(`${joined} local writers have joined; the tenth is yours. Ctrl-C stops all.`);
      }
    },
  });
}

/** The demo's plan, but that all ten must take part, and that nothing is given up while the tenth is away. */
async function writePlan(out: string, rounds: number): Promise<string> {
  const plan = await readPlan(planFile);
  const base = join(out, plan.base);
  await mkdir(dirname(base), { recursive: true });
  await cp(baseFile, base);
  const path = join(out, "plan.json");
  const patient = { maximum: rounds, openMs: patienceMs, maximumAttempts: 1_000 };
  const cohort = { ...plan.cohort, minimum: plan.cohort.goal };
  await writeFile(path, JSON.stringify({ ...plan, rounds: { ...plan.rounds, ...patient }, cohort }));
  return path;
}

function writer(invite: string, folder: string, home: string): ClientCommand {
  const own = ["--identity", join(home, "identity.json"), "--cache-dir", join(home, "cache")];
  const what = ["--coordinator", invite, "--data", folder, ...dataFlags];
  return { name: `writer ${home}`, script: commands.client, args: [...what, ...own, "--json"] };
}
