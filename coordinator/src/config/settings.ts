import { z } from "zod";

const path = (name: string) => z.string().min(1, `expected the path of a ${name}`);
const whole = (least: number, most = Number.MAX_SAFE_INTEGER) => {
  const words = `expected a whole number from ${least} ${most === Number.MAX_SAFE_INTEGER ? "on" : `to ${most}`}`;
  return z.coerce.number(words).int(words).min(least, words).max(most, words);
};
const levels = ["silent", "error", "warn", "info", "debug"] as const;

const dataDir = path("folder").default("./var");
const task = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    "expected 1 to 63 lower-case letters, digits and inner dashes",
  )
  .optional();
const json = z.boolean().default(false);

/** As browsers write it: no path, and no port that is the scheme's own. */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** What a coordinator that serves is told. */
const serveSchema = z
  .strictObject({
    /** Path of the plan; without it the data folder's tasks go on. */
    plan: path("file").optional(),
    dataDir,
    host: z.string().min(1, "expected an address").default("127.0.0.1"),
    /** 0: any free port. */
    port: whole(0, 65_535).default(7070),
    /** Origins whose pages may call, beside the coordinator's own. */
    allowOrigin: z
      .array(z.string().refine(isOrigin, "expected an origin, such as https://hospital.example"))
      .default([]),
    tlsKey: path("file").optional(),
    tlsCert: path("file").optional(),
    /** Clients that may enrol, in all. */
    maxClients: whole(1).default(100_000),
    exitWhenDone: z.boolean().default(false),
    /** The operator's token even of this coordinator's own page on a loopback address. */
    requireToken: z.boolean().default(false),
    logLevel: z
      .enum(levels, `expected ${levels.slice(0, -1).join(", ")} or ${levels.at(-1)}`)
      .default("info"),
    /** Path of the roster of those who may take part; without it the data folder's, if it has one, goes on to hold. */
    roster: path("file").optional(),
    json,
  })
  .refine(({ tlsKey, tlsCert }) => (tlsKey === undefined) === (tlsCert === undefined), {
    path: ["tlsCert"],
    message: "expected --tls-key and --tls-cert together",
  });

const tasksSchema = z.strictObject({ dataDir, json });
const roundsSchema = z.strictObject({ dataDir, task, json });

const formats = ["safetensors", "peft", "merged", "tfjs"] as const;
const dtypes = ["F32", "F16", "BF16"] as const;

const exportSchema = z
  .strictObject({
    dataDir,
    task,
    /** The model of the best scored round, of the last one, or of a round by its number. */
    round: z
      .union(
        [z.enum(["best", "last"]), z.coerce.number().int().min(0)],
        "expected best, last or a round's number",
      )
      .default("best"),
    /** One file for tributary-client, or a folder for PEFT, for transformers or for TF.js. */
    format: z
      .enum(formats, `expected ${formats.slice(0, -1).join(", ")} or ${formats.at(-1)}`)
      .default("safetensors"),
    /** A file if it ends in .safetensors, else a folder. */
    out: z.string("expected a file or a folder, as in --out model.safetensors").min(1),
    /** The trained tensors alone, instead of the whole model. */
    adapter: z.boolean().default(false),
    /** How weights are stored; default: F32 in a file, in a merged folder as the base's were. */
    dtype: z.enum(dtypes, `expected ${dtypes.slice(0, -1).join(", ")} or ${dtypes.at(-1)}`).optional(),
    /** Where others find the base model, such as org/name on a hub; default: what its config.json says. */
    baseName: z.string().min(1, "expected a name, such as org/name").optional(),
    json,
  })
  .refine(({ adapter, format }) => !adapter || format === "safetensors", {
    path: ["adapter"],
    message: "expected --format safetensors with it, or --format peft in its place",
  })
  .refine(({ dtype, format }) => dtype === undefined || format === "safetensors" || format === "merged", {
    path: ["dtype"],
    message: "expected --format safetensors or merged with it, since the others hold F32",
  });

/** Where something is written: a file that must be named. */
const outFile = (example: string) => z.string(`expected a file, as in --out ${example}`).min(1);

const rosterKeySchema = z.strictObject({ out: outFile("org.key.json"), json });

const rosterSignSchema = z.strictObject({
  key: z.string("expected the organisation's key file, as in --key org.key.json").min(1),
  /** CSV: name,publicKey. */
  members: z.string("expected a file, as in --members members.csv").min(1),
  /** For people. */
  organisation: z.string('expected a name, as in --organisation "St. Mary trust"').min(1),
  /** How long the roster counts, from now on. */
  days: z.coerce.number("expected a number").int().min(1).max(3_650).default(365),
  out: outFile("roster.json"),
  json,
});

const rosterShowSchema = z.strictObject({
  file: z.string("expected a file, as in roster show roster.json").min(1),
  json,
});

/** How a command reaches a coordinator that runs, and shows that it may. */
const line = {
  coordinator: z.string().min(1, "expected http(s)://host:port").default("http://127.0.0.1:7070"),
  dataDir,
  /** Default: `operator-token` in the data folder. */
  tokenFile: path("file").optional(),
  /** PEM: the authority to trust, in place of Node's. */
  tlsCa: path("file").optional(),
  json,
};

const taskCreateSchema = z.strictObject({
  ...line,
  plan: z.string("expected a file, as in --plan plan.yaml").min(1),
});
/** Without a name the one task that can be meant. */
const taskOrderSchema = z.strictObject({ ...line, task });
const clientListSchema = z.strictObject(line);
const clientRevokeSchema = z.strictObject({
  ...line,
  client: z
    .string("expected a client's id, as client list prints it")
    .regex(/^[0-9a-f]{32}$/, "expected 32 hex digits, as client list prints them"),
  reason: z
    .string('expected a reason, as in --reason "its device was stolen"')
    .min(1, "expected a reason")
    .max(200, "expected at most 200 characters"),
});

export type LineSettings = Readonly<z.output<z.ZodObject<typeof line>>>;
export type TaskCreateSettings = Readonly<z.output<typeof taskCreateSchema>>;
export type TaskOrderSettings = Readonly<z.output<typeof taskOrderSchema>>;
export type ClientListSettings = Readonly<z.output<typeof clientListSchema>>;
export type ClientRevokeSettings = Readonly<z.output<typeof clientRevokeSchema>>;
export type ServeSettings = Readonly<z.output<typeof serveSchema>>;
export type TasksSettings = Readonly<z.output<typeof tasksSchema>>;
export type RoundsSettings = Readonly<z.output<typeof roundsSchema>>;
export type ExportSettings = Readonly<z.output<typeof exportSchema>>;
export type RosterKeySettings = Readonly<z.output<typeof rosterKeySchema>>;
export type RosterSignSettings = Readonly<z.output<typeof rosterSignSchema>>;
export type RosterShowSettings = Readonly<z.output<typeof rosterShowSchema>>;

/** What each command is told; `serve` is the command that needs no word. */
export const schemas = {
  serve: serveSchema,
  tasks: tasksSchema,
  rounds: roundsSchema,
  export: exportSchema,
  "roster key": rosterKeySchema,
  "roster sign": rosterSignSchema,
  "roster show": rosterShowSchema,
  "task create": taskCreateSchema,
  "task pause": taskOrderSchema,
  "task resume": taskOrderSchema,
  "client list": clientListSchema,
  "client revoke": clientRevokeSchema,
} as const;
