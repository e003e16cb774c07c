import { createHash } from "node:crypto";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";

import type { ClientLine, Federation, Processes, RoundLine } from "@tributary/example-kit";

import type { Job, Readings } from "./baselines.ts";
import { scoreModels } from "./baselines.ts";
import type { DemoData } from "./data.ts";
import { writeDemoData } from "./data.ts";
import { federate } from "./federate.ts";
import type { Report } from "./figures.ts";
import { accuracyOf, correctedPictures, modelNames, roundsOf } from "./figures.ts";
import { baseFile, fewShotPlanFile, planFile } from "./files.ts";
import type { Mode } from "./arguments.ts";
import type { ShownPicture } from "./page.ts";
import { readPlan } from "./read-plan.ts";
import { fewShotWriters, writers } from "./setting.ts";

export interface DemoOptions {
  /** Where everything goes. */
  readonly out: string;
  /** Undefined: chance is the platform's, and the clients are the shipped tributary-client. */
  readonly seed: string | undefined;
  readonly fewShot: boolean;
  /** In place of the plan's. */
  readonly rounds: number | undefined;
  /** In place of the plan's. */
  readonly mode: Mode | undefined;
  /** "" for the best there is. */
  readonly engineName: string;
  readonly signal: AbortSignal;
  readonly processes: Processes;
  readonly nowMs: () => number;
  readonly onEvent: (event: DemoEvent) => void;
}

/** What happens, for who watches. */
export type DemoEvent =
  | { readonly kind: "data"; readonly folder: string }
  | { readonly kind: "coordinator"; readonly url: string; readonly mode: Mode }
  | { readonly kind: "client"; readonly writer: number; readonly line: ClientLine }
  | { readonly kind: "round"; readonly line: RoundLine }
  | { readonly kind: "aborted"; readonly text: string }
  | { readonly kind: "baselines"; readonly done: number; readonly of: number };

export interface DemoResult {
  readonly report: Report;
  readonly mode: Mode;
  /** All rounds, the last scoring among them. */
  readonly lines: readonly RoundLine[];
  readonly pictures: readonly ShownPicture[];
  readonly federation: Federation;
  readonly data: DemoData;
}

/** The seed of the data where the demo was given none: the same pictures each time. */
const usualSeed = "0";
const picturesShown = 8;

/** Runs the whole demo. The coordinator still runs when it resolves; `processes` are the caller's to stop. */
export async function runDemo(options: DemoOptions): Promise<DemoResult> {
  const { out, signal, onEvent, nowMs } = options;
  const beganMs = nowMs();
  const planPath = await planFor(options);
  const plan = await readPlan(planPath);
  const data = await writeDemoData(
    join(out, "data"),
    options.seed ?? usualSeed,
    options.fewShot ? fewShotWriters : writers,
  );
  onEvent({ kind: "data", folder: join(out, "data") });
  const federation = await federate({
    ...options,
    planPath,
    mode: plan.privacy.mode,
    privateFolders: data.privateFolders,
  });
  const model = await readFile(federation.modelPath);

  const epochs = plan.training.localEpochs * plan.rounds.maximum;
  const jobs: readonly Job[] = [
    // The longest first, so that the threads end together.
    { kind: "fit", name: modelNames.centralised, data: data.privateFolders, epochs },
    ...data.privateFolders.map((folder, writer): Job => {
      return { kind: "fit", name: modelNames.local(writer), data: [folder], epochs };
    }),
    { kind: "load", name: modelNames.base, path: baseFile },
    { kind: "load", name: modelNames.federated, path: federation.modelPath },
  ];
  let done = 0;
  const readings = await scoreModels(
    jobs,
    {
      plan,
      basePath: baseFile,
      engineName: options.engineName,
      heldOut: [...data.heldOutFiles, data.printFile],
      seed: options.seed ?? usualSeed,
    },
    Math.max(1, Math.min(4, availableParallelism())),
    signal,
    () => onEvent({ kind: "baselines", done: ++done, of: jobs.length }),
  );
  const report: Report = {
    accuracy: accuracyOf(readings, writers.writers),
    rounds: roundsOf(federation.lines),
    model: { path: federation.modelPath, sha256: createHash("sha256").update(model).digest("hex") },
    seconds: (nowMs() - beganMs) / 1000,
  };
  return {
    report,
    mode: plan.privacy.mode,
    lines: federation.lines,
    pictures: shown(readings, data),
    federation,
    data,
  };
}

function shown(readings: ReadonlyMap<string, Readings>, { heldOut }: DemoData): readonly ShownPicture[] {
  const before = readings.get(modelNames.base) ?? [];
  const after = readings.get(modelNames.federated) ?? [];
  return correctedPictures(before, after, writers.writers, picturesShown).flatMap((corrected) => {
    const image = heldOut[corrected.writer]?.[corrected.picture];
    return image === undefined ? [] : [{ ...corrected, image }];
  });
}

// A plan that differs is written anew beside a copy of the base, so that its paths stay as they are.
async function planFor({ out, rounds, mode, fewShot }: DemoOptions): Promise<string> {
  await mkdir(out, { recursive: true });
  const written = fewShot ? fewShotPlanFile : planFile;
  if (rounds === undefined && mode === undefined) return written;
  const plan = await readPlan(written);
  const base = join(out, plan.base);
  await mkdir(dirname(base), { recursive: true });
  await cp(baseFile, base);
  const path = join(out, "plan.json");
  await writeFile(
    path,
    JSON.stringify(
      {
        ...plan,
        rounds: { ...plan.rounds, maximum: rounds ?? plan.rounds.maximum },
        privacy: { ...plan.privacy, mode: mode ?? plan.privacy.mode },
      },
      undefined,
      2,
    ),
  );
  return path;
}
