import { expect } from "chai";
import fc from "fast-check";

import type { Inbox, ParticipantSession, SecretKind, SharedKeys, UnmaskAnswer } from "@tributary/core/secagg";
import {
  abandon,
  advertiseKeys,
  confirmSurvivors,
  maskInput,
  shareKeys,
  startParticipant,
  unmask,
} from "@tributary/core/secagg";
import type { ClientId } from "@tributary/core/support";

import type { Run } from "./cohort.ts";
import { defaultShape, drawInput, members, portsOf, runAttempt } from "./cohort.ts";

const cohort = members(6);
const self = cohort[2]!;
const seed = "rules";
const ids = cohort.map(({ client }) => client);
const firstRun = await runAttempt({ n: 6, seed });
const membership = { kind: "open" } as const;

function start(): ParticipantSession {
  return startParticipant({ session: firstRun.session, client: self.client, membership });
}

/** Every true request that a participant of this attempt can get, and some that differ from those of the others. */
interface Requests {
  readonly adverts: Parameters<typeof shareKeys>[1];
  readonly inboxes: readonly Inbox[];
  readonly survivors: readonly (readonly ClientId[])[];
  readonly unmaskings: readonly Parameters<typeof unmask>[1][];
}

async function requestsOf(): Promise<{ readonly run: Run; readonly requests: Requests }> {
  const inboxes: Inbox[] = [];
  const unmaskings: Parameters<typeof unmask>[1][] = [];
  const all = await runAttempt({
    n: 6,
    seed,
    network: {
      inbox: (inbox, to) => {
        if (to === self.client) inboxes.push(inbox);
        return inbox;
      },
      request: (request, to) => {
        if (to === self.client) unmaskings.push(request);
        return request;
      },
    },
  });
  // The same keys, but the last client vanished before its vector: another inbox, other survivors.
  const fewer = await runAttempt({
    n: 6,
    seed,
    vanish: new Map([[5, "shares"]]),
    network: {
      inbox: (inbox, to) => {
        if (to === self.client) inboxes.push(inbox);
        return inbox;
      },
      request: (request, to) => {
        if (to === self.client) unmaskings.push(request);
        return request;
      },
    },
  });
  const adverts = all.beforeRecovery?.roster.adverts ?? [];
  return {
    run: all,
    requests: { adverts, inboxes, survivors: [all.survivors, fewer.survivors], unmaskings },
  };
}

const actions = [
  "advertise",
  "roster",
  "inbox",
  "other inbox",
  "survivors",
  "fewer",
  "unmask",
  "other unmask",
];

