/**
 * The two half-precision formats, bit by bit, since `Float16Array` is not in every browser we support.
 * Both directions are exact where the target can hold the value, infinities, subnormals and NaN included.
 */

const FLOAT32_INFINITY = 0x7f800000
/** Bits of float16's infinity; a sign may stand before them. */
export const FLOAT16_INFINITY = 0x7c00
/** Difference of the exponents' biases, 127 − 15, at float32's place for it. */
const REBIAS = 112 << 23
/** Float32 bits of 65520: from here on float16 rounds to infinity. */
const BEYOND_FLOAT16 = 0x477ff000
/** Float32 bits of 2⁻¹⁴: the smallest float16 that is not subnormal. */
const SMALLEST_NORMAL = 0x38800000
/** Float32 bits of 2⁻²⁵: half of the smallest subnormal, a tie that rounds to an even zero. */
const ROUNDS_TO_ZERO = 0x33000000

function float16ToBits(half: number): number {
  const sign = (half & 0x8000) << 16
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0x1f) return sign | FLOAT32_INFINITY | (fraction << 13)
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13)
  if (fraction === 0) return sign
  // A subnormal is fraction × 2⁻²⁴: its leading one becomes float32's implicit one.
  const leading = 31 - Math.clz32(fraction)
  return sign | ((leading + 103) << 23) | ((fraction << (23 - leading)) & 0x7fffff)
}

/** Rounds to nearest, ties to even, as every processor does. */
function bitsToFloat16(bits: number): number {
  const sign = (bits >>> 16) & 0x8000
  const size = bits & 0x7fffffff
  if (size > FLOAT32_INFINITY) return sign | FLOAT16_INFINITY | 0x200 | ((size >>> 13) & 0x1ff)
  if (size >= BEYOND_FLOAT16) return sign | FLOAT16_INFINITY
  if (size >= SMALLEST_NORMAL) return sign | shiftedToEven(size - REBIAS, 13)
  if (size <= ROUNDS_TO_ZERO) return sign
  return sign | shiftedToEven((size & 0x7fffff) | 0x800000, 126 - (size >>> 23))
}

function shiftedToEven(value: number, shift: number): number {
  const quotient = value >>> shift
  const rest = value - quotient * 2 ** shift
  const half = 2 ** (shift - 1)
  return rest > half || (rest === half && quotient % 2 === 1) ? quotient + 1 : quotient
}

const readHalves = (bytes: Uint8Array, toBits: (half: number) => number): Float32Array => {
  const count = bytes.byteLength >>> 1
  const bits = new Uint32Array(count)
  for (let i = 0; i < count; i++) bits[i] = toBits((bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8))
  return new Float32Array(bits.buffer)
}

/** Little-endian IEEE half precision (5 bits of exponent, 10 of fraction). */
export const readFloat16 = (bytes: Uint8Array): Float32Array => readHalves(bytes, float16ToBits)

/** Little-endian bfloat16: the upper half of a float32. */
export const readBfloat16 = (bytes: Uint8Array): Float32Array => readHalves(bytes, (half) => half << 16)

/** Little-endian IEEE half precision, rounded to nearest; what is too large becomes infinite. */
export function writeFloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const halves = new Uint16Array(bits.length)
  for (let i = 0; i < bits.length; i++) halves[i] = bitsToFloat16(bits[i] ?? 0)
  return halves
}
