import type { BackendName } from '../../src/network/device.ts'
import { cellsOf, type GridCell } from '../../src/training/grid.ts'
import { tableGrid } from '../../src/training/paper-tables.ts'
import type { Choice } from '../../src/training/preset.ts'
import type { TrainOptions } from './options.ts'

/**
 * The networks that were asked for: of the paper's tables, or of lists.
 * @throws Error where --only or --skip names none of them
 */
export function askedGrid(options: TrainOptions, backend: BackendName): GridCell[] {
  const { tables, preset: course, inputs, channels, rates, styles, only, skip } = options
  const choice = given(options)
  if (tables.length === 0 && course === null) throw new Error('--preset own is for --tables')
  const grid =
    tables.length > 0 || course === null
      ? tableGrid(tables, course, { ...choice, ...(options.styleGiven && { style: styles[0]! }) }, backend)
      : cellsOf({ inputs, channels, rates, styles, course, choice }, backend)
  const stranger = [...only, ...skip].find((wanted) => !grid.some(({ name }) => name === wanted))
  if (stranger !== undefined)
    throw new Error(`${stranger} is none of the networks: ${grid.map(({ name }) => name).join(', ')}`)
  return grid
}

/** Whether a network is to be trained; the others may lie there already. */
export const isWanted = ({ only, skip }: Pick<TrainOptions, 'only' | 'skip'>, name: string): boolean =>
  (only.length === 0 || only.includes(name)) && !skip.includes(name)

function given({ network, side, batch, epochs, plain, freeze }: TrainOptions): Partial<Choice> {
  return {
    ...(network && { architecture: network }),
    ...(side && { side }),
    ...(batch && { batch }),
    ...(epochs && { epochs }),
    ...(plain && { augmented: false }),
    ...(freeze && { frozen: freeze }),
  }
}
