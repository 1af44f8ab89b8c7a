import { expect, test } from 'vitest'
import { MINUTE_RATE } from '../../src/lifelog/day.ts'
import { cellsOf, type Grid } from '../../src/training/grid.ts'

const GRID: Grid = {
  inputs: ['picture', 'raw'],
  channels: ['five', 'own'],
  rates: [1, MINUTE_RATE],
  styles: ['recommended', 'paper'],
  course: 'paper',
  choice: { side: 64, epochs: 3 },
}

test('a grid holds every input with every set of channels at every rate, and pictures in every style', () => {
  const cells = cellsOf(GRID, 'wasm')
  expect(cells.map(({ name }) => name)).toEqual([
    'picture five 1 Hz',
    'picture five 1/60 Hz',
    'picture own 1 Hz',
    'picture own 1/60 Hz',
    'picture paper five 1 Hz',
    'picture paper five 1/60 Hz',
    'picture paper own 1 Hz',
    'picture paper own 1/60 Hz',
    'raw five 1 Hz',
    'raw five 1/60 Hz',
    'raw own 1 Hz',
    'raw own 1/60 Hz',
  ])
  const { name, preset } = cells[5]!
  expect(name).toBe('picture paper five 1/60 Hz')
  expect(preset).toMatchObject({
    input: 'picture',
    style: 'paper',
    channels: 'five',
    rate: MINUTE_RATE,
    side: 64,
    epochs: 3,
    learningRate: 5e-5,
    architecture: 'seresnext101_32x4d',
  })
  expect(cells[8]!.preset.architecture).toBe('resnet1d_mini')
})
