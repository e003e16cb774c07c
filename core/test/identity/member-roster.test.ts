import { expect } from "chai";

import {
  clientIdOf,
  fingerprintOf,
  openMemberRoster,
  organisationFingerprint,
  portablePrimitives,
  rosterLimitBytes,
  signDocument,
  signMemberRoster,
  signerFromSeed,
} from "../../src/identity/index.ts";
import type { Member, SignedDocument, Signer } from "../../src/identity/index.ts";
import { canonicalBytes, fromHex, fromUtf8, toHex, utf8 } from "../../src/support/index.ts";

const person = (number: number): Signer =>
  signerFromSeed(new Uint8Array(32).fill(number), portablePrimitives);
const organisation = person(100);
const members: readonly Member[] = [
  { name: "Ward 1", publicKey: person(1).publicKey },
  { name: "Ward 2", publicKey: person(2).publicKey },
];

function signed(changes: Partial<Parameters<typeof signMemberRoster>[0]> = {}): Promise<SignedDocument> {
  const roster = { organisation: "St. Mary", issuedAtMs: 1_000, notAfterMs: 2_000, members };
  return signMemberRoster({ ...roster, ...changes }, organisation);
}

async function refusal(document: SignedDocument): Promise<string> {
  const opened = await openMemberRoster(document, portablePrimitives);
  return opened.ok ? "no refusal" : opened.error;
}

/** A payload that the organisation signed, whatever is in it. */
function signedPayload(changes: object): Promise<SignedDocument> {
  const payload = {
    protocol: 1,
    organisation: "St. Mary",
    organisationKey: toHex(organisation.publicKey),
    issuedAtMs: 0,
    notAfterMs: 1,
    members: members.map(({ name, publicKey }) => ({ name, publicKey: toHex(publicKey) })),
    ...changes,
  };
  return signDocument("members", canonicalBytes(payload), organisation);
}

describe("a roster of members", () => {
  it("says who signed it, for how long it counts and who is on it, by client id", async () => {
    const opened = await openMemberRoster(await signed(), portablePrimitives);
    if (!opened.ok) throw new Error(opened.error);
    expect(opened.value).to.deep.include({ organisation: "St. Mary", issuedAtMs: 1_000, notAfterMs: 2_000 });
    expect(opened.value.fingerprint).to.equal(
      organisationFingerprint(organisation.publicKey, portablePrimitives),
    );
    expect([...opened.value.members]).to.deep.equal(
      members.map((member) => [clientIdOf(member.publicKey, portablePrimitives), member]),
    );
  });

  it("gives an organisation another fingerprint than the same key has as a coordinator", () => {
    expect(organisationFingerprint(organisation.publicKey, portablePrimitives)).to.not.equal(
      fingerprintOf(organisation.publicKey, portablePrimitives),
    );
  });

  it("is refused when anything in it was changed, or another key signed it", async () => {
    const document = await signed();
    const text = fromUtf8(document.payload);
    const added = { ...document, payload: utf8(text.replace("Ward 1", "Ward 9")) };
    expect(await refusal(added)).to.equal("the roster is not signed with its organisation's key");
    const forged = await signDocument("members", document.payload, person(101));
    expect(await refusal(forged)).to.equal("the roster is not signed with its organisation's key");
  });

  it("is refused when its signature was made for a document of another kind", async () => {
    const { payload } = await signed();
    expect(await refusal(await signDocument("plan", payload, organisation))).to.equal(
      "the roster is not signed with its organisation's key",
    );
  });

  it("is refused when a key is on it twice, even under two names", async () => {
    const twice = [...members, { name: "Ward 3", publicKey: person(1).publicKey }];
    expect(await refusal(await signed({ members: twice }))).to.equal(
      'the key of member "Ward 3" is on the roster twice',
    );
  });

  it("is refused when a member's key, or the organisation's, is of small order", async () => {
    const weak = fromHex(`01${"00".repeat(31)}`);
    expect(await refusal(await signed({ members: [{ name: "Eve", publicKey: weak }] }))).to.equal(
      'the key of member "Eve" is not a sound Ed25519 key',
    );
    expect(await refusal(await signedPayload({ organisationKey: toHex(weak) }))).to.equal(
      "the organisation's key is not a sound Ed25519 key",
    );
  });

  const malformed: Readonly<Record<string, readonly [object, string]>> = {
    "names no member": [{ members: [] }, "members"],
    "has a member without a name": [
      { members: [{ name: "  ", publicKey: "ab".repeat(32) }] },
      "members.0.name",
    ],
    "has a name that would steer a terminal": [{ organisation: "St. \u001B[2JMary" }, "organisation"],
    "has a key that is too short": [
      { members: [{ name: "Ward 1", publicKey: "ab" }] },
      "members.0.publicKey",
    ],
    "has a part that this version does not know": [{ president: "Mary" }, "its beginning"],
    "counts until a time that has no date": [{ notAfterMs: 8.64e15 + 1 }, "notAfterMs"],
    "is of another protocol": [{ protocol: 2 }, "protocol"],
  };
  for (const [name, [changes, place]] of Object.entries(malformed)) {
    it(`is refused, in one sentence, when it ${name}`, async () => {
      expect(await refusal(await signedPayload(changes)))
        .to.include(`the roster is malformed at ${place}: `)
        .and.to.not.include("\n");
    });
  }

  it("is refused when its payload is not in canonical form, or is no JSON at all", async () => {
    const { payload } = await signed();
    const spaced = await signDocument("members", utf8(` ${fromUtf8(payload)}`), organisation);
    expect(await refusal(spaced)).to.match(/^the roster is malformed at its beginning: /);
    expect(await refusal(await signDocument("members", utf8("hello"), organisation))).to.match(
      /^the roster is malformed at its beginning: /,
    );
  });

  it("is refused before it is read when it is larger than a message", async () => {
    const payload = new Uint8Array(rosterLimitBytes + 1);
    expect(await refusal(await signDocument("members", payload, organisation))).to.equal(
      "the roster has 4194305 bytes, at most 4194304 are taken",
    );
  });
});
