// How the coordinator comes from answers to masks and to a sum, and what a sum must hold to be believed.
import type { Mutant } from "@tributary/test-support";

import { mutantsOf } from "./rows.ts";

const source = "core/src/secagg";
const tests = "core/test/secagg";

const named = "names the cause when too many vanish, by where they vanish";

export const sumMutants: readonly Mutant[] = [
  ...mutantsOf(`${source}/coordinator/recover.ts`, `${tests}/masked-sum.test.ts`, [
    ["locked.length > 0", "false", named],
    ["sign: -1", "sign: 1", "is there when exactly n - t of ten vanish before their input"],
    [
      "pairSign(vanished, peer.client)",
      "pairSign(peer.client, vanished)",
      "is there when exactly n - t of ten vanish before their input",
    ],
  ]),
  ...mutantsOf(`${source}/coordinator/recover.ts`, `${tests}/reference.test.ts`, [
    [".filter(({ client }) => survivors.has(client))", "", "agrees where clients vanish before their shares"],
  ]),
  ...mutantsOf(`${source}/coordinator/recover.ts`, `${tests}/cheating-participant.test.ts`, [
    [
      "return equalBytes(commitment, shared.get(owner)?.commitment ?? new Uint8Array());",
      "return true;",
      "and shares another seed than it committed to ends the attempt, naming it",
    ],
    [
      "return equalBytes(primitives.agreementKeyOf(secret), maskKey);",
      "return true;",
      "and returns a false share of a vanished client's mask secret, none to spare",
    ],
    [
      "found === undefined",
      "false",
      "and returns false shares where none is to spare ends the attempt by name",
    ],
    [
      "falseShares.push({ holder, owner, kind });",
      "",
      "and returns false shares is named, and the masks are recovered without it",
    ],
    ["problem === undefined", "true", "and sends a garbage vector costs the attempt"],
    ["words.fill(0);", "", "and sends a garbage vector has the sum overwritten"],
  ]),
  ...mutantsOf(`${source}/coordinator/recover.ts`, `${tests}/false-shares.test.ts`, [
    [
      "(shares.length + 1 - threshold) / 2",
      "(shares.length + 3 - threshold) / 2",
      "so that their errors cancel in the secret are named, and the honest are not",
    ],
    [
      "wrong.ok && wrong.value.length <= attributable",
      "wrong.ok",
      "so that their errors cancel in the secret are named, and the honest are not",
    ],
  ]),
  ...mutantsOf(`${source}/coordinator/recover.ts`, `${tests}/spoilt-sums.test.ts`, [
    ["problem === undefined", "true", "is found by its canaries where one client masked for another model"],
  ]),

  ...mutantsOf(`${source}/rules.ts`, `${tests}/session-rules.test.ts`, [
    ["canaryWords = 4", "canaryWords = 3", "takes no vector of another size, and no meta lane without room"],
  ]),
  ...mutantsOf(`${source}/vector.ts`, `${tests}/cheating-participant.test.ts`, [
    [
      "canaries.some((word) => word !== 0)",
      "false",
      "and sends a garbage vector costs the attempt: its canaries show",
    ],
    ["sum.meta[0] !== updates", "false", "and counts itself twice costs the attempt"],
  ]),
  ...mutantsOf(`${source}/vector.ts`, `${tests}/spoilt-sums.test.ts`, [
    ["sum.meta.length - canaryWords", "sum.meta.length - canaryWords + 1", "is found by each canary alone"],
    [
      "sum.meta[0] !== updates",
      "sum.meta[0] > updates",
      "is found by its count where a client counts itself not at all",
    ],
  ]),
  ...mutantsOf(`${source}/vector.ts`, `${tests}/privacy.test.ts`, [
    ["await port.add(words, masks);", "", "has masked vectors that are uniform, whatever the input"],
  ]),
  ...mutantsOf(`${source}/vector.ts`, `${tests}/masked-sum.test.ts`, [
    ["toSigned(integers, shape.profile);", "", "is one of vectors that are not a multiple of a piece"],
  ]),
];
