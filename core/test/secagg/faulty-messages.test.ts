// One fault in an otherwise true and truly signed message: the coordinator refuses it for just that.
import { expect } from "chai";

import type {
  Advert,
  Confirmation,
  MessageReason,
  ReturnedShare,
  SharedKeys,
  UnmaskAnswer,
} from "@tributary/core/secagg";
import {
  acceptAdvert,
  acceptAnswer,
  acceptConfirmation,
  acceptMaskedInput,
  acceptSharedKeys,
  evolve,
} from "@tributary/core/secagg";
import type { Decision } from "@tributary/core/secagg";
import { digest } from "@tributary/core/support";

import {
  advertStatement,
  confirmationStatement,
  maskedInputStatement,
  sharedKeysStatement,
  unmaskStatement,
} from "../../src/secagg/statements.ts";
import { signedBy, stateAfter, wholeState } from "./attacks.ts";
import type { Member } from "./cohort.ts";
import { members, runAttempt } from "./cohort.ts";
import { nativePrimitives } from "./native-primitives.ts";

const open = { kind: "open" } as const;
const cohort = members(6);
const [first, liar] = [cohort[0]!, cohort[3]!];
/** The last two vanish, one after the other. */
const run = await runAttempt({
  n: 6,
  vanish: new Map([
    [4, "confirmation"],
    [5, "input"],
  ]),
});
const whole = wholeState(run);
const { context } = run.session;
const sent = {
  advert: whole.roster.byClient.get(liar.client)!,
  shares: whole.shared.get(liar.client)!,
  input: whole.inputs.get(liar.client)!,
  confirmation: whole.confirmations.get(liar.client)!,
  answer: whole.answers.get(liar.client)!,
};

function signedAdvert(advert: Advert, member: Member = liar): Promise<Advert> {
  return signedBy(member, advert, advertStatement(context, advert));
}

function signedShares(message: SharedKeys): Promise<SharedKeys> {
  return signedBy(liar, message, sharedKeysStatement(nativePrimitives, context, message));
}

function signedConfirmation(message: Confirmation, member: Member): Promise<Confirmation> {
  return signedBy(member, message, confirmationStatement(context, message));
}

function signedAnswer(message: UnmaskAnswer, member: Member = liar): Promise<UnmaskAnswer> {
  return signedBy(member, message, unmaskStatement(nativePrimitives, context, message));
}

function reasonOf(decision: Decision): MessageReason | Decision {
  return decision.ok ? decision : decision.error.reason;
}

describe("a participant's message with one fault", () => {
  it("is refused where the advert has a key of somebody else, whatever both are for", async () => {
    const state = stateAfter(run, "advertised");
    const told = await acceptAdvert(state, sent.advert, open, nativePrimitives);
    expect(told.ok).to.equal(true);
    const [taken] = whole.roster.adverts;
    for (const used of ["identityKey", "cipherKey", "maskKey"] as const) {
      for (const own of ["cipherKey", "maskKey"] as const) {
        const lied = await signedAdvert({ ...sent.advert, [own]: taken![used] });
        const decision = await acceptAdvert(state, lied, open, nativePrimitives);
        expect(reasonOf(decision), `${used} as ${own}`).to.equal("duplicate-key");
      }
    }
  });

  it("is refused where the advert's identity is a key that somebody else advertised", async () => {
    const state = stateAfter(run, "advertised");
    for (const used of ["cipherKey", "maskKey"] as const) {
      const advertised = await signedAdvert(
        { ...whole.roster.adverts[0]!, [used]: sent.advert.identityKey },
        first,
      );
      if (state.phase !== "advertising") throw new Error(`the attempt stands in ${state.phase}`);
      const taken = { ...state, adverts: new Map([[first.client, advertised]]) };
      const decision = await acceptAdvert(taken, sent.advert, open, nativePrimitives);
      expect(reasonOf(decision), used).to.equal("duplicate-key");
    }
  });

  it("is refused where the shares have a commitment or a ciphertext of another size, or lack the last ciphertext", async () => {
    const state = stateAfter(run, "roster-fixed");
    const { ciphertexts } = sent.shares;
    const resized = (change: (box: Uint8Array) => Uint8Array): SharedKeys["ciphertexts"] =>
      ciphertexts.map(({ to, box }, i) => ({ to, box: i === 2 ? change(box) : box }));
    const faults: readonly Partial<SharedKeys>[] = [
      { commitment: new Uint8Array(31) },
      { commitment: new Uint8Array(33) },
      { ciphertexts: ciphertexts.slice(0, -1) },
      { ciphertexts: resized((box) => box.slice(1)) },
      { ciphertexts: resized((box) => Uint8Array.of(...box, 0)) },
    ];
    for (const fault of faults) {
      const lied = await signedShares({ ...sent.shares, ...fault });
      expect(reasonOf(await acceptSharedKeys(state, lied, nativePrimitives))).to.equal("malformed");
    }
  });

  it("is refused where the answer lacks the last share, exchanges two or has one of another size", async () => {
    const state = stateAfter(run, "confirmations-fixed");
    const [a, b, ...rest] = sent.answer.shares;
    const resized = (size: number): ReturnedShare => ({ ...a!, share: new Uint8Array(size) });
    const faults: readonly UnmaskAnswer["shares"][] = [
      sent.answer.shares.slice(0, -1),
      [...sent.answer.shares, a!],
      [b!, a!, ...rest],
      [resized(31), b!, ...rest],
      [resized(33), b!, ...rest],
    ];
    for (const shares of faults) {
      const lied = await signedAnswer({ ...sent.answer, shares });
      expect(reasonOf(await acceptAnswer(state, lied, nativePrimitives))).to.equal("malformed");
    }
  });

  it("is refused where its sender was left behind a step before", async () => {
    const late = cohort[5]!;
    const unconfirmed = cohort[4]!;
    const left = await runAttempt({ n: 6, vanish: new Map([[5, "shares"]]) });
    const unsigned = { ...sent.input, client: late.client };
    const statement = maskedInputStatement(context, wholeState(left).roster.hash, unsigned);
    const vector = await signedBy(late, unsigned, statement);
    const collecting = stateAfter(left, "sharers-fixed");
    const decisions = [
      await acceptMaskedInput(collecting, vector, nativePrimitives),
      await acceptConfirmation(
        stateAfter(run, "survivors-fixed"),
        await signedConfirmation({ ...sent.confirmation, client: late.client }, late),
        nativePrimitives,
      ),
      await acceptAnswer(
        stateAfter(run, "confirmations-fixed"),
        await signedAnswer({ ...sent.answer, client: unconfirmed.client }, unconfirmed),
        nativePrimitives,
      ),
    ];
    expect(decisions.map(reasonOf)).to.deep.equal(decisions.map(() => "not-in-cohort"));
  });
});

