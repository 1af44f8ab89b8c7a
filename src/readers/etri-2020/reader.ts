import { readLabels, type LabelFile, binary } from '../etri/label-file.ts'
import { baseName } from '../path.ts'
import type { Found, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { PASSED_OVER, pieceOf, type Piece } from './layout.ts'
import { readPerson } from './person.ts'
import { readSleep } from './sleep.ts'
import { readSurvey } from './survey.ts'

/**
 * ETRI's lifelog data set of 2020 (reference 1): 22 people, a folder each, in it a folder a session, in it a
 * folder a sensor with a CSV a minute. Surveys, nights and labels of all people stand in three tables beside.
 */
const ID = 'etri-2020'

/** The tables beside, and who reads them; the first to state a label wins. */
const SIDE = [
  { name: /^train_label.*\.csv$/i, read: readTrainLabels },
  { name: /^user_survey_2020.*\.csv$/i, read: readSurvey },
  { name: /^user_sleep_2020.*\.csv$/i, read: readSleep },
] as const

/** Taken without a word: age, height and weight make no channel. */
const UNREAD = /^user_info_2020.*\.csv$/i

const isSide = ({ path }: SourceFile): boolean =>
  UNREAD.test(baseName(path)) || SIDE.some(({ name }) => name.test(baseName(path)))

/** The challenge's labels of 2020; rows are numbered in a first column without a name. */
const TRAIN_LABEL: LabelFile = {
  subject: 'subject_id',
  date: 'date',
  labels: ['Q1', 'Q2', 'Q3', 'S1', 'S2', 'S3', 'S4'],
  read: (_, written) => binary(written),
}

function readTrainLabels(file: SourceFile, prefix: string, options: ReadOptions): AsyncGenerator<Found> {
  return readLabels(file, TRAIN_LABEL, prefix, options)
}

export const etri2020: Reader = {
  id: ID,
  dayStart: 'midnight',

  detect(files) {
    const people = new Map<string, SourceFile[]>()
    for (const file of files) {
      const subject = pieceOf(file)?.subject
      if (subject === undefined) continue
      const there = people.get(subject)
      if (there) there.push(file)
      else people.set(subject, [file])
    }
    const side = files.filter(isSide)
    // The tables first: a day then carries its labels from the moment it is finished.
    return Promise.resolve([...(side.length > 0 ? [side] : []), ...people.values()])
  },

  async *read(group, options): AsyncGenerator<Found> {
    const pieces = group.map(pieceOf).filter((piece) => piece !== undefined)
    if (pieces.length > 0) {
      yield* passedOver(pieces)
      yield* readPerson(pieces, ID, options)
      return
    }
    for (const { name, read } of SIDE)
      for (const file of group.filter(({ path }) => name.test(baseName(path)))) {
        yield { kind: 'notice', problem: { file: file.path, code: 'etri_2020_labels' } }
        yield* read(file, ID, options)
      }
  },
}

/** One remark for a person's sensors that are not needed. */
function* passedOver(pieces: readonly Piece[]): Generator<Found> {
  const there = new Set(pieces.map(({ folder }) => folder))
  const names = PASSED_OVER.filter((name) => there.has(name.toLowerCase()))
  if (names.length === 0) return
  const file = `${pieces[0]!.subject} (${names.join(', ')})`
  yield { kind: 'notice', problem: { file, code: 'passed_over' } }
}
