// Each check of the coordinator's half (core/src/secagg/coordinator), taken away or loosened by one.
import type { Mutant } from "@tributary/test-support";

import { mutantsOf } from "./rows.ts";

const source = "core/src/secagg/coordinator";
const tests = "core/test/secagg";

const late = "and comes late is told so";
const conflicting = "is refused with other contents, in its own phase and later";
const otherAdvert = "is another advert if one of its keys or its signature is another";
const takenKey = "is refused where the advert has a key of somebody else";
const takenIdentity = "is refused where the advert's identity is a key that somebody else advertised";
const badShares = "is refused where the shares have a commitment or a ciphertext of another size";
const badAnswer = "is refused where the answer lacks the last share";
const leftBehind = "is refused where its sender was left behind a step before";
const named = "names the cause when too many vanish, by where they vanish";

export const coordinatorMutants: readonly Mutant[] = [
  // 0: adverts.
  ...mutantsOf(`${source}/advertise-keys.ts`, `${tests}/cheating-participant.test.ts`, [
    ['state.phase !== "advertising"', "false", late],
    [
      "adverts.size >= session.rules.maximum",
      "adverts.size > session.rules.maximum",
      "and comes when the cohort is full is refused",
    ],
    ["problem !== undefined", "false", "and advertises under a stolen name"],
    [
      "keys.some((key) => taken.some((used) => equalBytes(key, used)))",
      "false",
      "and advertises with a key that is taken",
    ],
    [
      "keys.slice(i + 1).some((other) => equalBytes(key, other))",
      "false",
      "and advertises with one key for both uses",
    ],
    ["keys.slice(i + 1)", "keys.slice(i + 1).slice(1)", "and advertises with its identity as its cipher key"],
    ["keys.some((key, i)", "keys.slice(1).some((key, i)", "and advertises with its identity as its mask key"],
    [
      "!(await verifyAdvert(primitives, session.context, advert))",
      "false",
      "and advertises without its signature",
    ],
    ["agreements.includes(undefined)", "false", "and advertises with a weak cipher key"],
    [
      "agree(probe, [advert.cipherKey, advert.maskKey])",
      "agree(probe, [advert.cipherKey])",
      "and advertises with a weak mask key",
    ],
    [
      "agree(probe, [advert.cipherKey, advert.maskKey])",
      "agree(probe, [advert.maskKey])",
      "and advertises with a weak cipher key",
    ],
  ]),
  ...mutantsOf(`${source}/advertise-keys.ts`, `${tests}/faulty-messages.test.ts`, [
    [
      "const keys = [advert.identityKey, advert.cipherKey, advert.maskKey]",
      "const keys = [advert.cipherKey, advert.maskKey]",
      takenIdentity,
    ],
    [
      "const keys = [advert.identityKey, advert.cipherKey, advert.maskKey]",
      "const keys = [advert.identityKey, advert.maskKey]",
      takenKey,
    ],
    [
      "const keys = [advert.identityKey, advert.cipherKey, advert.maskKey]",
      "const keys = [advert.identityKey, advert.cipherKey]",
      takenKey,
    ],
    [
      "const taken = [other.identityKey, other.cipherKey, other.maskKey]",
      "const taken = [other.cipherKey, other.maskKey]",
      takenKey,
    ],
    [
      "const taken = [other.identityKey, other.cipherKey, other.maskKey]",
      "const taken = [other.identityKey, other.maskKey]",
      takenKey,
    ],
    [
      "const taken = [other.identityKey, other.cipherKey, other.maskKey]",
      "const taken = [other.identityKey, other.cipherKey]",
      takenKey,
    ],
    ["replayed(sameKeys(known, advert)", "replayed(true", conflicting],
    ["equalBytes(a.signature, b.signature) &&", "", otherAdvert],
    ["equalBytes(a.cipherKey, b.cipherKey) &&", "", otherAdvert],
    ["equalBytes(a.maskKey, b.maskKey)", "true", otherAdvert],
  ]),
  ...mutantsOf(`${source}/advertise-keys.ts`, `${tests}/masked-sum.test.ts`, [
    ["if (roster.ok) return", "if (roster !== undefined) return", named],
    [
      'reason === "no-safe-graph" ?',
      'reason !== "no-safe-graph" ?',
      "does not come out where no graph is safe",
    ],
  ]),

  // 1: sealed shares.
  ...mutantsOf(`${source}/share-keys.ts`, `${tests}/cheating-participant.test.ts`, [
    ['state.phase !== "sharing"', "false", late],
    ["advert === undefined", "false", "and sends a stranger's shares"],
    ["!equalBytes(message.rosterHash, roster.hash)", "false", "and sends shares for another roster"],
    ["to !== neighbours[i] ||", "", "and sends shares in another order"],
    [
      "!(await primitives.verify(advert.identityKey, statement, message.signature))",
      "false",
      "and sends an unsigned commitment",
    ],
  ]),
  ...mutantsOf(`${source}/share-keys.ts`, `${tests}/faulty-messages.test.ts`, [
    ["replayed(equalBytes(known.signature, message.signature)", "replayed(true", conflicting],
    ["commitment.length !== 32 ||", "", badShares],
    ["ciphertexts.length !== neighbours.length ||", "", badShares],
    ["|| box.length !== sealedSharesBytes", "", badShares],
  ]),
  ...mutantsOf(`${source}/share-keys.ts`, `${tests}/exact-bounds.test.ts`, [
    [
      "sharers.length >= fewest",
      "sharers.length >= fewest - 1",
      "before their shares, and ends with too-few-sharers one below",
    ],
    [
      "Math.max(session.rules.minSurvivors, survivorsFloor)",
      "session.rules.minSurvivors",
      "ends with too-few-sharers when two are left",
    ],
    [
      "Math.max(session.rules.minSurvivors, survivorsFloor)",
      "survivorsFloor",
      "before their shares, and ends with too-few-sharers one below",
    ],
    [
      ": coveredClients(roster, covered)",
      ": covered",
      "leaves out whoever falls short of holders because another was left out",
    ],
  ]),
  ...mutantsOf(`${source}/share-keys.ts`, `${tests}/sparse-graph.test.ts`, [
    ["set) >= threshold", "set) >= threshold - 1", "leaves out who has too few holders among the sharers"],
    ["!set.has(client)", "false", "leaves out who has too few holders among the sharers"],
  ]),
  ...mutantsOf(`${source}/share-keys.ts`, `${tests}/sparse-graph.test.ts`, [
    [".filter((peer) => set.has(peer))", "", "leaves out who has too few holders among the sharers"],
  ]),

  // 2: masked vectors.
  ...mutantsOf(`${source}/masked-input.ts`, `${tests}/cheating-participant.test.ts`, [
    ['state.phase !== "collecting"', "false", late],
    ["advert === undefined || !sharers.includes(message.client)", "false", "and sends a stranger's vector"],
    ["message.sizeBytes !== size", "false", "and sends a vector of another size"],
    [
      "!(await primitives.verify(advert.identityKey, statement, message.signature))",
      "false",
      "and sends an unsigned vector",
    ],
    [
      "replayed(equalBytes(known.signature, message.signature)",
      "replayed(true",
      "and uploads a second vector is refused, while the first may come again",
    ],
  ]),
  ...mutantsOf(`${source}/masked-input.ts`, `${tests}/faulty-messages.test.ts`, [
    ["|| !sharers.includes(message.client)", "", leftBehind],
    ["replayed(equalBytes(known.signature, message.signature)", "replayed(true", conflicting],
  ]),
  ...mutantsOf(`${source}/masked-input.ts`, `${tests}/exact-bounds.test.ts`, [
    [
      "survivors.length < fewest",
      "survivors.length < fewest - 1",
      "before their input, and ends with too-few-survivors one below",
    ],
    [
      "Math.max(session.rules.minSurvivors, survivorsFloor)",
      "session.rules.minSurvivors",
      "ends with too-few-survivors when two are left",
    ],
    [
      "Math.max(session.rules.minSurvivors, survivorsFloor)",
      "survivorsFloor",
      "before their input, and ends with too-few-survivors one below",
    ],
  ]),
  ...mutantsOf(`${source}/masked-input.ts`, `${tests}/masked-sum.test.ts`, [
    ["set) < threshold", "set) < threshold - 1", named],
    ["countIn(holdersOf(roster, client), set) < threshold", "false", named],
  ]),
  ...mutantsOf(`${source}/masked-input.ts`, `${tests}/sparse-graph.test.ts`, [
    [
      "set) < threshold",
      "set) < threshold - 1",
      "ends with too-few-survivors when a client's holders vanish before their input",
    ],
  ]),

  // 3: confirmations.
  ...mutantsOf(`${source}/consistency.ts`, `${tests}/cheating-participant.test.ts`, [
    ['state.phase !== "confirming"', "false", late],
    [
      "advert === undefined || !survivors.includes(message.client)",
      "false",
      "and sends a stranger's confirmation",
    ],
    [
      "!equalBytes(message.survivorsHash, state.survivorsHash)",
      "false",
      "and sends a confirmation of others",
    ],
    [
      "!(await primitives.verify(advert.identityKey, statement, message.signature))",
      "false",
      "and sends an unsigned confirmation",
    ],
  ]),
  ...mutantsOf(`${source}/consistency.ts`, `${tests}/faulty-messages.test.ts`, [
    ["|| !survivors.includes(message.client)", "", leftBehind],
    ["replayed(equalBytes(known.signature, message.signature)", "replayed(true", conflicting],
  ]),
  ...mutantsOf(`${source}/consistency.ts`, `${tests}/exact-bounds.test.ts`, [
    ["confirmations.size < quorum", "false", "goes on with just as many confirmations as the global quorum"],
    [
      "confirmations.size < quorum",
      "confirmations.size < quorum - 1",
      "goes on with just as many confirmations as the global quorum",
    ],
  ]),
  ...mutantsOf(`${source}/consistency.ts`, `${tests}/sparse-graph.test.ts`, [
    [
      "confirmed) < threshold",
      "confirmed) < threshold - 1",
      "ends with too-few-confirmations when a client's holders vanish",
    ],
  ]),

  // 4: answers.
  ...mutantsOf(`${source}/unmask.ts`, `${tests}/cheating-participant.test.ts`, [
    ['state.phase !== "unmasking"', "false", late],
    ["advert === undefined || !confirmations.has(message.client)", "false", "and sends a stranger's answer"],
    ["!equalBytes(message.survivorsHash, state.survivorsHash)", "false", "and sends an answer for others"],
    ["!holdsWhatIsDue(state, message)", "false", "and sends an answer with too few shares"],
    ["kind === kindDue(survivors, owner) &&", "", "and sends an answer of the wrong kind"],
    [
      "!(await primitives.verify(advert.identityKey, statement, message.signature))",
      "false",
      "and sends an unsigned answer",
    ],
  ]),
  ...mutantsOf(`${source}/unmask.ts`, `${tests}/faulty-messages.test.ts`, [
    ["|| !confirmations.has(message.client)", "", leftBehind],
    ["replayed(equalBytes(known.signature, message.signature)", "replayed(true", conflicting],
    ["shares.length === owners.length &&", "", badAnswer],
    ["owner === owners[i] &&", "", badAnswer],
    ["&& share.length === 32", "", badAnswer],
  ]),
  ...mutantsOf(`${source}/unmask.ts`, `${tests}/sparse-graph.test.ts`, [
    [
      "answered) < threshold",
      "answered) < threshold - 1",
      "ends with too-few-answers when a client's holders vanish",
    ],
  ]),
  ...mutantsOf(`${source}/state.ts`, `${tests}/faulty-messages.test.ts`, [
    [
      "throw new Error(`${event.kind} cannot follow",
      "return state; throw new Error(`${event.kind} cannot follow",
      "is not folded where it cannot follow",
    ],
    ["if (sameStatement)", "if (sameStatement !== undefined)", conflicting],
  ]),
];
