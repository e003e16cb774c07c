import { z } from "zod";

// What the demo reads of the JSON lines that tributary-coordinator and tributary-client print. Other lines, and other
// fields, are passed over.

const round = z.number();

const clientLine = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("joined") }),
  z.object({ kind: z.literal("engine"), decision: z.object({ engine: z.string(), outcome: z.string() }) }),
  z.object({ kind: z.literal("data"), exampleCount: z.number(), perLabel: z.array(z.number()) }),
  z.object({ kind: z.literal("assigned"), round, purpose: z.enum(["train", "evaluate"]) }),
  z.object({
    kind: z.literal("evaluated"),
    round,
    metrics: z.object({ exampleCount: z.number(), accuracy: z.number(), loss: z.number() }).nullable(),
  }),
  z.object({
    kind: z.literal("training"),
    round,
    progress: z.object({ step: z.number(), steps: z.number(), loss: z.number() }),
  }),
  z.object({ kind: z.literal("ready"), round, sizeBytes: z.number() }),
  z.object({ kind: z.literal("accepted"), round }),
  z.object({ kind: z.literal("committed"), round, counted: z.boolean() }),
  z.object({ kind: z.literal("aborted"), round, cause: z.string(), detail: z.string() }),
  z.object({ kind: z.literal("reconnecting"), error: z.string() }),
  z.object({ kind: z.literal("done"), state: z.string() }),
]);

/** What a client says of itself. */
export type ClientLine = z.output<typeof clientLine>;

const coordinatorLine = z.discriminatedUnion("event", [
  z.object({ event: z.literal("listening"), url: z.string(), invite: z.string() }),
  z.object({
    event: z.literal("round-committed"),
    round,
    purpose: z.enum(["train", "evaluate"]),
    participants: z.number(),
    dropped: z.number(),
    loss: z.number().nullable(),
    accuracy: z.number().nullable(),
    bytesUp: z.number(),
    bytesDown: z.number(),
    seconds: z.number(),
  }),
  z.object({ event: z.literal("attempt-aborted"), round, text: z.string() }),
  z.object({ event: z.literal("task-completed"), text: z.string(), bestRound: z.number().optional() }),
  z.object({ event: z.literal("task-failed"), text: z.string() }),
]);

/** What the coordinator says of its task. */
export type CoordinatorLine = z.output<typeof coordinatorLine>;

/** A round as the coordinator tells of it; loss and accuracy are those of the model that came in. */
export type RoundLine = Extract<CoordinatorLine, { event: "round-committed" }>;

export function readClientLine(text: string): ClientLine | undefined {
  return clientLine.safeParse(parsed(text)).data;
}

export function readCoordinatorLine(text: string): CoordinatorLine | undefined {
  return coordinatorLine.safeParse(parsed(text)).data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
