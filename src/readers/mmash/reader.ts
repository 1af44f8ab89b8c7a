import { csvHeader } from '../csv.ts'
import { baseName, folderOf } from '../path.ts'
import type { Found, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { isActigraph, readActigraph } from './actigraph.ts'
import { readQuestionnaire } from './questionnaire.ts'
import { readSleep } from './sleep.ts'

/**
 * MMASH 1.0.0 (Rossi et al., PhysioNet, doi 10.13026/cerq-fc86): one folder a person, named after them, with
 * Actigraph.csv and small tables beside it. Activity diary, saliva, user_info and beat-to-beat intervals are
 * recognised, and left unread: no channel or label comes from them.
 */
const ACTIGRAPH = 'actigraph.csv'
const SLEEP = 'sleep.csv'
const QUESTIONNAIRE = 'questionnaire.csv'
const UNREAD = new Set(['activity.csv', 'rr.csv', 'saliva.csv', 'user_info.csv'])

/** A person whose files came without a folder. */
const NAMELESS = 'mmash'

const nameOf = (file: SourceFile): string => baseName(file.path).toLowerCase()

export const mmash: Reader = {
  id: 'mmash',

  async detect(files) {
    const groups = new Map<string, SourceFile[]>()
    for (const file of files) {
      if (!(await claims(file))) continue
      const folder = folderOf(file.path)
      groups.set(folder, [...(groups.get(folder) ?? []), file])
    }
    for (const file of files) if (UNREAD.has(nameOf(file))) groups.get(folderOf(file.path))?.push(file)
    return [...groups.values()]
  },

  async *read(group: readonly SourceFile[], options: ReadOptions): AsyncGenerator<Found> {
    const folder = folderOf(group[0]?.path ?? '')
    const participant = baseName(folder) || NAMELESS
    const named = (name: string): SourceFile | undefined => group.find((file) => nameOf(file) === name)
    const [actigraph, sleep, questionnaire] = [named(ACTIGRAPH), named(SLEEP), named(QUESTIONNAIRE)]
    // The small tables first: a day then carries its labels from the moment it is finished.
    if (questionnaire) yield* readQuestionnaire(questionnaire, participant, options)
    else yield missing(folder, 'questionnaire.csv')
    if (sleep) yield* readSleep(sleep, participant, options)
    else yield missing(folder, 'sleep.csv')
    if (actigraph) yield* readActigraph(actigraph, participant, options)
    else yield missing(folder, 'Actigraph.csv')
  },
}

const missing = (folder: string, name: string): Found => ({
  kind: 'problem',
  problem: {
    file: folder ? `${folder}/${name}` : name,
    code: 'missing_file',
    detail: { name, folder: folder || '.' },
  },
})

/** By name and by one column nobody else has, since other exports have a sleep.csv too. */
async function claims(file: SourceFile): Promise<boolean> {
  const name = nameOf(file)
  if (name !== ACTIGRAPH && name !== SLEEP && name !== QUESTIONNAIRE) return false
  const header = await csvHeader(file.blob).catch((): string[] => [])
  if (name === ACTIGRAPH) return isActigraph(header) || header.some((column) => /^Axis[123]$/.test(column))
  return header.includes(name === SLEEP ? 'In Bed Date' : 'Pittsburgh')
}
