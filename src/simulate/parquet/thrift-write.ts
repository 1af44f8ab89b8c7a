/** Thrift's compact protocol as far as Parquet's headers and footers need it: nothing negative, no maps. */

export type Value =
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'i32' | 'i64'; readonly value: number }
  | { readonly kind: 'bytes'; readonly value: Uint8Array }
  | { readonly kind: 'list'; readonly value: readonly Value[] }
  | { readonly kind: 'struct'; readonly value: readonly Field[] }
/** Ids ascend within a struct. */
export type Field = readonly [id: number, value: Value]

const encoder = new TextEncoder()

export const bool = (value: boolean): Value => ({ kind: 'bool', value })
export const i32 = (value: number): Value => ({ kind: 'i32', value })
export const i64 = (value: number): Value => ({ kind: 'i64', value })
export const bytes = (value: Uint8Array): Value => ({ kind: 'bytes', value })
export const text = (value: string): Value => bytes(encoder.encode(value))
export const list = (value: readonly Value[]): Value => ({ kind: 'list', value })
export const struct = (...value: readonly (Field | undefined)[]): Value => ({
  kind: 'struct',
  value: value.filter((field) => field !== undefined),
})

const TYPES = { i32: 5, i64: 6, bytes: 8, list: 9, struct: 12 } as const

const typeOf = (value: Value): number => (value.kind === 'bool' ? (value.value ? 1 : 2) : TYPES[value.kind])

/** The bytes of one struct. */
export function thrift(of: Value): Uint8Array {
  const out: number[] = []
  write(of, out)
  return Uint8Array.from(out)
}

function write(of: Value, out: number[]): void {
  switch (of.kind) {
    case 'bool':
      // In a struct its type says it all.
      return
    case 'i32':
    case 'i64':
      // Zigzag: even numbers are those that aren't negative.
      return varint(2 * of.value, out)
    case 'bytes':
      varint(of.value.length, out)
      for (const byte of of.value) out.push(byte)
      return
    case 'list': {
      const type = of.value[0] ? typeOf(of.value[0]) : TYPES.i32
      if (of.value.length < 15) out.push((of.value.length << 4) | type)
      else {
        out.push(0xf0 | type)
        varint(of.value.length, out)
      }
      for (const item of of.value) write(item, out)
      return
    }
    case 'struct': {
      let before = 0
      for (const [id, value] of of.value) {
        out.push(((id - before) << 4) | typeOf(value))
        before = id
        write(value, out)
      }
      out.push(0)
    }
  }
}

function varint(value: number, out: number[]): void {
  let rest = value
  while (rest >= 128) {
    out.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  out.push(rest)
}
