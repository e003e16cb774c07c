declare const brand: unique symbol;

/** A string or number that only its own constructor may make. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** A fine-tuning job: lower-case letters, digits and dashes, 1 to 63 characters. */
export type TaskId = Brand<string, "TaskId">;
/** An installation: the first 32 hex digits of SHA-256 over its Ed25519 public key (identity/identity.ts). */
export type ClientId = Brand<string, "ClientId">;
/** SHA-256 in lower-case hex, 64 digits. */
export type Digest = Brand<string, "Digest">;

const taskIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const clientIdPattern = /^[0-9a-f]{32}$/;
const digestPattern = /^[0-9a-f]{64}$/;

export function isTaskId(text: string): text is TaskId {
  return taskIdPattern.test(text);
}

export function isClientId(text: string): text is ClientId {
  return clientIdPattern.test(text);
}

export function isDigest(text: string): text is Digest {
  return digestPattern.test(text);
}

/** @throws RangeError if the text is not a task id; for text that a person wrote, ask isTaskId first. */
export function taskId(text: string): TaskId {
  if (!isTaskId(text)) throw new RangeError(`not a task id: ${JSON.stringify(text)}`);
  return text;
}

/** @throws RangeError */
export function clientId(text: string): ClientId {
  if (!isClientId(text)) throw new RangeError(`not a client id: ${JSON.stringify(text)}`);
  return text;
}

/** @throws RangeError */
export function digest(text: string): Digest {
  if (!isDigest(text)) throw new RangeError(`not a SHA-256 in hex: ${JSON.stringify(text)}`);
  return text;
}

/** Where an operation belongs: rounds count from 1, attempts at a round from 1. */
export interface RoundKey {
  readonly task: TaskId;
  readonly round: number;
  readonly attempt: number;
}

export function sameRound(a: RoundKey, b: RoundKey): boolean {
  return a.task === b.task && a.round === b.round && a.attempt === b.attempt;
}
