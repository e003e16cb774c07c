// Secrets are overwritten where their use ends, which is here too where a step ends in a refusal.
import { expect } from "chai";
import nacl from "tweetnacl";

import type { Primitives } from "@tributary/core/identity";
import type { Inbox, ParticipantPorts, ParticipantSession, UnmaskAnswer } from "@tributary/core/secagg";
import {
  abandon,
  localMasks,
  maskInput,
  recoverMasks,
  shareKeys,
  unmask,
  unmaskRequest,
  unmaskSum,
  vectorWords,
} from "@tributary/core/secagg";
import type { ClientId } from "@tributary/core/support";
import { seededRandom, utf8 } from "@tributary/core/support";

import { guard } from "../../src/secagg/participant/guarded.ts";
import { eraseHoldings, eraseKeys, eraseMaskingSecrets } from "../../src/secagg/participant/state.ts";
import { notOverwritten, watchSecrets } from "../participant/watched-secrets.ts";
import type { WatchedSecrets } from "../participant/watched-secrets.ts";
import { reasonsOf, wholeState } from "./attacks.ts";
import type { Network, Stage } from "./cohort.ts";
import { defaultShape, drawInput, members, portsOf, runAttempt } from "./cohort.ts";
import { nativePrimitives } from "./native-primitives.ts";

const cohort = members(5);
const victim = cohort[3]!;
const random = seededRandom(utf8("erased"), "secrets");

function secret(): Uint8Array {
  return random.bytes(32);
}

function inOrder<Message extends { readonly client: ClientId }>(
  messages: readonly Message[],
): readonly Message[] {
  return [...messages].sort((a, b) => (a.client < b.client ? -1 : 1));
}

/** Everyone's states when all messages of one kind are lost, which is where such an attempt ends. */
async function statesAfter(
  lost: keyof Network,
  primitives = nativePrimitives,
): Promise<readonly ParticipantSession[]> {
  const run = await runAttempt({ n: 5, primitives, network: { [lost]: () => undefined } });
  return cohort.map(({ client }) => run.states.get(client)!);
}