describe("a participant's part in an attempt", function () {
  this.timeout(30_000);

  it("goes one way: no order of true requests makes it send a second message of a kind or shares of both kinds", async () => {
    const { requests } = await requestsOf();
    const plain = drawInput(defaultShape, seed, self.client);
    const done = { masked: 0, answered: 0 };
    const order = fc.oneof(
      fc.array(fc.constantFrom(...actions), { maxLength: 14 }),
      // Mostly in order, with whatever in between, so that the late phases are reached.
      fc
        .array(fc.array(fc.constantFrom(...actions), { maxLength: 2 }), { minLength: 5, maxLength: 5 })
        .map(([a, b, c, d, e]) =>
          ["advertise", a, "roster", b, "inbox", c, "survivors", d, "unmask", e].flat().map(String),
        ),
    );
    await fc.assert(
      fc.asyncProperty(order, async (names) => {
        const ports = portsOf(self, seed);
        const sent = new Map<string, Set<string>>();
        const answers: UnmaskAnswer[] = [];
        let state: ParticipantSession = start();
        for (const name of names) {
          const before: ParticipantSession = state;
          const [kind, step] = await act(name, state, requests, plain, ports);
          state = step.state;
          if (step.ok) {
            const text = JSON.stringify(step.message, (_, value: unknown) =>
              value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
            );
            sent.set(kind, (sent.get(kind) ?? new Set()).add(text));
            if (kind === "unmask" && state.phase === "done") answers.push(state.message);
          } else if (step.refusal.reason === "out-of-order" || step.refusal.reason === "second-unmask") {
            expect(state).to.equal(before);
          } else {
            expect(state.phase).to.equal("burned");
          }
        }
        for (const [kind, texts] of sent) expect(texts.size, kind).to.equal(1);
        const kinds = new Map<ClientId, Set<SecretKind>>();
        for (const { owner, kind } of answers.flatMap(({ shares }) => shares)) {
          kinds.set(owner, (kinds.get(owner) ?? new Set()).add(kind));
        }
        for (const [owner, both] of kinds) expect(both.size, owner).to.equal(1);
        if (sent.has("inbox")) done.masked++;
        if (sent.has("unmask")) done.answered++;
      }),
      { numRuns: 60, seed: 20_263 },
    );
    expect(done.masked).to.be.greaterThan(10);
    expect(done.answered).to.be.greaterThan(3);
  });

  it("never gives shares of both kinds for anybody, over all participants of a whole attempt", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: 9 }), fc.string({ maxLength: 4 }), async (n, name) => {
        const vanish = new Map([[n - 1, "input" as const]]);
        const run = await runAttempt({ n, seed: name, vanish });
        const survivors = new Set(run.survivors);
        const answers = run.events.flatMap((event) => (event.kind === "answered" ? [event.message] : []));
        expect(answers).to.have.length(n - 1);
        for (const { shares } of answers) {
          const owners = shares.map(({ owner }) => owner);
          expect(new Set(owners).size).to.equal(owners.length);
          for (const { owner, kind } of shares) {
            expect(kind).to.equal(survivors.has(owner) ? "self-seed" : "mask-secret");
          }
        }
      }),
      { numRuns: 12, seed: 20_264 },
    );
  });

  it("refuses each request in each phase that it does not belong to, and stays as it was", async () => {
    const { requests } = await requestsOf();
    const plain = drawInput(defaultShape, seed, self.client);
    const belongs: Record<string, readonly string[]> = {
      idle: ["advertise"],
      advertised: ["roster"],
      shared: ["inbox", "other inbox"],
      masked: ["survivors", "fewer"],
      confirmed: ["unmask", "other unmask"],
      done: ["unmask", "other unmask"],
      burned: [],
    };
    const ports = portsOf(self, seed);
    let state: ParticipantSession = start();
    for (const name of ["advertise", "roster", "inbox", "survivors", "unmask", "end"]) {
      for (const other of actions.filter((action) => !belongs[state.phase]!.includes(action))) {
        const [, step] = await act(other, state, requests, plain, ports);
        expect(step.ok ? "" : step.refusal.reason, `${other} in ${state.phase}`).to.equal("out-of-order");
        expect(step.state).to.equal(state);
      }
      if (name === "end") break;
      const [, next] = await act(name, state, requests, plain, ports);
      if (!next.ok) throw new Error(next.refusal.detail);
      state = next.state;
    }
    const burned = abandon(start());
    for (const other of actions) {
      const [, step] = await act(other, burned, requests, plain, ports);
      expect(step.ok ? "" : step.refusal.reason).to.equal("out-of-order");
    }
  });

  it("cannot be taken up twice from the same state: each state's secrets serve one step", async () => {
    const { requests } = await requestsOf();
    const plain = drawInput(defaultShape, seed, self.client);
    const ports = portsOf(self, seed);
    let state: ParticipantSession = start();
    for (const name of ["advertise", "roster", "inbox", "survivors", "unmask"]) {
      const used: ParticipantSession = state;
      const [, step] = await act(name, used, requests, plain, ports);
      if (!step.ok) throw new Error(step.refusal.detail);
      state = step.state;
      const again = await act(name, used, requests, plain, ports).then(
        () => "made a second message",
        (error: unknown) => (error instanceof Error ? error.message : "threw"),
      );
      expect(again, name).to.equal("this state of the session was used before");
    }
  });

  it("overwrites its secrets as soon as they are of no more use", async () => {
    const drawn: Uint8Array[] = [];
    const { requests } = await requestsOf();
    const ports = portsOf(self, seed);
    const derived: Uint8Array[] = [];
    const primitives = {
      ...ports.primitives,
      agree: async (secret: Uint8Array, keys: readonly Uint8Array[]) => {
        drawn.push(secret);
        const agreed = await ports.primitives.agree(secret, keys);
        derived.push(...agreed.flatMap((bytes) => bytes ?? []));
        return agreed;
      },
      deriveKey: (...parts: Parameters<typeof ports.primitives.deriveKey>) => {
        const key = ports.primitives.deriveKey(...parts);
        derived.push(key);
        return key;
      },
    };
    const watched = { ...ports, primitives };
    let state: ParticipantSession = start();
    for (const name of ["advertise", "roster", "inbox"]) {
      const plain = drawInput(defaultShape, seed, self.client);
      const [, step] = await act(name, state, requests, plain, watched);
      if (!step.ok) throw new Error(step.refusal.detail);
      state = step.state;
    }
    expect(drawn).to.have.length(2);
    expect(derived.length).to.be.greaterThan(15);
    for (const secret of [...drawn, ...derived]) expect(secret.every((byte) => byte === 0)).to.equal(true);
  });

  it("takes no vector of another size, and no meta lane without room for count and canaries", async () => {
    const { requests } = await requestsOf();
    const ports = portsOf(self, seed);
    let state = start();
    for (const name of ["advertise", "roster"]) {
      const [, step] = await act(name, state, requests, new Uint8Array(), ports);
      state = step.state;
    }
    const thrown = await act("inbox", state, requests, new Uint8Array(12), ports).catch(String);
    expect(thrown).to.equal("RangeError: the vector has 12 bytes, its shape 39");
    const rules = { ...firstRun.session.rules, vector: { ...defaultShape, metaWords: 4 } };
    const session = { ...firstRun.session, rules };
    expect(() => startParticipant({ session, client: self.client, membership })).to.throw(RangeError);
  });

  it("shows no secret when a state is printed", async () => {
    const state = start();
    const step = await advertiseKeys(state, portsOf(self, seed));
    expect(JSON.stringify(step.state)).to.not.include("Secret");
    expect(Object.values(step.ok ? step.state.secrets : {}).map((value) => typeof value)).to.deep.equal([
      "function",
      "function",
    ]);
  });

  it("demands more survivors than the plan where its owner does, and never fewer than three", () => {
    const session = { ...firstRun.session, rules: { ...firstRun.session.rules, minSurvivors: 1 } };
    const part = { session, client: self.client, membership };
    expect(startParticipant(part).standing.minSurvivors).to.equal(3);
    expect(startParticipant({ ...part, demandedSurvivors: 9 }).standing.minSurvivors).to.equal(9);
  });

  it("seals each neighbour's shares for that neighbour alone", async () => {
    const run = firstRun;
    const messages = run.events.flatMap((event): SharedKeys[] =>
      event.kind === "keys-shared" ? [event.message] : [],
    );
    const boxes = messages.flatMap(({ ciphertexts }) =>
      ciphertexts.map(({ box }) => Buffer.from(box).toString("hex")),
    );
    expect(new Set(boxes).size).to.equal(ids.length * (ids.length - 1));
    expect(new Set(boxes.map((box) => box.length / 2))).to.deep.equal(new Set([112]));
  });
});

