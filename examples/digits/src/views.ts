import type { DemoEvent } from "./demo.ts";
import type { Report } from "./figures.ts";
import { beginProgress, clientSaid, clientsLine, progressLines, roundEnded, roundLine } from "./progress.ts";
import type { Terminal } from "./screen.ts";
import { openScreen } from "./screen.ts";
import { writers } from "./setting.ts";

/** How a run is shown. */
export interface View {
  begin(out: string, seed: string | undefined): void;
  show(event: DemoEvent): void;
  note(text: string): void;
  end(report: Report, text: string): void;
  /** Takes away what is redrawn in place. */
  leave(): void;
}

const usualRounds = 12;
const learns = { secure: "learns sums of updates alone", sealed: "can read each update" } as const;

/** For people: a line for each client and one for the round, redrawn in place on a terminal, printed elsewhere. */
export function peopleView(terminal: Terminal, nowMs: () => number, rounds = usualRounds): View {
  const screen = openScreen(terminal, nowMs);
  const names = Array.from({ length: writers.writers }, (_, index) => `writer ${index + 1}`);
  let progress = beginProgress(names, rounds);
  const say = (text: string): void => screen.print(text);
  return {
    begin(out, seed) {
      say("Ten writers, one model: each keeps its handwriting in a process of its own.");
      if (seed !== undefined) say(`Seed ${seed}. seeded: not private`);
      say(`Everything goes to ${out}`);
    },
    show(event) {
      switch (event.kind) {
        case "data":
          say(`Handwriting is drawn in ${event.folder}`);
          break;
        case "coordinator":
          say(
            `The coordinator listens at ${event.url} (mode ${event.mode}: it ${learns[event.mode]}); ten clients start.`,
          );
          break;
        case "client": {
          progress = clientSaid(progress, event.writer, event.line);
          const client = progress.clients[event.writer];
          if (event.line.kind === "data" && client !== undefined) {
            say(`${client.name}: has ${client.pictures} pictures of ${client.digits} digits`);
          }
          screen.draw(progressLines(progress));
          break;
        }
        case "round":
          progress = roundEnded(progress, event.line);
          say(roundLine(event.line, rounds));
          if (!terminal.isTerminal) say(`  read on their own validation pictures  ${clientsLine(progress)}`);
          screen.draw(progressLines(progress));
          break;
        case "aborted":
          say(event.text);
          break;
        case "baselines":
          if (event.done === 1) {
            screen.clear();
            if (!terminal.isTerminal)
              say("Now for comparison: each client alone, and all data in one place.");
          }
          screen.draw([`For comparison: ${event.done} of ${event.of} models fitted and scored`]);
          break;
        default:
          event satisfies never;
      }
    },
    note: say,
    end(_, text) {
      screen.clear();
      say(text);
    },
    leave: () => screen.clear(),
  };
}

/** For machines: one JSON document a line, the report last. */
export function jsonView(terminal: Terminal): View {
  const say = (document: object): void => terminal.write(`${JSON.stringify(document)}\n`);
  return {
    begin: (out, seed) => say({ kind: "begin", out, seed: seed ?? null, private: seed === undefined }),
    show: say,
    note: (text) => say({ kind: "note", text }),
    end: (report) => say({ kind: "report", ...report }),
    leave: () => undefined,
  };
}
