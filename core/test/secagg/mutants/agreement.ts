// Who may be in a cohort, and what a client agrees to: neither is the coordinator's to say.
import type { Mutant } from "@tributary/test-support";

import { mutantsOf } from "./rows.ts";

const source = "core/src/participant";
const tests = "core/test/participant";

const wrongKey = "is refused when its signature was made for a document of another kind";
const wrongOrganisation = "does not join under the roster of another organisation";

export const agreementMutants: readonly Mutant[] = [
  // A roster: signed by its organisation, of sound keys, none twice, and not by the coordinator itself.
  ...mutantsOf("core/src/identity/member-roster.ts", "core/test/identity/member-roster.test.ts", [
    ['verifyDocument("members", document, key, primitives)', "true", wrongKey],
    [
      "!isSoundPublicKey(key)",
      "false",
      "is refused when a member's key, or the organisation's, is of small order",
    ],
    [
      "!isSoundPublicKey(publicKey)",
      "false",
      "is refused when a member's key, or the organisation's, is of small order",
    ],
    ["members.has(client)", "false", "is refused when a key is on it twice, even under two names"],
    ["size > rosterLimitBytes", "false", "is refused before it is read when it is larger than a message"],
  ]),
  ...mutantsOf("core/src/wire/connect.ts", "core/test/wire/connect.test.ts", [
    [
      "roster.value.fingerprint === organisationFingerprint(coordinatorPublicKey, primitives)",
      "false",
      "refuses one that the coordinator signed itself, whatever organisation it names",
    ],
  ]),

  // The organisation that is pinned, when a client joins and before each attempt.
  ...mutantsOf(`${source}/membership.ts`, `${tests}/agreement.test.ts`, [
    ["roster === undefined", "false", "does not join without a roster, whatever else it accepts"],
    ["roster.fingerprint !== organisation", "false", wrongOrganisation],
    ["nowMs > roster.notAfterMs", "false", "does not join under a roster that expired 3 days ago"],
    ["nowMs > roster.notAfterMs", "nowMs >= roster.notAfterMs", "it is on it, up to the last moment"],
    ["roster.members.has(client)", "true", "does not join under a roster that it is not on itself"],
  ]),
  ...mutantsOf(`${source}/membership.ts`, `${tests}/secure-refusals.test.ts`, [
    ["problem !== undefined", "false", "advertises nothing under a roster that has expired since it joined"],
    ["return membershipOf(roster);", "return membershipOf(undefined);", "masks with nobody that is not"],
  ]),

  // What a client demands besides, and its policy.
  ...mutantsOf(`${source}/agreement.ts`, `${tests}/agreement.test.ts`, [
    ["!acceptSealed", "false", "does not take a policy that allows mode sealed for its user's acceptance"],
    ["fewest < minSurvivors", "false", "joins a task whose sums hold as many, and no other"],
    ["fewest < minSurvivors", "fewest <= minSurvivors", "joins a task whose sums hold as many, and no other"],
    [
      "Math.max(...demands)",
      "Math.min(...demands)",
      "keeps to what its user demands besides, whichever is more",
    ],
    ["organisation = policy?.roster", "organisation", "must itself be on the roster that its policy names"],
    ["outside !== undefined", "false", "does not join a task whose mode it does not list"],
  ]),
  ...mutantsOf(`${source}/policy.ts`, `${tests}/agreement.test.ts`, [
    ["!modes.includes(mode)", "false", "does not join a task whose mode it does not list"],
    ["fewest < minSurvivors", "false", "does not join a task that may sum fewer updates"],
    ["fewest < minSurvivors", "fewest <= minSurvivors", "joins a task that is within it at each bound"],
    ["members?.fingerprint !== roster", "false", "does not join a task without its organisation's roster"],
    ["!tuning.includes(method)", "false", "does not join a task that is tuned in another way"],
    ["epochs > maximumEpochs", "false", "does not join a task that trains for longer"],
    ["epochs > maximumEpochs", "epochs >= maximumEpochs", "joins a task that is within it at each bound"],
    ["planDigest !== pinned", "false", "does not join a task with another plan"],
  ]),
];
