/**
 * The coordinator's rules. One writer at a time does, for each command:
 *
 *     const decided = decide(state, command);           // the rules; ok([]) is a replay or nothing to do
 *     if (decided.ok) {
 *       await journal.append(decided.value);             // durable first
 *       state = evolveAll(state, decided.value);         // then memory, then answers and effects
 *     }
 *
 * What to answer is read from the state (checkInAnswer, mayUpload, outcomeOf), what to do from the
 * running round's phase: `preparing` wants publish-round, `folding` wants fold-finished or fold-failed, `waiting`
 * tasks want start-task, and a tick is wanted at nextDueMs.
 */
export { bestOf } from "./best-model.ts";
export { ClientMap } from "./client-map.ts";
export type * from "./commands.ts";
export { decide } from "./decide.ts";
export type * from "./events.ts";
export { evolve, evolveAll } from "./evolve.ts";
export { remark } from "./remark.ts";
export { labelF1, perplexityIn } from "./scores.ts";
export type { Scores } from "./scores.ts";
export { baseScores } from "./scoring.ts";
export { stateFromJson, stateToJson, stateVersion } from "./snapshot.ts";
export { enrolledClient, initialState } from "./state.ts";
export type * from "./state.ts";
export { attemptFor, mayUpload } from "./standing.ts";
export { neededReady } from "./suspicion.ts";
export { tallyOf } from "./attempt.ts";
export { checkInAnswer, nextDueMs, outcomeOf } from "./views.ts";
export type { CheckInAnswer } from "./views.ts";
