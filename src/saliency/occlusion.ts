import type { EncodedDay } from '../inputs/encoding.ts'
import { MINUTES_A_DAY } from '../synchronise/minutes.ts'
import type { Hidden, Hiding } from './hiding.ts'

/** Stretches of two hours. */
export const STRETCHES = 12

/** Seven probabilities for each of the days. */
export type Answer = (days: readonly EncodedDay[]) => Promise<number[][]>

/** What a network answers when parts of one day are taken away: seven probabilities each. */
export interface Occlusion {
  readonly whole: readonly number[]
  /** Without a channel, all day. */
  readonly channels: readonly (readonly number[])[]
  /** Without two hours, all channels. */
  readonly stretches: readonly (readonly number[])[]
  /** Without two hours of a channel, [channels × stretches]. */
  readonly cells: readonly (readonly number[])[]
}

/** Days that are asked about together. */
const BATCH = 8

/**
 * Takes every channel away, every stretch, and every stretch of every channel. What is not known anyway is not asked
 * about: it changes nothing.
 * @param onDone is told after each batch, and throws to end it
 */
export async function occlude(
  hiding: Hiding,
  answer: Answer,
  onDone: (done: number, total: number) => Promise<void> | void = () => undefined,
): Promise<Occlusion> {
  const known = hiding.known(STRETCHES, MINUTES_A_DAY)
  const channels = Array.from({ length: hiding.channels }, (_, channel) => channel)
  const stretches = Array.from({ length: STRETCHES }, (_, stretch) => stretch)
  const knows = (channel: number, stretch: number): boolean => known[channel * STRETCHES + stretch] === true
  const questions: { hidden: Hidden | null }[] = [
    ...channels.map((of) => ({
      hidden: stretches.some((at) => knows(of, at)) ? (channel: number) => channel === of : null,
    })),
    ...stretches.map((at) => ({
      hidden: channels.some((of) => knows(of, at))
        ? (_: number, minute: number) => stretchOf(minute) === at
        : null,
    })),
    ...channels.flatMap((of) =>
      stretches.map((at) => ({
        hidden: knows(of, at)
          ? (channel: number, minute: number) => channel === of && stretchOf(minute) === at
          : null,
      })),
    ),
  ]
  const [whole = []] = await answer([hiding.encoded])
  const asked = questions.flatMap(({ hidden }, i) => (hidden ? [{ hidden, i }] : []))
  const answers: (readonly number[])[] = questions.map(() => whole)
  for (let at = 0; at < asked.length; at += BATCH) {
    const part = asked.slice(at, at + BATCH)
    const found = await answer(part.map(({ hidden }) => hiding.without(hidden)))
    part.forEach(({ i }, k) => (answers[i] = found[k] as number[]))
    await onDone(Math.min(asked.length, at + BATCH), asked.length)
  }
  const cells = channels.length + STRETCHES
  return {
    whole,
    channels: answers.slice(0, channels.length),
    stretches: answers.slice(channels.length, cells),
    cells: answers.slice(cells),
  }
}

const stretchOf = (minute: number): number => Math.floor((minute * STRETCHES) / MINUTES_A_DAY)

/** How far one answer moves when each part is taken away: above 0 where it spoke for yes. */
export const effectsOn = (
  { whole }: Pick<Occlusion, 'whole'>,
  without: readonly (readonly number[])[],
  label: number,
): number[] => without.map((answers) => (whole[label] as number) - (answers[label] as number))
