import * as Comlink from 'comlink'
import { drawPicture } from '../../../src/inputs/composite/presets.ts'
import { encode } from '../../../src/inputs/encode.ts'
import { encodingOf, type InputChoice } from '../../../src/inputs/encoding.ts'
import { CHANNEL_SETS } from '../../../src/lifelog/channel-sets.ts'
import { countAllocations } from './allocations.ts'
import { dayOf, SUBJECTS } from './subjects.ts'

/** What one way of showing a day took. */
export interface Shown {
  readonly by: string
  /** Milliseconds of each run after the first. */
  readonly ms: readonly number[]
  /** Bytes of arrays that the first run asked for: its heap never held more of them. */
  readonly bytes: number
}

const RUNS = 9

const WAYS = {
  'picture of 1000 pixels': null,
  'picture for the network': { input: 'picture', style: 'recommended', side: 224 },
  'coloured picture for the network': { input: 'picture', style: 'coloured', side: 224 },
  spectrograms: { input: 'spectrogram', style: 'recommended', side: 224 },
  'raw sequence': { input: 'raw', style: 'recommended', side: 224 },
} as const satisfies Record<string, Pick<InputChoice, 'input' | 'style' | 'side'> | null>

/** @param at of the subjects */
function measure(at: number): Shown[] {
  const subject = SUBJECTS[at]!
  const { set, rate } = subject
  const day = dayOf(subject)
  return Object.entries(WAYS).map(([by, way]) => {
    const run = (): unknown =>
      way
        ? encode(day, encodingOf({ ...way, channels: set, rate }, []))
        : drawPicture(day, CHANNEL_SETS[set], 'notebook')
    const bytes = countAllocations(run)
    const ms = Array.from({ length: RUNS }, () => {
      const before = performance.now()
      run()
      return performance.now() - before
    })
    return { by, ms, bytes }
  })
}

Comlink.expose(measure)
export type Measure = typeof measure
