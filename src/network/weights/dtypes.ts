/** Bits of one element of every type that the safetensors format names. */
const BITS: Readonly<Record<string, number>> = {
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  I64: 64,
  U64: 64,
  F64: 64,
  C64: 64,
}

/** Bytes that `count` elements fill, or null for a type we have never heard of; may be a fraction. */
export function bytesOf(dtype: string, count: number): number | null {
  const bits = Object.hasOwn(BITS, dtype) ? BITS[dtype] : undefined
  return bits === undefined ? null : (count * bits) / 8
}
