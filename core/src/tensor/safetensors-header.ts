import { err, fromUtf8, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";

// A safetensors file (https://github.com/huggingface/safetensors) is the header's length (64 bits, little-endian),
// the header (JSON, padded with spaces so that the data begin at a multiple of 8), and the tensors' data, end to
// end without holes. Everything here may come from an enemy: no number is believed before it fits the others.

/** Bytes of an element, by the dtypes whose values are read. */
export const dtypeWidths = { F32: 4, F16: 2, BF16: 2, I8: 1 } as const;

export type Dtype = keyof typeof dtypeWidths;

/** The format's other dtypes of whole bytes: checkpoints have them in buffers that no network reads. */
// prettier-ignore
const otherWidths = {
  BOOL: 1, U8: 1, F8_E4M3: 1, F8_E5M2: 1,
  I16: 2, U16: 2, I32: 4, U32: 4,
  I64: 8, U64: 8, F64: 8, C64: 8,
} as const;

export type OtherDtype = keyof typeof otherWidths;

const widths: Readonly<Record<Dtype | OtherDtype, number>> = { ...dtypeWidths, ...otherWidths };

export interface TensorInfo {
  readonly dtype: Dtype | OtherDtype;
  readonly shape: readonly number[];
  /** First byte of its data, counted from the beginning of the file. */
  readonly offset: number;
  readonly sizeBytes: number;
}

export interface SafetensorsHeader {
  /** In the header's order. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly metadata: ReadonlyMap<string, string>;
  /** Bytes of the whole file. */
  readonly fileBytes: number;
}

export interface SafetensorsLimits {
  readonly headerBytes: number;
}

/** What is read unless the caller says otherwise: enough for thousands of tensors. */
export const defaultLimits: SafetensorsLimits = { headerBytes: 2 ** 20 };

/** For a base model, whose metadata carry the other files of its folder (a tokenizer has megabytes). */
export const baseLimits: SafetensorsLimits = { headerBytes: 64 * 2 ** 20 };

/** For a file that the user chose: the limit of Hugging Face's own reader. */
export const trustedLimits: SafetensorsLimits = { headerBytes: 100_000_000 };

/** The header from a file's first bytes, or how many bytes it takes to have it. */
export type HeaderProgress =
  | { readonly complete: true; readonly header: SafetensorsHeader }
  | { readonly complete: false; readonly neededBytes: number };

/** Reads the header from a prefix of the file. A file that is wrong is refused in one sentence. */
export function readHeader(
  prefix: Uint8Array,
  limits: SafetensorsLimits = defaultLimits,
): Result<HeaderProgress, string> {
  if (prefix.length < 8) return ok({ complete: false, neededBytes: 8 });
  const length = new DataView(prefix.buffer, prefix.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(limits.headerBytes)) {
    return err(`the header claims ${length} bytes, more than the ${limits.headerBytes} that are read`);
  }
  const dataOffset = 8 + Number(length);
  if (prefix.length < dataOffset) return ok({ complete: false, neededBytes: dataOffset });
  const text = headerText(prefix.subarray(8, dataOffset));
  if (!text.ok) return text;
  const header = parseHeader(text.value, dataOffset);
  return header.ok ? ok({ complete: true, header: header.value }) : header;
}

function headerText(bytes: Uint8Array): Result<string, string> {
  // The format's own rule, which keeps other files from passing for safetensors.
  if (bytes[0] !== 0x7b) return err("the header does not begin with {: this is not a safetensors file");
  try {
    return ok(fromUtf8(bytes));
  } catch {
    return err("the header is not UTF-8");
  }
}

function parseHeader(text: string, dataOffset: number): Result<SafetensorsHeader, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err("the header is not JSON");
  }
  if (!isMap(value)) return err("the header is not a JSON object");
  const fault = spellingFault(text);
  if (fault !== undefined) return err(fault);
  const tensors = new Map<string, TensorInfo>();
  let metadata: ReadonlyMap<string, string> = new Map();
  for (const [name, entry] of Object.entries(value)) {
    if (name === "__metadata__") {
      const read = parseMetadata(entry);
      if (!read.ok) return read;
      metadata = read.value;
    } else {
      const read = parseTensor(name, entry, dataOffset);
      if (!read.ok) return read;
      tensors.set(name, read.value);
    }
  }
  const end = endOfData(tensors, dataOffset);
  return end.ok ? ok({ tensors, metadata, fileBytes: end.value }) : end;
}

// Three levels of brackets make up a header: the whole, a tensor, its shape.
const deepest = 3;

/**
 * What JSON.parse lets pass: keys that come twice (the last would win), deep nesting, numbers that are not plain
 * digits, and the key that is no ordinary one in JavaScript. The text is known to be JSON.
 */
