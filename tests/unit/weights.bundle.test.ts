import { expect, test } from 'vitest'
import { bundled, unbundled } from '../../src/network/weights/bundle.ts'
import { readSafetensors } from '../../src/network/weights/safetensors.ts'
import { writeSafetensors } from '../../src/network/weights/safetensors-write.ts'

const network = (k: number): Uint8Array<ArrayBuffer> =>
  writeSafetensors(
    new Map([
      ['conv1.weight', { shape: [2, 1], values: Float32Array.of(k, k / 3) }],
      ['bn1.num_batches_tracked', { shape: [], values: new BigInt64Array(1) }],
    ]),
    { format: 'pt', card: `card ${k}` },
  )

test('networks come out of a bundle as they went in, each with its own card', () => {
  const whole = bundled([network(1), network(2)], { format: 'pt', card: 'of both' })
  const file = readSafetensors(whole)
  expect([...file.tensors.keys()]).toEqual(['fold1.conv1.weight', 'fold2.conv1.weight'])
  expect(file.metadata).toMatchObject({ card: 'of both', 'fold2.card': 'card 2' })
  expect(unbundled(whole, 2)).toEqual([network(1), network(2)])
})

test('a fold that is not there is named', () => {
  const whole = bundled([network(1)], {})
  expect(() => unbundled(whole, 2)).toThrow('no network of fold 2')
  expect(() => unbundled(whole.subarray(0, 40), 1)).toThrow()
})
