// What secure aggregation stands on: Shamir's scheme, the graph, identities.
import type { Mutant } from "@tributary/test-support";

import { mutantsOf } from "./rows.ts";

const refused = "is refused with its reason";
const impossible = "is a mistake in the program where numbers are impossible";
const specified = "are those of the specification";

export const foundationMutants: readonly Mutant[] = [
  // Shamir's scheme.
  ...mutantsOf("core/src/shamir/split.ts", "core/test/shamir/shamir.test.ts", [
    [
      "degree < threshold; degree++",
      "degree < threshold - 1; degree++",
      "are consistent with every secret if one is missing",
    ],
    [
      "evaluate(coefficients, 1 + holder)",
      "evaluate(coefficients, holder)",
      "are the known ones for a known stream of coefficients",
    ],
    ["threshold < 2 ||", "threshold < 1 ||", impossible],
    ["threshold > holders", "threshold > holders + 1", impossible],
    ["holders > maximumHolders", "holders > maximumHolders + 1", impossible],
    ["secret.length === 0", "false", impossible],
    ["drawn.fill(0);", "", "take each coefficient from chance, the top one too, and leave no copy"],
  ]),
  ...mutantsOf("core/src/shamir/combine.ts", "core/test/shamir/shamir.test.ts", [
    ["shares.length < threshold ?", "shares.length < threshold - 1 ?", refused],
    ["seen.has(holder)", "false", refused],
    ["value.length !== length", "false", refused],
    ["holder >= maximumHolders", "holder > maximumHolders", refused],
    ["holder < 0 ||", "", refused],
    ["checkThreshold(threshold);", "", impossible],
    [
      "trusted.length < threshold ?",
      "trusted.length < threshold - 1 ?",
      "is not looked for with too few trusted ones",
    ],
    ["!equalBytes(expected, other.value)", "false", "is found once the secret is known to be right"],
    ["1 + share.holder", "share.holder", "give the secret back from any sufficient set"],
  ]),

  // The graph, and how many shares give a secret back.
  ...mutantsOf("core/src/graph/topology.ts", "core/test/graph/parameters.test.ts", [
    [
      "Math.floor((2 * participants) / 3) + 1",
      "Math.floor((2 * participants) / 3)",
      "is the complete graph up to 128, with two thirds and one more",
    ],
    [
      "Math.floor(participants / 2) + 1",
      "Math.floor(participants / 2)",
      "is the complete graph up to 128, with two thirds and one more",
    ],
    ["activeFrom = 8", "activeFrom = 9", "is the complete graph up to 128, with two thirds and one more"],
    [
      "completeUpTo = 128",
      "completeUpTo = 129",
      "is the complete graph up to 128, with two thirds and one more",
    ],
    ["survivorsFloor = 3", "survivorsFloor = 2", "is refused in a sentence for too few"],
    [
      "parameters === undefined",
      "false",
      "is refused in a sentence for too few, and where 255 neighbours are not enough",
    ],
    [
      "securityBits: 80",
      "securityBits: 40",
      "is a Harary graph beyond, against an active coordinator with 80 bits",
    ],
    ['adversary: "active"', 'adversary: "curious"', "has a threshold that one kind of share alone can reach"],
  ]),
  ...mutantsOf("core/src/graph/harary-parameters.ts", "core/test/graph/parameters.test.ts", [
    ['assumptions.adversary === "active" ?', 'assumptions.adversary !== "active" ?', specified],
    ["Math.max(exceeded + 1, 2)", "Math.max(exceeded, 2)", specified],
    [
      "threshold <= fewestSurviving",
      "threshold <= fewestSurviving + 1",
      "are refused where no threshold is both safe and live",
    ],
    ["> attack) continue", "> 1) continue", "are those of the reference implementation"],
    ["assumptions.securityBits + 1", "assumptions.securityBits", specified],
  ]),
  ...mutantsOf("core/src/graph/neighbours.ts", "core/test/graph/neighbours.test.ts", [
    [
      "distance <= degree / 2",
      "distance < degree / 2",
      "are as many as the degree, ascending, mutual, and never oneself",
    ],
    [
      "(place - distance + participants) % participants",
      "(place + distance + degree) % participants",
      "are as many as the degree, ascending, mutual, and never oneself",
    ],
    ["block += size / 64;", "", "follow the stream as far as a large roster needs it"],
    ["degree % 2 !== 0 ||", "", "do not exist for an odd degree"],
    ["|| degree >= participants", "", "do not exist for an odd degree, for one that the ring cannot hold"],
  ]),

  // Identities.
  ...mutantsOf("core/src/identity/identity.ts", "core/test/identity/identity.test.ts", [
    [
      "!ed25519.Point.fromBytes(publicKey).isSmallOrder()",
      "ed25519.Point.fromBytes(publicKey) !== undefined",
      "is refused when its key is of small order or no point of the curve",
    ],
    ["Uint8Array.from(seed)", "seed", "copies its seed, so that its owner may wipe theirs"],
    [
      'utf8("tributary/v1 coordinator")',
      'utf8("tributary/v1 client")',
      "has one id as a client and another fingerprint as a coordinator",
    ],
  ]),
  ...mutantsOf("core/src/identity/documents.ts", "core/test/identity/identity.test.ts", [
    ["`tributary/v1 ${kind}`", "`tributary/v1`", "passes for its own kind, payload and signer only"],
    [
      "return primitives.verify(publicKey, documentBytes(kind, document.payload), document.signature);",
      "return Promise.resolve(true);",
      "passes for its own kind, payload and signer only",
    ],
  ]),
  ...mutantsOf("core/src/identity/statements.ts", "core/test/identity/identity.test.ts", [
    [
      "`tributary/v1 statement ${method}`",
      "`tributary/v1 statement`",
      "differs for every method, task, round, attempt and field",
    ],
    ["utf8(key.task)),", "new Uint8Array()),", "differs for every method, task, round, attempt and field"],
    ["u32be(key.round),", "", "differs for every method, task, round, attempt and field"],
    ["u32be(key.attempt),", "", "differs for every method, task, round, attempt and field"],
    [
      "primitives.sha256(lengthPrefixed(...fields))",
      "new Uint8Array(32)",
      "differs for every method, task, round, attempt and field",
    ],
  ]),
  ...mutantsOf("core/src/identity/portable-primitives.ts", "core/test/identity/known-answers.test.ts", [
    [
      "publicKeys.map((publicKey) => sharedSecret(secret, publicKey))",
      "publicKeys.map((publicKey) => sharedSecret(secret, publicKey) ?? new Uint8Array(32))",
      "refuses each key of small order, and each of another length, in its place",
    ],
    [
      "checkKeystream(key, counter, out);",
      "",
      "refuses a key of another length, a counter that is none, and what lies behind its end",
    ],
  ]),
  ...mutantsOf("core/src/identity/primitives.ts", "core/test/identity/known-answers.test.ts", [
    ["secret.length !== 32", "false", "throws for a secret of another length"],
    [
      "end > 2 ** 32 - 1",
      "end > 2 ** 32",
      "refuses a key of another length, a counter that is none, and what lies behind its end",
    ],
  ]),
  ...mutantsOf("core/src/identity/sealing.ts", "core/test/identity/sealing.test.ts", [
    [
      "concat(u32be(last ? 1 : 0),",
      "concat(u32be(0),",
      "does not open when pieces were cut off or exchanged",
    ],
    ["u64be(index)", "u64be(0)", "does not open when pieces were cut off or exchanged"],
    [
      "fromHex(context.descriptor),",
      "",
      "does not open with another key, for another client or under another descriptor",
    ],
    [
      "utf8(context.client))",
      "new Uint8Array())",
      "does not open with another key, for another client or under another descriptor",
    ],
    ["Uint8Array.from(random.bytes(32));", "new Uint8Array(32);", "never looks the same twice"],
  ]),
];
