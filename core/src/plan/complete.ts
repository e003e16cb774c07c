import { err, nearest, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import type { Fault } from "../yaml/index.ts";
import { presetCommon, presets } from "./presets.ts";

/** What the base model's folder says of the plan; each key that a plan has itself wins. */
export interface FoundInBase {
  readonly model?: object;
  readonly input?: object;
  readonly labels?: readonly string[];
  /** Tokens of the longest text that the model reads: a plan without `maximumTokens` asks for no more. */
  readonly longestText?: number;
}

/** What a text is that a model reads, unless the plan says it. */
const customaryTokens = 128;

/**
 * A plan's value with what its preset and its base model say filled in, before it is checked. `preset` is no key of the
 * plan itself: what is hashed and sent has all that it stands for.
 */
export function completePlan(written: unknown, found: FoundInBase = {}): Result<unknown, readonly Fault[]> {
  if (!isMap(written)) return ok(written);
  const { preset, ...own } = written;
  const { model, input, labels } = found;
  const says = { ...(model && { model }), ...(input && { input }), ...(labels && { labels }) };
  const named = presetOf(preset);
  if (!named.ok) return named;
  const whole = merged(named.value, merged(says, own));
  return ok(withinReach(whole, own, found.longestText));
}

function presetOf(preset: unknown): Result<Readonly<Record<string, unknown>>, readonly Fault[]> {
  if (preset === undefined) return ok({});
  const name = typeof preset === "string" ? preset : JSON.stringify(preset);
  const known = Object.hasOwn(presets, name) ? presets[name] : undefined;
  if (known !== undefined) return ok({ task: name, ...presetCommon, ...known });
  const names = Object.keys(presets);
  const near = nearest(name, names);
  const advice = near === undefined ? `expected one of ${names.join(", ")}` : `did you mean ${near}?`;
  return err([{ path: ["preset"], key: false, message: `there is no preset ${name}; ${advice}` }]);
}

/** A base that reads shorter texts than the preset asks for is no fault of the person who named both. */
function withinReach(
  whole: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, unknown>>,
  longest: number | undefined,
): unknown {
  const { input } = whole;
  if (longest === undefined || !isMap(input) || input["kind"] !== "text") return whole;
  if (isMap(own["input"]) && own["input"]["maximumTokens"] !== undefined) return whole;
  const asked = Number(input["maximumTokens"] ?? customaryTokens);
  return { ...whole, input: { ...input, maximumTokens: Math.min(asked, longest) } };
}

/** Which key says what kind a section is: another kind's keys do not belong to it. */
const kinds = ["family", "kind", "method"];

/** `own` over `defaults`, section by section. */
function merged(
  defaults: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const result = new Map(Object.entries(defaults));
  for (const [key, value] of Object.entries(own)) {
    const before = result.get(key);
    const apart = isMap(before) && isMap(value) && kinds.some((kind) => differs(before[kind], value[kind]));
    result.set(key, isMap(before) && isMap(value) && !apart ? merged(before, value) : value);
  }
  // Which makes a property of every key, `__proto__` included, so that it is refused by name.
  return Object.fromEntries(result);
}

function differs(a: unknown, b: unknown): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
