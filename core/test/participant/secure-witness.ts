import type { Advert, Confirmation, MaskedInput, SharedKeys, UnmaskAnswer } from "../../src/secagg/index.ts";
import type { ClientId } from "../../src/support/index.ts";
import { concat, toHex } from "../../src/support/index.ts";

/** Where a message belongs, and how often its sender has trained by then. */
export interface Place {
  readonly client: ClientId;
  readonly incarnation: number;
  readonly round: number;
  readonly attempt: number;
  readonly trainingRun: number;
}

/** Watches what clients send, repetitions and lost calls included, and notes each promise of the protocol that one breaks. */
export interface Witness {
  readonly violations: readonly string[];
  /** `client round/attempt`: where a masked vector's first byte was seen. */
  readonly vectors: ReadonlySet<string>;
  advert(place: Place, message: Advert): void;
  shares(place: Place, message: SharedKeys): void;
  chunk(place: Place, offset: number, data: Uint8Array): void;
  input(place: Place, message: MaskedInput): void;
  confirmation(place: Place, message: Confirmation): void;
  answer(place: Place, message: UnmaskAnswer): void;
}

export function createWitness(): Witness {
  const violations: string[] = [];
  const said = new Map<string, string>();
  const sent = new Map<string, Uint8Array>();
  const newest = new Map<ClientId, Place>();
  const burnedIn = new Map<string, string>();
  const maskedIn = new Map<string, Set<string>>();
  const vectors = new Set<string>();
  const name = ({ client, round, attempt }: Place): string => `${client} ${round}/${attempt}`;
  const placeOf = (place: Place): string => `${place.incarnation} ${name(place)}`;

  function sayOnce(what: string, place: Place, ...parts: readonly Uint8Array[]): void {
    const key = `${what} of ${placeOf(place)}`;
    const bytes = parts.map(toHex).join(" ");
    if ((said.get(key) ?? bytes) !== bytes) violations.push(`two different ${key}`);
    said.set(key, bytes);
  }

  return {
    violations,
    vectors,
    advert(place, { identityKey, cipherKey, maskKey, signature }) {
      sayOnce("adverts", place, identityKey, cipherKey, maskKey, signature);
      const before = newest.get(place.client);
      if (before !== undefined && isBefore(place, before)) {
        violations.push(`${name(place)} advertised after ${name(before)}`);
      }
      newest.set(place.client, place);
    },
    shares(place, { rosterHash, commitment, ciphertexts, signature }) {
      sayOnce("shares", place, rosterHash, commitment, ...ciphertexts.map(({ box }) => box), signature);
    },
    chunk(place, offset, data) {
      const run = `run ${place.trainingRun} of ${place.client}`;
      const burned = burnedIn.get(run) ?? placeOf(place);
      if (place.trainingRun > 0 && burned !== placeOf(place)) {
        violations.push(`the delta of ${run} is sent in ${placeOf(place)}, and was in ${burned}`);
      }
      burnedIn.set(run, burned);
      vectors.add(name(place));
      const round = `${place.incarnation} ${place.client} ${place.round}`;
      const masked = (maskedIn.get(round) ?? new Set()).add(placeOf(place));
      maskedIn.set(round, masked);
      if (masked.size > 2) violations.push(`${masked.size} masked attempts in ${round}`);
      const known = sent.get(placeOf(place)) ?? new Uint8Array(0);
      const overlap = data.subarray(0, Math.max(0, known.length - offset));
      if (overlap.some((byte, i) => byte !== known[offset + i])) {
        violations.push(`two different vectors of ${placeOf(place)}`);
      }
      if (offset + data.length > known.length) {
        sent.set(placeOf(place), concat(known.subarray(0, offset), data));
      }
    },
    input(place, { digest, sizeBytes, signature }) {
      sayOnce(`inputs ${digest} ${sizeBytes}`, place, signature);
      sayOnce("inputs", place, signature);
    },
    confirmation(place, { survivorsHash, signature }) {
      sayOnce("survivors", place, survivorsHash);
      sayOnce("confirmations", place, signature);
    },
    answer(place, { survivorsHash, shares, signature }) {
      if (!said.has(`survivors of ${placeOf(place)}`)) violations.push(`${name(place)} answered unconfirmed`);
      sayOnce("survivors", place, survivorsHash);
      sayOnce("answers", place, ...shares.map(({ share }) => share), signature);
      const owners = shares.map(({ owner }) => owner);
      if (new Set(owners).size !== owners.length) violations.push(`${name(place)} gave two kinds of shares`);
    },
  };
}

function isBefore(a: Place, b: Place): boolean {
  const order = (place: Place): readonly number[] => [place.incarnation, place.round, place.attempt];
  const [left, right] = [order(a), order(b)];
  const differing = left.findIndex((value, i) => value !== right[i]);
  return differing >= 0 && (left[differing] ?? 0) < (right[differing] ?? 0);
}