describe("what a participant held", function () {
  this.timeout(20_000);
  let watched: WatchedSecrets;
  beforeEach(() => (watched = watchSecrets()));
  afterEach(() => watched.release());

  /** Watched, but for the coordinator's probe of adverts (a secret of ones), which is no secret. */
  function primitives(): Primitives {
    return {
      ...watched.primitives,
      agree: (own, keys) =>
        own.every((byte) => byte === 1)
          ? nativePrimitives.agree(own, keys)
          : watched.primitives.agree(own, keys),
    };
  }

  function left(): readonly Uint8Array[] {
    return notOverwritten(watched.secrets);
  }

  for (const [lost, phase] of [
    ["advert", "advertised"],
    ["shares", "shared"],
    ["input", "masked"],
    ["confirmation", "confirmed"],
  ] as const) {
    it(`is overwritten and out of reach when it leaves the attempt ${phase}`, async () => {
      const states = await statesAfter(lost, primitives());
      expect(new Set(states.map((state) => state.phase))).to.deep.equal(new Set([phase]));
      expect(left()).to.not.deep.equal([]);
      for (const state of states) {
        expect(abandon(state).refusal.reason).to.equal("abandoned");
        if ("secrets" in state) expect(() => state.secrets.take()).to.throw("used before");
      }
      expect(left()).to.deep.equal([]);
    });
  }

  it("is overwritten once it has given its shares", async () => {
    const states = await statesAfter("answer", primitives());
    expect(new Set(states.map((state) => state.phase))).to.deep.equal(new Set(["done"]));
    expect(left()).to.deep.equal([]);
  });

  it("is overwritten when it is guarded and erased", () => {
    const held = { maskSecret: secret(), selfSeed: secret() };
    const guarded = guard(new Map([[victim.client, held]]), eraseHoldings);
    guarded.erase();
    expect(notOverwritten([held.maskSecret, held.selfSeed])).to.deep.equal([]);
    expect(() => guarded.take()).to.throw("used before");
  });

  it("is overwritten whole: keys, what masks, and the shares of others", () => {
    const keys = { cipherSecret: secret(), maskSecret: secret() };
    eraseKeys(keys);
    const own = { maskSecret: secret(), selfSeed: secret() };
    const agreed = new Map<ClientId, Uint8Array>([[victim.client, secret()]]);
    const masking = { maskSecret: secret(), selfSeed: secret(), agreed, own };
    eraseMaskingSecrets(masking);
    const held = { maskSecret: secret(), selfSeed: secret() };
    eraseHoldings(new Map([[victim.client, held]]));
    const all = [keys, masking, own, held].flatMap((secrets) =>
      Object.values(secrets).filter((value) => value instanceof Uint8Array),
    );
    expect(all).to.have.length(8);
    expect(notOverwritten([...all, ...agreed.values()])).to.deep.equal([]);
  });

  it("is overwritten, its own keys and what was agreed with them, when it refuses the roster for a weak one", async () => {
    const own: Uint8Array[] = [];
    const keeping: Primitives = {
      ...nativePrimitives,
      agreementKeyOf: (key) => {
        own.push(key);
        return nativePrimitives.agreementKeyOf(key);
      },
      agree: async (key, keys) => {
        const agreed = await nativePrimitives.agree(key, keys);
        // The coordinator's probe of an advert has two keys, and agrees on nothing.
        if (keys.length === 2) return agreed;
        return agreed.map((one, peer) => {
          if (peer === 2 || one === undefined) return undefined;
          own.push(one);
          return one;
        });
      },
    };
    const run = await runAttempt({ n: 5, primitives: keeping });
    expect([...reasonsOf(run).values()]).to.deep.equal(cohort.map(() => "weak-key"));
    // Two keys, and what was agreed with three of four neighbours.
    expect(own).to.have.length(25);
    expect(notOverwritten(own)).to.deep.equal([]);
  });

  it("is overwritten when it refuses the inbox for its last ciphertext", async () => {
    const network: Network = {
      inbox: ({ sharers, ciphertexts }) => ({
        sharers,
        ciphertexts: ciphertexts.map(({ from, box }, i) => ({
          from,
          box: i < 3 ? box : new Uint8Array(112),
        })),
      }),
    };
    const run = await runAttempt({ n: 5, network, primitives: primitives() });
    expect([...reasonsOf(run).values()]).to.deep.equal(cohort.map(() => "unreadable-shares"));
    expect(watched.secrets.length).to.be.greaterThan(50);
    expect(left()).to.deep.equal([]);
  });

  const broken = (): Promise<never> => Promise.reject(new Error("the device is gone"));

  /** The victim's state when all messages of one kind are lost, and everyone's; the others have left. */
  async function aloneAfter<Phase extends "advertised" | "shared">(lost: keyof Network, phase: Phase) {
    const states = (await statesAfter(lost, primitives())).map((state) => {
      if (state.phase !== phase) throw new Error(`a client stands in ${state.phase}`);
      return state as Extract<ParticipantSession, { phase: Phase }>;
    });
    for (const [i, state] of states.entries()) if (i !== 3) abandon(state);
    expect(left()).to.not.deep.equal([]);
    return { states, state: states[3]! };
  }

  const ports = (): ParticipantPorts => ({ ...portsOf(victim, "attempt"), primitives: primitives() });
  const failing: Readonly<Record<string, (whole: ParticipantPorts) => ParticipantPorts>> = {
    "its signer fails": (whole) => ({ ...whole, signer: { ...whole.signer, sign: broken } }),
    "its keys cannot be agreed with": (whole) => ({
      ...whole,
      primitives: { ...whole.primitives, agree: broken },
    }),
    "no mask can be added": (whole) => ({ ...whole, masks: { add: broken } }),
  };
  for (const [name, fail] of Object.entries(failing)) {
    if (name !== "no mask can be added") {
      it(`is overwritten when ${name} while it deals its shares`, async () => {
        const { states, state } = await aloneAfter("advert", "advertised");
        const adverts = inOrder(states.map(({ message }) => message));
        const failure = await shareKeys(state, adverts, fail(ports())).catch((error: unknown) => error);
        expect(String(failure)).to.include("the device is gone");
        expect(left()).to.deep.equal([]);
      });
    }
    it(`is overwritten when ${name} while it masks its vector`, async () => {
      const { states, state } = await aloneAfter("shares", "shared");
      const messages = inOrder(states.map(({ message }) => message));
      const inbox: Inbox = {
        sharers: messages.map(({ client }) => client),
        ciphertexts: messages.flatMap(({ client, ciphertexts }) =>
          ciphertexts.filter(({ to }) => to === victim.client).map(({ box }) => ({ from: client, box })),
        ),
      };
      const plain = drawInput(defaultShape, "erased", victim.client);
      const failure = await maskInput(state, inbox, plain, fail(ports())).catch((error: unknown) => error);
      expect(String(failure)).to.include("the device is gone");
      expect(left()).to.deep.equal([]);
    });
  }

  for (const draw of [1, 2, 3]) {
    it(`is overwritten when chance fails it at draw ${draw} while it deals its shares`, async () => {
      const { states, state } = await aloneAfter("advert", "advertised");
      const adverts = inOrder(states.map(({ message }) => message));
      const whole = ports();
      let draws = 0;
      const random = {
        bytes(size: number) {
          draws += 1;
          if (draws === draw) throw new Error("the device is gone");
          return whole.random.bytes(size);
        },
      };
      const failure = await shareKeys(state, adverts, { ...whole, random }).catch((error: unknown) => error);
      expect(String(failure)).to.include("the device is gone");
      expect(left()).to.deep.equal([]);
    });
  }

  it("is overwritten, the shares that it dealt among it, when one of them cannot be sealed", async () => {
    const { states, state } = await aloneAfter("advert", "advertised");
    const adverts = inOrder(states.map(({ message }) => message));
    const whole = ports();
    const { secretbox } = nacl;
    const { slice } = Uint8Array.prototype;
    // Shares are sliced out of what they are computed in: from the first draw for their coefficients to the first seal.
    const dealt: Uint8Array[] = [];
    let draws = 0;
    let sealed = 0;
    const random = {
      bytes(size: number) {
        draws += 1;
        return whole.random.bytes(size);
      },
    };
    // oxlint-disable-next-line no-extend-native -- put back below: nothing else sees a share before it is sealed
    Uint8Array.prototype.slice = function (this: Uint8Array, ...range) {
      const copy = slice.apply(this, range);
      if (draws > 1 && sealed === 0) dealt.push(copy);
      return copy;
    };
    nacl.secretbox = Object.assign((...box: Parameters<typeof secretbox>) => {
      sealed += 1;
      if (sealed === 3) throw new Error("the device is gone");
      return secretbox(...box);
    }, secretbox);
    try {
      const failure = await shareKeys(state, adverts, { ...whole, random }).catch((error: unknown) => error);
      expect(String(failure)).to.include("the device is gone");
    } finally {
      nacl.secretbox = secretbox;
      // oxlint-disable-next-line no-extend-native -- what it was
      Uint8Array.prototype.slice = slice;
    }
    expect(dealt).to.have.length(10);
    expect(notOverwritten(dealt)).to.deep.equal([]);
    expect(left()).to.deep.equal([]);
  });

  it("is overwritten when it refuses to give its shares", async () => {
    const state = (await statesAfter("confirmation", primitives()))[3]!;
    if (state.phase !== "confirmed") throw new Error(`the victim stands in ${state.phase}`);
    const before = left().length;
    const request = { survivors: state.survivors, confirmations: [] };
    const step = await unmask(state, request, portsOf(victim, "attempt"));
    expect(step.ok ? "" : step.refusal.reason).to.equal("too-few-confirmations");
    // Two shares of each of four others.
    expect(left()).to.have.length(before - 8);
  });

  it("is overwritten, the copies that were to be given among it, when its signer fails while it gives its shares", async () => {
    const state = (await statesAfter("confirmation", primitives()))[3]!;
    const request = unmaskRequest(wholeState(await runAttempt({ n: 5 })), victim.client);
    const before = left().length;
    const copies: Uint8Array[] = [];
    for (const held of watched.secrets) {
      const slice = held.slice.bind(held);
      Object.assign(held, {
        slice: () => {
          const copy = slice();
          copies.push(copy);
          return copy;
        },
      });
    }
    const whole = portsOf(victim, "attempt");
    const failure = await unmask(state, request, {
      ...whole,
      signer: { ...whole.signer, sign: broken },
    }).catch((error: unknown) => error);
    expect(String(failure)).to.include("the device is gone");
    expect(left()).to.have.length(before - 8);
    // Of the shares of four others; its own was never anybody else's.
    expect(copies).to.have.length(4);
    expect(notOverwritten(copies)).to.deep.equal([]);
  });

  it("is overwritten when it gives its shares, which are copies", async () => {
    const state = (await statesAfter("confirmation", primitives()))[3]!;
    const request = unmaskRequest(wholeState(await runAttempt({ n: 5 })), victim.client);
    const before = left().length;
    const step = await unmask(state, request, portsOf(victim, "attempt"));
    if (!step.ok) throw new Error(step.refusal.detail);
    expect(left()).to.have.length(before - 8);
    expect(notOverwritten(step.message.shares.map(({ share }) => share))).to.have.length(5);
  });
});

