import { encode } from '../../src/inputs/encode.ts'
import { encodingOf, type Encoding } from '../../src/inputs/encoding.ts'
import { rowsOf } from '../../src/inputs/composite/recommended.ts'
import type { Day } from '../../src/lifelog/day.ts'
import type { BackendName } from '../../src/network/device.ts'
import type { ShownDay } from '../../src/training/dataset.ts'
import { plainOf, type Plain } from '../../src/training/plain-answers.ts'
import { presetOf, type Choice, type Preset } from '../../src/training/preset.ts'
import type { TrainOptions } from './options.ts'

/** One network to train: a preset, and its view of every day. */
export interface Cell {
  readonly name: string
  readonly preset: Preset
  readonly encoding: Encoding
  readonly days: ShownDay[]
}

/** The grid that was asked for. */
export function presetsOf(options: TrainOptions, backend: BackendName): { name: string; preset: Preset }[] {
  const { inputs, channels, rates, styles } = options
  const found = []
  for (const input of inputs)
    for (const style of input === 'picture' ? styles : styles.slice(0, 1))
      for (const set of channels)
        for (const rate of rates) {
          const choice = { input, style, channels: set, rate, ...given(options) }
          const preset = presetOf(options.preset, choice, backend)
          const look = input === 'picture' && style !== 'recommended' ? ` ${style}` : ''
          found.push({ name: `${input}${look} ${set} ${rate === 1 ? '1 Hz' : '1/60 Hz'}`, preset })
        }
  return found
}

function given({ network, side, batch, epochs, plain }: TrainOptions): Partial<Choice> {
  return {
    ...(network && { architecture: network }),
    ...(side && { side }),
    ...(batch && { batch }),
    ...(epochs && { epochs }),
    ...(plain && { augmented: false }),
  }
}

/** Shows every day to every cell, so that none has to be held. The first day says what the days' own channels are. */
export class Cells {
  readonly cells: Cell[] = []
  readonly plain = new Map<string, Plain>()
  readonly sources = new Set<string>()
  readonly #presets: ReturnType<typeof presetsOf>

  constructor(presets: ReturnType<typeof presetsOf>) {
    this.#presets = presets
  }

  /** @throws TooCoarse */
  add(day: Day): void {
    const own = rowsOf(day)
    if (this.cells.length === 0)
      for (const { name, preset } of this.#presets)
        this.cells.push({ name, preset, encoding: encodingOf(preset, own), days: [] })
    const { id: dayId, participant, measures, labels: given } = day
    for (const { encoding, days } of this.cells)
      days.push({ dayId, participant, measures, ...(given && { given }), encoded: encode(day, encoding) })
    this.plain.set(dayId, plainOf(day, own))
    this.sources.add(day.source)
  }
}
