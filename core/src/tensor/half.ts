// The 16-bit floating-point formats, as bits in a number: F16 is IEEE 754 binary16 (5 bits of exponent, 10 of
// fraction), BF16 the upper half of binary32. From F32 both round to nearest, ties to even, and keep subnormals,
// infinities and the sign of zero; a NaN stays a NaN, quiet.

const scratch = new DataView(new ArrayBuffer(4));

function bitsOf(value: number): number {
  scratch.setFloat32(0, value);
  return scratch.getUint32(0);
}

function ofBits(bits: number): number {
  scratch.setUint32(0, bits);
  return scratch.getFloat32(0);
}

/** Largest finite F16; what is 65,520 or more rounds to infinity. */
export const largestHalf = 65_504;

/** Largest finite BF16. */
export const largestBfloat = ofBits(0x7f7f_0000);

export function halfToFloat(bits: number): number {
  const sign = (bits & 0x8000) << 16;
  const magnitude = bits & 0x7fff;
  if (magnitude >= 0x7c00) return ofBits((sign | 0x7f80_0000 | (magnitude << 13)) >>> 0);
  if (magnitude >= 0x0400) return ofBits((sign | ((magnitude << 13) + (112 << 23))) >>> 0);
  return (sign < 0 ? -magnitude : magnitude) * 2 ** -24;
}

/** The bits of the F16 nearest to an F32. */
export function floatToHalf(value: number): number {
  const bits = bitsOf(value);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fff_ffff;
  if (magnitude > 0x7f80_0000) return sign | 0x7e00 | ((magnitude >>> 13) & 0x03ff);
  if (magnitude >= 0x477f_f000) return sign | 0x7c00;
  if (magnitude >= 0x3880_0000) {
    return sign | ((magnitude - (112 << 23) + 0x0fff + ((magnitude >>> 13) & 1)) >>> 13);
  }
  // Subnormal: the fraction, its hidden bit written out, counts units of 2^-24 once shifted.
  const shift = 126 - (magnitude >>> 23);
  if (shift > 24) return sign;
  const fraction = (magnitude & 0x007f_ffff) | 0x0080_0000;
  const units = fraction >>> shift;
  const rest = fraction & ((1 << shift) - 1);
  const tie = 1 << (shift - 1);
  return sign | (units + (rest > tie || (rest === tie && (units & 1) === 1) ? 1 : 0));
}

export function bfloatToFloat(bits: number): number {
  return ofBits((bits << 16) >>> 0);
}

/** The bits of the BF16 nearest to an F32. */
export function floatToBfloat(value: number): number {
  const bits = bitsOf(value);
  if ((bits & 0x7fff_ffff) > 0x7f80_0000) return (bits >>> 16) | 0x0040;
  return ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
}
