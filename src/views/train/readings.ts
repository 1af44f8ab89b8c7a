import { m } from '../../i18n/paraglide/messages.js'
import { creditOf } from '../../lifelog/credits.ts'
import { LABELS } from '../../lifelog/labels.ts'
import { learntFromSimulation, type ModelCard } from '../../training/card.ts'
import { whole } from '../words/format.ts'

/** With no more held-out days than this, one night moves a score by a fifth. */
const FEW = 10

/** What a model's scores can and cannot show, by what it was trained on. */
export function readings(model: ModelCard): string[] {
  const { oneClass, heldOutDays, parameters, data } = model
  const sources = data.split('; ')
  const samples = data.includes(creditOf('mmash'))
  return [
    ...(oneClass.length === LABELS.length ? [m.reading_nothing()] : []),
    ...(heldOutDays <= FEW ? [m.reading_few({ days: heldOutDays })] : []),
    m.reading_memory({ count: whole(parameters) }),
    ...(samples ? [m.reading_stand_ins(), m.reading_people()] : []),
    ...(sources.includes('simulated') && !learntFromSimulation(model) ? [m.reading_partly_simulated()] : []),
    m.reading_trivial(),
  ]
}
