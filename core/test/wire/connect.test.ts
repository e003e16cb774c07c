import { expect } from "chai";

import {
  clientIdOf,
  documentDigest,
  fingerprintOf,
  organisationFingerprint,
  portablePrimitives,
  signDocument,
  signMemberRoster,
  signerFromSeed,
} from "../../src/identity/index.ts";
import type { Signer } from "../../src/identity/index.ts";
import { parsePlan, planBytes } from "../../src/plan/index.ts";
import type { RoundDescriptor } from "../../src/rounds/index.ts";
import { canonicalBytes, digest, fromHex, taskId } from "../../src/support/index.ts";
import { CallError, connect } from "../../src/wire/index.ts";
import type { FederationTransport } from "../../src/wire/index.ts";

const parsed = parsePlan(
  "{task: t, base: random, model: {family: mlp}, labels: [a, b], input: {kind: features, size: 2}, tuning: {method: full}, cohort: {goal: 3}, privacy: {mode: sealed}}",
  "plan.yaml",
);
if (!parsed.ok) throw new Error(parsed.error[0]?.message);
const plan = parsed.value;

const coordinator = signerFromSeed(new Uint8Array(32).fill(1), portablePrimitives);
const client = signerFromSeed(new Uint8Array(32).fill(2), portablePrimitives);
const task = taskId("t");
const someDigest = digest("0a".repeat(32));
const key = { task, round: 1, attempt: 1 };

const descriptor: RoundDescriptor = {
  protocol: 1,
  task,
  incarnation: 1,
  round: 1,
  attempt: 1,
  purpose: "train",
  mode: "sealed",
  plan: someDigest,
  base: someDigest,
  model: someDigest,
  previousReceipt: null,
  sealingKey: "0b".repeat(32),
  encoding: { profile: "u24", clip: 1, range: 1, participants: 4 },
};

/** Answers that a coordinator could give, each of which a test may replace. */
type Answers = Record<string, (request: never, token: string | undefined) => unknown>;

function scripted(answers: Answers): { readonly transport: FederationTransport; readonly calls: string[] } {
  const calls: string[] = [];
  const answer = async (method: string, request: unknown, token: string | undefined): Promise<unknown> => {
    calls.push(method);
    const handler = answers[method];
    if (handler === undefined) throw new CallError("unimplemented", method);
    return handler(request as never, token);
  };
  const transport = {
    unary: (method: string, request: unknown, options?: { token?: string }) =>
      answer(method, request, options?.token),
    async *stream(method: string, request: unknown, options?: { token?: string }) {
      yield* (await answer(method, request, options?.token)) as Iterable<unknown>;
    },
    close: () => Promise.resolve(),
  };
  // A script knows less than the transport's types do.
  return { transport: transport as unknown as FederationTransport, calls };
}

async function usual(overrides: Answers = {}, signer: Signer = coordinator): Promise<Answers> {
  const planDocument = await signDocument("plan", planBytes(plan), signer);
  return {
    GetTask: () => ({
      protocolVersion: 1,
      requiredFeatures: [],
      taskId: "t",
      state: "running",
      plan: planDocument,
      coordinatorPublicKey: coordinator.publicKey,
      incarnation: 1,
      advice: "",
    }),
    Enroll: (request: { signature?: Uint8Array }) =>
      request.signature === undefined
        ? { challenge: new Uint8Array(40), sessionToken: "", clientId: "" }
        : { challenge: new Uint8Array(), sessionToken: "token-1", clientId: "" },
    ...overrides,
  };
}

function line(answers: Answers, fingerprint?: string) {
  const { transport, calls } = scripted(answers);
  const connection = connect({
    transport,
    signer: client,
    primitives: portablePrimitives,
    task: undefined,
    fingerprint: fingerprint === undefined ? undefined : digest(fingerprint),
    kind: "test",
    release: "0",
    timeoutMs: 1000,
  });
  return { connection, calls };
}

async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no failure";
}

