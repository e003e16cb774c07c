// Mistakes that no sum shows, for both halves make them alike: the masks still cancel, and hide nothing.
import type { Mutant, NamedTest } from "@tributary/test-support";

const seeds = "core/src/secagg/mask-seeds.ts";

function simulation(where: string): NamedTest {
  return {
    file: "core/test/secagg/privacy.test.ts",
    name: `is the same for other inputs with the same sum, ${where}`,
  };
}

const everywhere = ["on the complete graph", "on a Harary graph", "in a home of four"].map(simulation);

/** The client adds no self-mask, and the coordinator takes none away. */
const noSelfMask = [
  {
    file: "core/src/secagg/participant/masked-input.ts",
    find: "[{ seed: selfMaskSeed(primitives, session.context, client, selfSeed), sign: 1 }]",
    replace: "[]",
  },
  {
    file: "core/src/secagg/coordinator/recover.ts",
    find: "masks.push({ seed: selfMaskSeed(primitives, context, owner, found.secret), sign: -1 });",
    replace: "",
  },
];

/** Everyone has the same self-mask, which the coordinator learns with the first survivor's. */
const sameSelfMask = [
  {
    file: seeds,
    find: 'deriveKey(primitives, context, selfSeed, "self-mask", idBytes(client))',
    replace: 'deriveKey(primitives, context, new Uint8Array(32), "self-mask")',
  },
];

/** Every pair has the same mask. */
const pairSeedReused = [
  {
    file: seeds,
    find: 'agreed, "pair-mask", idBytes(low.client), idBytes(high.client), low.maskKey, high.maskKey',
    replace: 'new Uint8Array(32), "pair-mask"',
  },
];

export const privacyMutants: readonly Mutant[] = everywhere.flatMap((test) =>
  [noSelfMask, sameSelfMask, pairSeedReused].map((changes) => ({ changes, test })),
);
