import type { Day } from '../../src/lifelog/day.ts'
import { ingest } from '../../src/readers/ingest.ts'
import type { Problem, SourceFile } from '../../src/readers/reader.ts'
import { simulatedDays } from '../../src/simulate/days.ts'
import { RECOMMENDED } from '../../src/synchronise/preset.ts'
import { walk } from '../walk.ts'

/** Days of virtual participants, whose seeds count from 1; none is held. */
export async function* virtualDays(people: number, days: number): AsyncGenerator<Day> {
  const signal = new AbortController().signal
  const pause = (): Promise<void> => Promise.resolve()
  for (let seed = 1; seed <= people; seed++)
    yield* simulatedDays(seed, days, { filling: RECOMMENDED, rate: 1 }, signal, pause)
}

/** Days of recordings, each when all files are read: later files may add to a day. */
export async function* recordedDays(
  paths: readonly string[],
  onProblem: (problem: Problem) => void,
): AsyncGenerator<Day> {
  const files: SourceFile[] = []
  for (const path of paths) files.push(...(await walk(path)))
  const days = new Map<string, Day>()
  const existing = (id: string): Promise<Day | undefined> => Promise.resolve(days.get(id))
  const signal = new AbortController().signal
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  for await (const event of ingest(files, { zone, signal, existing })) {
    if (event.kind === 'day') days.set(event.day.id, event.day)
    else if (event.kind === 'problem') onProblem(event.problem)
  }
  yield* days.values()
}
