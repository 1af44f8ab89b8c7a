import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { gunzip, throughStream } from '../../src/readers/parquet/gunzip.ts'

const page = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) >> 5)
const packed = gzipSync(page)

describe.each([
  ['the platform’s stream', throughStream],
  ['Node’s function', gunzip],
])('%s', (_, unpack) => {
  it('unpacks to the bytes that were packed', async () => {
    expect(unpack === throughStream).toBe(_ === 'the platform’s stream')
    expect(Buffer.compare(await unpack(packed, page.length), page)).toBe(0)
    expect(await unpack(gzipSync(new Uint8Array(0)), 0)).toHaveLength(0)
  })

  it('leaves it to its caller to see that there are fewer', async () => {
    expect(await unpack(packed, page.length + 9)).toHaveLength(page.length)
  })

  it('refuses more than were expected', async () => {
    const few = unpack(packed, 1000).then((bytes) => bytes.length)
    await expect(few.catch(() => 1001)).resolves.toBe(1001)
  })

  it('refuses a wrong checksum, a cut and what is no gzip', async () => {
    const flipped = Uint8Array.from(packed)
    flipped[packed.length - 8]! ^= 1
    for (const bytes of [flipped, packed.subarray(0, 500), page.subarray(1)])
      await expect(unpack(bytes, page.length)).rejects.toThrow()
  })
})
