import { inputSizeOf } from '../../src/inputs/input-size.ts'
import { rulesWith } from '../../src/lifelog/chosen-rules.ts'
import { LABELS } from '../../src/lifelog/labels.ts'
import type { Device } from '../../src/network/device.ts'
import type { MemoryPlan } from '../../src/network/memory.ts'
import { planOf } from '../../src/network/fit.ts'
import type { Origin } from '../../src/training/card.ts'
import { dataset, type Dataset } from '../../src/training/dataset.ts'
import type { Fold } from '../../src/training/folds.ts'
import type { RunPlan } from '../../src/training/plan.ts'
import type { Cell } from './cells.ts'

export const RULES = rulesWith({})

/** Labelled days on the two sides of a fold. */
export const divided = ({ days, encoding }: Cell, fold: Fold): Dataset => dataset(days, RULES, encoding, fold)

/** How a batch is brought into memory; null where it can't be. */
export function memoryFor(
  { preset, encoding }: Pick<Cell, 'preset' | 'encoding'>,
  device: Device,
): MemoryPlan | null {
  const size = { size: inputSizeOf(encoding), channels: encoding.channels.length }
  return planOf(preset, size, LABELS.length, device.backend)
}

/**
 * How a cell's network is trained on those days.
 * @throws Error where it does not fit into memory
 */
export function planCell(
  cell: Cell,
  data: Dataset,
  {
    device,
    seed,
    control,
    sources,
    origin,
  }: {
    device: Device
    seed: number
    control: boolean
    sources: ReadonlySet<string>
    origin: Origin | null
  },
): RunPlan {
  const { preset, encoding, days } = cell
  const memory = memoryFor(cell, device)
  if (!memory) throw new Error(`${preset.architecture} does not fit into the memory of ${device.backend}`)
  return {
    modelId: crypto.randomUUID(),
    preset,
    seed,
    control,
    device,
    chosen: { rules: RULES, dayStart: 'midnight', sources: [...sources] },
    encoding,
    days,
    data,
    memory,
    origin,
  }
}
