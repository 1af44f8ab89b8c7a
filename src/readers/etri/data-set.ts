import { csvHeader } from '../csv.ts'
import { isParquet } from '../parquet/table.ts'
import { baseName } from '../path.ts'
import type { Found, Problem, Reader, SourceFile } from '../reader.ts'
import { readLabels, type LabelFile } from './label-file.ts'
import { readTables } from './read-tables.ts'
import type { TableSpec } from './spec.ts'

/** What tells one year's files from another's. */
export interface DataSet {
  readonly id: string
  readonly tables: readonly TableSpec[]
  /** Tables that are known and not read. */
  readonly passedOver: readonly string[]
  /** The table a file's name tells of. */
  tableOf(name: string): string | undefined
  /** By name. */
  readonly labelFiles: readonly { readonly name: RegExp; readonly layout: LabelFile }[]
  /** What a user should know of the labels, as the code of a notice. */
  readonly labelNotice: Extract<Problem['code'], `etri_${string}`>
}

/**
 * A reader for one year of ETRI's challenge files. All files are one group: tables hold several people, and
 * people are spread over several tables.
 */
export function etriReader(set: DataSet): Reader {
  const specOf = (file: SourceFile): TableSpec | undefined => {
    const table = set.tableOf(baseName(file.path))
    return set.tables.find((spec) => spec.table.toLowerCase() === table?.toLowerCase())
  }
  const layoutOf = (file: SourceFile): LabelFile | undefined =>
    set.labelFiles.find(({ name }) => name.test(baseName(file.path)))?.layout
  const isPassedOver = (file: SourceFile): boolean => {
    const table = set.tableOf(baseName(file.path))
    return set.passedOver.some((name) => name.toLowerCase() === table?.toLowerCase())
  }
  return {
    id: set.id,
    dayStart: 'midnight',

    async detect(files) {
      const group: SourceFile[] = []
      for (const file of files) {
        const layout = layoutOf(file)
        const ours = layout
          ? (await csvHeader(file.blob).catch((): string[] => [])).includes(layout.subject)
          : (specOf(file) !== undefined || isPassedOver(file)) && (await isParquet(file).catch(() => false))
        if (ours) group.push(file)
      }
      return group.length > 0 ? [group] : []
    },

    async *read(group, options): AsyncGenerator<Found> {
      const tables = group.flatMap((file) => {
        const spec = specOf(file)
        return spec ? [{ file, spec }] : []
      })
      const labels = group.filter((file) => layoutOf(file))
      for (const file of group.filter(isPassedOver)) {
        const problem: Problem = { file: file.path, code: 'passed_over' }
        // Where nothing else was dropped, that nothing came of it is more than a remark.
        yield tables.length + labels.length > 0 ? { kind: 'notice', problem } : { kind: 'problem', problem }
        yield { kind: 'progress', file: file.path, bytes: file.blob.size }
      }
      // Labels first: a day then carries them from the moment it is finished.
      for (const file of labels) {
        yield { kind: 'notice', problem: { file: file.path, code: set.labelNotice } }
        yield* readLabels(file, layoutOf(file)!, set.id, options)
      }
      yield* readTables(tables, set.id, options)
    },
  }
}
