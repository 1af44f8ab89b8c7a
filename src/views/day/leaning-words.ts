import { m } from '../../i18n/paraglide/messages.js'
import type { ChannelId } from '../../lifelog/channels.ts'
import type { DayStart } from '../../lifelog/day.ts'
import { LABELS, type Label } from '../../lifelog/labels.ts'
import { leaningOf } from '../../saliency/leaning.ts'
import type { Occlusion } from '../../saliency/occlusion.ts'
import { twoDecimals } from '../words/format.ts'
import { channelName, labelName, valueWords } from '../words/names.ts'
import { hourName } from './clock-words.ts'

/** In a sentence what one answer leans on, as measured by taking it away. */
export function leaningWords(
  occlusion: Occlusion,
  label: Label,
  channels: readonly ChannelId[],
  start: DayStart,
): string {
  const index = LABELS.indexOf(label)
  const yes = (probability: number): string => valueWords(probability >= 0.5 ? 1 : 0)
  const answer = { label: labelName(label), answer: yes(occlusion.whole[index] as number) }
  const found = leaningOf(occlusion, index)
  if (!found) return m.leaning_none(answer)
  const { channel, hours, before, after } = found
  const words = { ...answer, before: twoDecimals(before), after: twoDecimals(after) }
  const name = channel === null ? '' : channelName(channels[channel] as ChannelId)
  const [from, to] = hours ? hours.map((hour) => hourName(hour, start)) : []
  const sentence =
    hours === null
      ? m.leaning_sensor({ ...words, sensor: name })
      : channel === null
        ? m.leaning_hours({ ...words, from: from ?? '', to: to ?? '' })
        : m.leaning_part({ ...words, sensor: name, from: from ?? '', to: to ?? '' })
  return yes(before) === yes(after) ? sentence : m.leaning_turns({ sentence, other: yes(after) })
}
