import { CHANNELS, type ChannelId } from '../lifelog/channels.ts'
import { SECONDS_A_DAY, type Day } from '../lifelog/day.ts'
import { knownMask, onlyKnown } from '../synchronise/known.ts'

/** What may be done to a stretch of one channel, to see what a network makes of it. */
export const EDIT_KINDS = ['erase', 'hold', 'shift', 'exaggerate'] as const
export type EditKind = (typeof EDIT_KINDS)[number]

export interface Edit {
  readonly kind: EditKind
  readonly channel: ChannelId
  /** Seconds after the day's start. */
  readonly from: number
  readonly to: number
  /**
   * `shift`: how far, as a share of the span between the day's lowest and highest value. `exaggerate`: how many times as
   * far from the stretch's mean.
   */
  readonly amount: number
}

/** Numbers that only name a class have no size to change. */
export const editsFor = (channel: ChannelId): readonly EditKind[] =>
  CHANNELS[channel].kind === 'class' ? ['erase', 'hold'] : EDIT_KINDS

/** A day after several edits, one after the other; the day itself stays as it is. */
export function editedDay(day: Day, edits: readonly Edit[]): Day {
  const channels = new Map(day.channels)
  const known = new Map(day.known)
  for (const edit of edits) {
    const values = channels.get(edit.channel)
    if (!values) continue
    const changed = changedBy(values, edit)
    channels.set(edit.channel, changed)
    const mask = known.get(edit.channel)
    if (mask && edit.kind === 'erase') known.set(edit.channel, withoutUnknown(mask, changed))
  }
  return { ...day, channels, known }
}

const withoutUnknown = (mask: Uint8Array, values: Float32Array): Uint8Array =>
  knownMask(onlyKnown(values, mask))

function changedBy(values: Float32Array, { kind, channel, from, to, amount }: Edit): Float32Array {
  const perSecond = values.length / SECONDS_A_DAY
  const first = Math.max(0, Math.floor(from * perSecond))
  const last = Math.min(values.length, Math.ceil(to * perSecond))
  const found = values.slice()
  const [least, most] = CHANNELS[channel].plausible
  const plausible = (value: number): number => Math.min(most, Math.max(least, value))
  const part = found.subarray(first, last)
  switch (kind) {
    case 'erase':
      part.fill(NaN)
      break
    case 'hold': {
      const value = lastKnown(values, first)
      for (let i = 0; i < part.length; i++) if (part[i] === part[i]) part[i] = value
      break
    }
    case 'shift': {
      const by = amount * spanOf(values)
      for (let i = 0; i < part.length; i++) part[i] = plausible((part[i] as number) + by)
      break
    }
    case 'exaggerate': {
      const mean = meanOf(part)
      for (let i = 0; i < part.length; i++) part[i] = plausible(mean + amount * ((part[i] as number) - mean))
    }
  }
  return found
}

/** The value at a step, or the last one known before it, or the first one known at all. */
function lastKnown(values: Float32Array, step: number): number {
  for (let i = Math.min(step, values.length - 1); i >= 0; i--)
    if (values[i] === values[i]) return values[i] as number
  return values.find((value) => value === value) ?? NaN
}

function spanOf(values: Float32Array): number {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return high > low ? high - low : 1
}

function meanOf(values: Float32Array): number {
  let [sum, count] = [0, 0]
  for (const value of values) {
    if (value !== value) continue
    sum += value
    count++
  }
  return sum / count
}
