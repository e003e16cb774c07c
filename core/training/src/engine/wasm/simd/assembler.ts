/**
 * A WebAssembly module from expressions: each function answers the bytes of one instruction after those of its operands, so
 * that nested calls read as the formula and come out as stack code. As much of the instruction set as our kernels use
 * (https://webassembly.github.io/spec/core/binary/instructions.html). WebAssembly itself checks the types when it compiles.
 */
export type Code = readonly number[];

export type ValueType = "i32" | "f32" | "v128";

const typeBytes: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** A parameter or local variable of a function. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}

export interface FunctionSource {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

/** A function without a result: `write` is given its parameters, and a maker of further locals, which start as 0. */
export function define<const Types extends readonly ValueType[]>(
  name: string,
  parameters: Types,
  write: (parameters: { readonly [Place in keyof Types]: Local }, local: (type: ValueType) => Local) => Code,
): FunctionSource {
  const locals: ValueType[] = [];
  const localAt = (index: number): Local => ({
    get: [0x20, ...unsigned(index)],
    set: (value) => [...value, 0x21, ...unsigned(index)],
  });
  // One for each parameter, as the mapped tuple says; map's own type forgets how many.
  const given = parameters.map((_, index) => localAt(index)) as { readonly [Place in keyof Types]: Local };
  const body = write(given, (type) => localAt(parameters.length + locals.push(type) - 1));
  return { name, parameters, locals, body };
}

/** The module of these functions, all exported, over a memory that is imported as `environment.memory`. */
export function assemble(functions: readonly FunctionSource[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [
    0x60,
    ...list(parameters.map((type) => [typeBytes[type]])),
    0,
  ]);
  const memory = [...text("environment"), ...text("memory"), 0x02, 0x00, 0x01];
  const indices = functions.map((_, index) => unsigned(index));
  const names = functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]);
  const bodies = functions.map(({ locals, body }) => {
    const code = [...list(locals.map((type) => [0x01, typeBytes[type]])), ...body, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    0x00,
    0x61,
    0x73,
    0x6d,
    0x01,
    0x00,
    0x00,
    0x00,
    ...section(1, types),
    ...section(2, [memory]),
    ...section(3, indices),
    ...section(7, names),
    ...section(10, bodies),
  ]);
}

function section(id: number, items: readonly Code[]): Code {
  const content = list(items);
  return [id, ...unsigned(content.length), ...content];
}

function list(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function text(value: string): Code {
  return list(Array.from(value, (character) => [character.charCodeAt(0)]));
}

function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

function single(value: number): Code {
  return [...new Uint8Array(new Float32Array([value]).buffer)];
}

const binary =
  (...opcode: number[]) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];
const unary =
  (...opcode: number[]) =>
  (a: Code): Code => [...a, ...opcode];
/** Alignment is a hint; four bytes always hold for float32. */
const at = (offset: number): Code => [0x02, ...unsigned(offset)];
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  shl: binary(0x74),
  eq: binary(0x46),
  /** As unsigned numbers: addresses go up to 4 GiB. */
  below: binary(0x49),
};

export const f32 = {
  const: (value: number): Code => [0x43, ...single(value)],
  load: (address: Code, offset = 0): Code => [...address, 0x2a, ...at(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0x38, ...at(offset)],
  add: binary(0x92),
  sub: binary(0x93),
  mul: binary(0x94),
  div: binary(0x95),
  sqrt: unary(0x91),
  max: binary(0x97),
  fromI32: unary(0xb2),
};

export const f32x4 = {
  load: (address: Code, offset = 0): Code => [...address, ...simd(0), ...at(offset)],
  loadSplat: (address: Code, offset = 0): Code => [...address, ...simd(9), ...at(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...simd(11), ...at(offset)],
  const: (value: number): Code => [
    ...simd(12),
    ...single(value),
    ...single(value),
    ...single(value),
    ...single(value),
  ],
  splat: unary(...simd(0x13)),
  lane: (value: Code, index: number): Code => [...value, ...simd(0x1f), index],
  /** Four of the eight numbers of a and b, by their places. */
  shuffle: (a: Code, b: Code, places: readonly number[]): Code => [
    ...a,
    ...b,
    ...simd(13),
    ...places.flatMap((place) => [0, 1, 2, 3].map((byte) => 4 * place + byte)),
  ],
  abs: unary(...simd(0xe0)),
  neg: unary(...simd(0xe1)),
  sqrt: unary(...simd(0xe3)),
  add: binary(...simd(0xe4)),
  sub: binary(...simd(0xe5)),
  mul: binary(...simd(0xe6)),
  div: binary(...simd(0xe7)),
  /** One instruction of x86 each, unlike `min` and `max`; of a first operand that is not a number, that. */
  pmin: binary(...simd(0xea)),
  pmax: binary(...simd(0xeb)),
  nearest: unary(...simd(0x6a)),
};

/** Four whole numbers in the place of four floats. */
export const i32x4 = {
  fromF32x4: unary(...simd(0xf8)),
  add: binary(...simd(0xae)),
  shl: (a: Code, bits: number): Code => [...a, ...i32.const(bits), ...simd(0xab)],
  const: (value: number): Code => {
    const bytes = [...new Uint8Array(new Int32Array([value]).buffer)];
    return [...simd(12), ...bytes, ...bytes, ...bytes, ...bytes];
  },
};

export function sequence(...parts: readonly Code[]): Code {
  return parts.flat();
}

export function when(condition: Code, then: Code, otherwise: Code = []): Code {
  return [...condition, 0x04, 0x40, ...then, ...(otherwise.length === 0 ? [] : [0x05, ...otherwise]), 0x0b];
}

/** Runs `body` and moves the counter on by `step`, as long as the counter is below `end`. */
export function countUp(counter: Local, end: Code, step: number, body: Code): Code {
  const below = i32.below(counter.get, end);
  const next = counter.set(i32.add(counter.get, i32.const(step)));
  return when(below, [0x03, 0x40, ...body, ...next, ...below, 0x0d, 0x00, 0x0b]);
}

/** Moves an address, or another number, on. */
export function advance(local: Local, by: Code | number): Code {
  return local.set(i32.add(local.get, typeof by === "number" ? i32.const(by) : by));
}
