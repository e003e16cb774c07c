import { nearest } from "@tributary/core/support";

/** A command line that cannot be understood: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What a flag takes: nothing, one text, or one text each time that it comes. */
export type FlagKind = "switch" | "text" | "texts";

export type Flags<Table extends Readonly<Record<string, FlagKind>>> = {
  readonly [Name in keyof Table]: Table[Name] extends "switch"
    ? boolean
    : Table[Name] extends "texts"
      ? readonly string[]
      : string | undefined;
};

/** Reads `--name`, `--name value` and `--name=value`. @throws UsageError naming the nearest flag */
export function parseFlags<Table extends Readonly<Record<string, FlagKind>>>(
  args: readonly string[],
  table: Table,
): Flags<Table> {
  const found = new Map<string, string[]>();
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? "";
    if (!argument.startsWith("--"))
      throw new UsageError(`${JSON.stringify(argument)} has no place here; flags begin with --.`);
    const equals = argument.indexOf("=");
    const name = argument.slice(2, equals === -1 ? undefined : equals);
    const kind = Object.hasOwn(table, name) ? table[name] : undefined;
    if (kind === undefined) throw new UsageError(unknownFlag(name, Object.keys(table)));
    const values = found.get(name) ?? [];
    if (kind !== "texts" && values.length > 0) throw new UsageError(`--${name} comes twice.`);
    if (kind === "switch") {
      if (equals !== -1) throw new UsageError(`--${name} takes no value.`);
      values.push("");
    } else {
      const value = equals === -1 ? args[++i] : argument.slice(equals + 1);
      if (value === undefined || (equals === -1 && value.startsWith("--")))
        throw new UsageError(`--${name} needs a value.`);
      values.push(value);
    }
    found.set(name, values);
  }
  const entries = Object.entries(table).map(([name, kind]) => [name, valueOf(kind, found.get(name))]);
  // The table says for each name what was put there.
  return Object.fromEntries(entries) as Flags<Table>;
}

function valueOf(
  kind: FlagKind,
  values: readonly string[] | undefined,
): boolean | string | undefined | readonly string[] {
  switch (kind) {
    case "switch":
      return values !== undefined;
    case "text":
      return values?.[0];
    case "texts":
      return values ?? [];
    default:
      return kind satisfies never;
  }
}

function unknownFlag(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  const advice =
    near === undefined
      ? `there are ${known.map((flag) => `--${flag}`).join(", ")}`
      : `did you mean --${near}?`;
  return `There is no flag --${name}; ${advice}`;
}

/** @throws UsageError if the flag was not given */
export function required(name: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}

/** A whole number of at least `minimum`. @throws UsageError */
export function wholeNumber(name: string, text: string, minimum: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < minimum) {
    throw new UsageError(`--${name} is ${JSON.stringify(text)}; expected a whole number from ${minimum} on.`);
  }
  return value;
}

/** One of a list of words. @throws UsageError naming the nearest */
export function oneOf<Word extends string>(name: string, text: string, words: readonly Word[]): Word {
  const word = words.find((known) => known === text);
  if (word !== undefined) return word;
  const near = nearest(text, words);
  const advice = near === undefined ? `expected ${words.join(", ")}` : `did you mean ${near}?`;
  throw new UsageError(`--${name} is ${JSON.stringify(text)}; ${advice}`);
}
