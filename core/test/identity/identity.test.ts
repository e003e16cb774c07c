import { expect } from "chai";

import {
  checkInStatement,
  clientIdOf,
  commitUploadStatement,
  documentDigest,
  fingerprintOf,
  isSoundPublicKey,
  leaveStatement,
  portablePrimitives,
  readyStatement,
  signDocument,
  signerFromSeed,
  verifyDocument,
} from "../../src/identity/index.ts";
import { digest, fromHex, taskId, toHex, utf8 } from "../../src/support/index.ts";

const seed = Uint8Array.from({ length: 32 }, (_, i) => i);
const signer = signerFromSeed(seed, portablePrimitives);
const key = { task: taskId("digits"), round: 2, attempt: 1 };
const someDigest = digest("ab".repeat(32));

describe("an identity", () => {
  it("copies its seed, so that its owner may wipe theirs", async () => {
    const mine = Uint8Array.from(seed);
    const copied = signerFromSeed(mine, portablePrimitives);
    mine.fill(0);
    expect(await copied.sign(utf8("x"))).to.deep.equal(await signer.sign(utf8("x")));
    expect(() => signerFromSeed(new Uint8Array(31), portablePrimitives)).to.throw(RangeError);
  });

  it("has one id as a client and another fingerprint as a coordinator", () => {
    const client = clientIdOf(signer.publicKey, portablePrimitives);
    expect(client).to.match(/^[0-9a-f]{32}$/);
    expect(fingerprintOf(signer.publicKey, portablePrimitives).startsWith(client)).to.equal(false);
  });

  it("is refused when its key is of small order or no point of the curve", () => {
    expect(isSoundPublicKey(signer.publicKey)).to.equal(true);
    expect(isSoundPublicKey(fromHex(`01${"00".repeat(31)}`))).to.equal(false);
    expect(isSoundPublicKey(new Uint8Array(32))).to.equal(false);
    expect(isSoundPublicKey(new Uint8Array(32).fill(255))).to.equal(false);
    expect(isSoundPublicKey(signer.publicKey.subarray(1))).to.equal(false);
  });
});

describe("a statement", () => {
  it("differs for every method, task, round, attempt and field", () => {
    const statements = [
      readyStatement(portablePrimitives, { key, descriptor: someDigest, uploadSizeBytes: 7 }),
      readyStatement(portablePrimitives, { key, descriptor: someDigest, uploadSizeBytes: 8 }),
      readyStatement(portablePrimitives, {
        key: { ...key, round: 3 },
        descriptor: someDigest,
        uploadSizeBytes: 7,
      }),
      readyStatement(portablePrimitives, {
        key: { ...key, attempt: 2 },
        descriptor: someDigest,
        uploadSizeBytes: 7,
      }),
      readyStatement(portablePrimitives, {
        key: { ...key, task: taskId("other") },
        descriptor: someDigest,
        uploadSizeBytes: 7,
      }),
      commitUploadStatement(portablePrimitives, { key, digest: someDigest, sizeBytes: 7 }),
      checkInStatement(portablePrimitives, { task: key.task, lastRoundSeen: 1 }),
      leaveStatement(portablePrimitives, { key, reason: "bye" }),
    ];
    expect(new Set(statements.map(toHex)).size).to.equal(statements.length);
  });
});

describe("a signed document", () => {
  it("passes for its own kind, payload and signer only", async () => {
    const document = await signDocument("plan", utf8('{"a":1}'), signer);
    const other = signerFromSeed(new Uint8Array(32).fill(9), portablePrimitives);
    expect(await verifyDocument("plan", document, signer.publicKey, portablePrimitives)).to.equal(true);
    expect(await verifyDocument("round", document, signer.publicKey, portablePrimitives)).to.equal(false);
    expect(await verifyDocument("plan", document, other.publicKey, portablePrimitives)).to.equal(false);
    const changed = { ...document, payload: utf8('{"a":2}') };
    expect(await verifyDocument("plan", changed, signer.publicKey, portablePrimitives)).to.equal(false);
    expect(documentDigest(utf8("abc"), portablePrimitives)).to.equal(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});
