import type { EpochRecord } from '../../training/card.ts'

export type Quantity = 'loss' | 'f1'

type Values = (number | null)[]

/** Columns for a chart: epochs, then training, held-out and shuffled-labels values; null where there is none. */
export type Columns = [epochs: number[], training: Values, heldOut: Values, control: Values]

export function columnsOf(
  network: readonly EpochRecord[],
  control: readonly EpochRecord[],
  quantity: Quantity,
): Columns {
  const training = quantity === 'loss' ? 'loss' : 'trainingF1'
  const heldOut = quantity === 'loss' ? 'validationLoss' : 'validationF1'
  // A run that was cut off and went on tells only of its later epochs.
  const epochs = [...new Set([...network, ...control].map(({ epoch }) => epoch))].sort((a, b) => a - b)
  const column = (records: readonly EpochRecord[], key: 'loss' | 'trainingF1' | typeof heldOut): Values =>
    epochs.map((epoch) => records.find((record) => record.epoch === epoch)?.[key] ?? null)
  return [epochs, column(network, training), column(network, heldOut), column(control, training)]
}
