// Secure aggregation, `tributary-secagg/v1` (Bonawitz et al., CCS 2017; Bell et al., CCS 2020): the coordinator learns
// the sum of the vectors of those who survive, and nothing else about them. Both halves are steps without a platform:
//
//   participant   startParticipant -> advertiseKeys -> shareKeys(U1) -> maskInput(inbox, vector) -> confirmSurvivors(U3)
//                 -> unmask(request); each takes a state and gives the next one with the message to send
//   coordinator   accept...(state, message) decides on a message, close...(state) on the end of a phase; both give an
//                 event, which is journaled and then folded by evolve(state, event); at the end recoverMasks, then
//                 unmaskSum over the sum of the survivors' vectors (addVector)
//
// A participant's driver makes one step after the other, persists that it is about to send a masked vector before it
// does, and never offers the same delta to another attempt. A coordinator's driver decides on one message after the
// other per session and acknowledges none before its event is on disk.
export { sessionContext } from "./context.ts";
export type { SessionSubject } from "./context.ts";
export { acceptAdvert, closeAdvertising } from "./coordinator/advertise-keys.ts";
export { acceptConfirmation, closeConfirming, unmaskRequest } from "./coordinator/consistency.ts";
export { acceptMaskedInput, closeCollecting } from "./coordinator/masked-input.ts";
export { recoverMasks, unmaskSum } from "./coordinator/recover.ts";
export type { FalseShare, Recovery } from "./coordinator/recover.ts";
export { acceptSharedKeys, addressShares, closeSharing, inboxOf } from "./coordinator/share-keys.ts";
export { evolve, startCoordinator } from "./coordinator/state.ts";
export type {
  Accepted,
  AtPhase,
  CoordinatorPhase,
  CoordinatorSession,
  Decision,
  SessionEvent,
} from "./coordinator/state.ts";
export { acceptAnswer, addressAnswer, stillLocked } from "./coordinator/unmask.ts";
export type {
  Advert,
  Ciphertext,
  Confirmation,
  Inbox,
  MaskedInput,
  ReturnedShare,
  SecretKind,
  SharedKeys,
  UnaddressedAnswer,
  UnaddressedShares,
  UnmaskAnswer,
  UnmaskRequest,
} from "./messages.ts";
export { membershipOf } from "./membership.ts";
export { advertiseKeys } from "./participant/advertise-keys.ts";
export { confirmSurvivors } from "./participant/consistency.ts";
export { maskInput } from "./participant/masked-input.ts";
export { shareKeys } from "./participant/share-keys.ts";
export { abandon, startParticipant } from "./participant/state.ts";
export type {
  InPhase,
  MaskedUpload,
  ParticipantSession,
  Phase,
  Standing,
  Step,
} from "./participant/state.ts";
export { unmask } from "./participant/unmask.ts";
export type { MaskPort } from "../masks/index.ts";
export { localMasks } from "./ports.ts";
export type { ParticipantPorts } from "./ports.ts";
export { messageReasons, participantReasons, sessionAbortCauses } from "./reasons.ts";
export type {
  MessageReason,
  MessageRefusal,
  ParticipantReason,
  ParticipantRefusal,
  SessionAbort,
  SessionAbortCause,
} from "./reasons.ts";
export type { Roster } from "./roster.ts";
export { canaryWords, survivorsFloor, vectorBytes } from "./rules.ts";
export type { Membership, Session, SessionRules, VectorShape } from "./rules.ts";
export { sealedSharesBytes } from "./sealed-shares.ts";
export { addVector, packVector, readSum, sumProblem, vectorWords } from "./vector.ts";
export type { PlainSum } from "./vector.ts";
