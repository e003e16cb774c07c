// Each place where a secret is overwritten because its use ends.
import type { Mutant } from "@tributary/test-support";

import { mutantsOf } from "./rows.ts";

const participant = "core/src/secagg/participant";
const coordinator = "core/src/secagg/coordinator";
const tests = "core/test/secagg";

const whole = "is overwritten whole: keys, what masks, and the shares of others";
const guarded = "is overwritten when it is guarded and erased";
const noMoreUse = "overwrites its secrets as soon as they are of no more use";
const given = "is overwritten when it gives its shares, which are copies";
const known = "is overwritten when the masks are known, and the masks when they are taken off";
const otherFalse = "is overwritten when the shares of another secret are false";
const signerFails = "is overwritten when its signer fails while it";
const leaves = (phase: string): string =>
  `is overwritten and out of reach when it leaves the attempt ${phase}`;

export const erasureMutants: readonly Mutant[] = [
  ...mutantsOf(`${participant}/state.ts`, `${tests}/erased-secrets.test.ts`, [
    ["eraseSecrets(state); const refusal", "const refusal", leaves("shared")],
    [
      "eraseSecrets(state); const refusal",
      "const refusal",
      "is overwritten when it refuses to give its shares",
    ],
    ["cipherSecret.fill(0);", "", whole],
    ["selfSeed.fill(0); for", "for", whole],
    ["for (const secret of agreed.values()) secret.fill(0);", "", whole],
    ["if (own !== undefined) eraseShares(own);", "", whole],
    ["for (const shares of holdings.values()) eraseShares(shares);", "", whole],
    ["shares.maskSecret.fill(0);", "", whole],
    ["shares.selfSeed.fill(0);", "", whole],
  ]),
  ...mutantsOf(`${participant}/guarded.ts`, `${tests}/erased-secrets.test.ts`, [
    ["if (held !== undefined) overwrite(held.secrets);", "", guarded],
    ["overwrite(held.secrets); held = undefined;", "overwrite(held.secrets);", guarded],
  ]),
  ...mutantsOf(`${participant}/advertise-keys.ts`, `${tests}/erased-secrets.test.ts`, [
    [
      "guard({ cipherSecret, maskSecret }, eraseKeys)",
      "guard({ cipherSecret, maskSecret }, () => {})",
      leaves("advertised"),
    ],
  ]),
  ...mutantsOf(`${participant}/share-keys.ts`, `${tests}/erased-secrets.test.ts`, [
    [
      "for (const other of secrets) other?.fill(0);",
      "",
      "is overwritten, its own keys and what was agreed with them, when it refuses the roster for a weak one",
    ],
    ["agreed, own }, eraseMaskingSecrets)", "agreed, own }, () => {})", leaves("shared")],
    [
      ".finally(() => cipherSecret.fill(0));",
      ";",
      "is overwritten, its own keys and what was agreed with them, when it refuses the roster for a weak one",
    ],
    [
      "maskSecret.fill(0); throw error;",
      "throw error;",
      "is overwritten when its keys cannot be agreed with while it deals its shares",
    ],
    ["secrets.erase(); throw error;", "throw error;", `${signerFails} deals its shares`],
    [
      "eraseMaskingSecrets({ maskSecret, selfSeed, agreed, own: undefined });",
      "",
      "is overwritten when chance fails it at draw 1 while it deals its shares",
    ],
    [
      "for (const share of dealt) share.fill(0);",
      "",
      "is overwritten, the shares that it dealt among it, when one of them cannot be sealed",
    ],
    [
      "maskSecret.fill(0); return burn",
      "return burn",
      "is overwritten, its own keys and what was agreed with them, when it refuses the roster",
    ],
  ]),
  ...mutantsOf(`${participant}/masked-input.ts`, `${tests}/erased-secrets.test.ts`, [
    ["guard(opened.value, eraseHoldings)", "guard(opened.value, () => {})", leaves("masked")],
    ["holdings.erase(); throw error;", "throw error;", `${signerFails} masks its vector`],
    ["eraseMaskingSecrets(secrets); return burn", "return burn", "is overwritten when it refuses the inbox"],
    [
      "if (!opened.ok) { eraseHoldings(holdings);",
      "if (!opened.ok) {",
      "is overwritten when it refuses the inbox",
    ],
  ]),
  ...mutantsOf(`${participant}/masked-input.ts`, `${tests}/session-rules.test.ts`, [
    ["for (const { seed } of masks.value) seed.fill(0);", "", noMoreUse],
    ["agreed.fill(0);", "", noMoreUse],
    [".finally(() => eraseMaskingSecrets(secrets)", ".finally(() => undefined", noMoreUse],
  ]),
  ...mutantsOf(`${participant}/consistency.ts`, `${tests}/erased-secrets.test.ts`, [
    [
      "guard(state.secrets.take(), eraseHoldings)",
      "guard(state.secrets.take(), () => {})",
      leaves("confirmed"),
    ],
  ]),
  ...mutantsOf(`${participant}/unmask.ts`, `${tests}/erased-secrets.test.ts`, [
    ["eraseHoldings(holdings); const unsigned", "const unsigned", given],
    [
      "eraseHoldings(holdings); const unsigned",
      "const unsigned",
      "is overwritten once it has given its shares",
    ],
    ["share: shares.selfSeed.slice()", "share: shares.selfSeed", given],
    [
      "for (const { share } of shares) share.fill(0);",
      "",
      "is overwritten, the copies that were to be given among it, when its signer fails while it gives its shares",
    ],
  ]),
  ...mutantsOf(`${coordinator}/recover.ts`, `${tests}/erased-secrets.test.ts`, [
    ["found.secret.fill(0);", "", known],
    ["agreed.fill(0);", "", known],
    ["finally { for (const { seed } of masks) seed.fill(0); }", "finally {}", known],
    [
      "try { await port.add(words, masks); } finally { for (const { seed } of masks) seed.fill(0); }",
      "await port.add(words, masks); for (const { seed } of masks) seed.fill(0);",
      "is overwritten when the masks cannot be taken off",
    ],
    ["for (const { seed } of masks) seed.fill(0); const detail", "const detail", otherFalse],
    ["secret.fill(0); continue;", "continue;", otherFalse],
  ]),
];
