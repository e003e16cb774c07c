// PNG by fast-png (plain JavaScript), JPEG by @jsquash/jpeg (mozjpeg as WebAssembly): neither needs a compiler or an
// install script. Dropped: jpeg-js (no release since 2022), sharp (native).
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import decodeJpegFile, { init as initJpeg } from "@jsquash/jpeg/decode.js";
import type { Raster } from "@tributary/core/records";
import { UserError } from "@tributary/core/support";
import { convertIndexedToRgb, decode as decodePngFile, hasPngSignature } from "fast-png";
import type { DecodedPng } from "fast-png";

import { readBytes } from "./read-text.ts";

// Part of every Node, though its declarations come with the DOM's.
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

/** More pixels than any example needs; a small file can claim billions. */
const mostPixels = 1 << 26;

/** An image file as intensities from 0 (no light) to 1, grey or colour. @throws UserError naming the file */
export async function readImage(path: string): Promise<Raster> {
  const bytes = await readBytes(path);
  if (hasPngSignature(bytes)) return decodePng(path, bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return decodeJpeg(path, bytes);
  throw new UserError(
    `${path} is neither a PNG nor a JPEG file by its first bytes; convert it to one of them.`,
  );
}

function broken(path: string, kind: string, error: unknown): UserError {
  const why = error instanceof Error ? error.message : String(error);
  return new UserError(`${path} cannot be read as ${kind}: ${why}; the file may be cut short or damaged.`);
}

function decodePng(path: string, bytes: Uint8Array): Raster {
  // Width and height stand at a fixed place behind the signature (PNG specification, section 11.2.1).
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24 && view.getUint32(16) * view.getUint32(20) > mostPixels) {
    throw new UserError(
      `${path} is ${view.getUint32(16)} x ${view.getUint32(20)} pixels; at most ${mostPixels} are read.`,
    );
  }
  let image: DecodedPng;
  try {
    image = decodePngFile(bytes, { checkCrc: true });
    if (image.palette)
      image = {
        ...image,
        depth: 8,
        channels: image.palette[0]?.length ?? 3,
        data: convertIndexedToRgb(image),
      };
  } catch (error) {
    throw broken(path, "PNG", error);
  }
  const { width, height, depth, channels } = image;
  return overBlack({ width, height, channels, samples: samplesOf(image), full: 2 ** depth - 1 });
}

/** One number per sample; fewer than 8 bits are packed into bytes, each row begins with a new one. */
function samplesOf({ width, height, depth, channels, data }: DecodedPng): ArrayLike<number> {
  if (depth >= 8) return data;
  const perRow = width * channels;
  const rowBytes = Math.ceil((perRow * depth) / 8);
  const samples = new Uint8Array(perRow * height);
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < perRow; i++) {
      const bit = i * depth;
      const byte = data[y * rowBytes + (bit >> 3)] ?? 0;
      samples[y * perRow + i] = (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
    }
  }
  return samples;
}

interface Samples {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha. */
  readonly channels: number;
  readonly samples: ArrayLike<number>;
  /** The sample that stands for full light. */
  readonly full: number;
}

/** Transparent parts show black, as no light comes from them. */
function overBlack({ width, height, channels, samples, full }: Samples): Raster {
  const colours = channels <= 2 ? 1 : 3;
  const data = new Float32Array(width * height * colours);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = pixel * channels;
    const alpha = channels === 2 || channels === 4 ? (samples[at + channels - 1] ?? 0) / full : 1;
    for (let c = 0; c < colours; c++) data[pixel * colours + c] = ((samples[at + c] ?? 0) / full) * alpha;
  }
  return { width, height, channels: colours, data };
}

/** What the decoder has printed of the file that it reads. */
let printed: string[] = [];
let jpegReady: Promise<void> | undefined;

async function readyForJpeg(): Promise<void> {
  // The decoder makes an ImageData, which browsers have and Node has not; it needs no more of it than this.
  if (!("ImageData" in globalThis)) Object.assign(globalThis, { ImageData: PlainImageData });
  const file = createRequire(import.meta.url).resolve("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm");
  const wasm = await WebAssembly.compile(await readFile(file));
  // Its declaration forgets that a compiled module may come first, as its README shows.
  const init = initJpeg as unknown as (module: object, options: object) => Promise<void>;
  await init(wasm, { print: note, printErr: note });
}

function note(line: string): void {
  printed.push(line);
}

class PlainImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

async function decodeJpeg(path: string, bytes: Uint8Array): Promise<Raster> {
  jpegReady ??= readyForJpeg();
  await jpegReady;
  const size = jpegSize(bytes);
  if (size !== undefined && size.width * size.height > mostPixels) {
    throw new UserError(`${path} is ${size.width} x ${size.height} pixels; at most ${mostPixels} are read.`);
  }
  printed = [];
  try {
    const { width, height, data } = await decodeJpegFile(Uint8Array.from(bytes).buffer, {
      preserveOrientation: true,
    });
    const raster = overBlack({ width, height, channels: 4, samples: data, full: 255 });
    return isGrey(data) ? firstChannel(raster) : raster;
  } catch (error) {
    throw broken(path, "JPEG", printed.length > 0 ? printed.join("; ") : error);
  }
}

/** From the frame header (ITU-T T.81, B.2.2), if there is one. */
function jpegSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function isGrey(rgba: ArrayLike<number>): boolean {
  for (let i = 0; i < rgba.length; i += 4) {
    if (rgba[i] !== rgba[i + 1] || rgba[i] !== rgba[i + 2]) return false;
  }
  return true;
}

function firstChannel({ width, height, channels, data }: Raster): Raster {
  return {
    width,
    height,
    channels: 1,
    data: Float32Array.from({ length: width * height }, (_, i) => data[i * channels] ?? 0),
  };
}
