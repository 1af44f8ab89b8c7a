import { m } from '../../i18n/paraglide/messages.js'
import { CHANNEL_IDS } from '../../lifelog/channels.ts'
import type { Problem } from '../../readers/reader.ts'
import { channelName } from './names.ts'

type Gaps = Record<string, string | number>
type Words = (gaps: Gaps) => string

/** A problem in words: what, where, and what to do about it. */
export function problemWords(problem: Problem): string {
  const words = (m as unknown as Record<string, Words | undefined>)[`problem_${problem.code}`]
  const gaps: Gaps = { file: problem.file, place: problem.place ?? '', ...problem.detail }
  const channel = CHANNEL_IDS.find((id) => id === gaps['channel'])
  if (channel) gaps['channel'] = channelName(channel)
  return words ? words(gaps) : m.problem_other({ file: problem.file, code: problem.code })
}
