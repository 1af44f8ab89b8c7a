import type { FoldRecord, FoldedExperiment } from './fold-record.ts'

/** A fold, and where it was found, for messages. */
export interface FoundFold {
  readonly where: string
  readonly record: FoldRecord
}

/** Folds that can't be put together; the message names the place. */
export class NotOneExperiment extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NotOneExperiment'
  }
}

/**
 * All folds of one experiment, in their order.
 * @throws NotOneExperiment where one is of another experiment, twice there or missing
 */
export function wholeExperiment(found: readonly FoundFold[]): FoldRecord[] {
  const [first] = found
  if (!first) throw new NotOneExperiment('There is no fold')
  const placeOf = new Map<number, string>()
  for (const { where, record } of found) {
    const other = difference(first.record.experiment, record.experiment, '')
    if (other)
      throw new NotOneExperiment(
        `${where} is of another experiment than ${first.where}: ${other.path} is ${short(other.b)}, not ${short(other.a)}`,
      )
    const before = placeOf.get(record.fold)
    if (before !== undefined)
      throw new NotOneExperiment(`${where} is fold ${record.fold}, and so is ${before}`)
    placeOf.set(record.fold, where)
  }
  const count = first.record.experiment.folds
  const missing = Array.from({ length: count }, (_, k) => k + 1).filter((fold) => !placeOf.has(fold))
  if (missing.length > 0)
    throw new NotOneExperiment(
      `Of ${count} folds ${missing.length === 1 ? 'this one is' : 'these are'} missing: ${missing.join(', ')}`,
    )
  return found.map(({ record }) => record).sort((a, b) => a.fold - b.fold)
}

/** The first difference in words, for example `seed is 2, not 1`; null where there is none. */
export function experimentDifference(wanted: FoldedExperiment, other: FoldedExperiment): string | null {
  const found = difference(asWritten(wanted), asWritten(other), '')
  return found && `${found.path} is ${short(found.b)}, not ${short(found.a)}`
}

/** JSON leaves out what is undefined. */
const asWritten = (experiment: FoldedExperiment): unknown => JSON.parse(JSON.stringify(experiment))

interface Difference {
  readonly path: string
  readonly a: unknown
  readonly b: unknown
}

/** The first place where two values of JSON differ. */
function difference(a: unknown, b: unknown, path: string): Difference | null {
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return a === b ? null : { path, a, b }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = difference(left[key], right[key], path ? `${path}.${key}` : key)
    if (found) return found
  }
  return null
}

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'absent'
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
