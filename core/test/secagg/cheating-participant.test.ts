import { expect } from "chai";

import type { Advert, Confirmation, MessageReason, SharedKeys, UnmaskAnswer } from "@tributary/core/secagg";
import {
  acceptAdvert,
  acceptAnswer,
  acceptConfirmation,
  acceptMaskedInput,
  acceptSharedKeys,
  localMasks,
  recoverMasks,
  startCoordinator,
  unmaskSum,
  vectorWords,
} from "@tributary/core/secagg";
import type { ClientId } from "@tributary/core/support";
import { digest } from "@tributary/core/support";

import {
  advertStatement,
  confirmationStatement,
  maskedInputStatement,
  selfSeedCommitment,
  sharedKeysStatement,
  unmaskStatement,
} from "../../src/secagg/statements.ts";
import { expectAbort, onlyOf, signedBy } from "./attacks.ts";
import type { Member, Network, Run, Settings, Stage } from "./cohort.ts";
import { defaultShape, drawInput, members, plainSum, runAttempt, sessionOf } from "./cohort.ts";
import { nativePrimitives } from "./native-primitives.ts";

const ten = members(10);
const victim = ten[3]!;
const accomplice = ten[6]!;
const ids = ten.map(({ client }) => client);

function resigned(advert: Advert, context: Uint8Array): Promise<Advert> {
  const { signature: _, ...unsigned } = advert;
  return signedBy(victim, unsigned, advertStatement(context, unsigned));
}

const ids5 = members(5).map(({ client }) => client);

