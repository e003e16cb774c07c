// The driver's half of mode secure: holds the session, whose secrets never meet the machine, and makes each of its steps once.
import { secureSession } from "../rounds/index.ts";
import {
  abandon,
  advertiseKeys,
  confirmSurvivors,
  localMasks,
  maskInput,
  shareKeys,
  startParticipant,
  unmask,
} from "../secagg/index.ts";
import type { ParticipantSession, ParticipantPorts as SessionPorts, Step } from "../secagg/index.ts";
import type { Cancellation } from "../support/index.ts";
import type { ExchangeHappened, ExchangeRequest } from "./exchange-protocol.ts";
import { pinnedMembership } from "./membership.ts";
import type { ParticipantPorts, ParticipantSettings } from "./ports.ts";
import { plainVector } from "./secure-update.ts";

export interface SecureExchange {
  perform(request: ExchangeRequest, signal: Cancellation): Promise<ExchangeHappened>;
  /** Overwrites the secrets of the attempt, if there are any. */
  abandon(): void;
}

type Ports = Pick<
  ParticipantPorts<unknown>,
  "connection" | "receipts" | "clock" | "random" | "primitives" | "signer" | "masks"
>;
type RequestOf<Kind extends ExchangeRequest["kind"]> = Extract<ExchangeRequest, { kind: Kind }>;

/** @param seed of this participant's private streams (encode-update.ts) */
export function createSecureExchange(
  ports: Ports,
  { organisation }: ParticipantSettings,
  seed: Uint8Array,
): SecureExchange {
  const { connection, primitives, random, signer } = ports;
  const { client } = connection;
  const masks = ports.masks ?? localMasks(primitives);
  const sessionPorts: SessionPorts = { primitives, random, signer, masks };
  let session: ParticipantSession | undefined;

  function current(): ParticipantSession {
    if (session === undefined) throw new Error("keys come before any other step of the exchange");
    return session;
  }

  /** Keeps the state that a step leads to, and tells what it made. */
  function kept<Next extends ParticipantSession["phase"], Message>(
    step: Step<Next, Message>,
    told: (made: Extract<Step<Next, Message>, { ok: true }>) => ExchangeHappened,
  ): ExchangeHappened {
    session = step.state;
    return step.ok ? told(step) : { kind: "withdrew", refusal: step.refusal };
  }

  async function makeKeys(
    { offer, assignment }: RequestOf<"make-keys">,
    signal: Cancellation,
  ): Promise<ExchangeHappened> {
    const { descriptor, descriptorDigest } = assignment;
    if (descriptor.mode !== "secure") throw new Error(`keys were asked for in mode ${descriptor.mode}`);
    // A roster may be replaced while a task runs, so it is read again for each attempt.
    const members = organisation === undefined ? undefined : (await connection.getTask(signal)).members;
    const started = startParticipant({
      session: secureSession(primitives, offer.plan, descriptor, descriptorDigest),
      client,
      membership: pinnedMembership(organisation, members, { client, nowMs: ports.clock.nowMs() }),
    });
    const step = await advertiseKeys(started, sessionPorts);
    return kept(step, ({ message }) => ({ kind: "keys-made", message }));
  }

  async function mask(request: RequestOf<"mask">): Promise<ExchangeHappened> {
    const { offer, assignment, update, roster, inbox } = request;
    const plain = plainVector(update, { plan: offer.plan, assignment, client, seed });
    try {
      const step = await maskInput(current(), inbox, plain, sessionPorts);
      return kept(step, ({ message: { message, vector: bytes } }) => ({
        kind: "masked",
        vector: { bytes, message, roster },
      }));
    } finally {
      plain.fill(0);
    }
  }

  return {
    async perform(request, signal) {
      switch (request.kind) {
        case "note-advertised": {
          const { offer, advertised } = request;
          await ports.receipts.saveAdvertised(offer.fingerprint, offer.task, advertised);
          return { kind: "advertised-noted" };
        }
        case "make-keys":
          return makeKeys(request, signal);
        case "deal-shares":
          return kept(
            await shareKeys(current(), request.adverts, sessionPorts),
            ({ message, state: { roster } }) => ({ kind: "shares-dealt", roster, message }),
          );
        case "mask":
          return mask(request);
        case "check-survivors":
          return kept(await confirmSurvivors(current(), request.survivors, sessionPorts), ({ message }) => ({
            kind: "survivors-checked",
            message,
          }));
        case "make-answer":
          return kept(await unmask(current(), request.request, sessionPorts), ({ message }) => ({
            kind: "answer-made",
            message,
          }));
        case "advertise-keys":
          return {
            kind: "message-answered",
            answer: await connection.advertiseKeys(request.key, request.message, signal),
          };
        case "get-roster":
          return { kind: "roster-read", answer: await connection.getRoster(request.key, signal) };
        case "share-keys":
          return {
            kind: "message-answered",
            answer: await connection.shareKeys(request.key, request.message, signal),
          };
        case "get-inbox":
          return {
            kind: "inbox-read",
            answer: await connection.getInbox(request.key, request.roster, signal),
          };
        case "get-survivors":
          return {
            kind: "survivors-read",
            answer: await connection.getSurvivors(request.key, request.roster, signal),
          };
        case "confirm":
          return {
            kind: "message-answered",
            answer: await connection.confirm(request.key, request.message, signal),
          };
        case "get-confirmations":
          return {
            kind: "confirmations-read",
            answer: await connection.getConfirmations(request.key, request.roster, signal),
          };
        case "unmask":
          return {
            kind: "message-answered",
            answer: await connection.unmask(request.key, request.message, signal),
          };
        default:
          return request satisfies never;
      }
    },
    abandon() {
      if (session !== undefined) abandon(session);
      session = undefined;
    },
  };
}
