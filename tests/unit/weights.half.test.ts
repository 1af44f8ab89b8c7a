import { describe, expect, it } from 'vitest'
import { readBfloat16, readFloat16, writeFloat16 } from '../../src/network/weights/half.ts'

const EVERY_HALF = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits)
const every = readFloat16(new Uint8Array(EVERY_HALF.buffer))

/** The format's definition in float64, with no bits moved. */
function defined(half: number): number {
  const sign = half >= 0x8000 ? -1 : 1
  const exponent = Math.floor(half / 1024) % 32
  const fraction = half % 1024
  if (exponent === 31) return fraction > 0 ? NaN : sign * Infinity
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

describe('float16', () => {
  it('is read exactly, all 65,536 of it', () => {
    for (let half = 0; half < 0x10000; half++)
      expect(Object.is(every[half], defined(half)), `0x${half.toString(16)}`).toBe(true)
  })

  it('is written back as it was, NaN by NaN', () => {
    const back = writeFloat16(every)
    for (let half = 0; half < 0x10000; half++)
      if (Number.isNaN(every[half]))
        expect(readFloat16(new Uint8Array(back.slice(half, half + 1).buffer))[0]).toBeNaN()
      else expect(back[half]).toBe(half)
  })

  it('rounds to the nearest, ties to even', () => {
    const finite = [...every.slice(0, 0x7c00)]
    for (let half = 0; half + 1 < finite.length; half += 7) {
      const [low, high] = [finite[half]!, finite[half + 1]!]
      const middle = Math.fround((low + high) / 2)
      const [below, tie, above] = writeFloat16(
        Float32Array.of(middle - (high - low) / 64, middle, middle + (high - low) / 64),
      )
      expect([below, tie, above]).toEqual([half, half % 2 === 0 ? half : half + 1, half + 1])
    }
  })

  it.each([
    [65504, 0x7bff],
    [65519.99, 0x7bff],
    [65520, 0x7c00],
    [-65520, 0xfc00],
    [Infinity, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -25, 0],
    [2 ** -25 * 1.001, 1],
    [-(2 ** -26), 0x8000],
    [1e-45, 0],
  ])('%d becomes %d', (value, half) => {
    expect(writeFloat16(Float32Array.of(value))[0]).toBe(half)
  })
})

describe('bfloat16', () => {
  it('is the upper half of a float32', () => {
    const halves = Uint16Array.of(0x3f80, 0xc049, 0x0001, 0x7f80, 0xff80, 0x8000)
    const values = readBfloat16(new Uint8Array(halves.buffer))
    expect([...values]).toEqual([1, -3.140625, 2 ** -133, Infinity, -Infinity, -0])
    expect(readBfloat16(Uint8Array.of(0xc0, 0x7f))[0]).toBeNaN()
  })
})
