import type { Primitives } from "../identity/index.ts";
import type { Connection } from "../participant/index.ts";
import { concat } from "../support/index.ts";
import type { Cancellation, ClientId } from "../support/index.ts";
import { readCommitAnswer } from "./answers.ts";
import { writeDigest, writeRoundKey } from "./fields.ts";
import {
  readConfirmationsAnswer,
  readInboxAnswer,
  readNoted,
  readRosterAnswer,
  readSurvivorsAnswer,
} from "./secure-answers.ts";
import type { CallOptions, FederationTransport } from "./transport.ts";

type SecureMethods = Pick<
  Connection,
  | "advertiseKeys"
  | "getRoster"
  | "shareKeys"
  | "getInbox"
  | "commitMaskedInput"
  | "getSurvivors"
  | "confirm"
  | "getConfirmations"
  | "unmask"
>;

/** What the calls of secure aggregation need of the line that they run on. */
export interface SecureLine {
  readonly transport: FederationTransport;
  readonly primitives: Primitives;
  readonly client: ClientId;
  /** Runs a call with a session's token. */
  enrolled<Answer>(
    signal: Cancellation | undefined,
    call: (options: CallOptions) => Promise<Answer>,
  ): Promise<Answer>;
  /** Turns a malformed answer into the error that its caller can act on. */
  wellFormed<Value>(read: () => Value): Promise<Value>;
}

/** A client's calls of secure aggregation; their messages are signed by whoever made them. */
export function secureCalls(line: SecureLine): SecureMethods {
  const { transport, primitives, client, enrolled, wellFormed } = line;
  return {
    async advertiseKeys(key, { cipherKey, maskKey, signature }, signal) {
      const request = { key: writeRoundKey(key), cipherKey, maskKey, signature };
      const message = await enrolled(signal, (call) => transport.unary("AdvertiseKeys", request, call));
      return wellFormed(() => readNoted(message));
    },
    async getRoster(key, signal) {
      const request = { key: writeRoundKey(key) };
      const message = await enrolled(signal, (call) => transport.unary("GetRoster", request, call));
      return wellFormed(() => readRosterAnswer(message, primitives));
    },
    async shareKeys(key, { rosterHash, commitment, ciphertexts, signature }, signal) {
      const boxes = concat(...ciphertexts.map(({ box }) => box));
      const request = { key: writeRoundKey(key), rosterHash, commitment, boxes, signature };
      const message = await enrolled(signal, (call) => transport.unary("ShareKeys", request, call));
      return wellFormed(() => readNoted(message));
    },
    async getInbox(key, roster, signal) {
      const request = { key: writeRoundKey(key) };
      const message = await enrolled(signal, (call) => transport.unary("GetInbox", request, call));
      return wellFormed(() => readInboxAnswer(message, roster, client));
    },
    async commitMaskedInput(key, { digest, sizeBytes, signature }, signal) {
      const request = {
        key: writeRoundKey(key),
        digest: writeDigest(digest),
        sizeBytes,
        statement: signature,
      };
      const message = await enrolled(signal, (call) => transport.unary("CommitUpload", request, call));
      return wellFormed(() => readCommitAnswer(message));
    },
    async getSurvivors(key, roster, signal) {
      const request = { key: writeRoundKey(key) };
      const message = await enrolled(signal, (call) => transport.unary("GetSurvivors", request, call));
      return wellFormed(() => readSurvivorsAnswer(message, roster));
    },
    async confirm(key, { survivorsHash, signature }, signal) {
      const request = { key: writeRoundKey(key), survivorsHash, signature };
      const message = await enrolled(signal, (call) => transport.unary("Confirm", request, call));
      return wellFormed(() => readNoted(message));
    },
    async getConfirmations(key, roster, signal) {
      const request = { key: writeRoundKey(key) };
      const message = await enrolled(signal, (call) => transport.unary("GetConfirmations", request, call));
      return wellFormed(() => readConfirmationsAnswer(message, roster));
    },
    async unmask(key, { survivorsHash, shares, signature }, signal) {
      const returned = concat(...shares.map(({ share }) => share));
      const request = { key: writeRoundKey(key), survivorsHash, shares: returned, signature };
      const message = await enrolled(signal, (call) => transport.unary("Unmask", request, call));
      return wellFormed(() => readNoted(message));
    },
  };
}
