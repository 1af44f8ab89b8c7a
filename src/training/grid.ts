import type { InputKind, PictureStyle } from '../inputs/encoding.ts'
import type { ChannelSet } from '../lifelog/channel-sets.ts'
import type { Rate } from '../lifelog/day.ts'
import type { BackendName } from '../network/device.ts'
import type { CourseName } from './courses.ts'
import { presetOf, type Choice, type Preset } from './preset.ts'

/** Networks that differ in what they see: every input with every set of channels at every rate. Data alone. */
export interface Grid {
  readonly inputs: readonly InputKind[]
  readonly channels: readonly (ChannelSet | 'own')[]
  readonly rates: readonly Rate[]
  /** Of pictures; other inputs have none. */
  readonly styles: readonly PictureStyle[]
  readonly course: CourseName
  /** What is otherwise than the course, for all of them. */
  readonly choice: Partial<Choice>
}

/** One network of a grid. */
export interface GridCell {
  /** For example `picture five 1 Hz`; no two of a grid have the same. */
  readonly name: string
  readonly preset: Preset
}

/** Every network of a grid, in the order of its lists. */
export function cellsOf(
  { inputs, channels, rates, styles, course, choice }: Grid,
  backend: BackendName,
): GridCell[] {
  const cells: GridCell[] = []
  for (const input of inputs)
    for (const style of input === 'picture' ? styles : styles.slice(0, 1))
      for (const set of channels)
        for (const rate of rates) {
          const seen = { input, style, channels: set, rate }
          cells.push({ name: cellName(seen), preset: presetOf(course, { ...seen, ...choice }, backend) })
        }
  return cells
}

/** What a network sees, in words; the usual style of a picture goes without saying. */
export function cellName({
  input,
  style = 'recommended',
  channels,
  rate,
}: Pick<Choice, 'input' | 'channels' | 'rate'> & { readonly style?: PictureStyle }): string {
  const look = input === 'picture' && style !== 'recommended' ? ` ${style}` : ''
  return `${input}${look} ${channels} ${rate === 1 ? '1 Hz' : '1/60 Hz'}`
}
