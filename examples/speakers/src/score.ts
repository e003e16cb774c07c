import { readData } from "@tributary/client-node";
import { fitBase } from "@tributary/core/checkpoint";
import { perplexityOf } from "@tributary/core/metrics";
import { mergeModel } from "@tributary/core/model";
import type { TrainerTask } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import { readModelFolder } from "@tributary/node-platform";
import { evaluateModel } from "@tributary/training";
import type { Engine, WholeModel } from "@tributary/training";

import { trainAlone } from "./alone.ts";
import { characters } from "./deal.ts";
import type { Party } from "./parties.ts";
import type { SpeakerFigures } from "./report.ts";

/** A model on disk as the plan's family. @throws UserError, StorageError */
export async function readModel(plan: Plan, path: string): Promise<WholeModel> {
  const folder = await readModelFolder(path);
  const fitted = await fitBase(plan, { ...folder, source: path });
  if (!fitted.ok) throw new UserError(fitted.error);
  return { tensors: fitted.value.arrays, assets: folder.assets };
}

export interface Models {
  readonly plan: Plan;
  readonly base: WholeModel;
  readonly federated: WholeModel;
}

/** Trains a speaker's model alone, and scores all models on what the speaker holds back. */
export async function scoreSpeaker(
  engine: Engine,
  { plan, base, federated }: Models,
  party: Party,
  seed: string,
  signal: AbortSignal,
): Promise<SpeakerFigures> {
  const training = await readData(party.trainingPath, plan);
  const test = await readData(party.testPath, plan);
  const task: TrainerTask = { plan, base: base.tensors, assets: base.assets };
  const own = await trainAlone(engine, task, training, `${seed} ${party.name}`, signal);
  const perplexity = async (model: WholeModel): Promise<number> => {
    const { lossSum, exampleCount } = await evaluateModel(engine, plan, model, test, signal);
    return perplexityOf(lossSum / exampleCount);
  };
  return {
    speaker: party.speaker,
    trainingCharacters: characters(party.training),
    testCharacters: characters(party.test),
    base: await perplexity(base),
    alone: await perplexity({ ...base, tensors: mergeModel(plan, base.tensors, own) }),
    federated: await perplexity(federated),
  };
}
