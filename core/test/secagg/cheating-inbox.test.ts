import { expect } from "chai";

import type { Inbox, ParticipantReason } from "@tributary/core/secagg";

import { reasonsOf } from "./attacks.ts";
import type { Network } from "./cohort.ts";
import { members, runAttempt } from "./cohort.ts";

const victim = members(10)[3]!.client;

describe("a coordinator that cheats about the inbox", function () {
  this.timeout(20_000);

  const lies: Record<string, { readonly reason: ParticipantReason; readonly lie: (inbox: Inbox) => Inbox }> =
    {
      "lists the sharers in another order": {
        reason: "unknown-client",
        lie: (inbox) => ({ ...inbox, sharers: inbox.sharers.toReversed() }),
      },
      "lists a sharer twice": {
        reason: "unknown-client",
        lie: (inbox) => ({ ...inbox, sharers: [inbox.sharers[0]!, ...inbox.sharers] }),
      },
      "sends a ciphertext too many": {
        reason: "missing-shares",
        lie: (inbox) => ({ ...inbox, ciphertexts: [...inbox.ciphertexts, inbox.ciphertexts.at(-1)!] }),
      },
      "sends a ciphertext too few": {
        reason: "missing-shares",
        lie: (inbox) => ({ ...inbox, ciphertexts: inbox.ciphertexts.slice(0, -1) }),
      },
      "sends one neighbour's ciphertext twice and another's not at all": {
        reason: "missing-shares",
        lie: ({ sharers, ciphertexts: [first, , ...rest] }) => ({
          sharers,
          ciphertexts: [first!, first!, ...rest],
        }),
      },
      "sends the ciphertexts in another order": {
        reason: "missing-shares",
        lie: (inbox) => ({ ...inbox, ciphertexts: inbox.ciphertexts.toReversed() }),
      },
    };
  for (const [what, { reason, lie }] of Object.entries(lies)) {
    it(`and ${what} is refused by that client with ${reason}`, async () => {
      const network: Network = { inbox: (inbox, to) => (to === victim ? lie(inbox) : inbox) };
      const run = await runAttempt({ n: 10, network });
      expect([...reasonsOf(run)]).to.deep.equal([[victim, reason]]);
      expect(run.survivors).to.have.length(9);
    });
  }
});
