// What keeps a participant (core/src/participant) from being asked twice for the same delta.
import type { Mutant } from "@tributary/test-support";

import { mutantsOf } from "./rows.ts";

const source = "core/src/participant";
const tests = "core/test/participant";

const noThird = "makes no third, says so, gives its place back and waits";
const neverAgain = "never does so again for that attempt or one before it, whatever the coordinator offers";
const onlyLater = "does so for later ones alone: not for that one again, nor for any before it";
const writtenDown = "has written down that it does before they leave";

export const driverMutants: readonly Mutant[] = [
  // A delta is burned with its first byte, and goes into no other attempt.
  ...mutantsOf(`${source}/upload-steps.ts`, `${tests}/secure-attempts.test.ts`, [
    ["unsent: undefined, at,", "unsent: phase.unsent, at,", "is burned by its first byte"],
  ]),

  // Differencing: two masked attempts for a round, no attempt twice, none that lies behind.
  ...mutantsOf(`${source}/attempt-order.ts`, `${tests}/secure-attempts.test.ts`, [
    ["mostMaskedAttempts = 2", "mostMaskedAttempts = 3", noThird],
    ["same ? before.maskedAttempts : 0", "0", noThird],
    ["!isAfter(attempt, before)", "false", neverAgain],
  ]),
  ...mutantsOf(`${source}/attempt-order.ts`, `${tests}/attempt-order.test.ts`, [
    ["return a.attempt > b.attempt;", "return a.attempt >= b.attempt;", onlyLater],
    ["return a.round > b.round;", "return false;", onlyLater],
    ["return a.incarnation > b.incarnation;", "return a.incarnation < b.incarnation;", onlyLater],
    ["mostMaskedAttempts = 2", "mostMaskedAttempts = 3", "masks twice for a round and no third time"],
  ]),
  ...mutantsOf(`${source}/masking-steps.ts`, `${tests}/secure-attempts.test.ts`, [
    ["before.maskedAttempts + 1", "before.maskedAttempts", noThird],
    ['step: { name: "noting-keys", advertised }', 'step: { name: "making-keys" }', writtenDown],
  ]),

  ...mutantsOf(`${source}/secure-exchange.ts`, `${tests}/secure-stopping.test.ts`, [
    [
      "if (session !== undefined) abandon(session);",
      "",
      "are overwritten as soon as the client hears that the attempt is aborted",
    ],
  ]),
];
