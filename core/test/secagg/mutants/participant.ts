// Each check of a participant (core/src/secagg/participant), taken away or loosened by one.
import type { Mutant } from "@tributary/test-support";

import { mutantsOf } from "./rows.ts";

const source = "core/src/secagg/participant";
const tests = "core/test/secagg";

const wrongPhase = "refuses each request in each phase that it does not belong to, and stays as it was";
const homeOfThree = "agrees on every message and on the sum in a home of three";
const bothProfiles = "agrees on every message and on the sum, on the complete graph with both profiles";
const largeRoster = "is verified whole up to a thousand clients, and for one's neighbours beyond";
const ownKey = (field: string): string => `is refused by the client whose own ${field} on it is another`;

export const participantMutants: readonly Mutant[] = [
  // The phases: one way, each once.
  ...mutantsOf(`${source}/advertise-keys.ts`, `${tests}/session-rules.test.ts`, [
    ['state.phase !== "idle"', "false", wrongPhase],
  ]),
  ...mutantsOf(`${source}/share-keys.ts`, `${tests}/session-rules.test.ts`, [
    ['state.phase !== "advertised"', "false", wrongPhase],
  ]),
  ...mutantsOf(`${source}/masked-input.ts`, `${tests}/session-rules.test.ts`, [
    ['state.phase !== "shared"', "false", wrongPhase],
    ["plain.length !== vectorBytes(shape)", "false", "takes no vector of another size"],
  ]),
  ...mutantsOf(`${source}/consistency.ts`, `${tests}/session-rules.test.ts`, [
    ['state.phase !== "masked"', "false", wrongPhase],
  ]),
  ...mutantsOf(`${source}/unmask.ts`, `${tests}/session-rules.test.ts`, [
    ['state.phase !== "confirmed"', "false", wrongPhase],
    ["survivors.has(owner)", "!survivors.has(owner)", "never gives shares of both kinds for anybody"],
    ["survivors.has(owner)", "true", "never gives shares of both kinds for anybody"],
  ]),
  ...mutantsOf(`${source}/guarded.ts`, `${tests}/session-rules.test.ts`, [
    ["return taken;", "held = { secrets: taken }; return taken;", "cannot be taken up twice from the same"],
  ]),
  ...mutantsOf(`${source}/unmask.ts`, `${tests}/cheating-coordinator.test.ts`, [
    ["equalBytes(asked, message.survivorsHash)", "true", "and asks a second time gets the same bytes"],
    [
      'if (state.phase === "done") return answerAgain',
      'if (state.phase === "idle") return answerAgain',
      "and asks a second time gets the same bytes",
    ],
  ]),

  // What it agrees to from the start.
  ...mutantsOf(`${source}/state.ts`, `${tests}/session-rules.test.ts`, [
    [
      "session.rules.vector.metaWords < 1 + canaryWords",
      "session.rules.vector.metaWords < canaryWords",
      "takes no vector of another size, and no meta lane without room",
    ],
    ["demandedSurvivors, survivorsFloor)", "demandedSurvivors)", "demands more survivors than the plan"],
    ["demandedSurvivors, survivorsFloor)", "survivorsFloor)", "demands more survivors than the plan where"],
  ]),
  ...mutantsOf(`${source}/state.ts`, `${tests}/exact-bounds.test.ts`, [
    [
      "Math.max(session.rules.minSurvivors, demandedSurvivors,",
      "Math.max(demandedSurvivors,",
      "agrees to just as many survivors as the plan's minimum",
    ],
  ]),

  // 0: keys, two fresh pairs.
  ...mutantsOf(`${source}/advertise-keys.ts`, `${tests}/reference.test.ts`, [
    [
      "const maskSecret = Uint8Array.from(ports.random.bytes(32))",
      "const maskSecret = cipherSecret.slice()",
      homeOfThree,
    ],
    [
      "const maskSecret = Uint8Array.from(ports.random.bytes(32))",
      "const maskSecret = new Uint8Array(32).fill(1)",
      homeOfThree,
    ],
    [
      "const cipherSecret = Uint8Array.from(ports.random.bytes(32))",
      "const cipherSecret = new Uint8Array(32).fill(1)",
      homeOfThree,
    ],
  ]),
  ...mutantsOf(`${source}/share-keys.ts`, `${tests}/reference.test.ts`, [
    ["selfSeed.set(ports.random.bytes(32))", "selfSeed.fill(1)", homeOfThree],
  ]),

  // 0': the roster.
  ...mutantsOf(`${source}/share-keys.ts`, `${tests}/cheating-roster.test.ts`, [
    ["told === undefined || !sameAdvert(told, own)", "told === undefined", ownKey("maskKey")],
    [
      "told === undefined || !sameAdvert(told, own)",
      "told !== undefined && !sameAdvert(told, own)",
      "is refused by the client that is not on it",
    ],
    ["equalBytes(a.identityKey, b.identityKey) &&", "", ownKey("identityKey")],
    ["equalBytes(a.cipherKey, b.cipherKey) &&", "", ownKey("cipherKey")],
    ["equalBytes(a.maskKey, b.maskKey) &&", "", ownKey("maskKey")],
    ["equalBytes(a.signature, b.signature)", "true", ownKey("signature")],
    ["const verifiedWholeUpTo = 1_000", "const verifiedWholeUpTo = 999", largeRoster],
    [
      "const verifiedWholeUpTo = 1_000",
      "const verifiedWholeUpTo = 0",
      "is refused by every client if the keys of one are not its own",
    ],
    ["neighbours.has(advert.client)", "false", largeRoster],
  ]),
  ...mutantsOf(`${source}/share-keys.ts`, `${tests}/cheating-coordinator.test.ts`, [
    ["!built.ok", "false", "and lists a client twice is refused by every client"],
    ["!checked.ok", "false", "and lists a client twice is refused by every client"],
    ["problem !== undefined", "false", "and puts its own identity key under a client's name"],
    ["problem !== undefined", "false", "and invents a client is refused by those who pinned"],
    ["!sound[i]", "false", "and swaps a key for all but the victim is refused by all others"],
    ["!sound[i]", "false", "and swaps a key for everyone is refused by the victim and by all others"],
    ["secret === undefined", "false", "and lets a weak cipherKey onto the roster is refused by all others"],
    ["!agreements.ok", "false", "and lets a weak cipherKey onto the roster is refused by all others"],
  ]),
  ...mutantsOf(`${source}/share-keys.ts`, `${tests}/reference.test.ts`, [
    ["split(secret, threshold,", "split(secret, threshold - 1,", bothProfiles],
    ["splitOne(secrets.maskSecret)", "splitOne(secrets.selfSeed)", bothProfiles],
  ]),

  // 1': the inbox.
  ...mutantsOf(`${source}/masked-input.ts`, `${tests}/cheating-inbox.test.ts`, [
    ["!isSortedSet(sharers) ||", "", "and lists the sharers in another order is refused"],
    ["!isSortedSet(sharers) ||", "", "and lists a sharer twice is refused"],
    ["senders.length !== expected.length ||", "", "and sends a ciphertext too many is refused"],
    [
      "expected.some((peer, i) => senders[i] !== peer)",
      "false",
      "and sends one neighbour's ciphertext twice",
    ],
    [
      "expected.some((peer, i) => senders[i] !== peer)",
      "false",
      "and sends the ciphertexts in another order",
    ],
  ]),
  ...mutantsOf(`${source}/masked-input.ts`, `${tests}/cheating-coordinator.test.ts`, [
    ["sharers.some((sharer) => !roster.byClient.has(sharer))", "false", "and adds a stranger to the sharers"],
    ["!set.has(standing.client)", "false", "and says that the client itself did not share is refused"],
    ["present < threshold", "present < threshold - 1", "and says that too few others shared is refused"],
    [
      "sharers.length < standing.minSurvivors",
      "sharers.length < standing.minSurvivors - 1",
      "and lists fewer sharers than must survive is refused before anything is masked",
    ],
    [
      "senders.length !== expected.length || expected.some((peer, i) => senders[i] !== peer)",
      "false",
      "and keeps a ciphertext back is refused",
    ],
    ["problem !== undefined", "false", "and says that the client itself did not share is refused"],
    [
      "if (!opened.ok) { eraseMaskingSecrets",
      "if (false) { eraseMaskingSecrets",
      "and changes one bit of a ciphertext",
    ],
    [
      "if (!opened.ok) { eraseHoldings",
      "if (false) { eraseHoldings",
      "and replays another client's ciphertext is refused",
    ],
    ["agreed === undefined", "false", "and lets a weak maskKey onto the roster is refused by all others"],
    ["!masks.ok", "false", "and lets a weak maskKey onto the roster is refused by all others"],
  ]),
  ...mutantsOf(`${source}/masked-input.ts`, `${tests}/masked-sum.test.ts`, [
    [
      ".filter((peer) => sharers.has(peer.client))",
      "",
      "is there when exactly n - t of ten vanish before their shares",
    ],
  ]),

  // 2': the survivors.
  ...mutantsOf(`${source}/consistency.ts`, `${tests}/cheating-coordinator.test.ts`, [
    ["!isSortedSet(survivors) ||", "", "and names somebody who never shared, or somebody twice"],
    ["survivors.some((survivor) => !shared.has(survivor))", "false", "and names somebody who never shared"],
    ["problem !== undefined", "false", "and leaves the victim out is refused by the victim"],
    ["!set.has(standing.client)", "false", "and leaves the victim out is refused by the victim"],
    ["survivors.length < standing.minSurvivors", "false", "and names a handful on a Harary graph"],
    ["alive < threshold", "alive < threshold - 1", "and leaves the victim too few of its neighbours"],
    ["alive < threshold", "alive < threshold - 1", "and names fewer than t survivors on the complete graph"],
  ]),
  ...mutantsOf(`${source}/consistency.ts`, `${tests}/exact-bounds.test.ts`, [
    [
      "survivors.length < standing.minSurvivors",
      "survivors.length < standing.minSurvivors - 1",
      "agrees to just as many survivors as the plan's minimum",
    ],
  ]),

  // 3': the confirmations.
  ...mutantsOf(`${source}/unmask.ts`, `${tests}/cheating-coordinator.test.ts`, [
    ["!equalBytes(asked, own.survivorsHash)", "false", "and asks to unmask others than the client confirmed"],
    ["other !== undefined", "false", "and tells two halves different ones is convicted"],
    [
      "return confirmations.filter((_, i) => sound[i]);",
      "return confirmations;",
      "and forges confirmations gets nothing for them",
    ],
    [
      "confirmedNear < threshold || confirmed.size < quorum",
      "false",
      "and tells two halves different ones gets no share",
    ],
    [
      "confirmedNear < threshold || confirmed.size < quorum",
      "sound.length < quorum",
      "and shows one confirmation ten times gets nothing for the repetition",
    ],
    ["|| confirmed.size < quorum", "", "and shows the confirmations of the neighbourhood alone"],
    ["confirmedNear < threshold ||", "", "and shows enough confirmations on a Harary graph but too few near"],
  ]),
  ...mutantsOf(`${source}/unmask.ts`, `${tests}/exact-bounds.test.ts`, [
    [
      "confirmedNear < threshold ||",
      "confirmedNear < threshold - 1 ||",
      "gives shares for just as many confirmations near it",
    ],
    [
      "|| confirmed.size < quorum",
      "|| confirmed.size < quorum - 1",
      "gives shares for just as many confirmations as the global quorum",
    ],
    [
      "|| confirmed.size < quorum",
      "|| sound.length < quorum",
      "counts nobody twice towards the global quorum",
    ],
    ["|| !counted.has(confirmation.client)", "", "does not count confirmations of those who do not survive"],
    [
      "concat(confirmationStatement(context, other), other.signature)",
      "other.signature",
      "keeps of a survivor that confirmed others what convicts it",
    ],
  ]),
];
