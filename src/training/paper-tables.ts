import type { InputKind } from '../inputs/encoding.ts'
import type { ChannelSet } from '../lifelog/channel-sets.ts'
import { MINUTE_RATE, type Rate } from '../lifelog/day.ts'
import { LABELS, type Label } from '../lifelog/labels.ts'
import type { NetworkName } from '../network/design.ts'
import type { BackendName } from '../network/device.ts'
import type { Collected } from './collected.ts'
import type { CourseName } from './courses.ts'
import { cellName, type GridCell } from './grid.ts'
import { presetOf, type Choice } from './preset.ts'
import { scoresIn, type ScoresBeside } from './scores-beside.ts'

/** The paper's Tables II, III and IV (reference 8): what each cell's network sees, and the mean F1 that was reported. */
export const TABLE_NAMES = ['II', 'III', 'IV'] as const
export type TableName = (typeof TABLE_NAMES)[number]

/** What a row or a column stands for. `mean` is that over all labels. */
export type Heading =
  | { readonly kind: 'input'; readonly input: InputKind }
  | { readonly kind: 'channels'; readonly channels: ChannelSet }
  | { readonly kind: 'rate'; readonly rate: Rate }
  | { readonly kind: 'label'; readonly label: Label }
  | { readonly kind: 'mean' }

export interface PaperTable {
  readonly name: TableName
  /** The course that the paper took for it. */
  readonly course: CourseName
  readonly rows: readonly Heading[]
  readonly columns: readonly Heading[]
  /** F1 of yes as printed, a row of cells for each row. */
  readonly paper: readonly (readonly number[])[]
}

const input = (input: InputKind): Heading => ({ kind: 'input', input })
const channels = (channels: ChannelSet): Heading => ({ kind: 'channels', channels })
const rate = (rate: Rate): Heading => ({ kind: 'rate', rate })

export const PAPER_TABLES: readonly PaperTable[] = [
  {
    name: 'II',
    course: 'paper',
    rows: [channels('five'), channels('eleven')],
    columns: [input('picture'), input('raw'), input('spectrogram')],
    paper: [
      [0.68, 0.636, 0.613],
      [0.746, 0.699, 0.637],
    ],
  },
  {
    name: 'III',
    course: 'paper',
    rows: [channels('five'), channels('eleven')],
    columns: [...LABELS.map((label): Heading => ({ kind: 'label', label })), { kind: 'mean' }],
    paper: [
      [0.762, 0.8, 0.308, 0.615, 0.7, 0.857, 0.714, 0.68],
      [0.706, 0.804, 0.767, 0.593, 0.751, 0.855, 0.749, 0.746],
    ],
  },
  {
    name: 'IV',
    course: 'section-iv',
    rows: [rate(MINUTE_RATE), rate(1)],
    columns: [channels('five'), channels('seven'), channels('elevenExtended'), channels('eighteen')],
    paper: [
      [0.612, 0.629, 0.635, 0.638],
      [0.659, 0.521, 0.634, 0.632],
    ],
  },
]

/** What a cell's network sees, and which score of it the cell shows. */
export interface PaperCell {
  readonly input: InputKind
  readonly channels: ChannelSet
  readonly rate: Rate
  /** Null for the mean over labels. */
  readonly label: Label | null
  /** Labels whose yes and no the authors exchanged before they trained and scored (reference 5.4). */
  readonly turned: readonly Label[]
  readonly paper: number
}

export function paperCells({ rows, columns, paper }: PaperTable): PaperCell[][] {
  return rows.map((row, r) =>
    columns.map((column, c) => {
      const at = { input: 'picture', channels: 'five', rate: 1, label: null, ...row, ...column } as const
      const turned: Label[] = at.input === 'picture' && at.channels === 'eleven' ? ['Q3'] : []
      const { input, channels, rate, label } = at
      return { input, channels, rate, label, turned, paper: paper[r]![c]! }
    }),
  )
}

/** The networks that the authors' text and notebooks name for their own courses (reference 5.1, 5.8, 5.9). */
function architectureOf(course: CourseName, { input, channels }: PaperCell): NetworkName {
  if (input === 'raw') return 'resnet1d'
  if (input === 'spectrogram') return 'spectrogram_resnet1d'
  return course === 'paper' && channels === 'eleven' ? 'resnext101_32x32d' : 'seresnext101_32x4d'
}

/** A cell's network among results: of the table's own course, or of one course for all tables. */
const namesOf = (course: CourseName, cell: PaperCell): { own: string; shared: string } => {
  const shared = cellName(cell)
  return { own: `${course} ${shared}`, shared }
}

/**
 * Every network that tables need, each once: Table III is of networks of Table II, and with one course for all Table IV
 * shares those that see the same. Two tables' 11 channels are not the same set.
 * @param course one for all; null for each table's own, with the authors' networks
 * @param choice what is otherwise; what a table's cell stands for stays
 */
export function tableGrid(
  tables: readonly TableName[],
  course: CourseName | null,
  choice: Partial<Choice>,
  backend: BackendName,
): GridCell[] {
  const cells = new Map<string, GridCell>()
  for (const table of PAPER_TABLES.filter(({ name }) => tables.includes(name)))
    for (const cell of paperCells(table).flat()) {
      const { own, shared } = namesOf(table.course, cell)
      const name = course ? shared : own
      const { input, channels, rate } = cell
      const architecture = course ? {} : { architecture: architectureOf(table.course, cell) }
      const chosen = { ...architecture, ...choice, input, channels, rate }
      if (!cells.has(name))
        cells.set(name, { name, preset: presetOf(course ?? table.course, chosen, backend) })
    }
  return [...cells.values()]
}

export interface FilledCell extends PaperCell {
  /** The network's name among the results; null where it has no result yet. */
  readonly name: string | null
  readonly ours: ScoresBeside | null
}

export interface FilledTable extends Omit<PaperTable, 'paper'> {
  readonly cells: readonly (readonly FilledCell[])[]
}

/** The tables with our networks' scores beside the paper's; results go by the names of `tableGrid`. */
export const filledTables = (
  results: ReadonlyMap<string, Collected>,
  tables: readonly TableName[] = TABLE_NAMES,
): FilledTable[] =>
  PAPER_TABLES.filter(({ name }) => tables.includes(name)).map((table) => {
    const { paper: _, ...rest } = table
    const filled = (cell: PaperCell): FilledCell => {
      const { own, shared } = namesOf(table.course, cell)
      const name = [own, shared].find((name) => results.has(name)) ?? null
      return {
        ...cell,
        name,
        ours: name === null ? null : scoresIn(results.get(name)!, cell.label, cell.turned),
      }
    }
    return { ...rest, cells: paperCells(table).map((row) => row.map(filled)) }
  })