function spellingFault(text: string): string | undefined {
  const open: { readonly keys: Set<string>; last: string }[] = [];
  for (const { token, isKey } of jsonTokens(text)) {
    const inside = open.at(-1);
    const where = open[1] === undefined ? "the header" : `tensor ${shortened(open[0]?.last ?? "")}`;
    if (token === "{" || token === "[") {
      if (open.length === deepest) return `${where} nests deeper than ${deepest} levels`;
      open.push({ keys: new Set(), last: "" });
    } else if (token === "}" || token === "]") {
      open.pop();
    } else if (isKey && inside !== undefined) {
      const key = String(JSON.parse(token));
      if (inside.keys.has(key)) return `the key ${shortened(key)} comes twice in ${where}`;
      if (key === "__proto__") return 'the name "__proto__" is not allowed';
      inside.keys.add(key);
      inside.last = key;
    } else if (/^-|^[0-9]+[.eE]/.test(token)) {
      return `${where} has the number ${shortened(token)}, expected a whole number that is not negative`;
    }
  }
  return undefined;
}

/** Brackets, numbers and strings of a text that is known to be JSON; a string before a colon is a key. */
function* jsonTokens(text: string): Generator<{ readonly token: string; readonly isKey: boolean }> {
  const number = /[-+.0-9eE]+/y;
  const colon = /[ \t\n\r]*:/y;
  let at = 0;
  while (at < text.length) {
    const begin = at++;
    const character = text[begin]!;
    if (character === '"') {
      while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
      colon.lastIndex = ++at;
      yield { token: text.slice(begin, at), isKey: colon.test(text) };
    } else if (character === "-" || (character >= "0" && character <= "9")) {
      number.lastIndex = begin;
      number.test(text);
      at = number.lastIndex;
      yield { token: text.slice(begin, at), isKey: false };
    } else if ("{}[]".includes(character)) {
      yield { token: character, isKey: false };
    }
  }
}

function parseMetadata(entry: unknown): Result<ReadonlyMap<string, string>, string> {
  if (!isMap(entry)) return err("__metadata__ is not an object of texts");
  const metadata = new Map<string, string>();
  for (const [key, text] of Object.entries(entry)) {
    if (typeof text !== "string")
      return err(`__metadata__ has a value that is not text at ${shortened(key)}`);
    metadata.set(key, text);
  }
  return ok(metadata);
}

function parseTensor(name: string, entry: unknown, dataOffset: number): Result<TensorInfo, string> {
  const tensor = `tensor ${shortened(name)}`;
  if (!isMap(entry)) return err(`${tensor} is not an object with dtype, shape and data_offsets`);
  const { dtype, shape, data_offsets: offsets, ...others } = entry;
  const [other] = Object.keys(others);
  if (other !== undefined) return err(`${tensor} has an unknown member ${shortened(other)}`);
  if (typeof dtype !== "string") return err(`${tensor} has no dtype`);
  if (!isFormatDtype(dtype)) return err(dtypeFault(name, dtype));
  if (!isCounts(shape)) return err(`${tensor} has no shape of whole numbers`);
  if (!isCounts(offsets) || offsets.length !== 2) return err(`${tensor} has no pair of data_offsets`);
  const [begin = 0, end = 0] = offsets;
  const needed = shape.reduce((product, side) => product * side, widths[dtype]);
  // Beyond 2^53 the product is inexact or infinite, and with a zero after it NaN; offsets lie below.
  if (needed !== end - begin) {
    return err(
      `${tensor} of shape [${shape.join(", ")}] in ${dtype} takes ${needed} bytes, ` +
        `its offsets ${begin} to ${end} hold ${end - begin}`,
    );
  }
  return ok({ dtype, shape, offset: dataOffset + begin, sizeBytes: needed });
}

/** The end of the data if the tensors cover them end to end. */
function endOfData(tensors: ReadonlyMap<string, TensorInfo>, dataOffset: number): Result<number, string> {
  const inOrder = [...tensors].sort(([, a], [, b]) => a.offset - b.offset || a.sizeBytes - b.sizeBytes);
  let end = dataOffset;
  let before = "the header";
  for (const [name, { offset, sizeBytes }] of inOrder) {
    if (offset !== end) {
      const what = offset < end ? "overlaps" : "leaves a hole after";
      const figures = `it begins at ${offset - dataOffset}, expected ${end - dataOffset}`;
      return err(`tensor ${shortened(name)} ${what} ${before}: ${figures}`);
    }
    end = offset + sizeBytes;
    before = `tensor ${shortened(name)}`;
  }
  return ok(end);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether values of this dtype are read. */
export function isDtype(text: string): text is Dtype {
  return Object.hasOwn(dtypeWidths, text);
}

function isFormatDtype(text: string): text is Dtype | OtherDtype {
  return Object.hasOwn(widths, text);
}

/** Why the values of a tensor are not read. */
export function dtypeFault(name: string, dtype: string): string {
  const readable = Object.keys(dtypeWidths).join(", ");
  return `tensor ${shortened(name)} has dtype ${shortened(dtype)}, expected one of ${readable}`;
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item));
}

/** A text of the file as it may stand in a message. */
function shortened(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}...` : text);
}
