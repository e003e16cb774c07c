/** A strategy's state as a file: its F32 values, little-endian, and nothing else. */
export function stateToBytes(state: Float32Array): Uint8Array {
  const bytes = new Uint8Array(state.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < state.length; i++) view.setFloat32(4 * i, state[i]!, true);
  return bytes;
}

/** @throws RangeError if the bytes are not whole values. */
export function stateFromBytes(bytes: Uint8Array): Float32Array {
  if (bytes.length % 4 !== 0)
    throw new RangeError(`a strategy's state of ${bytes.length} bytes is not whole F32 values`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const state = new Float32Array(bytes.length / 4);
  for (let i = 0; i < state.length; i++) state[i] = view.getFloat32(4 * i, true);
  return state;
}