describe("a connection", () => {
  it("takes a task whose plan the coordinator signed", async () => {
    const { connection } = line(await usual(), fingerprintOf(coordinator.publicKey, portablePrimitives));
    const offer = await connection.getTask();
    expect(offer.plan).to.deep.equal(plan);
    expect(offer.fingerprint).to.equal(fingerprintOf(coordinator.publicKey, portablePrimitives));
  });

  it("refuses a coordinator with another fingerprint than the one it was told", async () => {
    const { connection } = line(await usual(), "ff".repeat(32));
    expect(await failure(connection.getTask())).to.match(/not the coordinator you meant: .* expected ffff/);
  });

  it("refuses a coordinator that changes its key in the middle", async () => {
    const answers = await usual();
    const other = await usual({}, client);
    const { connection } = line(answers);
    await connection.getTask();
    answers["GetTask"] = () => ({
      ...(other["GetTask"]?.({} as never, undefined) as object),
      coordinatorPublicKey: client.publicKey,
    });
    expect(await failure(connection.getTask())).to.match(/not the coordinator you meant/);
  });

  it("refuses a plan that somebody else signed", async () => {
    const { connection } = line(await usual({}, client));
    expect(await failure(connection.getTask())).to.match(
      /malformed: the plan is not signed by the coordinator/,
    );
  });

  it("says what to do when the versions or features differ", async () => {
    const good = await usual();
    const task = good["GetTask"]?.({} as never, undefined) as object;
    const newer = line({
      ...good,
      GetTask: () => ({ ...task, protocolVersion: 2, advice: "Upgrade to 2.0." }),
    });
    expect(await failure(newer.connection.getTask())).to.equal(
      "The coordinator speaks protocol 2, this client 1. Upgrade to 2.0.",
    );
    const featured = line({ ...good, GetTask: () => ({ ...task, requiredFeatures: ["telepathy"] }) });
    expect(await failure(featured.connection.getTask())).to.match(/needs the feature "telepathy"/);
  });

  describe("that is offered a roster of members", () => {
    const organisation = signerFromSeed(new Uint8Array(32).fill(3), portablePrimitives);
    const member = { name: "Ward 1", publicKey: client.publicKey };

    async function offering(members: unknown) {
      const good = await usual();
      const task = good["GetTask"]?.({} as never, undefined) as object;
      return line({ ...good, GetTask: () => ({ ...task, members }) }).connection;
    }

    function rosterBy(signer: Signer, members = [member]) {
      const roster = { organisation: "St. Mary", issuedAtMs: 0, notAfterMs: 9, members };
      return signMemberRoster(roster, signer);
    }

    it("hands it on with its organisation's fingerprint, and says so where there is none", async () => {
      const offer = await (await offering(await rosterBy(organisation))).getTask();
      expect(offer.members?.fingerprint).to.equal(
        organisationFingerprint(organisation.publicKey, portablePrimitives),
      );
      expect([...(offer.members?.members.keys() ?? [])]).to.deep.equal([
        clientIdOf(client.publicKey, portablePrimitives),
      ]);
      expect((await (await offering(undefined)).getTask()).members).to.equal(undefined);
    });

    it("refuses one with a signature that is not its organisation's", async () => {
      const { payload } = await rosterBy(organisation);
      const forged = await signDocument("members", payload, coordinator);
      expect(await failure((await offering(forged)).getTask())).to.match(
        /malformed: the roster is not signed with its organisation's key/,
      );
    });

    it("refuses one that the coordinator signed itself, whatever organisation it names", async () => {
      expect(await failure((await offering(await rosterBy(coordinator))).getTask())).to.match(
        /^The coordinator [0-9a-f]{64} signed its roster of members itself, which vouches for nobody; /,
      );
    });

    it("refuses one that holds a key twice", async () => {
      const twice = await rosterBy(organisation, [member, { ...member, name: "Ward 2" }]);
      expect(await failure((await offering(twice)).getTask())).to.match(
        /malformed: the key of member "Ward 2" is on the roster twice/,
      );
    });
  });

  it("enrols once for calls that come together, and anew when its token is no longer known", async () => {
    let valid = "token-1";
    const answers = await usual({
      UploadStatus: (_request, token) => {
        if (token !== valid) throw new CallError("unauthenticated", "who are you?");
        return { haveBytes: 5, committed: false };
      },
    });
    const { connection, calls } = line(answers);
    await Promise.all([connection.uploadStatus(key), connection.uploadStatus(key)]);
    expect(calls.filter((method) => method === "Enroll")).to.have.length(2);

    valid = "token-2";
    const enroll = answers["Enroll"];
    answers["Enroll"] = (request, token) => ({
      ...(enroll?.(request, token) as object),
      sessionToken: "token-2",
    });
    expect((await connection.uploadStatus(key)).haveBytes).to.equal(5);
    expect(calls.filter((method) => method === "Enroll")).to.have.length(4);

    valid = "token-3";
    expect(await failure(connection.uploadStatus(key))).to.equal("who are you?");
  });

  it("signs what it asks for so that the coordinator can check it", async () => {
    let signed: Uint8Array | undefined;
    const { connection } = line(
      await usual({
        Ready: (request: { statement: Uint8Array }) => {
          signed = request.statement;
          return { noted: { retryAfterMs: 10, phase: "open", invited: false } };
        },
      }),
    );
    const answer = await connection.ready(key, someDigest, 77);
    expect(answer).to.deep.equal({ kind: "not-yet", retryAfterMs: 10, phase: "open", invited: false });
    const { readyStatement } = await import("../../src/identity/index.ts");
    const statement = readyStatement(portablePrimitives, {
      key,
      descriptor: someDigest,
      uploadSizeBytes: 77,
    });
    expect(await portablePrimitives.verify(client.publicKey, statement, signed ?? new Uint8Array())).to.equal(
      true,
    );
  });

  it("takes a descriptor only with the coordinator's signature, and names it by its digest", async () => {
    const document = await signDocument("round", canonicalBytes(descriptor), coordinator);
    const blob = { digest: fromHex(someDigest), sizeBytes: 9 };
    const train = { descriptor: document, base: blob, model: blob, leaseMs: 5 };
    const { connection } = line(await usual({ CheckIn: () => ({ train }) }));
    const answer = await connection.checkIn(task, 0);
    expect(answer).to.deep.include({ kind: "train", descriptor, leaseMs: 5 });
    if (answer.kind === "train") {
      expect(answer.descriptorDigest).to.equal(documentDigest(document.payload, portablePrimitives));
    }
    const forged = { ...train, descriptor: await signDocument("round", canonicalBytes(descriptor), client) };
    const other = line(await usual({ CheckIn: () => ({ train: forged }) }));
    expect(await failure(other.connection.checkIn(task, 0))).to.match(
      /the round is not signed by the coordinator/,
    );
  });

  it("refuses answers that the protocol does not know", async () => {
    const answers = await usual({
      CheckIn: () => ({}),
      GetOutcome: () => ({ aborted: { cause: "boredom", detail: "" } }),
      PutChunk: () => ({ refused: { reason: "because", detail: "" } }),
      CommitUpload: () => ({}),
    });
    const { connection } = line(answers);
    expect(await failure(connection.checkIn(task, 0))).to.match(/none of train, come_back and done/);
    expect(await failure(connection.getOutcome(key))).to.match(/cause "boredom" has no meaning/);
    expect(await failure(connection.putChunk(key, 0, new Uint8Array(1)))).to.match(
      /refusal "because" has no meaning/,
    );
    expect(await failure(connection.commitUpload(key, someDigest, 1))).to.match(
      /neither accepted nor refused/,
    );
  });

  it("does not take a blob's pieces out of order", async () => {
    const pieces = [
      { offset: 10, data: new Uint8Array(5) },
      { offset: 16, data: new Uint8Array(5) },
    ];
    const { connection } = line(await usual({ Download: () => pieces }));
    const received: number[] = [];
    const read = async () => {
      for await (const piece of connection.download(task, someDigest, 10)) received.push(piece.length);
    };
    expect(await failure(read())).to.match(/offset 16, expected 15/);
    expect(received).to.deep.equal([5]);
  });
});
