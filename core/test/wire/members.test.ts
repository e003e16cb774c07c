import { expect } from "chai";
import fc from "fast-check";

import type { ClientId } from "../../src/support/index.ts";
import { clientId } from "../../src/support/index.ts";
import { FieldError } from "../../src/wire/index.ts";
import { readMembers, readPieces, writeMembers } from "../../src/wire/members.ts";

const clientsOf = (count: number): readonly ClientId[] =>
  Array.from({ length: count }, (_, i) => clientId(i.toString(16).padStart(32, "0")));

describe("members of a roster on the wire", () => {
  it("come back as they went, whatever the roster's size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.infiniteStream(fc.boolean()), (count, chosen) => {
        const clients = clientsOf(count);
        const members = clients.filter(() => chosen.next().value);
        const bits = writeMembers(clients, members);
        expect(bits).to.have.length(Math.ceil(count / 8));
        expect(readMembers("members", clients, bits)).to.deep.equal(members);
      }),
    );
  });

  it("have their first client in the lowest bit of the first byte", () => {
    const clients = clientsOf(10);
    expect([...writeMembers(clients, [clients[0]!, clients[9]!])]).to.deep.equal([1, 2]);
  });

  it("are refused when they are no set of this roster", () => {
    const read =
      (count: number, ...bytes: readonly number[]) =>
      () =>
        readMembers("members", clientsOf(count), Uint8Array.from(bytes));
    for (const wrong of [read(9, 1), read(9, 1, 0, 0), read(9, 0, 2), read(8, 0, 0), read(0, 0)]) {
      expect(wrong).to.throw(FieldError, /members is no set of \d clients/);
    }
    expect(read(8, 255)()).to.have.length(8);
  });
});

describe("pieces that lie end to end", () => {
  it("are cut, and refused when they are not whole or too many", () => {
    const bytes = Uint8Array.from([1, 2, 3, 4]);
    expect(readPieces("boxes", bytes, 2, 2).map((piece) => [...piece])).to.deep.equal([
      [1, 2],
      [3, 4],
    ]);
    expect(readPieces("boxes", new Uint8Array(), 2, 0)).to.deep.equal([]);
    expect(() => readPieces("boxes", bytes, 3, 9)).to.throw(
      FieldError,
      "boxes has 4 bytes, expected at most 9 times 3",
    );
    expect(() => readPieces("boxes", bytes, 2, 1)).to.throw(FieldError);
  });
});
