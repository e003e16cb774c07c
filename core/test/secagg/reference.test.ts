import { expect } from "chai";

import { packedBytes } from "@tributary/core/ring";
import type { VectorShape } from "@tributary/core/secagg";
import type { ClientId } from "@tributary/core/support";

import type { Settings, Stage } from "./cohort.ts";
import { defaultShape, drawInput, members, portsOf, runAttempt, stages } from "./cohort.ts";
import { runReference } from "./reference/session.ts";
import type { ReferenceClient, ReferenceTranscript } from "./reference/session.ts";

function referenceOf(settings: Settings, threshold: number, degree?: number): ReferenceTranscript {
  const { n, seed = "attempt", shape = defaultShape, vanish = new Map<number, Stage>() } = settings;
  const cohort = members(n);
  const clients = cohort.map(({ client, seed: identitySeed, signer }): ReferenceClient => {
    const { random } = portsOf({ client, seed: identitySeed, signer }, seed);
    const { coordinates, meta } = numbersOf(drawInput(shape, seed, client), shape);
    const identityKey = signer.publicKey;
    return { id: client, identitySeed, identityKey, random: (size) => random.bytes(size), coordinates, meta };
  });
  const there = (stage: Stage): ReadonlySet<string> =>
    new Set(
      cohort
        .filter((_, i) => {
          const last = vanish.get(i);
          return last === undefined || stages.indexOf(last) > stages.indexOf(stage);
        })
        .map(({ client }) => client),
    );
  return runReference(clients, {
    task: "digits",
    round: 3,
    attempt: 1,
    model: "a".repeat(64),
    plan: "b".repeat(64),
    descriptor: "c".repeat(64),
    coordinateBytes: packedBytes(shape.profile),
    degree,
    threshold,
    advertising: there("advert"),
    sharing: there("shares"),
    sending: there("input"),
    answering: there("answer"),
  });
}

function numbersOf(
  bytes: Uint8Array,
  { coordinates, metaWords, profile }: VectorShape,
): { readonly coordinates: readonly number[]; readonly meta: readonly number[] } {
  const buffer = Buffer.from(bytes);
  const width = packedBytes(profile);
  return {
    coordinates: Array.from({ length: coordinates }, (_, i) => buffer.readUIntLE(i * width, width)),
    meta: Array.from({ length: metaWords }, (_, i) => buffer.readUInt32LE(coordinates * width + 4 * i)),
  };
}

async function expectAgreement(settings: Settings, threshold: number, degree?: number): Promise<void> {
  const reference = referenceOf(settings, threshold, degree);
  const run = await runAttempt(settings);
  const bytes = (value: Uint8Array | undefined): string => Buffer.from(value ?? []).toString("hex");
  const heard = new Map<string, ClientId[]>();
  for (const event of run.events) {
    if (!("message" in event)) continue;
    const { message } = event;
    heard.set(event.kind, [...(heard.get(event.kind) ?? []), message.client]);
    switch (event.kind) {
      case "advertised": {
        const expected = reference.adverts.get(message.client);
        expect(bytes(event.message.cipherKey)).to.equal(bytes(expected?.cipherKey));
        expect(bytes(event.message.maskKey)).to.equal(bytes(expected?.maskKey));
        expect(bytes(message.signature)).to.equal(bytes(expected?.signature));
        break;
      }
      case "keys-shared": {
        const expected = reference.shared.get(message.client);
        expect(bytes(event.message.rosterHash)).to.equal(bytes(reference.rosterHash));
        expect(bytes(event.message.commitment)).to.equal(bytes(expected?.commitment));
        expect(event.message.ciphertexts.map(({ to, box }) => [to, bytes(box)])).to.deep.equal(
          [...(expected?.boxes ?? [])].map(([to, box]) => [to, bytes(box)]),
        );
        expect(bytes(message.signature)).to.equal(bytes(expected?.signature));
        break;
      }
      case "input-committed": {
        const expected = reference.inputs.get(message.client);
        expect(bytes(run.uploads.get(message.client))).to.equal(bytes(expected?.vector));
        expect(bytes(message.signature)).to.equal(bytes(expected?.signature));
        break;
      }
      case "survivors-confirmed":
        expect(bytes(event.message.survivorsHash)).to.equal(bytes(reference.survivorsHash));
        expect(bytes(message.signature)).to.equal(bytes(reference.confirmations.get(message.client)));
        break;
      case "answered": {
        const expected = reference.answers.get(message.client);
        expect(
          event.message.shares.map(({ owner, kind, share }) => [owner, kind, bytes(share)]),
        ).to.deep.equal(expected?.shares.map(({ owner, kind, share }) => [owner, kind, bytes(share)]));
        expect(bytes(message.signature)).to.equal(bytes(expected?.signature));
        break;
      }
      default:
        event satisfies never;
    }
  }
  expect(heard.get("advertised")).to.deep.equal([...reference.adverts.keys()]);
  expect(heard.get("keys-shared")).to.deep.equal([...reference.shared.keys()]);
  expect(heard.get("input-committed")).to.deep.equal([...reference.inputs.keys()]);
  expect(heard.get("survivors-confirmed")).to.deep.equal([...reference.confirmations.keys()]);
  expect(heard.get("answered")).to.deep.equal([...reference.answers.keys()]);
  if (!run.outcome.ok) throw new Error(run.outcome.error.detail);
  expect([...run.outcome.value.integers]).to.deep.equal(reference.integers);
  expect([...run.outcome.value.meta]).to.deep.equal(reference.meta);
}

describe("the reference straight from the paper", function () {
  this.timeout(20_000);

  it("agrees on every message and on the sum, on the complete graph with both profiles", async () => {
    for (const profile of ["u24", "u32"] as const) {
      const shape = { coordinates: 37, profile, metaWords: 7 };
      await expectAgreement({ n: 8, seed: profile, shape }, 6);
    }
  });

  it("agrees on every message and on the sum in a home of three", async () => {
    await expectAgreement({ n: 3, seed: "home" }, 2);
  });

  it("agrees where clients vanish before their shares, their vector and their confirmation", async () => {
    const vanish = new Map<number, Stage>([
      [0, "shares"],
      [4, "input"],
      [7, "confirmation"],
    ]);
    await expectAgreement({ n: 10, seed: "vanishing", vanish }, 7);
    await expectAgreement({ n: 5, seed: "small", vanish: new Map([[2, "input"]]) }, 3);
  });

  it("agrees on a Harary graph, where clients vanish too", async () => {
    const topology = { kind: "harary", degree: 6, threshold: 4 } as const;
    const vanish = new Map<number, Stage>([
      [2, "input"],
      [9, "shares"],
    ]);
    await expectAgreement({ n: 13, seed: "ring", topology, vanish }, 4, 6);
  });
});
