import { dayNumber, startOfDay } from '../../synchronise/wall-clock.ts'
import { isStamp, wallOf } from '../etri/clock.ts'
import { windowsOf, type Window } from '../etri/windows.ts'
import type { Found, Problem, ReadOptions } from '../reader.ts'
import { unreadable } from '../triage.ts'
import { Account } from './account.ts'
import { PASSED_OVER, type Piece } from './layout.ts'
import { readPiece } from './pieces.ts'
import { readAhead } from './read-ahead.ts'

/** A minute's file, and the longest session's table, reach this far behind their start. */
const MINUTE = 61_000
const SESSION = 2 * 86_400_000

/** So many small files are on their way at once. */
const AHEAD = 16

/** More than any real file of these; one that is larger is none. */
const MOST_BYTES = 16 * 1024 * 1024

const NOT_NEEDED = new Set(PASSED_OVER.map((name) => name.toLowerCase()))

/**
 * Streams one person's files, some days at a time, each stretch closed with `complete`. The minutes around
 * midnight are read with both days.
 */
export async function* readPerson(
  all: readonly Piece[],
  prefix: string,
  options: ReadOptions,
): AsyncGenerator<Found> {
  const { dayStart, signal } = options
  const subject = all[0]!.subject
  const participant = `${prefix}/${subject}`
  const account = new Account()
  const pieces: Piece[] = []
  for (const piece of all) {
    if (NOT_NEEDED.has(piece.folder ?? '')) continue
    if (isStamp(wallOf(piece.start)) && piece.file.blob.size <= MOST_BYTES) pieces.push(piece)
    else yield* told(account.once(piece.file.path, [{ file: piece.file.path, code: 'unknown_format' }]))
  }
  pieces.sort((a, b) => a.start - b.start)
  // A session that starts in the afternoon mostly ends on the next day.
  const daysOf = ({ start, folder }: Piece): number[] => {
    const first = dayNumber(wallOf(start), dayStart)
    return folder === undefined ? [first, first + 1] : [first]
  }
  const extent = new Map([[subject, new Set(pieces.flatMap(daysOf))]])
  const done = new Set<Piece>()
  for (const window of windowsOf([extent])) {
    const ours = pieces.filter((piece) => reaches(piece, window, options))
    for await (const { item: piece, value: text } of readAhead(ours, ({ file }) => file.blob.text(), AHEAD)) {
      signal.throwIfAborted()
      const { path, blob } = piece.file
      if (text instanceof Error) yield* told(account.once(path, [unreadable(path, text)]))
      else {
        const read = readPiece(piece, text, participant)
        yield* told(account.of(path, read))
        for (const samples of read.samples) yield { kind: 'samples', samples, dateKnown: true }
      }
      if (!done.has(piece)) yield { kind: 'progress', file: path, bytes: blob.size }
      done.add(piece)
    }
    yield { kind: 'complete', firstDay: window.firstDay, lastDay: window.lastDay }
  }
  yield* told(account.rest(subject))
}

/** Whether a file may have samples of a window, or of the half second before it. */
function reaches({ start, folder }: Piece, window: Window, { dayStart }: ReadOptions): boolean {
  const from = startOfDay(window.firstDay, dayStart)
  const to = startOfDay(window.lastDay + 1, dayStart)
  const wall = wallOf(start)
  return wall < to && wall + (folder === undefined ? SESSION : MINUTE) >= from
}

function* told(problems: readonly Problem[]): Generator<Found> {
  for (const problem of problems) yield { kind: 'problem', problem }
}