describe("what a coordinator recovered", () => {
  const vanish = new Map<number, Stage>([[1, "input"]]);
  let watched: WatchedSecrets;
  beforeEach(() => (watched = watchSecrets()));
  afterEach(() => watched.release());

  it("is overwritten when the masks are known, and the masks when they are taken off", async () => {
    const state = wholeState(await runAttempt({ n: 5, vanish }));
    const before = watched.secrets.length;
    const recovery = await recoverMasks(state, watched.primitives);
    if (!recovery.ok) throw new Error(recovery.error.detail);
    const { masks } = recovery.value;
    const secrets = watched.secrets.slice(before);
    expect(secrets.length).to.be.greaterThan(2 * masks.length);
    expect(notOverwritten(secrets)).to.deep.equal(masks.map(({ seed }) => seed));
    const words = new Uint32Array(vectorWords(defaultShape));
    await unmaskSum(state, words, masks, localMasks(nativePrimitives));
    expect(notOverwritten(secrets)).to.deep.equal([]);
  });

  it("is overwritten when the masks cannot be taken off", async () => {
    const state = wholeState(await runAttempt({ n: 5, vanish }));
    const recovery = await recoverMasks(state, watched.primitives);
    if (!recovery.ok) throw new Error(recovery.error.detail);
    const { masks } = recovery.value;
    const words = new Uint32Array(vectorWords(defaultShape));
    const port = { add: () => Promise.reject(new Error("a thread died")) };
    const failure = await unmaskSum(state, words, masks, port).catch((error: unknown) => error);
    expect(String(failure)).to.include("a thread died");
    expect(masks).to.have.length.above(0);
    expect(notOverwritten(masks.map(({ seed }) => seed))).to.deep.equal([]);
  });

  it("is overwritten when the shares of another secret are false", async () => {
    const state = wholeState(await runAttempt({ n: 5, vanish }));
    // The one that vanished before its vector, and one that survives.
    for (const owner of [cohort[1]!.client, cohort[4]!.client]) {
      const answers = new Map<ClientId, UnmaskAnswer>();
      for (const [client, answer] of state.answers) {
        const shares = answer.shares.map((returned) =>
          returned.owner === owner ? { ...returned, share: secret() } : returned,
        );
        answers.set(client, { ...answer, shares });
      }
      const before = watched.secrets.length;
      const recovery = await recoverMasks({ ...state, answers }, watched.primitives);
      expect(recovery.ok ? "" : recovery.error.cause).to.equal("bad-shares");
      const secrets = watched.secrets.slice(before);
      expect(secrets).to.not.deep.equal([]);
      expect(notOverwritten(secrets)).to.deep.equal([]);
    }
  });
});
