import { pino } from "pino";

export type LogLevel = "silent" | "error" | "warn" | "info" | "debug";

/** One thing that happened: its name and figures for machines, a sentence for people. */
export interface LogEntry {
  readonly level: Exclude<LogLevel, "silent">;
  /** Kebab-case; the names are listed in docs/operating.md. */
  readonly event: string;
  readonly text: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

export type Log = (entry: LogEntry) => void;

export interface LogOptions {
  /** One JSON document per entry, instead of its text alone. */
  readonly json: boolean;
  readonly level: LogLevel;
  readonly write: (line: string) => void;
}

/** Writes entries as lines. */
export function createLog({ json, level, write }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: "text",
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
    },
    { write: (line: string) => write(json ? line : textOf(line)) },
  );
  return ({ level: entryLevel, event, text, fields }) => {
    logger[entryLevel]({ event, ...fields }, text);
  };
}

/** A JSON line's text, for people; marks what went wrong. */
function textOf(line: string): string {
  const { level, text } = JSON.parse(line) as { readonly level: string; readonly text: string };
  return `${level === "warn" || level === "error" ? `${level}: ` : ""}${text}\n`;
}
