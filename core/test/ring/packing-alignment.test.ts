import { addPacked, pack, packedStatistics } from "@tributary/core/ring";
import { expect } from "chai";
import fc from "fast-check";

describe("packed integers at any place in memory", () => {
  const integer = fc.integer({ min: -(2 ** 23), max: 2 ** 23 - 1 });

  it("add up and have the same peak and squares, however they are aligned", () => {
    fc.assert(
      fc.property(
        fc.array(integer, { maxLength: 40 }),
        fc.nat({ max: 7 }),
        fc.nat({ max: 3 }),
        (list, offset, shift) => {
          const integers = Int32Array.from(list);
          for (const profile of ["u24", "u32"] as const) {
            const bytes = new Uint8Array(64 + 4 * list.length).subarray(shift);
            pack(integers, profile, bytes, offset);
            const sum = Int32Array.from(list, (_, i) => i);
            addPacked(sum, bytes, offset, profile);
            expect([...sum]).to.deep.equal(list.map((value, i) => value + i));
            const { peak, sumOfSquares } = packedStatistics(bytes, offset, list.length, profile);
            expect(peak).to.equal(list.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
            const squares = list.reduce((total, value) => total + value * value, 0);
            expect(sumOfSquares).to.be.closeTo(squares, squares * 1e-12);
          }
        },
      ),
    );
  });
});
