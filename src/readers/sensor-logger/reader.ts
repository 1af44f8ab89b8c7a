import { csvHeader } from '../csv.ts'
import { folderOf } from '../path.ts'
import type { Found, Problem, Reader, SourceFile } from '../reader.ts'
import { unreadable } from '../triage.ts'
import { participantOf } from '../wearable/owner.ts'
import { factorOf } from './gravity.ts'
import { isTable, METADATA, nameOf, OWN, TABLES, WITH_GRAVITY, WITHOUT_GRAVITY } from './layout.ts'
import { zoneIn } from './metadata.ts'
import { readTable } from './read-table.ts'

/** The Sensor Logger app's export: a folder or zip a recording, a table a sensor, up to some hundred rows a second. */
export const sensorLogger: Reader = {
  id: 'sensor-logger',

  async detect(files) {
    const groups = new Map<string, SourceFile[]>()
    const metadata: SourceFile[] = []
    for (const file of files) {
      if (nameOf(file.path) === METADATA) metadata.push(file)
      else if (/\.csv$/i.test(file.path) && isTable(await csvHeader(file.blob).catch(() => []))) {
        const group = groups.get(folderOf(file.path))
        if (group) group.push(file)
        else groups.set(folderOf(file.path), [file])
      }
    }
    // The app's other tables alone are nothing that is read here.
    const known = [...groups.values()].filter((group) => group.some(isWanted))
    for (const file of metadata)
      known.find(([first]) => folderOf(first!.path) === folderOf(file.path))?.push(file)
    return known
  },

  async *read(group, options): AsyncGenerator<Found> {
    const [first] = group
    if (!first) return
    const { path } = first
    const detail = { format: 'Sensor Logger' }
    yield { kind: 'notice', problem: { file: path, code: 'never_seen', detail } }
    const find = (name: string): SourceFile | undefined => group.find((file) => nameOf(file.path) === name)
    const zone = await zoneIn(find(METADATA), options.zone)
    const participant = participantOf(path, OWN)
    const accelerations = WITH_GRAVITY.flatMap((name) => find(name) ?? [])
    if (accelerations.length === 0 && find(WITHOUT_GRAVITY))
      yield { kind: 'problem', problem: lacksGravity(folderOf(path)) }
    // Small tables first; of two accelerations one is enough.
    const tables = Object.keys(TABLES).flatMap((name) => find(name) ?? [])
    for (const file of tables.filter((one) => !accelerations.slice(1).includes(one)))
      try {
        const factor = accelerations[0] === file ? await factorOf(file) : 1
        if (Number.isNaN(factor)) yield { kind: 'problem', problem: noGravityIn(file.path) }
        else yield* readTable(file, { participant, zone, factor, signal: options.signal })
      } catch (error) {
        if (options.signal.aborted) throw error
        yield { kind: 'problem', problem: unreadable(file.path, error) }
      }
  },
}

const isWanted = ({ path }: SourceFile): boolean =>
  TABLES[nameOf(path)] !== undefined || nameOf(path) === WITHOUT_GRAVITY

const lacksGravity = (folder: string): Problem => ({
  file: folder || '.',
  code: 'missing_file',
  detail: { folder: folder || '.', name: 'TotalAcceleration.csv' },
})

const noGravityIn = (file: string): Problem => ({
  file,
  code: 'unreadable',
  detail: { reason: 'its accelerations are as strong as gravity neither in g nor in m/s²' },
})
