import { m } from '../../i18n/paraglide/messages.js'
import type { ModelCard } from '../../training/card.ts'
import type { Choice } from '../../training/preset.ts'
import { whole } from '../words/format.ts'
import { deviceWords } from './device-words.ts'
import { partsWords } from './fit-words.ts'
import { inputWords } from '../words/inputs.ts'
import { NETWORK_NAMES } from './option-lists.ts'

export const networkWords = (architecture: Choice['architecture'], parameters: number): string =>
  m.train_network_value({ network: NETWORK_NAMES[architecture], count: whole(parameters) })

export const courseWords = ({ epochs, batch, sam }: Pick<Choice, 'epochs' | 'batch' | 'sam'>): string =>
  (sam ? m.train_course_sam : m.train_course_value)({ epochs, batch })

/** How a model was trained, line by line. */
export function factsOf(card: ModelCard): { readonly name: string; readonly value: string }[] {
  const { startedFrom: from, batch, batchParts } = card
  return [
    { name: m.train_network(), value: networkWords(card.architecture, card.parameters) },
    { name: m.train_picture(), value: inputWords(card.encoding, card.encoding.channels.length) },
    { name: m.train_course(), value: courseWords(card) },
    ...(from ? [{ name: m.train_from(), value: startedFrom(from) }] : []),
    ...(batchParts > 1 ? [{ name: m.fact_parts(), value: partsWords(batch, batchParts) }] : []),
    { name: m.train_device(), value: deviceWords(card.device) },
  ]
}

function startedFrom({
  file,
  taken,
  adapted,
  replaced,
  missing,
}: NonNullable<ModelCard['startedFrom']>): string {
  const given = taken + adapted.length
  return m.start_taken({ file, taken: given, all: given + replaced.length + missing.length })
}
