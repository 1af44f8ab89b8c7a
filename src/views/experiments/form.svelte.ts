import type { InputKind } from '../../inputs/encoding.ts'
import type { ChannelSet } from '../../lifelog/channel-sets.ts'
import { MINUTE_RATE, type Rate } from '../../lifelog/day.ts'
import type { BackendName } from '../../network/device.ts'
import type { CourseName } from '../../training/courses.ts'
import type { Division } from '../../training/folds.ts'
import { cellsOf, type GridCell } from '../../training/grid.ts'
import { tableGrid, type TableName } from '../../training/paper-tables.ts'
import type { Choice } from '../../training/preset.ts'
import type { ExperimentPlan } from '../../training/queue.ts'

export interface FormTools {
  backend(): BackendName
  /** How many people the stored days are of. */
  people(): number
}

/** The paper's number of folds. */
const FOLDS = 5
const MOST_FOLDS = 20

/** What a person has chosen of the next experiment. */
export class ExperimentForm {
  #kind = $state<'grid' | 'tables'>('grid')
  tables = $state.raw<readonly TableName[]>(['II', 'III', 'IV'])
  inputs = $state.raw<readonly InputKind[]>(['picture'])
  channels = $state.raw<readonly (ChannelSet | 'own')[]>(['own'])
  rates = $state.raw<readonly Rate[]>([1])
  /** Null for each table's own. */
  course = $state<CourseName | null>('quick')
  /** Null for the course's own. */
  epochs = $state<number | null>(null)
  side = $state<number | null>(null)
  division = $state<Division>('people')
  wantedFolds = $state(FOLDS)
  seed = $state(1)
  control = $state(false)
  readonly #tools: FormTools

  constructor(tools: FormTools) {
    this.#tools = tools
  }

  /** As many as there are people where each is a fold; never more than there are to divide. */
  get folds(): number {
    const people = this.#tools.people()
    if (this.division === 'onePerson') return people
    const most = this.division === 'people' ? Math.min(MOST_FOLDS, people) : MOST_FOLDS
    return Math.max(2, Math.min(most, Math.round(this.wantedFolds) || FOLDS))
  }

  get cells(): readonly GridCell[] {
    const { kind, tables, inputs, channels, rates, course, choice } = this
    const backend = this.#tools.backend()
    if (kind === 'tables') return tableGrid(tables, course, choice, backend)
    return cellsOf(
      { inputs, channels, rates, styles: ['recommended'], course: course ?? 'quick', choice },
      backend,
    )
  }

  get choice(): Partial<Choice> {
    const { epochs, side } = this
    return { ...(epochs !== null && { epochs }), ...(side !== null && { side }) }
  }

  /** Networks that would be trained. */
  get runs(): number {
    return this.cells.length * this.folds * (this.control ? 2 : 1)
  }

  get ready(): boolean {
    const people = this.#tools.people()
    const byPeople = this.division === 'people' || this.division === 'onePerson'
    return this.cells.length > 0 && people > 0 && this.folds >= 2 && (!byPeople || people >= this.folds)
  }

  /** Fills the paper's tables, or goes through a grid of one's own. */
  get kind(): 'grid' | 'tables' {
    return this.#kind
  }

  /** A grid of one's own has no table to take its course from. */
  set kind(kind: 'grid' | 'tables') {
    this.#kind = kind
    if (kind === 'grid') this.course ??= 'quick'
  }

  plan(id: string, created: number): ExperimentPlan {
    const { cells, division, folds, seed, control, kind, tables } = this
    return {
      id,
      created,
      cells: cells.map((cell) => ({ ...cell, skipped: false })),
      division,
      folds,
      seed,
      control,
      tables: kind === 'tables' ? tables : [],
    }
  }
}

/** Takes a value into a list or out of it, in the order of all values. */
export const toggled = <T>(list: readonly T[], value: T, all: readonly T[]): T[] =>
  all.filter((one) => (one === value ? !list.includes(one) : list.includes(one)))

export const RATES: readonly Rate[] = [1, MINUTE_RATE]