describe("an event", () => {
  it("is not folded where it cannot follow", () => {
    for (const kind of ["sharers-fixed", "survivors-fixed", "confirmations-fixed", "unmasked"] as const) {
      const state = stateAfter(run, "roster-fixed");
      const event = { kind, sharers: [], survivors: [] };
      if (kind === "sharers-fixed")
        expect(evolve(state, event, nativePrimitives).phase).to.equal("collecting");
      else expect(() => evolve(state, event, nativePrimitives)).to.throw(`${kind} cannot follow sharing`);
    }
  });
});

describe("a message that came before", () => {
  it("is refused with other contents, in its own phase and later", async () => {
    const zeros = new Uint8Array(32);
    const { roster } = whole;
    const rekeyed = { ...sent.advert, cipherKey: roster.adverts[0]!.cipherKey };
    const revised = { ...sent.input, digest: digest("0".repeat(64)) };
    const statement = maskedInputStatement(context, roster.hash, revised);
    const conflicts: readonly Decision[] = [
      await acceptAdvert(whole, await signedAdvert(rekeyed), open, nativePrimitives),
      await acceptSharedKeys(
        whole,
        await signedShares({ ...sent.shares, commitment: zeros }),
        nativePrimitives,
      ),
      await acceptMaskedInput(whole, await signedBy(liar, revised, statement), nativePrimitives),
      await acceptConfirmation(
        whole,
        await signedConfirmation({ ...sent.confirmation, survivorsHash: zeros }, liar),
        nativePrimitives,
      ),
      await acceptAnswer(whole, await signedAnswer({ ...sent.answer, shares: [] }), nativePrimitives),
    ];
    expect(conflicts.map(reasonOf)).to.deep.equal(conflicts.map(() => "conflicting-replay"));
  });

  it("is another advert if one of its keys or its signature is another", async () => {
    for (const field of ["cipherKey", "maskKey", "signature"] as const) {
      for (const state of [stateAfter(run, "roster-fixed"), advertised()]) {
        const other = { ...sent.advert, [field]: sent.advert[field].map((byte) => byte ^ 1) };
        const decision = await acceptAdvert(state, other, open, nativePrimitives);
        expect(reasonOf(decision), field).to.equal("conflicting-replay");
      }
    }
  });

  /** All adverts are in, the roster is not fixed. */
  function advertised(): ReturnType<typeof stateAfter> {
    const state = stateAfter(run, "advertised");
    if (state.phase !== "advertising") throw new Error(`the attempt stands in ${state.phase}`);
    return { ...state, adverts: whole.roster.byClient };
  }
});
