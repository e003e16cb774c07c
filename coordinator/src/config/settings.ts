import { parseArgs } from "node:util";
import type { ParseArgsConfig } from "node:util";

import { nearest } from "@tributary/core/support";
import { z } from "zod";

import { UsageError } from "./usage.ts";

const dataDir = z.string().min(1).default("./var");
const task = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    "expected 1 to 63 lower-case letters, digits and inner dashes",
  )
  .optional();
const json = z.boolean().default(false);

/** What a coordinator that serves is told. */
const serveSchema = z
  .strictObject({
    /** Path of the plan; without it the data folder's tasks go on. */
    plan: z.string().min(1).optional(),
    dataDir,
    host: z.string().min(1).default("127.0.0.1"),
    /** 0: any free port. */
    port: z.coerce.number("expected a number").int().min(0).max(65_535).default(7070),
    tlsKey: z.string().min(1).optional(),
    tlsCert: z.string().min(1).optional(),
    /** Clients that may enrol, in all. */
    maxClients: z.coerce.number("expected a number").int().min(1).default(100_000),
    exitWhenDone: z.boolean().default(false),
    logLevel: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
    json,
  })
  .refine(({ tlsKey, tlsCert }) => (tlsKey === undefined) === (tlsCert === undefined), {
    path: ["tlsCert"],
    message: "expected --tls-key and --tls-cert together",
  });

const tasksSchema = z.strictObject({ dataDir, json });
const roundsSchema = z.strictObject({ dataDir, task, json });

const exportSchema = z.strictObject({
  dataDir,
  task,
  /** The model of the best scored round, of the last one, or of a round by its number. */
  round: z
    .union(
      [z.enum(["best", "last"]), z.coerce.number().int().min(0)],
      "expected best, last or a round's number",
    )
    .default("best"),
  format: z.enum(["safetensors"]).default("safetensors"),
  /** A file if it ends in .safetensors, else a folder. */
  out: z.string("expected a file or a folder, as in --out model.safetensors").min(1),
  /** The trained tensors alone, instead of the whole model. */
  adapter: z.boolean().default(false),
  json,
});

export type ServeSettings = Readonly<z.output<typeof serveSchema>>;
export type TasksSettings = Readonly<z.output<typeof tasksSchema>>;
export type RoundsSettings = Readonly<z.output<typeof roundsSchema>>;
export type ExportSettings = Readonly<z.output<typeof exportSchema>>;

/** A command line that was understood. */
export type Invocation =
  | { readonly command: "serve"; readonly settings: ServeSettings }
  | { readonly command: "tasks"; readonly settings: TasksSettings }
  | { readonly command: "rounds"; readonly settings: RoundsSettings }
  | { readonly command: "export"; readonly settings: ExportSettings }
  | { readonly command: "help" | "version" };

const schemas = {
  serve: serveSchema,
  tasks: tasksSchema,
  rounds: roundsSchema,
  export: exportSchema,
} as const;
type Command = keyof typeof schemas;

/** Reads a command line (without node and the script), whole. @throws UsageError in one sentence */
export function readCommandLine(args: readonly string[]): Invocation {
  if (args.includes("--help") || args.includes("-h")) return { command: "help" };
  if (args.includes("--version")) return { command: "version" };
  const [first = ""] = args;
  const named = first !== "" && !first.startsWith("-");
  const command = named ? commandOf(first) : "serve";
  const given = flagsOf(command, named ? args.slice(1) : args);
  switch (command) {
    case "serve":
      return { command, settings: checked(schemas.serve, given) };
    case "tasks":
      return { command, settings: checked(schemas.tasks, given) };
    case "rounds":
      return { command, settings: checked(schemas.rounds, given) };
    case "export":
      return { command, settings: checked(schemas.export, given) };
    default:
      return command satisfies never;
  }
}

function commandOf(word: string): Command {
  const commands = ["tasks", "rounds", "export"] as const;
  const known = commands.find((name) => name === word);
  if (known !== undefined) return known;
  const near = nearest(word, commands);
  const advice = near === undefined ? `expected ${commands.join(", ")} or a flag` : `did you mean ${near}?`;
  throw new UsageError(`There is no command ${word}; ${advice}`);
}

/** The flags as a map from setting names to texts and booleans. */
function flagsOf(command: Command, args: readonly string[]): Record<string, string | boolean> {
  const shape = schemas[command].shape;
  const options: NonNullable<ParseArgsConfig["options"]> = {};
  for (const [name, field] of Object.entries(shape)) {
    options[flagOf(name)] = { type: isSwitch(field) ? "boolean" : "string" };
  }
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given: Record<string, string | boolean> = {};
  for (const token of tokens) {
    if (token.kind === "positional")
      throw new UsageError(`"${token.value}" is not expected there; flags begin with --`);
    if (token.kind !== "option") continue;
    const known = options[token.name];
    if (known === undefined) throw unknownFlag(token.rawName, Object.keys(options));
    const setting = settingOf(token.name);
    if (setting in given) throw new UsageError(`--${token.name} is given twice`);
    if (known.type === "boolean") {
      if (token.value !== undefined) throw new UsageError(`--${token.name} takes no value`);
      given[setting] = true;
    } else {
      if (token.value === undefined) throw new UsageError(`--${token.name} needs a value`);
      given[setting] = token.value;
    }
  }
  return given;
}

function unknownFlag(raw: string, flags: readonly string[]): UsageError {
  const near = nearest(raw.replace(/^-+/, ""), flags);
  const advice = near === undefined ? "see --help" : `did you mean --${near}?`;
  return new UsageError(`There is no flag ${raw}; ${advice}`);
}

function checked<Settings extends object>(schema: z.ZodType<Settings>, given: unknown): Readonly<Settings> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const [issue] = parsed.error.issues;
  const flag = flagOf(String(issue?.path[0] ?? ""));
  throw new UsageError(`--${flag}: ${issue?.message ?? "it was refused"}`);
}

function isSwitch(field: z.ZodType): boolean {
  const inner = field instanceof z.ZodDefault ? field.unwrap() : field;
  return inner instanceof z.ZodBoolean;
}

function flagOf(setting: string): string {
  return setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function settingOf(flag: string): string {
  return flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
