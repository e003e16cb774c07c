import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { readPlanFile } from "@tributary/coordinator";
import { commands, federate } from "@tributary/example-kit";
import type { Processes } from "@tributary/example-kit";

import { labels, splitMessages } from "./messages.ts";
import type { Message } from "./messages.ts";
import { scoreModels } from "./models.ts";
import { majority, naiveBayes } from "./naive-bayes.ts";
import { scoreRule } from "./scores.ts";
import type { Score } from "./scores.ts";

const clientCount = 8;

/** From dist/src, where this file runs, to the example's own folder. */
const planFile = fileURLToPath(new URL("../../plan.yaml", import.meta.url));

export interface SplitOptions {
  readonly out: string;
  readonly model: string;
  readonly messages: readonly Message[];
  readonly seed: number;
  readonly processes: Processes;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** What each model makes of the messages of one split that nobody trained on. */
export interface SplitScores {
  readonly seed: number;
  readonly majority: Score;
  readonly naiveBayes: Score;
  /** The best of the clients alone, by F1. */
  readonly bestLocal: Score;
  readonly base: Score;
  readonly federated: Score;
  readonly rounds: number;
}

/** Deals, federates and compares. @throws UserError; the signal's reason */
export async function runSplit(options: SplitOptions): Promise<SplitScores> {
  const { seed, messages, model, processes, signal, onProgress } = options;
  const out = join(options.out, `split-${seed}`);
  const { clients, test } = splitMessages(messages, clientCount, seed);
  const planPath = await writeInput(out, model, clients);
  onProgress(
    `split ${seed}: ${test.length} messages held back; the clients have ` +
      clients
        .map((own) => `${own.length} (${own.filter(({ label }) => label === 1).length} spam)`)
        .join(", "),
  );
  const { plan } = await readPlanFile(planPath);
  const { lines, dataDir } = await federate({
    out,
    planPath,
    processes,
    signal,
    clients: (invite) =>
      clients.map((_, client) => {
        const home = join(out, `client-${client + 1}`);
        const own = ["--identity", join(home, "identity.json"), "--cache-dir", join(home, "cache")];
        const data = ["--data", join(home, "messages.tsv"), "--label-column", "0", "--text-column", "1"];
        const args = ["--coordinator", invite, ...data, ...own, "--json"];
        return { name: `client-${client + 1}`, script: commands.client, args };
      }),
    onCoordinator(line) {
      if (line.event !== "round-committed") return;
      const { round, participants, loss, accuracy, seconds } = line;
      const scored =
        accuracy === null
          ? ""
          : `, the model that came in: loss ${loss?.toFixed(3)}, accuracy ${(100 * accuracy).toFixed(1)} %`;
      onProgress(
        `split ${seed}: round ${round} of ${plan.rounds.maximum}, ${participants} clients, ${seconds.toFixed(0)} s${scored}`,
      );
    },
  });
  const adapter = join(out, "adapter.safetensors");
  await run(processes, commands.coordinator, [
    "export",
    "--data-dir",
    dataDir,
    "--adapter",
    "--round",
    "last",
    "--out",
    adapter,
  ]);
  const trained = lines.filter(({ purpose }) => purpose === "train").length;
  const scores = await scoreModels(
    [
      { kind: "base", name: "base" },
      { kind: "adapter", name: "federated", path: adapter },
      ...clients.map((own, client) => ({
        kind: "alone" as const,
        name: `client ${client + 1} alone`,
        messages: own,
        epochs: trained * plan.training.localEpochs,
      })),
    ],
    { plan, model: resolve(model), test, seed },
    Math.max(1, availableParallelism()),
    signal,
    (name, { accuracy, f1 }) =>
      onProgress(
        `split ${seed}: ${name}: accuracy ${(100 * accuracy).toFixed(1)} %, F1 of spam ${f1.toFixed(3)}`,
      ),
  );
  const all = clients.flat();
  const alone = clients.map((_, client) => scored(scores, `client ${client + 1} alone`));
  return {
    seed,
    majority: scoreRule(test, majority(all)),
    naiveBayes: scoreRule(test, naiveBayes(all)),
    bestLocal: alone.reduce((best, score) => (score.f1 > best.f1 ? score : best)),
    base: scored(scores, "base"),
    federated: scored(scores, "federated"),
    rounds: trained,
  };
}

function scored(scores: ReadonlyMap<string, Score>, name: string): Score {
  const score = scores.get(name);
  if (score === undefined) throw new Error(`${name} was not scored`);
  return score;
}

/** The clients' files and the plan, whose base is the given model. Answers the plan's path. */
async function writeInput(
  out: string,
  model: string,
  clients: readonly (readonly Message[])[],
): Promise<string> {
  for (const [client, own] of clients.entries()) {
    const home = join(out, `client-${client + 1}`);
    await mkdir(home, { recursive: true });
    const lines = own.map(({ text, label }) => `${labels[label]}\t${text}\n`);
    await writeFile(join(home, "messages.tsv"), lines.join(""));
  }
  const path = join(out, "plan.yaml");
  await writeFile(path, `base: ${JSON.stringify(resolve(model))}\n${await readFile(planFile, "utf8")}`);
  return path;
}

/** Runs a command to its end. @throws Error with what it wrote */
async function run(processes: Processes, script: string, args: readonly string[]): Promise<void> {
  const started = processes.start("export", script, args, () => undefined);
  if ((await started.ended) !== 0) throw new Error(started.complaints());
}
