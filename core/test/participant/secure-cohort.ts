// Several participants of a task in mode secure, each with its own data, memory and chance, and one scripted coordinator.
import { expect } from "chai";

import { addMasks } from "../../src/masks/index.ts";
import type { Primitives } from "../../src/identity/index.ts";
import type {
  Advertised,
  ParticipantEvent,
  ParticipantPorts,
  ParticipantResult,
  ParticipantSettings,
  ReceiptMemory,
  SeenReceipt,
} from "../../src/participant/index.ts";
import { runParticipant } from "../../src/participant/index.ts";
import type { Plan } from "../../src/plan/index.ts";
import { vectorShape } from "../../src/rounds/index.ts";
import type { MaskPort } from "../../src/secagg/index.ts";
import { packVector, readSum, vectorWords } from "../../src/secagg/index.ts";
import type { Cancellation, ClientId, Digest } from "../../src/support/index.ts";
import { seededRandom, toHex, utf8 } from "../../src/support/index.ts";
import { members } from "../secagg/cohort.ts";
import { nativePrimitives } from "../secagg/native-primitives.ts";
import type { SecureCoordinator, SecureOptions } from "./secure-coordinator.ts";
import { secureCoordinator } from "./secure-coordinator.ts";
import type { ScriptedTrainer } from "./take-part.ts";
import { plan, scriptedTrainer } from "./take-part.ts";
import type { VirtualClock } from "./virtual-clock.ts";
import { virtualClock } from "./virtual-clock.ts";

/** Softmax regression in mode secure, for so many clients, of which three are enough. */
export function securePlan(count = 3, changes: object = {}, inputs = 3): Plan {
  return plan(inputs, {
    privacy: { mode: "secure", clip: 100 },
    cohort: { goal: count, minimum: 3, minSurvivors: 3 },
    ...changes,
  });
}

/** What a client calls from its invitation to its last answer, in order. */
export const exchangeCalls = [
  "AdvertiseKeys",
  "GetRoster",
  "ShareKeys",
  "GetInbox",
  "UploadStatus",
  "PutChunk",
  "CommitUpload",
  "GetSurvivors",
  "Confirm",
  "GetConfirmations",
  "Unmask",
] as const;

/** What of a client outlives its process. */
export interface Memory extends ReceiptMemory {
  seen: SeenReceipt | undefined;
  advertised: Advertised | undefined;
}

export function emptyMemory(): Memory {
  const memory: Memory = {
    seen: undefined,
    advertised: undefined,
    load: () => Promise.resolve(memory.seen),
    save: (_coordinator, _task, receipt) => {
      memory.seen = receipt;
      return Promise.resolve();
    },
    loadAdvertised: () => Promise.resolve(memory.advertised),
    saveAdvertised: (_coordinator, _task, advertised) => {
      memory.advertised = advertised;
      return Promise.resolve();
    },
  };
  return memory;
}

/** One client, as a test may have it. */
export interface Part {
  readonly settings?: Partial<ParticipantSettings>;
  readonly signal?: Cancellation;
  readonly onEvent?: (event: ParticipantEvent) => void;
  readonly memory?: Memory;
  readonly primitives?: Primitives;
  readonly trainer?: ScriptedTrainer;
  /** Processes, one after another, with the same identity and memory: the next begins when one has failed. */
  readonly lives?: number;
}

export interface Seat {
  readonly client: ClientId;
  readonly events: readonly ParticipantEvent[];
  readonly trainer: ScriptedTrainer;
  readonly memory: Memory;
  readonly result: ParticipantResult | undefined;
  readonly error: unknown;
}

export interface CohortRun {
  readonly seats: readonly Seat[];
  readonly coordinator: SecureCoordinator;
  readonly clock: VirtualClock;
  /** The words under the masks of a vector that a client sent. */
  plainOf(vector: Uint8Array): Uint32Array;
}

export interface CohortOptions extends Partial<Omit<SecureOptions, "attempts">> {
  readonly attempts: SecureOptions["attempts"];
  readonly count?: number;
  readonly clock?: VirtualClock;
  /** By index. */
  readonly parts?: Readonly<Record<number, Part>>;
  /** An earlier run's coordinator, which goes on. */
  readonly coordinator?: SecureCoordinator;
  readonly seed?: string;
}

