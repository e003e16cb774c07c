import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { readPlanFile } from "@tributary/coordinator";
import { perplexityOf, writePerplexity } from "@tributary/core/metrics";
import { seededRandom, utf8 } from "@tributary/core/support";
import { commands, federate } from "@tributary/example-kit";
import type { Processes } from "@tributary/example-kit";
import { storageError, writeFileDurably } from "@tributary/node-platform";
import { chooseEngine } from "@tributary/training";
import type { Engine, EngineName } from "@tributary/training";

import { makeBaseModel } from "./base-model.ts";
import { characters, deal } from "./deal.ts";
import type { Dealt } from "./deal.ts";
import { writeParties } from "./parties.ts";
import { readSpeeches } from "./plays.ts";
import type { Recipe } from "./pretraining.ts";
import { meanOf, roundFigures } from "./report.ts";
import type { Report, RoundFigures, SpeakerFigures } from "./report.ts";
import { continuations } from "./sample.ts";
import { readModel, scoreSpeaker } from "./score.ts";

export interface RunOptions {
  /** Plays, as readSpeeches takes them. */
  readonly dataPath: string;
  /** The plan to run, whose base is ./base. */
  readonly planPath: string;
  readonly recipe: Omit<Recipe, "seed">;
  /** Share of the text, from its beginning, that the base model is trained on. */
  readonly pretraining: number;
  /** Where the run leaves its files; a folder that is new or empty. */
  readonly out: string;
  /** Where base models are kept from run to run. */
  readonly cache: string;
  readonly seed: number;
  /** Undefined: the best there is. */
  readonly engineName: EngineName | undefined;
  readonly processes: Processes;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
  /** Told what happens, in lines for people. */
  readonly say: (line: string) => void;
}

const clientCount = 8;
const heldBack = 0.2;

/** Runs the whole example. @throws UserError, StorageError; the signal's reason */
export async function runSpeakers(options: RunOptions): Promise<Report> {
  const { dataPath, pretraining, seed, engineName } = options;
  const random = seededRandom(utf8(String(seed)), "held back");
  const speeches = readSpeeches(await read(dataPath));
  const dealt = deal(speeches, { pretraining, clients: clientCount, heldBack, random });
  const { engine } = await chooseEngine(engineName === undefined ? {} : { requested: engineName });
  try {
    return await run(options, dealt, engine);
  } finally {
    await engine.dispose();
  }
}

async function run(options: RunOptions, { pretraining, clients }: Dealt, engine: Engine): Promise<Report> {
  const { out, cache, signal, processes, nowMs, say } = options;
  const beganMs = nowMs();
  const secondsSince = (ms: number): number => Math.round(nowMs() - ms) / 1000;
  const parties = await writeParties(join(out, "clients"), clients);
  const planPath = join(out, "plan.yaml");
  await writeFileDurably(planPath, await read(options.planPath));

  const size = `${pretraining.length} speeches, ${characters(pretraining)} characters`;
  say(`Base model: a GPT-2 that knows ${size}, and nothing that the ${clientCount} speakers say.`);
  const trained = await makeBaseModel(
    {
      engine,
      recipe: { ...options.recipe, seed: options.seed },
      texts: pretraining,
      onProgress: tenths(({ step, steps, loss }) =>
        say(`  step ${step} of ${steps}: perplexity ${writePerplexity(perplexityOf(loss))} on its texts`),
      ),
      signal,
    },
    { cache, folder: join(out, "base") },
  );
  const pretrainingSeconds = trained ? secondsSince(beganMs) : null;
  say(trained ? `  trained in ${pretrainingSeconds} s` : `  taken from ${cache}`);

  const federationBeganMs = nowMs();
  say(`Federation: a coordinator and ${clientCount} clients, each a process of its own; updates are masked.`);
  const rounds: RoundFigures[] = [];
  const { modelPath } = await federate({
    out,
    planPath,
    processes,
    signal,
    clients: (invite) =>
      parties.map(({ name, home, trainingPath }) => {
        const own = ["--identity", join(home, "identity.json"), "--cache-dir", join(home, "cache")];
        const engineFlag = options.engineName === undefined ? [] : ["--engine", options.engineName];
        const args = ["--coordinator", invite, "--data", trainingPath, ...own, ...engineFlag, "--json"];
        return { name, script: commands.client, args };
      }),
    onCoordinator(line) {
      if (line.event === "attempt-aborted") say(`  ${line.text}`);
      if (line.event !== "round-committed") return;
      const figures = roundFigures(line);
      rounds.push(figures);
      say(roundInWords(figures));
    },
  });
  const federationSeconds = secondsSince(federationBeganMs);

  const { plan } = await readPlanFile(planPath);
  const models = {
    plan,
    base: await readModel(plan, join(out, "base")),
    federated: await readModel(plan, modelPath),
  };
  const speakers: SpeakerFigures[] = [];
  for (const party of parties) {
    const figures = await scoreSpeaker(engine, models, party, String(options.seed), signal);
    speakers.push(figures);
    say(`${party.speaker} alone: perplexity ${writePerplexity(figures.alone)} on what nobody trained on`);
  }
  for (const line of await continuations(engine, models, parties, signal)) say(line);
  return {
    seed: options.seed,
    engine: engine.name,
    pretraining: { characters: characters(pretraining), seconds: pretrainingSeconds },
    speakers,
    mean: meanOf(speakers),
    notLowered: speakers.filter(({ base, federated }) => federated >= base).map(({ speaker }) => speaker),
    rounds,
    federationSeconds,
    seconds: secondsSince(beganMs),
  };
}

function roundInWords({ round, participants, perplexity, seconds }: RoundFigures): string {
  const figure = perplexity === null ? "unknown" : writePerplexity(perplexity);
  return (
    `  round ${round}: ${participants} updates, ${seconds.toFixed(0)} s; the model that came in: ` +
    `perplexity ${figure} on what the speakers hold back of their training text`
  );
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw storageError(error, "read", path);
  }
}

/** Passes on ten of many steps, the last among them. */
function tenths<Done extends { readonly step: number; readonly steps: number }>(
  tell: (done: Done) => void,
): (done: Done) => void {
  return (done) => {
    const part = (step: number): number => Math.floor((10 * step) / done.steps);
    if (part(done.step) > part(done.step - 1)) tell(done);
  };
}
