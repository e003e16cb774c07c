// What is summed, and under which masks: the bounds that keep a sum from wrapping, the encoding, the streams.
import type { Mutant } from "@tributary/test-support";

import { mutantsOf } from "./rows.ts";

const fits = "keeps n Q within the ring for every cohort";
const contradicts = "is named where it contradicts itself";
const wraps = "cannot wrap the sum's loss or counts";
const streams = "masks added by plain loops are the streams' little-endian words";
const order = "come from the source that they are given, one stream for a seed, pieces in order";
const witnesses = "are those that noble and OpenSSL give, over many tiles and up to a stream's end";
const reference = "are the reference's, for any length, place in memory and range";
const secureCohort = "asks for a roster of no fewer than the plan's survivors and no more than its minimum";

export const encodingMutants: readonly Mutant[] = [
  // No sum may wrap: the bound itself, and that plan and client both look at it.
  ...mutantsOf("core/src/ring/profile.ts", "core/test/ring/ring.test.ts", [
    ["Math.ceil(Math.log2(bounds.participants))", "Math.floor(Math.log2(bounds.participants))", fits],
    ["2 ** (bits - 1) - 1;", "2 ** bits - 1;", fits],
    ["limit < 127", "false", fits],
  ]),
  ...mutantsOf("core/src/rounds/descriptor.ts", "core/test/rounds/rounds.test.ts", [
    ["return noWrapProblem(descriptor.encoding);", "return undefined;", "must stay within the plan's bounds"],
    ["descriptor.plan !== digest", "false", "must stay within the plan's bounds"],
    [
      "descriptor.encoding.profile !== settings.privacy.encoding",
      "false",
      "must stay within the plan's bounds",
    ],
    ["descriptor.encoding.clip !== settings.privacy.clip", "false", "must stay within the plan's bounds"],
    ["descriptor.encoding.range > descriptor.encoding.clip", "false", "must stay within the plan's bounds"],
  ]),
  ...mutantsOf("core/src/rounds/descriptor.ts", "core/test/rounds/secure-descriptor.test.ts", [
    ["minimum < fewest ||", "minimum < fewest - 1 ||", secureCohort],
    ["|| minimum > most", "|| minimum > most + 1", secureCohort],
    [
      "maximum > encoding.participants",
      "maximum > encoding.participants + 1",
      "lets no more clients onto the roster than its encoding can add up",
    ],
    [
      "descriptor.mode !== settings.privacy.mode",
      "false",
      "cannot take the place of the mode that the plan names",
    ],
    ["problem !== undefined", "false", secureCohort],
  ]),
  ...mutantsOf("core/src/plan/rules.ts", "core/test/plan/rules.test.ts", [
    ["places > mostParticipants", "false", "weights whose sum could pass 32 bits"],
    [
      "cohort[key] >= survivorsFloor",
      "cohort[key] >= survivorsFloor - 1",
      "refuse a cohort in mode secure whose sums would hide nobody",
    ],
  ]),
  ...mutantsOf("coordinator/src/service/create-task.ts", "coordinator/test/service/create-task.test.ts", [
    [
      "?? noWrapProblem(termsOf(plan, planDigest(plan), new Uint8Array()).firstBounds)",
      "",
      "is refused if a sum of its updates could wrap",
    ],
  ]),

  // Encoding.
  ...mutantsOf("core/src/ring/quantise.ts", "core/test/ring/ring.test.ts", [
    ["Math.floor(scaled + words", "Math.round(scaled + 0 * words", "rounds without bias"],
    [
      "norm > bounds.clip ? bounds.clip / norm : 1",
      "1",
      "shortens a delta to the clipping bound and says so",
    ],
    ["scaled > limit", "false", "clamps a coordinate to the range and says so"],
    ["scaled < -limit", "false", "clamps a coordinate to the range and says so"],
    ["!Number.isFinite(sum)", "false", "refuses what is not finite, naming the element"],
    [
      "Math.max(1, Math.round(",
      "Math.max(0, Math.round(",
      "weighs every client by at least one unit and at most one",
    ],
    [
      "Math.min(exampleCount, maximumExamples)",
      "exampleCount",
      "weighs every client by at least one unit and at most one",
    ],
    [
      "/ (totalWeightUnits / weightUnit)",
      "",
      "recovers the weighted mean within n / (s W) of each coordinate",
    ],
  ]),
  ...mutantsOf("core/src/ring/meta-lane.ts", "core/test/ring/ring.test.ts", [
    [
      "words.subarray(words.length - canaryWords).some((canary) => canary !== 0)",
      "false",
      "is not read when a canary sings",
    ],
    [
      "words.length !== metaWords(classes)",
      "false",
      "is not read when a canary sings or its length is another",
    ],
    ["meta.count !== updates", "false", contradicts],
    ["meta.weightUnits < updates ||", "", contradicts],
    ["meta.weightUnits > mostUnits", "meta.weightUnits > 65_537", contradicts],
    ["meta.unclipped > updates", "meta.unclipped > 2", contradicts],
    ["meta.exampleCount > mostExamples", "meta.exampleCount > 65_536", contradicts],
    ["examples !== exampleCount", "false", contradicts],
    ["lossHigh > 65_535 ||", "", wraps],
    ["|| lossLow > 65_535", "", wraps],
    ["meta.lossSum > mostLossPerExample * meta.exampleCount", "false", wraps],
    ["falsePositives !== misses", "false", "must miss as often as it hits falsely"],
    ["classes === 0 ? undefined : ", "", "carries tokens and their loss alone, and sums them"],
  ]),

  ...mutantsOf("core/src/ring/packing.ts", "core/test/ring/ring.test.ts", [
    ["(value >> 8)", "(value >>> 8)", "adds u24 integers exactly, at any offset"],
    ["((first << 8) >> 8)) | 0", "((first << 8) >>> 8)) | 0", "adds u24 integers exactly, at any offset"],
  ]),

  // Masks.
  ...mutantsOf("core/src/masks/add-masks.ts", "core/test/masks/add-masks.test.ts", [
    ["if (sign === 1)", "if (sign !== 1)", streams],
    ["if (sign === 1)", "if (sign !== undefined)", "cancel where one vector adds what another subtracts"],
    ["(firstWord + start) / blockWords", "start / blockWords", "are the same in ranges as in the whole"],
    ["(firstWord + start) / blockWords", "firstWord / blockWords", order],
    ["|| firstWord % blockWords !== 0", "", "begin at a block's edge alone"],
    ["kernel.mask.fill(0);", "", "masks added by plain loops leave neither mask nor vector behind"],
    ["kernel.accumulator.fill(0);", "", "masks added by plain loops leave neither mask nor vector behind"],
    ["<< 8) >> 8", "<< 8) >>> 8", "sum modulo 2^24 as if each word had been cut to 24 bits"],
  ]),
  ...mutantsOf("core/src/masks/simd-masks.ts", "core/test/masks/simd-masks.test.ts", [
    ["(firstWord + start) / blockWords", "start / blockWords", witnesses],
    ["(firstWord + start) / blockWords", "firstWord / blockWords", witnesses],
    ["piece.length, (firstWord", "piece.length - 1, (firstWord", reference],
  ]),
  ...mutantsOf("core/src/masks/simd-masks.ts", "core/test/masks/chacha-kernel.test.ts", [
    ["kernel.wipe();", "", "has neither seed nor mask nor word in its memory at first"],
    ["kernel.wipe();", "", "has none in its memory in the pauses of a vector, and when masking fails"],
  ]),
  ...mutantsOf("core/src/masks/chacha-kernel.ts", "core/test/masks/chacha-kernel.test.ts", [
    ["tile.fill(0);", "", "has neither seed nor mask nor word in its memory at first"],
    ["seed.fill(0);", "", "has neither seed nor mask nor word in its memory at first"],
    ["isSound(kernel) ? kernel : undefined", "kernel", "is not used where its stream is another"],
  ]),
  ...mutantsOf("core/src/masks/chacha-kernel.ts", "core/test/masks/simd-masks.test.ts", [
    ["Math.ceil(words / groupWords)", "Math.floor(words / groupWords)", reference],
  ]),
  ...mutantsOf("core/src/masks/pausing-masks.ts", "core/test/masks/pausing-masks.test.ts", [
    ["seed: Uint8Array.from(seed)", "seed", "uses the seeds as they were when the call was made"],
    ["for (const { seed } of own) seed.fill(0);", "", "and overwrites its copies"],
    ["if (start > 0) await pause();", "", "ends with what a pause rejects with"],
    [
      "checkFirstWord(firstWord);",
      "",
      "by SIMD refuses a seed that has not 32 bytes and a range within a block",
    ],
  ]),
];
