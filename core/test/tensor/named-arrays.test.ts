import { expect } from "chai";

import { elementCount, flatten, layoutOf, unflatten } from "../../src/tensor/index.ts";

const specs = [
  { name: "w", shape: [2, 3] },
  { name: "s", shape: [] },
  { name: "e", shape: [0, 4] },
  { name: "b", shape: [2] },
];

describe("a layout", () => {
  it("lays tensors end to end in the order given", () => {
    const layout = layoutOf(specs);
    expect(layout.size).to.equal(9);
    expect(layout.entries.map(({ name, offset, size }) => [name, offset, size])).to.deep.equal([
      ["w", 0, 6],
      ["s", 6, 1],
      ["e", 7, 0],
      ["b", 7, 2],
    ]);
    expect(elementCount([])).to.equal(1);
  });

  it("refuses a name that comes twice", () => {
    expect(() => layoutOf([...specs, { name: "b", shape: [1] }])).to.throw(
      RangeError,
      "tensor b is laid out twice",
    );
  });

  it("gives views of a flat vector, and flattens them again", () => {
    const layout = layoutOf(specs);
    const vector = Float32Array.from({ length: 9 }, (_, i) => i);
    const arrays = unflatten(layout, vector);
    expect(arrays.get("b")?.data).to.deep.equal(Float32Array.of(7, 8));
    expect(arrays.get("b")?.data.buffer).to.equal(vector.buffer);
    expect(flatten(layout, arrays)).to.deep.equal(vector);
    expect(() => unflatten(layout, new Float32Array(8))).to.throw(
      RangeError,
      "the layout has 9 elements, the vector 8",
    );
  });

  it("names the tensor that is missing or of another shape", () => {
    const layout = layoutOf(specs);
    const arrays = new Map(unflatten(layout, new Float32Array(9)));
    arrays.set("w", { shape: [3, 2], data: new Float32Array(6) });
    expect(() => flatten(layout, arrays)).to.throw(RangeError, "tensor w has shape [3, 2], expected [2, 3]");
    arrays.delete("w");
    expect(() => flatten(layout, arrays)).to.throw(RangeError, "tensor w is missing");
  });
});
