export { documentDigest, signDocument, verifyDocument } from "./documents.ts";
export type { DocumentKind, SignedDocument } from "./documents.ts";
export { clientIdOf, fingerprintOf, isSoundPublicKey, signerFromSeed } from "./identity.ts";
export type { Signer } from "./identity.ts";
export { primitivesProblem, requireSoundPrimitives } from "./known-answers.ts";
export {
  nameProblem,
  openMemberRoster,
  organisationFingerprint,
  rosterLimitBytes,
  signMemberRoster,
} from "./member-roster.ts";
export type { Member, MemberRoster } from "./member-roster.ts";
export { portablePrimitives } from "./portable-primitives.ts";
export { checkAgreementSecret, checkKeystream } from "./primitives.ts";
export type { Hasher, Primitives } from "./primitives.ts";
export {
  createSealingKeyPair,
  openSealed,
  pieceBytes,
  sealPrefixBytes,
  sealUpdate,
  sealedBytes,
  unsealedBytes,
} from "./sealing.ts";
export type { SealContext, SealOpener, SealingKeyPair } from "./sealing.ts";
export {
  checkInStatement,
  commitUploadStatement,
  enrollStatement,
  leaveStatement,
  readyStatement,
} from "./statements.ts";
