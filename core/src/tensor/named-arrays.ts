/** A real tensor: row-major values and their shape (empty for a scalar). */
export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Tensors by name, in a fixed order. */
export type NamedArrays = ReadonlyMap<string, NamedArray>;

/** A tensor's place in a flat vector: elements offset .. offset + size - 1. */
export interface LayoutEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}

/** How named tensors lie in one flat Float32Array; both ends of the wire must agree on it. */
export interface Layout {
  readonly entries: readonly LayoutEntry[];
  /** Elements in the flat vector. */
  readonly size: number;
}

/** Number of elements of a shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** Lays tensors end to end in the order given. @throws RangeError if a name comes twice. */
export function layoutOf(
  specs: Iterable<{ readonly name: string; readonly shape: readonly number[] }>,
): Layout {
  const entries: LayoutEntry[] = [];
  const names = new Set<string>();
  let offset = 0;
  for (const { name, shape } of specs) {
    if (names.has(name)) throw new RangeError(`tensor ${name} is laid out twice`);
    names.add(name);
    const size = elementCount(shape);
    entries.push({ name, shape, offset, size });
    offset += size;
  }
  return { entries, size: offset };
}

/** Views (not copies) of the flat vector, by name. @throws RangeError if the vector has another length. */
export function unflatten(layout: Layout, vector: Float32Array): NamedArrays {
  if (vector.length !== layout.size) {
    throw new RangeError(`the layout has ${layout.size} elements, the vector ${vector.length}`);
  }
  return new Map(
    layout.entries.map(({ name, shape, offset, size }) => [
      name,
      { shape, data: vector.subarray(offset, offset + size) },
    ]),
  );
}

/** A new flat vector from named tensors. @throws RangeError naming the tensor that is missing or of another shape. */
export function flatten(layout: Layout, arrays: NamedArrays): Float32Array {
  const vector = new Float32Array(layout.size);
  for (const { name, shape, offset } of layout.entries) {
    const array = arrays.get(name);
    if (array === undefined) throw new RangeError(`tensor ${name} is missing`);
    if (array.shape.length !== shape.length || array.shape.some((side, axis) => side !== shape[axis])) {
      throw new RangeError(
        `tensor ${name} has shape [${array.shape.join(", ")}], expected [${shape.join(", ")}]`,
      );
    }
    vector.set(array.data, offset);
  }
  return vector;
}