/** The first `count` clients, as runCohort seats them. */
export function clients(count: number): readonly ClientId[] {
  return members(count).map(({ client }) => client);
}

export function timesTrained({ trainer }: Pick<Seat, "trainer">): number {
  return trainer.calls.filter((name) => name === "train").length;
}

/** The events of one kind, in order. */
export function ofKind<Kind extends ParticipantEvent["kind"]>(
  { events }: Pick<Seat, "events">,
  kind: Kind,
): readonly Extract<ParticipantEvent, { kind: Kind }>[] {
  const isOne = (event: ParticipantEvent): event is Extract<ParticipantEvent, { kind: Kind }> =>
    event.kind === kind;
  return events.filter(isOne);
}

/** A client that is gone from its first call of that name on. */
export function vanishing(who: ClientId, method: string): NonNullable<SecureOptions["fault"]> {
  let gone = false;
  return (client, called) => {
    gone ||= client === who && called.startsWith(method);
    return gone && client === who ? "before" : undefined;
  };
}

/** Takes part with every client until the script is over. */
export async function runCohort(options: CohortOptions): Promise<CohortRun> {
  const { count = 3, clock = virtualClock(), seed = "cohort", parts = {} } = options;
  const agreed = options.plan ?? securePlan(count);
  const coordinator =
    options.coordinator ?? secureCoordinator({ places: count, ...options, plan: agreed, clock });
  const plains = new Map<string, Uint32Array>();
  const masks: MaskPort = {
    add(words, added) {
      const plain = words.slice();
      addMasks(words, added, nativePrimitives);
      for (const purpose of ["train", "evaluate"] as const) {
        const shape = vectorShape(agreed, purpose);
        if (words.length === vectorWords(shape)) {
          plains.set(toHex(packVector(words, shape)), plain);
        }
      }
      return Promise.resolve();
    },
  };
  const seats = await Promise.all(
    members(count).map(async ({ client, signer }, index): Promise<Seat> => {
      const part = parts[index] ?? {};
      const trainer = part.trainer ?? scriptedTrainer();
      const memory = part.memory ?? emptyMemory();
      const events: ParticipantEvent[] = [];
      const cache = new Map<Digest, Uint8Array>();
      const ports = (life: number): ParticipantPorts<string> => ({
        connection: coordinator.connect(signer, () => timesTrained({ trainer })),
        trainer,
        readData: () => Promise.resolve("my data"),
        blobs: {
          get: (blob) => Promise.resolve(cache.get(blob)),
          put: (blob, bytes) => {
            cache.set(blob, bytes);
            return Promise.resolve();
          },
        },
        receipts: memory,
        clock,
        random: seededRandom(utf8(seed), client, String(life)),
        primitives: part.primitives ?? nativePrimitives,
        signer,
        masks,
      });
      const settings = { acceptSealed: false, ...part.settings };
      const onEvent = (event: ParticipantEvent): void => {
        events.push(event);
        part.onEvent?.(event);
      };
      const seen = { onEvent, ...(part.signal && { signal: part.signal }) };
      let result: ParticipantResult | undefined;
      let error: unknown;
      for (let life = 1; life <= (part.lives ?? 1) && result === undefined; life++) {
        try {
          result = await runParticipant(ports(life), settings, seen);
        } catch (thrown) {
          error = thrown;
        }
      }
      return { client, events, trainer, memory, result, error };
    }),
  );
  return {
    seats,
    coordinator,
    clock,
    plainOf(vector) {
      const plain = plains.get(toHex(vector));
      if (plain === undefined) throw new Error("no client made this vector");
      return plain;
    },
  };
}

/**
 * That each sum which was unmasked is the plain sum, modulo 2^32, of what those who count have under their masks.
 * @returns how many there are
 */
export function expectPlainSums({ coordinator, plainOf }: CohortRun, plan: Plan): number {
  let sums = 0;
  for (const { key, end, vectors, purpose } of coordinator.ended) {
    if (end.kind !== "committed") continue;
    const shape = vectorShape(plan, purpose);
    const words = new Uint32Array(vectorWords(shape));
    for (const client of end.survivors) {
      plainOf(vectors.get(client) ?? new Uint8Array()).forEach((word, i) => (words[i]! += word));
    }
    expect(end.sum, `${key.round}/${key.attempt}`).to.deep.equal(readSum(words, shape));
    sums++;
  }
  return sums;
}