describe("a participant that cheats", function () {
  this.timeout(20_000);
  /** The accomplice's answer with every share wrong, signed by itself. */
  function lyingAnswers(run: Run, liars: readonly Member[]): (answer: UnmaskAnswer) => Promise<UnmaskAnswer> {
    return async (answer) => {
      const liar = liars.find(({ client }) => client === answer.client);
      if (liar === undefined) return answer;
      const shares = answer.shares.map((returned) => {
        const share = returned.share.slice();
        share[0]! ^= 1;
        return { ...returned, share };
      });
      const { signature: _, ...unsigned } = { ...answer, shares };
      return signedBy(liar, unsigned, unmaskStatement(nativePrimitives, run.session.context, unsigned));
    };
  }

  /** Recovers once more from a run's answers, some of which are lies. */
  async function recoverWithLies(
    settings: Settings,
    liars: readonly Member[],
  ): Promise<Awaited<ReturnType<typeof recoverMasks>>> {
    const run = await runAttempt({ ...settings, network: {} });
    const lie = lyingAnswers(run, liars);
    const state = run.beforeRecovery;
    if (state === undefined) throw new Error("the run did not come to Unmask");
    const answers = new Map<ClientId, UnmaskAnswer>();
    for (const [client, answer] of state.answers) answers.set(client, await lie(answer));
    return recoverMasks({ ...state, answers }, nativePrimitives);
  }

  it("and returns false shares is named, and the masks are recovered without it", async () => {
    const vanish = new Map([[0, "input" as const]]);
    const honest = await recoverWithLies({ n: 10, vanish }, []);
    const liars = [accomplice];
    const recovery = await recoverWithLies({ n: 10, vanish }, liars);
    if (!recovery.ok || !honest.ok) throw new Error("the masks were not recovered");
    expect(recovery.value.masks).to.deep.equal(honest.value.masks);
    expect(honest.value.falseShares).to.deep.equal([]);
    expect(recovery.value.falseShares).to.have.deep.members(
      ids.map((owner, i) => ({
        holder: accomplice.client,
        owner,
        kind: i === 0 ? "mask-secret" : "self-seed",
      })),
    );
  });

  it("and returns false shares together with another: both are named, and nobody else", async () => {
    const recovery = await recoverWithLies({ n: 10 }, [accomplice, victim]);
    if (!recovery.ok) throw new Error(recovery.error.detail);
    expect(new Set(recovery.value.falseShares.map(({ holder }) => holder))).to.deep.equal(
      new Set([accomplice.client, victim.client]),
    );
  });

  it("and returns false shares where none is to spare ends the attempt by name, without a sum", async () => {
    const vanish = new Map([0, 1, 2].map((i) => [i, "answer" as const]));
    const recovery = await recoverWithLies({ n: 10, vanish }, [accomplice]);
    expect(recovery.ok ? "" : recovery.error).to.deep.include({ cause: "bad-shares", clients: [ids[0]] });
  });

  it("and returns a false share of a vanished client's mask secret, none to spare, is found by the public key", async () => {
    const vanish = new Map<number, Stage>([
      [0, "input"],
      [1, "answer"],
      [2, "answer"],
    ]);
    const recovery = await recoverWithLies({ n: 10, vanish }, [accomplice]);
    expect(recovery.ok ? "" : recovery.error).to.deep.include({ cause: "bad-shares", clients: [ids[0]] });
  });

  it("and shares another seed than it committed to ends the attempt, naming it", async () => {
    const network: Network = {};
    const session = sessionOf({ n: 10 });
    const run = await runAttempt({ n: 10, network });
    const state = run.beforeRecovery;
    const message = state?.shared.get(accomplice.client);
    if (state === undefined || message === undefined) throw new Error("the run did not come to Unmask");
    const { signature: _, ...honest } = message;
    const other = selfSeedCommitment(
      nativePrimitives,
      session.context,
      accomplice.client,
      new Uint8Array(32),
    );
    const unsigned = { ...honest, commitment: other };
    const lied = await signedBy(
      accomplice,
      unsigned,
      sharedKeysStatement(nativePrimitives, session.context, unsigned),
    );
    const recovery = await recoverMasks(
      { ...state, shared: new Map(state.shared).set(accomplice.client, lied) },
      nativePrimitives,
    );
    expect(recovery.ok ? "" : recovery.error).to.deep.include({
      cause: "bad-shares",
      clients: [accomplice.client],
    });
  });

  it("and sends a garbage vector costs the attempt: its canaries show and no sum comes out", async () => {
    const inputs = ids.map((client) => drawInput(defaultShape, "garbage", client));
    inputs[4]!.fill(255, -3);
    expectAbort(await runAttempt({ n: 10, inputs }), "check-failed");
  });

  it("and sends a garbage vector has the sum overwritten, so that no part of it comes out", async () => {
    const run = await runAttempt({ n: 5 });
    const state = run.beforeRecovery;
    if (state === undefined) throw new Error("the run did not come to Unmask");
    const words = new Uint32Array(vectorWords(defaultShape)).fill(9);
    const outcome = await unmaskSum(state, words, [], localMasks(nativePrimitives));
    expect(outcome.ok ? "" : outcome.error.cause).to.equal("check-failed");
    expect([...words]).to.deep.equal([...words].map(() => 0));
  });

  it("and counts itself twice costs the attempt", async () => {
    const inputs = ids.map((client) => drawInput(defaultShape, "twice", client));
    inputs[4]![15] = 2;
    expectAbort(await runAttempt({ n: 10, inputs }), "check-failed");
  });

  it("and uploads a second vector is refused, while the first may come again", async () => {
    const run = await runAttempt({ n: 10 });
    const state = run.beforeRecovery;
    const first = state?.inputs.get(victim.client);
    if (state === undefined || first === undefined) throw new Error("the run did not come to Unmask");
    expect(await acceptMaskedInput(state, first, nativePrimitives)).to.deep.equal({
      ok: true,
      value: { kind: "repeated" },
    });
    const { signature: _, ...unsigned } = { ...first, digest: state.inputs.get(ids[0]!)!.digest };
    const statement = maskedInputStatement(run.session.context, state.roster.hash, unsigned);
    const second = await signedBy(victim, unsigned, statement);
    const decision = await acceptMaskedInput(state, second, nativePrimitives);
    expect(decision.ok ? "" : decision.error.reason).to.equal("conflicting-replay");
  });

  const adverts: readonly (readonly [
    string,
    MessageReason,
    (advert: Advert, first: Advert) => Partial<Advert>,
  ])[] = [
    ["under a stolen name", "not-a-member", () => ({ identityKey: accomplice.signer.publicKey })],
    ["with a key that is too short", "not-a-member", () => ({ maskKey: new Uint8Array(31) })],
    ["with a key that is taken", "duplicate-key", (_, first) => ({ maskKey: first.maskKey })],
    ["with one key for both uses", "duplicate-key", (advert) => ({ cipherKey: advert.maskKey })],
    ["with its identity as its cipher key", "duplicate-key", (advert) => ({ cipherKey: advert.identityKey })],
    ["with its identity as its mask key", "duplicate-key", (advert) => ({ maskKey: advert.identityKey })],
    ["with a weak cipher key", "malformed", () => ({ cipherKey: new Uint8Array(32) })],
    [
      "with a weak mask key",
      "malformed",
      () => ({ maskKey: Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0)) }),
    ],
    [
      "without its signature",
      "bad-statement",
      (advert) => ({ cipherKey: advert.cipherKey.map((byte) => byte ^ 1) }),
    ],
  ];
  for (const [how, reason, lie] of adverts) {
    it(`and advertises ${how} is refused with ${reason}, and the others go on`, async () => {
      const context = sessionOf({ n: 10 }).context;
      let first: Advert | undefined;
      const run = await runAttempt({
        n: 10,
        network: {
          advert: (advert, client) => {
            first ??= advert;
            if (client !== victim.client) return advert;
            const lied = { ...advert, ...lie(advert, first) };
            return reason === "bad-statement" ? lied : resigned(lied, context);
          },
        },
      });
      expect(run.messageRefusals.map((refusal) => [refusal.client, refusal.reason])).to.deep.equal([
        [victim.client, reason],
      ]);
      expect(run.outcome.ok).to.equal(true);
    });
  }

  describe("about a message", () => {
    const context = sessionOf({ n: 10 }).context;
    const only = (network: Network): Network => onlyOf(victim.client, network);
    const resign = <Message extends { readonly signature: Uint8Array }>(
      message: Message,
      statementOf: (message: Message) => Uint8Array,
    ): Promise<Message> => signedBy(victim, message, statementOf(message));
    const shares = (message: SharedKeys): Uint8Array =>
      sharedKeysStatement(nativePrimitives, context, message);
    const confirmation = (message: Confirmation): Uint8Array => confirmationStatement(context, message);
    const answer = (message: UnmaskAnswer): Uint8Array => unmaskStatement(nativePrimitives, context, message);
    const stranger = members(12).find(({ client }) => !ids.includes(client))!.client;
    const zeros = new Uint8Array(32);
    const lies: readonly (readonly [string, MessageReason, Network])[] = [
      [
        "shares for another roster",
        "wrong-roster",
        only({ shares: (m) => resign({ ...m, rosterHash: zeros }, shares) }),
      ],
      [
        "shares for too few",
        "malformed",
        only({ shares: (m) => resign({ ...m, ciphertexts: m.ciphertexts.slice(1) }, shares) }),
      ],
      [
        "shares in another order",
        "malformed",
        only({ shares: (m) => resign({ ...m, ciphertexts: m.ciphertexts.toReversed() }, shares) }),
      ],
      ["an unsigned commitment", "bad-statement", only({ shares: (m) => ({ ...m, commitment: zeros }) })],
      ["a stranger's shares", "not-in-cohort", only({ shares: (m) => ({ ...m, client: stranger }) })],
      [
        "a vector of another size",
        "malformed",
        only({ input: (m) => ({ ...m, message: { ...m.message, sizeBytes: 12 } }) }),
      ],
      [
        "an unsigned vector",
        "bad-statement",
        only({ input: (m) => ({ ...m, message: { ...m.message, digest: digest("0".repeat(64)) } }) }),
      ],
      [
        "a stranger's vector",
        "not-in-cohort",
        only({ input: (m) => ({ ...m, message: { ...m.message, client: stranger } }) }),
      ],
      [
        "a confirmation of others",
        "wrong-survivors",
        only({ confirmation: (m) => resign({ ...m, survivorsHash: zeros }, confirmation) }),
      ],
      [
        "an unsigned confirmation",
        "bad-statement",
        only({ confirmation: (m) => ({ ...m, signature: zeros }) }),
      ],
      [
        "a stranger's confirmation",
        "not-in-cohort",
        only({ confirmation: (m) => ({ ...m, client: stranger }) }),
      ],
      [
        "an answer for others",
        "wrong-survivors",
        only({ answer: (m) => resign({ ...m, survivorsHash: zeros }, answer) }),
      ],
      [
        "an answer of the wrong kind",
        "malformed",
        only({
          answer: (m) =>
            resign(
              { ...m, shares: m.shares.map((share) => ({ ...share, kind: "mask-secret" as const })) },
              answer,
            ),
        }),
      ],
      [
        "an answer with too few shares",
        "malformed",
        only({ answer: (m) => resign({ ...m, shares: m.shares.slice(1) }, answer) }),
      ],
      [
        "an unsigned answer",
        "bad-statement",
        only({ answer: (m) => ({ ...m, shares: m.shares.map((share) => ({ ...share, share: zeros })) }) }),
      ],
      ["a stranger's answer", "not-in-cohort", only({ answer: (m) => ({ ...m, client: stranger }) })],
    ];
    for (const [what, reason, network] of lies) {
      it(`and sends ${what} is refused with ${reason}, and the others go on`, async () => {
        const run = await runAttempt({ n: 10, network });
        // Who was refused a confirmation answers all the same, and is refused that as well.
        const [first] = run.messageRefusals;
        expect([first?.client, first?.reason]).to.deep.equal([victim.client, reason]);
        expect(run.messageRefusals.every(({ client }) => client === victim.client)).to.equal(true);
        const counted = run.survivors.flatMap((client) => run.inputs.get(client) ?? []);
        expect(run.outcome).to.deep.equal({ ok: true, value: plainSum(counted, defaultShape) });
      });
    }
  });

  it("and comes when the cohort is full is refused, and the cohort goes on", async () => {
    const run = await runAttempt({ n: 6, maximum: 5 });
    expect(run.messageRefusals.map(({ reason }) => reason)).to.deep.equal(["cohort-full"]);
    expect(run.outcome.ok).to.equal(true);
    expect(run.survivors).to.have.length(5);
  });

  it("and comes late is told so, while a message that was taken may come again in any later phase", async () => {
    const run = await runAttempt({ n: 5, vanish: new Map([[4, "input"]]) });
    const state = run.beforeRecovery;
    if (state === undefined) throw new Error("the run did not come to Unmask");
    const open = { kind: "open" } as const;
    const [advert] = state.roster.adverts;
    const shared = state.shared.get(ids5[0]!)!;
    const input = state.inputs.get(ids5[0]!)!;
    const confirmation = state.confirmations.get(ids5[0]!)!;
    const answer = state.answers.get(ids5[0]!)!;
    const repeated = { ok: true, value: { kind: "repeated" } };
    expect(await acceptAdvert(state, advert!, open, nativePrimitives)).to.deep.equal(repeated);
    expect(await acceptSharedKeys(state, shared, nativePrimitives)).to.deep.equal(repeated);
    expect(await acceptMaskedInput(state, input, nativePrimitives)).to.deep.equal(repeated);
    expect(await acceptConfirmation(state, confirmation, nativePrimitives)).to.deep.equal(repeated);
    expect(await acceptAnswer(state, answer, nativePrimitives)).to.deep.equal(repeated);
    const stranger = members(8).find(({ client }) => !ids5.includes(client))!.client;
    const decisions = [
      await acceptAdvert(state, { ...advert!, client: stranger }, open, nativePrimitives),
      await acceptSharedKeys(state, { ...shared, client: stranger }, nativePrimitives),
      await acceptMaskedInput(state, { ...input, client: ids5[4]! }, nativePrimitives),
      await acceptConfirmation(state, { ...confirmation, client: ids5[4]! }, nativePrimitives),
      await acceptAnswer(startCoordinator(run.session), answer, nativePrimitives),
    ];
    for (const decision of decisions) expect(decision.ok ? "" : decision.error.reason).to.equal("late");
  });
});
