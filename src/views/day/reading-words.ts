import { m } from '../../i18n/paraglide/messages.js'
import { CHANNELS, type ChannelId } from '../../lifelog/channels.ts'
import { significant } from '../words/format.ts'
import { channelName } from '../words/names.ts'
import type { Reading } from './cursor.ts'

/** A value with its unit; a class by its number. */
export function valueOf(channel: ChannelId, value: number): string {
  const { kind, unit } = CHANNELS[channel]
  return kind === 'class'
    ? m.reading_class({ value: significant(value) })
    : m.reading_value({ value: significant(value), unit })
}

/** "Heart rate, 14:03:20: 72 beats/min". */
export function readingWords({ channel, clock, value, filled }: Reading): string {
  const known = value === null ? m.reading_unknown() : valueOf(channel, value)
  return m.reading({
    channel: channelName(channel),
    clock,
    value: filled ? m.reading_filled({ value: known }) : known,
  })
}
