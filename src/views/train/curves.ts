import type { EpochRecord } from '../../training/card.ts'

export type Curve = 'training' | 'heldOut' | 'control'
export type Quantity = 'loss' | 'f1'

/** Columns for a chart: epochs, then training, held-out and shuffled-labels values; null where there is none. */
export type Columns = [epochs: number[], training: number[], heldOut: number[], control: (number | null)[]]

export function columnsOf(
  network: readonly EpochRecord[],
  control: readonly EpochRecord[],
  quantity: Quantity,
): Columns {
  const training = quantity === 'loss' ? 'loss' : 'trainingF1'
  const heldOut = quantity === 'loss' ? 'validationLoss' : 'validationF1'
  return [
    network.map((record) => record.epoch),
    network.map((record) => record[training]),
    network.map((record) => record[heldOut]),
    network.map((_, i) => control[i]?.[training] ?? null),
  ]
}
