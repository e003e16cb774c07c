// What both halves share (core/src/secagg): who may be on a roster, what each hash, key and signature is bound to.
import type { Mutant } from "@tributary/test-support";

import { mutantsOf } from "./rows.ts";
import type { Row } from "./rows.ts";

const source = "core/src/secagg";
const tests = "core/test/secagg";

const agrees = "agrees on every message and on the sum in a home of three";
const agreesWithLosses = "agrees where clients vanish before their shares";
const agreesOnRing = "agrees on a Harary graph, where clients vanish too";
const repeatedKey = "is refused if any key on it stands there twice";

/** Each of the arguments `fields` in turn is left out of the call that begins with `before`. */
function withoutEach(before: string, fields: readonly string[], after: string, test: string): readonly Row[] {
  return fields.map((left): Row => [
    `${before}${fields.join(", ")}${after}`,
    `${before}${fields.filter((field) => field !== left).join(", ")}${after}`,
    test,
  ]);
}

export const bindingMutants: readonly Mutant[] = [
  // Who may take part.
  ...mutantsOf(`${source}/membership.ts`, `${tests}/cheating-roster.test.ts`, [
    ["cipherKey.length !== keyBytes ||", "", "has agreement keys of 32 bytes"],
    ["|| maskKey.length !== keyBytes", "", "has agreement keys of 32 bytes"],
    ["&& equalBytes(pinned, identityKey)", "", "is its pinned key, not its pinned name"],
  ]),
  ...mutantsOf(`${source}/membership.ts`, `${tests}/cheating-coordinator.test.ts`, [
    [
      "clientIdOf(identityKey, primitives) !== client",
      "false",
      "and puts its own identity key under a client's name",
    ],
    [
      "pinned !== undefined && equalBytes(pinned, identityKey)",
      "true",
      "and invents a client is refused by those who pinned",
    ],
    [
      "return primitives.verify(advert.identityKey, advertStatement(context, advert), advert.signature);",
      "return Promise.resolve(true);",
      "and swaps a key for all but the victim",
    ],
  ]),
  ...mutantsOf(`${source}/membership.ts`, `${tests}/cheating-participant.test.ts`, [
    ["clientIdOf(identityKey, primitives) !== client", "false", "and advertises under a stolen name"],
  ]),

  // The roster.
  ...mutantsOf(`${source}/roster.ts`, `${tests}/cheating-roster.test.ts`, [
    [
      "adverts.length < fewest",
      "adverts.length < fewest - 1",
      "is refused with one client fewer than the plan's minimum",
    ],
    [
      "adverts.length > maximum",
      "adverts.length > maximum + 1",
      "is refused with one client more than the plan's maximum",
    ],
    [
      "Math.max(minimum, survivorsFloor)",
      "minimum",
      "is refused with fewer than three clients, whatever the plan says",
    ],
    ["[identityKey, cipherKey, maskKey]) {", "[cipherKey, maskKey]) {", repeatedKey],
    ["[identityKey, cipherKey, maskKey]) {", "[identityKey, maskKey]) {", repeatedKey],
    ["[identityKey, cipherKey, maskKey]) {", "[identityKey, cipherKey]) {", repeatedKey],
  ]),
  ...mutantsOf(`${source}/roster.ts`, `${tests}/cheating-coordinator.test.ts`, [
    [
      "adverts.length < fewest",
      "false",
      "and lists fewer than the plan's minimum is refused by every client",
    ],
    ["previous === client", "false", "and lists a client twice is refused by every client"],
    ["previous > client", "false", "and lists clients in another order is refused by every client"],
    ["other !== undefined", "false", "and lists two clients with one key is refused by every client"],
    ["previous < client", "previous <= client", "and names somebody who never shared, or somebody twice"],
    [
      "Math.floor((2 * sharers.length) / 3) + 1",
      "threshold",
      "and shows the confirmations of the neighbourhood alone on a Harary graph",
    ],
  ]),
  ...mutantsOf(`${source}/roster.ts`, `${tests}/exact-bounds.test.ts`, [
    [
      "Math.floor((2 * sharers.length) / 3) + 1",
      "Math.floor((2 * sharers.length) / 3)",
      "gives shares for just as many confirmations as the global quorum",
    ],
    [
      "Math.floor((2 * sharers.length) / 3) + 1",
      "Math.floor((2 * sharers.length) / 3)",
      "goes on with just as many confirmations as the global quorum",
    ],
  ]),
  ...mutantsOf(`${source}/roster.ts`, `${tests}/masked-sum.test.ts`, [
    ["!topology.ok", "false", "does not come out where no graph is safe"],
    [
      'roster.topology.kind === "complete" ? roster.clients :',
      'roster.topology.kind === "harary" ? roster.clients :',
      "is there when exactly n - t of ten vanish before their input",
    ],
  ]),
  ...mutantsOf(`${source}/roster.ts`, `${tests}/reference.test.ts`, [
    ['"roster", context, ...entries', '"roster", ...entries', agrees],
    ...withoutEach(
      "concat(",
      ["idBytes(client)", "identityKey", "cipherKey", "maskKey", "signature"],
      ")",
      agrees,
    ),
    ['taggedHash(primitives, "graph", hash)', "new Uint8Array(32)", agreesOnRing],
  ]),

  // The context, and keys that hang on it.
  ...mutantsOf(`${source}/context.ts`, `${tests}/cheating-coordinator.test.ts`, [
    ["fromHex(model),", "", "and gave one participant another model finds that no client accepts"],
  ]),
  ...mutantsOf(`${source}/context.ts`, `${tests}/reference.test.ts`, [
    ["utf8(key.task),", "", agrees],
    ["u64be(key.round),", "", agrees],
    ["u32be(key.attempt),", "", agrees],
    ["fromHex(model),", "", agrees],
    ["fromHex(plan),", "", agrees],
    ["fromHex(plan), fromHex(descriptor)", "fromHex(plan)", agrees],
    ["primitives.deriveKey(key, context,", "primitives.deriveKey(key, new Uint8Array(32),", agrees],
    ["concat(tag(name), ...fields)", "concat(...fields)", agrees],
  ]),
  ...mutantsOf(`${source}/mask-seeds.ts`, `${tests}/reference.test.ts`, [
    ["context, agreed,", "context, new Uint8Array(32),", agrees],
    ['"self-mask", idBytes(client)', '"self-mask"', agrees],
    ...withoutEach(
      "",
      ["idBytes(low.client)", "idBytes(high.client)", "low.maskKey", "high.maskKey"],
      "",
      agrees,
    ),
    ["client < peer ? 1 : -1", "client < peer ? -1 : 1", agrees],
  ]),
  ...mutantsOf(`${source}/mask-seeds.ts`, `${tests}/masked-sum.test.ts`, [
    [
      "client < peer ? 1 : -1",
      "1",
      "comes out of a home of three, one of whom vanishes after it sent its vector",
    ],
    [
      "a.client < b.client ? [a, b] : [b, a]",
      "[a, b]",
      "comes out of a home of three, one of whom vanishes after it sent its vector",
    ],
  ]),

  // Sealed shares.
  ...mutantsOf(`${source}/sealed-shares.ts`, `${tests}/sealed-shares.test.ts`, [
    [
      "box.length !== sealedSharesBytes",
      "false",
      "do not open when their sender sealed another number of bytes",
    ],
    ["plain === null", "false", "do not open in the other direction, in another attempt, for another pair"],
    [
      "!equalBytes(plain.subarray(0, 2 * idSize), addressed)",
      "false",
      "are refused as misdirected when their sender wrote other names inside",
    ],
    [
      'deriveKey(primitives, context, agreed, "share-enc"',
      'deriveKey(primitives, new Uint8Array(32), agreed, "share-enc"',
      "do not open in the other direction, in another attempt, for another pair",
    ],
    [
      '"share-enc", idBytes(from), idBytes(to)',
      '"share-enc", idBytes(from)',
      "do not open in the other direction, in another attempt, for another pair",
    ],
    [
      '"share-enc", idBytes(from), idBytes(to)',
      '"share-enc"',
      "do not open in the other direction, in another attempt, for another pair",
    ],
  ]),
  ...mutantsOf(`${source}/sealed-shares.ts`, `${tests}/session-rules.test.ts`, [
    [
      "key.fill(0); plain.fill(0);",
      "plain.fill(0);",
      "overwrites its secrets as soon as they are of no more use",
    ],
  ]),

  ...mutantsOf(`${source}/sealed-shares.ts`, `${tests}/reference.test.ts`, [
    ['context, agreed, "share-enc"', 'context, new Uint8Array(32), "share-enc"', agrees],
  ]),

  // What is signed.
  ...mutantsOf(`${source}/statements.ts`, `${tests}/reference.test.ts`, [
    ...withoutEach(
      'concat(tag("advert"), ',
      ["context", "idBytes(advert.client)", "advert.cipherKey", "advert.maskKey"],
      ")",
      agrees,
    ),
    ...withoutEach(
      'tag("share-keys"), ',
      ["context", "idBytes(message.client)", "message.rosterHash", "message.commitment"],
      ",",
      agrees,
    ),
    ...withoutEach("concat(", ["idBytes(to)", "box"], ")", agrees),
    ['"ciphertexts", ...boxes', '"ciphertexts"', agrees],
    ...withoutEach(
      'tag("masked-input"), ',
      [
        "context",
        "idBytes(message.client)",
        "rosterHash",
        "fromHex(message.digest)",
        "u64be(message.sizeBytes)",
      ],
      "",
      agrees,
    ),
    ...withoutEach(
      'tag("consistency"), ',
      ["context", "idBytes(message.client)", "message.survivorsHash"],
      "",
      agrees,
    ),
    ...withoutEach(
      'tag("unmask"), ',
      ["context", "idBytes(message.client)", "message.survivorsHash", "answer"],
      "",
      agrees,
    ),
    ...withoutEach(
      "concat(",
      ["idBytes(owner)", 'Uint8Array.of(kind === "self-seed" ? 0 : 1)', "share"],
      ")",
      agrees,
    ),
    ['kind === "self-seed" ? 0 : 1', "0", agreesWithLosses],
    ...withoutEach('"U3", ', ["context", "rosterHash", "idsBytes(survivors)"], "", agrees),
    ...withoutEach('"b-commit", ', ["context", "idBytes(client)", "selfSeed"], "", agrees),
  ]),
];
