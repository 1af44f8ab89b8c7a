import Papa from 'papaparse'
import { WallClock } from '../../synchronise/wall-clock.ts'
import type { SourceFile } from '../reader.ts'

/** The zone in which a recording was made, as its metadata say; `otherwise` where they don't. */
export async function zoneIn(file: SourceFile | undefined, otherwise: string): Promise<string> {
  const text = await file?.blob
    .slice(0, 16_384)
    .text()
    .catch(() => '')
  const [names = [], values = []] = Papa.parse<string[]>(text ?? '', { delimiter: ',' }).data
  const zone = values[names.findIndex((name) => /time\s?zone/i.test(name))]?.trim()
  if (!zone) return otherwise
  try {
    new WallClock(zone)
    return zone
  } catch {
    return otherwise
  }
}
