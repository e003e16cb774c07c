import { largest } from "@tributary/core/metrics";
import type { FamilyPlan } from "@tributary/core/model";
import { UserError, draw, seededRandom, throwIfCancelled, u32be } from "@tributary/core/support";
import type { Cancellation, Draw } from "@tributary/core/support";
import { partsOfPrompt } from "@tributary/core/text";
import type { Tokenizer } from "@tributary/core/text";
import { tokenizerOf } from "./encoder.ts";
import type { Engine, TensorFlow } from "./engine/index.ts";
import { uploadBatch } from "./engine-batch.ts";
import { enteringStage, readTensor } from "./run-stages.ts";
import type { Scorer } from "./score.ts";
import { nextTurn } from "./turns.ts";
import { withModel } from "./whole-model.ts";
import type { WholeModel } from "./whole-model.ts";

export interface GenerateOptions {
  /** New tokens, at most. */
  readonly maximumTokens: number;
  /** What logits are divided by before a token is drawn; 0: the likeliest token each time. */
  readonly temperature: number;
  /** From which tokens are drawn, the same everywhere. */
  readonly seed: number;
}

export interface Continuation {
  /** What follows the prompt. */
  readonly text: string;
  /** New tokens, that of the end not counted. */
  readonly tokenCount: number;
  /** Whether the model ended the text by itself. */
  readonly ended: boolean;
}

/** Where a turn ends in a conversation (see core's templates). */
const endOfTurn = "<|im_end|>";

/**
 * Continues a prompt, framed as the plan's template has it, token by token. Nothing is kept from one token to the next;
 * logits are computed for the last place alone. Of a text longer than the model's positions it sees the end.
 * @throws UserError if the model is no language model or does not fit the plan; the signal's reason if it is raised
 */
export async function generate(
  { tf }: Engine,
  plan: FamilyPlan,
  model: WholeModel,
  prompt: string,
  { maximumTokens, temperature, seed }: GenerateOptions,
  signal?: Cancellation,
): Promise<Continuation> {
  const { positions, tokenizer } = languageModelOf(plan, model);
  const ends = endsOf(plan, tokenizer);
  const chance = draw(seededRandom(u32be(seed), "generate"));
  const ids = promptTokens(plan, tokenizer, prompt);
  const start = ids.length;
  return withModel(tf, plan, model, async (scorer) => {
    for (;;) {
      const text = tokenizer.decode(ids.slice(start));
      const turn = ends.turn === undefined ? -1 : text.indexOf(ends.turn);
      if (turn >= 0) return { text: text.slice(0, turn), tokenCount: ids.length - start, ended: true };
      if (ids.length - start >= maximumTokens) return { text, tokenCount: ids.length - start, ended: false };
      throwIfCancelled(signal);
      const logits = await nextLogits(tf, scorer, ids.slice(-positions), positions);
      // A table may have more rows than the tokenizer has tokens.
      const next = chosen(logits.subarray(0, tokenizer.vocabularySize), temperature, chance);
      if (ends.ids.has(next)) return { text, tokenCount: ids.length - start, ended: true };
      ids.push(next);
      await nextTurn();
    }
  });
}

function languageModelOf(
  plan: FamilyPlan,
  { assets }: WholeModel,
): { readonly positions: number; readonly tokenizer: Tokenizer } {
  const tokenizer = tokenizerOf(plan, assets);
  if (!("nPositions" in plan.model) || tokenizer === undefined) {
    throw new UserError(
      `a model of family ${plan.model.family} continues no prompt: it tells ${plan.labels.length} labels apart; give it data instead`,
    );
  }
  return { positions: plan.model.nPositions, tokenizer };
}

/** The tokens at which a text is over, and how its end is spelled where that is no token. */
function endsOf({ input }: FamilyPlan, tokenizer: Tokenizer) {
  const ids = new Set(tokenizer.endId === undefined ? [] : [tokenizer.endId]);
  if (input.kind !== "text" || input.template !== "chatml") return { ids, turn: undefined };
  const [token, ...more] = tokenizer.tokenize(endOfTurn);
  if (token === undefined || more.length > 0) return { ids, turn: endOfTurn };
  return { ids: ids.add(token), turn: undefined };
}

function promptTokens({ input }: FamilyPlan, tokenizer: Tokenizer, prompt: string): number[] {
  const ids = [...tokenizer.frame.before];
  const template = input.kind === "text" ? input.template : "plain";
  // What comes before that which the model would learn to say.
  for (const { text, learned } of partsOfPrompt(template, { prompt, completion: " " })) {
    if (learned) break;
    ids.push(...tokenizer.tokenize(text));
  }
  if (ids.length > 0) return ids;
  // Texts follow one another in what such models were trained on.
  if (tokenizer.endId !== undefined) return [tokenizer.endId];
  throw new UserError("there is nothing to continue; give a prompt that is not empty");
}

/** Lengths that an engine meets; padding comes after the last token, which does not see it. */
const bucket = 16;

async function nextLogits(
  tf: TensorFlow,
  { network, weights }: Scorer,
  ids: readonly number[],
  positions: number,
): Promise<Float32Array> {
  const length = Math.min(positions, Math.ceil(ids.length / bucket) * bucket);
  const padded = new Int32Array(length);
  padded.set(ids);
  const { batch, dispose } = uploadBatch(tf, {
    kind: "tokens",
    count: 1,
    length,
    ids: padded,
    mask: Float32Array.from(padded, (_, at) => (at < ids.length ? 1 : 0)),
    targets: { kind: "tokens", places: Int32Array.of(ids.length - 1), next: Int32Array.of(0) },
  });
  try {
    const logits = tf.tidy(() =>
      network.logits(weights, enteringStage(tf, network, weights, batch, network.stages.length), batch),
    );
    return await readTensor(logits);
  } finally {
    dispose();
  }
}

function chosen(logits: Float32Array, temperature: number, chance: Draw): number {
  const best = largest(logits);
  if (temperature === 0) return best;
  const peak = logits[best]!;
  const powers = Float64Array.from(logits, (logit) => Math.exp((logit - peak) / temperature));
  let left = chance.uniform() * powers.reduce((sum, power) => sum + power, 0);
  for (const [index, power] of powers.entries()) {
    left -= power;
    if (left < 0) return index;
  }
  return best;
}
