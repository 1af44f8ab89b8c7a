import type { ChannelId } from '../../lifelog/channels.ts'
import { UNITS } from '../../readers/mapped/units.ts'
import type { Mapping, TimeKind } from '../../readers/mapped/mapping.ts'

/** What names of columns mostly mean; the first that fits. */
const GUESSES: readonly (readonly [RegExp, ChannelId])[] = [
  [/heart|pulse|bpm|^hr$/i, 'heart_rate'],
  [/^(acc|accel\w*)?[_ .]?x$/i, 'acc_x'],
  [/^(acc|accel\w*)?[_ .]?y$/i, 'acc_y'],
  [/^(acc|accel\w*)?[_ .]?z$/i, 'acc_z'],
  [/step/i, 'steps'],
  [/^lat/i, 'latitude'],
  [/^(lon|lng)/i, 'longitude'],
  [/^alt|elevation/i, 'altitude'],
  [/light|lux/i, 'light'],
  [/speed/i, 'gps_speed'],
  [/dist/i, 'distance'],
  [/calor|kcal/i, 'burned_calories'],
]

const TIME = /time|date|stamp|when/i

/** What a column is said to be; no channel where it is left out. */
export interface Choice {
  readonly column: string
  channel: ChannelId | ''
  unit: string
}

/** The answers to "what is in this table?", with a first guess from its columns' names. */
export class MappingForm {
  readonly columns: readonly string[]
  participant = $state('')
  time = $state('')
  kind = $state<TimeKind>('written')
  readonly choices = $state<Choice[]>([])

  constructor(columns: readonly string[], participant: string) {
    this.columns = columns
    this.participant = participant
    this.time = columns.find((name) => TIME.test(name)) ?? columns[0] ?? ''
    const taken = new Set<ChannelId>()
    for (const column of columns) {
      const guess = GUESSES.find(([pattern, channel]) => pattern.test(column) && !taken.has(channel))?.[1]
      const channel = column !== this.time && guess ? guess : ''
      if (channel) taken.add(channel)
      this.choices.push({ column, channel, unit: channel ? firstUnit(channel) : '' })
    }
  }

  /** @param at place of the column among all */
  choose(at: number, channel: ChannelId | ''): void {
    const choice = this.choices[at]
    if (!choice) return
    choice.channel = channel
    choice.unit = channel ? firstUnit(channel) : ''
  }

  /** Nothing where no channel was named, or nobody whose recording it is. */
  mapping(zone: string): Mapping | undefined {
    const channels = this.choices.flatMap(({ column, channel, unit }) =>
      channel && column !== this.time ? [{ column, channel, unit }] : [],
    )
    const participant = this.participant.trim().slice(0, 64)
    if (channels.length === 0 || participant === '' || !this.columns.includes(this.time)) return undefined
    return {
      columns: this.columns,
      time: { column: this.time, kind: this.kind },
      zone,
      participant,
      channels,
    }
  }
}

const firstUnit = (channel: ChannelId): string => Object.keys(UNITS[channel])[0] ?? ''
