import { dayAt } from '../src/inputs/at-rate.ts'
import { editedDay, type Edit } from '../src/inputs/edits.ts'
import { encode } from '../src/inputs/encode.ts'
import type { Encoding } from '../src/inputs/encoding.ts'
import type { Day } from '../src/lifelog/day.ts'
import type { Label } from '../src/lifelog/labels.ts'
import { answersOf } from '../src/saliency/answers.ts'
import { explainAll, type Explained } from '../src/saliency/explain.ts'
import { getDay } from '../src/store/days.ts'
import type { EditedAnswer } from './learn-explain-api.ts'
import type { LoadedModel } from './learn-models.ts'

/** The day that is being edited, at the rate that the network wants: summing up its seconds takes longer than all else. */
let held: { readonly key: string; readonly day: Day } | null = null

export async function answerEdited(
  { card, model }: LoadedModel,
  dayId: string,
  edits: readonly Edit[],
  label: Label,
): Promise<EditedAnswer> {
  const day = await dayFor(dayId, card.encoding)
  const encoded = encode(editedDay(day, edits), card.encoding)
  const [probabilities = []] = await answersOf(model)([encoded])
  const [explained] = await explainAll(model, encoded, [label])
  return { probabilities, explanation: { modelId: card.id, dayId, ...(explained as Explained) } }
}

async function dayFor(dayId: string, encoding: Encoding): Promise<Day> {
  const { input, rate, channels } = encoding
  const key = JSON.stringify([dayId, encoding])
  if (held?.key === key) return held.day
  const day = await getDay(dayId)
  if (!day) throw new Error(`${dayId} is not on this device any more`)
  // Planes sum up themselves, and pictures may draw a row that their set does not name.
  held = { key, day: input === 'raw' || input === 'spectrogram' ? dayAt(day, channels, rate) : day }
  return held.day
}
