import { withoutCopies } from './duplicates.ts'
import { probe } from './probe.ts'
import type { Problem, SourceFile } from './reader.ts'

/** What went wrong with one file, in the words of whoever threw. */
export const unreadable = (file: string, error: unknown): Problem => ({
  file,
  code: 'unreadable',
  detail: { reason: error instanceof Error ? error.message || error.name : String(error) },
})

/** Parts what readers may look at from what is empty, all zeros, a copy or can't be read. */
export async function triage(
  files: readonly SourceFile[],
  signal: AbortSignal,
): Promise<{ readable: SourceFile[]; problems: Problem[] }> {
  const readable: SourceFile[] = []
  const problems: Problem[] = []
  for (const file of files) {
    signal.throwIfAborted()
    try {
      const found = await probe(file)
      if (found) problems.push(found)
      else readable.push(file)
    } catch (error) {
      problems.push(unreadable(file.path, error))
    }
  }
  const unique = await withoutCopies(readable, signal)
  return { readable: unique.files, problems: [...problems, ...unique.problems] }
}