function act(
  name: string,
  state: ParticipantSession,
  requests: Requests,
  plain: Uint8Array,
  ports: ReturnType<typeof portsOf>,
): Promise<
  readonly [
    string,
    (
      | { readonly ok: true; readonly state: ParticipantSession; readonly message: unknown }
      | {
          readonly ok: false;
          readonly state: ParticipantSession;
          readonly refusal: { readonly reason: string; readonly detail: string };
        }
    ),
  ]
> {
  const [inbox, otherInbox] = requests.inboxes;
  const [survivors, fewer] = requests.survivors;
  const [request, otherRequest] = requests.unmaskings;
  switch (name) {
    case "advertise":
      return advertiseKeys(state, ports).then((step) => [name, step]);
    case "roster":
      return shareKeys(state, requests.adverts, ports).then((step) => [name, step]);
    case "inbox":
      return maskInput(state, inbox!, plain, ports).then((step) => ["inbox", step]);
    case "other inbox":
      return maskInput(state, otherInbox!, plain, ports).then((step) => ["inbox", step]);
    case "survivors":
      return confirmSurvivors(state, survivors!, ports).then((step) => ["survivors", step]);
    case "fewer":
      return confirmSurvivors(state, fewer!, ports).then((step) => ["survivors", step]);
    case "unmask":
      return unmask(state, request!, ports).then((step) => ["unmask", step]);
    case "other unmask":
      return unmask(state, otherRequest!, ports).then((step) => ["unmask", step]);
    default:
      throw new Error(`no action ${name}`);
  }
}
