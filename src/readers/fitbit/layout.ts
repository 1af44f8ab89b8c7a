import type { ChannelId } from '../../lifelog/channels.ts'
import { baseName, folderOf } from '../path.ts'
import { participantOf } from '../wearable/owner.ts'

/**
 * Folders that Fitbit's exports, and data sets made of them, consist of. Google's was `Fitbit` until 2026 and is
 * `Google Health` since then, with a folder a kind of data in `Physical Activity_GoogleData`.
 */
export const OWN =
  /^(fitbit|google health|pmsys|takeout([ -]?\d.*)?|.*takeout-\d.*|global export data|physical activity|.*_googledata|sleep|user-site-export|heart[_ ]rate|steps|distance|calories)$/i

/** What a file holds. */
export type Kind =
  | { readonly of: 'classic'; readonly channel: ChannelId; readonly factor: number }
  | { readonly of: 'classic-sleep' }
  | { readonly of: 'google'; readonly channel: ChannelId; readonly factor: number; readonly column: RegExp }
  | { readonly of: 'google-sleep' }
  | { readonly of: 'google-stages' }

/** Fitbit's older files count centimetres (as people who hold them against the app report). */
const CENTIMETRES = 0.01

const CHANNELS: Readonly<Record<string, { readonly channel: ChannelId; readonly factor: number }>> = {
  heart_rate: { channel: 'heart_rate', factor: 1 },
  steps: { channel: 'steps', factor: 1 },
  distance: { channel: 'distance', factor: CENTIMETRES },
  // With what the body burns at rest.
  calories: { channel: 'burned_calories', factor: 1 },
}

/** Columns of Google's tables. */
const COLUMNS: Readonly<Record<string, RegExp>> = {
  heart_rate: /^beats per minute$/i,
  steps: /^steps$/i,
  distance: /^distance$/i,
  calories: /^calories$/i,
}

const CLASSIC = /^(heart_rate|steps|distance|calories|sleep)(-\d{4}-\d{2}-\d{2})?\.json$/i
const GOOGLE = /^(heart_rate|steps|distance|calories)_\d{4}-\d{2}-\d{2}\.csv$/i

/** By name alone; undefined for what is none of Fitbit's, or gives no channel. */
export function kindOf(path: string): Kind | undefined {
  const name = baseName(path)
  const classic = CLASSIC.exec(name)?.[1]?.toLowerCase()
  if (classic === 'sleep') return { of: 'classic-sleep' }
  if (classic) return { of: 'classic', ...CHANNELS[classic]! }
  if (/^UserSleeps_.*\.csv$/i.test(name)) return { of: 'google-sleep' }
  if (/^UserSleepStages_.*\.csv$/i.test(name)) return { of: 'google-stages' }
  const google = GOOGLE.exec(name)?.[1]?.toLowerCase()
  if (!google) return undefined
  const { channel } = CHANNELS[google]!
  return { of: 'google', channel, factor: 1, column: COLUMNS[google]! }
}

/** Whether the head of a file looks as its name promises. */
export function looksLike(kind: Kind, head: string): boolean {
  if (kind.of === 'classic-sleep') return /^\ufeff?\s*\[\s*(\]|\{[^]*"(logId|dateOfSleep)")/.test(head)
  if (kind.of === 'classic') return /^\ufeff?\s*\[\s*(\]|\{\s*"dateTime"\s*:)/.test(head)
  const [first = ''] = head.split(/\r?\n/)
  const columns = first
    .replace(/^\ufeff/, '')
    .split(',')
    .map((name) => name.trim())
  if (kind.of === 'google')
    return columns[0]?.toLowerCase() === 'timestamp' && columns.some((name) => kind.column.test(name))
  return columns.includes('sleep_id')
}

/** Fitbit's files that give no channel: sums, and guesses of the maker's. */
const BESIDE =
  /(^|\/)(global export data|physical activity(_googledata)?|fitbit|google health)\/([^/]+\/)*[^/]+\.(json|csv|txt)$/i
export const isBeside = (path: string): boolean => BESIDE.test(path)

/** Whose export a file stands in: of its folders that are not the export's own, one that is a person of `people`. */
export function personBeside(path: string, people: ReadonlyMap<string, unknown>): string {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    const person = participantOf(`${folder}/`, OWN)
    if (people.has(person)) return person
  }
  return participantOf('', OWN)
}

/**
 * Google's tables hold each minute as often as somebody counted it: the watch, the phone (`MobileTrack`, or the app that runs
 * on it) and what came back from Health Connect. Fitbit's older files are put together of watch and phone, and lead (rank 0).
 */
export function rankOf(device: string): number {
  if (/health connect/i.test(device)) return 3
  return /^mobiletrack$|phone|\bapp$/i.test(device) ? 2 : 1
}
