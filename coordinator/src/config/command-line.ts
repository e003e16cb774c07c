import { parseArgs } from "node:util";
import type { ParseArgsConfig } from "node:util";

import { nearest } from "@tributary/core/support";
import { z } from "zod";

import { schemas } from "./settings.ts";
import type {
  ClientListSettings,
  ClientRevokeSettings,
  ExportSettings,
  RosterKeySettings,
  RosterShowSettings,
  RosterSignSettings,
  RoundsSettings,
  ServeSettings,
  TaskCreateSettings,
  TaskOrderSettings,
  TasksSettings,
} from "./settings.ts";
import { UsageError } from "./usage.ts";

/** A command line that was understood. */
export type Invocation =
  | { readonly command: "serve"; readonly settings: ServeSettings }
  | { readonly command: "tasks"; readonly settings: TasksSettings }
  | { readonly command: "rounds"; readonly settings: RoundsSettings }
  | { readonly command: "export"; readonly settings: ExportSettings }
  | { readonly command: "roster key"; readonly settings: RosterKeySettings }
  | { readonly command: "roster sign"; readonly settings: RosterSignSettings }
  | { readonly command: "roster show"; readonly settings: RosterShowSettings }
  | { readonly command: "task create"; readonly settings: TaskCreateSettings }
  | { readonly command: "task pause" | "task resume"; readonly settings: TaskOrderSettings }
  | { readonly command: "client list"; readonly settings: ClientListSettings }
  | { readonly command: "client revoke"; readonly settings: ClientRevokeSettings }
  | { readonly command: "help" | "version" };

type Command = keyof typeof schemas;

/** Reads a command line (without node and the script), whole. @throws UsageError in one sentence */
export function readCommandLine(args: readonly string[]): Invocation {
  if (args.includes("--help") || args.includes("-h")) return { command: "help" };
  if (args.includes("--version")) return { command: "version" };
  const { command, words } = commandIn(args);
  const given = flagsOf(command, args.slice(words));
  switch (command) {
    case "serve":
      return { command, settings: checked(schemas.serve, given) };
    case "tasks":
      return { command, settings: checked(schemas.tasks, given) };
    case "rounds":
      return { command, settings: checked(schemas.rounds, given) };
    case "export":
      return { command, settings: checked(schemas.export, given) };
    case "roster key":
      return { command, settings: checked(schemas["roster key"], given) };
    case "roster sign":
      return { command, settings: checked(schemas["roster sign"], given) };
    case "roster show":
      return { command, settings: checked(schemas["roster show"], given, positionals[command]) };
    case "task create":
      return { command, settings: checked(schemas["task create"], given) };
    case "task pause":
    case "task resume":
      return { command, settings: checked(schemas[command], given, positionals[command]) };
    case "client list":
      return { command, settings: checked(schemas["client list"], given) };
    case "client revoke":
      return { command, settings: checked(schemas["client revoke"], given, positionals[command]) };
    default:
      return command satisfies never;
  }
}

/** The setting of a command that is given without a flag, and what to call it. */
const positionals: Partial<Record<Command, { readonly setting: string; readonly words: string }>> = {
  "roster show": { setting: "file", words: "The file" },
  "task pause": { setting: "task", words: "The task" },
  "task resume": { setting: "task", words: "The task" },
  "client revoke": { setting: "client", words: "The client" },
};

const named = [
  "tasks",
  "rounds",
  "export",
  "roster key",
  "roster sign",
  "roster show",
  "task create",
  "task pause",
  "task resume",
  "client list",
  "client revoke",
] as const;

/** The command, and how many of the arguments say so. */
function commandIn(args: readonly string[]): { readonly command: Command; readonly words: number } {
  const [first = "", second = ""] = args;
  if (first === "" || first.startsWith("-")) return { command: "serve", words: 0 };
  const command = named.find((name) => name === first || name === `${first} ${second}`);
  if (command !== undefined) return { command, words: command.split(" ").length };
  const isGroup = named.some((name) => name.startsWith(`${first} `));
  const word = isGroup && !second.startsWith("-") ? `${first} ${second}`.trim() : first;
  const near = nearest(word, named);
  const advice = near === undefined ? `expected ${named.join(", ")} or a flag` : `did you mean ${near}?`;
  throw new UsageError(`There is no command ${word}; ${advice}`);
}

type Given = Record<string, string | boolean | readonly string[]>;

/** The flags as a map from setting names to what was given. */
function flagsOf(command: Command, args: readonly string[]): Given {
  const shape = schemas[command].shape;
  const positional = positionals[command]?.setting;
  const options: NonNullable<ParseArgsConfig["options"]> = {};
  for (const [name, field] of Object.entries(shape)) {
    if (name === positional) continue;
    options[flagOf(name)] = { type: isSwitch(field) ? "boolean" : "string" };
  }
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given: Given = {};
  for (const token of tokens) {
    if (token.kind === "positional") {
      if (positional === undefined || positional in given) {
        throw new UsageError(`"${token.value}" is not expected there; flags begin with --`);
      }
      given[positional] = token.value;
      continue;
    }
    if (token.kind !== "option") continue;
    const known = options[token.name];
    if (known === undefined) throw unknownFlag(token.rawName, Object.keys(options));
    const setting = settingOf(token.name);
    const before = given[setting];
    if (before !== undefined && !isList(shape, setting))
      throw new UsageError(`--${token.name} is given twice`);
    if (known.type === "boolean") {
      if (token.value !== undefined) throw new UsageError(`--${token.name} takes no value`);
      given[setting] = true;
    } else {
      if (token.value === undefined) throw new UsageError(`--${token.name} needs a value`);
      given[setting] = isList(shape, setting)
        ? [...(Array.isArray(before) ? before : []), token.value]
        : token.value;
    }
  }
  return given;
}

function unknownFlag(raw: string, flags: readonly string[]): UsageError {
  const near = nearest(raw.replace(/^-+/, ""), flags);
  const advice = near === undefined ? "see --help" : `did you mean --${near}?`;
  return new UsageError(`There is no flag ${raw}; ${advice}`);
}

function checked<Settings extends object>(
  schema: z.ZodType<Settings>,
  given: Readonly<Given>,
  words?: (typeof positionals)[Command],
): Readonly<Settings> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const [issue] = parsed.error.issues;
  const setting = String(issue?.path[0] ?? "");
  const where = words?.setting === setting ? words.words : `--${flagOf(setting)}`;
  const [, place = 0] = issue?.path ?? [];
  const value = [given[setting]].flat()[Number(place)];
  const got = typeof value === "string" ? ` is ${JSON.stringify(value)};` : ":";
  throw new UsageError(`${where}${got} ${issue?.message ?? "it was refused"}`);
}

function isSwitch(field: z.ZodType): boolean {
  const inner = field instanceof z.ZodDefault ? field.unwrap() : field;
  return inner instanceof z.ZodBoolean;
}

/** Whether a setting may be given more than once. */
function isList(shape: object, setting: string): boolean {
  const field: unknown = Reflect.get(shape, setting);
  return field instanceof z.ZodDefault && field.unwrap() instanceof z.ZodArray;
}

function flagOf(setting: string): string {
  return setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function settingOf(flag: string): string {
  return flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
