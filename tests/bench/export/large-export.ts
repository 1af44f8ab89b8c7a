import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

/** Heart rates lie so far apart, in seconds, as a watch writes them while its wearer moves. */
const EVERY = 5
const A_DAY = 86_400 / EVERY

const written = (seconds: number): string =>
  `${new Date(1000 * seconds).toISOString().slice(0, 19).replace('T', ' ')} +0000`

/** One record as long as Apple's are. */
const record = (seconds: number, beats: number): string =>
  ` <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Anna’s Watch" sourceVersion="10.4" device="&lt;&lt;HKDevice: 0x2817c9a40&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,2, software:10.4&gt;" unit="count/min" creationDate="${written(seconds + 2)}" startDate="${written(seconds)}" endDate="${written(seconds)}" value="${beats}"/>\n`

/**
 * Writes an invented export of about so many bytes.
 * @returns how many days it holds
 */
export async function writeLargeExport(path: string, bytes: number): Promise<number> {
  const file = createWriteStream(path)
  let [size, days] = [0, 0]
  const add = async (text: string): Promise<void> => {
    size += Buffer.byteLength(text)
    if (!file.write(text)) await once(file, 'drain')
  }
  await add('<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="en_GB">\n')
  for (; size < bytes; days++) {
    const noon = Date.UTC(2022, 0, 1, 12) / 1000 + 86_400 * days
    for (let from = 0; from < A_DAY; from += 720)
      await add(
        Array.from({ length: 720 }, (_, k) => record(noon + EVERY * (from + k), 60 + ((from + k) % 40))).join(
          '',
        ),
      )
  }
  await add('</HealthData>\n')
  file.end()
  await once(file, 'finish')
  return days
}
