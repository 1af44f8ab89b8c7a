import { expect, it } from 'vitest'
import type { EpochRecord } from '../../src/training/card.ts'
import { columnsOf } from '../../src/views/train/curves.ts'

const record = (epoch: number): EpochRecord => ({
  epoch,
  loss: epoch / 10,
  validationLoss: epoch / 5,
  trainingF1: epoch / 100,
  validationF1: epoch / 50,
  learningRate: 1,
  seconds: 1,
})

it('puts the curves of both runs over the same epochs, also where one went on after a break', () => {
  const network = [record(3), record(4)]
  const control = [record(1), record(2), record(3)]
  expect(columnsOf(network, control, 'loss')).toEqual([
    [1, 2, 3, 4],
    [null, null, 0.3, 0.4],
    [null, null, 0.6, 0.8],
    [0.1, 0.2, 0.3, null],
  ])
  expect(columnsOf(network, [], 'f1')).toEqual([
    [3, 4],
    [0.03, 0.04],
    [0.06, 0.08],
    [null, null],
  ])
})
