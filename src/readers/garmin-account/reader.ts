import { OWN } from '../garmin-fit/own.ts'
import { DamagedJson, jsonElements } from '../json-elements.ts'
import { baseName } from '../path.ts'
import type { Found, Problem, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { unreadable } from '../triage.ts'
import { participantOf } from '../wearable/owner.ts'
import { isEmptyNight, nightOf } from './night.ts'

const SLEEP = /_sleepData\.json$/i
/** Sums of whole days: no channel comes from them. */
const SUMS = /^UDSFile_.*\.json$/i
/** Folders that the export consists of. */
const FOLDER = /(^|\/)DI_CONNECT\//i

/**
 * The export of a Garmin account: nights by their stages. Its FIT files, in zips of their own, are read as FIT files;
 * all else in it gives no channel.
 */
export const garminAccount: Reader = {
  id: 'garmin-account',

  async detect(files) {
    const groups = new Map<string, SourceFile[]>()
    for (const file of files) {
      if (!(await claims(file))) continue
      const participant = participantOf(file.path, OWN)
      const group = groups.get(participant)
      if (group) group.push(file)
      else groups.set(participant, [file])
    }
    return [...groups.values()]
  },

  async *read(group, options): AsyncGenerator<Found> {
    const [first] = group.filter(isSleep)
    if (!first) return
    const detail = { format: 'Garmin account export' }
    yield { kind: 'notice', problem: { file: first.path, code: 'never_seen', detail } }
    for (const file of group) {
      options.signal.throwIfAborted()
      if (isSleep(file))
        try {
          yield* readNights(file, options)
        } catch (error) {
          if (options.signal.aborted) throw error
          yield { kind: 'problem', problem: unreadable(file.path, error) }
        }
      else yield { kind: 'progress', file: file.path, bytes: file.blob.size }
    }
  },
}

const isSleep = ({ path }: SourceFile): boolean => SLEEP.test(path)

async function claims({ path, blob }: SourceFile): Promise<boolean> {
  if (FOLDER.test(path)) return true
  if (!SLEEP.test(path) && !SUMS.test(baseName(path))) return false
  const head = await blob
    .slice(0, 4096)
    .text()
    .catch(() => '')
  return /^\s*\[\s*\{/.test(head) && /"(calendarDate|sleepStartTimestampGMT|retro)"/.test(head)
}

async function* readNights({ path, blob }: SourceFile, { signal }: ReadOptions): AsyncGenerator<Found> {
  const problem = (of: Omit<Problem, 'file'>): Found => ({ kind: 'problem', problem: { file: path, ...of } })
  const participant = participantOf(path, OWN)
  let [count, bad, damaged] = [0, 0, false]
  try {
    for await (const { elements, bytes } of jsonElements(blob, signal)) {
      for (const { value } of elements) {
        const night = nightOf(value)
        if (night) {
          count++
          yield { kind: 'measures', of: { participant, ...night } }
        } else if (!isEmptyNight(value)) bad++
      }
      yield { kind: 'progress', file: path, bytes }
    }
  } catch (error) {
    if (!(error instanceof DamagedJson)) throw error
    damaged = true
    yield problem(error.problem)
  }
  if (bad > 0) yield problem({ code: 'more_cells', detail: { count: bad } })
  else if (count === 0 && !damaged) yield problem({ code: 'no_rows' })
}
