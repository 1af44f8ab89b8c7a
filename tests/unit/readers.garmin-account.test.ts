import fc from 'fast-check'
import { FitBaseType, FitEncoder } from 'fit-file-parser/encoder'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { garminAccount } from '../../src/readers/garmin-account/reader.ts'
import { OWN } from '../../src/readers/garmin-fit/own.ts'
import type { Found, SourceFile } from '../../src/readers/reader.ts'
import { participantOf } from '../../src/readers/wearable/owner.ts'
import { ingested } from '../fixtures/ingested.ts'

const night = (calendarDate: string, more: object = {}) => ({
  sleepStartTimestampGMT: '2024-06-03T21:10:00.0',
  sleepEndTimestampGMT: '2024-06-04T05:00:00.0',
  calendarDate,
  sleepWindowConfirmationType: 'ENHANCED_CONFIRMED_FINAL',
  deepSleepSeconds: 3600,
  lightSleepSeconds: 14_400,
  remSleepSeconds: 5400,
  awakeSleepSeconds: 900,
  unmeasurableSeconds: 0,
  retro: false,
  ...more,
})
const NIGHTS = JSON.stringify(
  [night('2024-06-04'), { retro: false }, night('2024-06-05', { remSleepSeconds: null })],
  null,
  1,
)
const WELLNESS = 'DI_CONNECT/DI-Connect-Wellness'
const file = (path: string, content: string): SourceFile => ({ path, blob: new Blob([content]) })
const sleep = (content: string): SourceFile =>
  file(`${WELLNESS}/2024-06-01_2024-09-09_1_sleepData.json`, content)

async function read(...files: SourceFile[]): Promise<Found[]> {
  const found: Found[] = []
  const options = { zone: 'UTC', dayStart: 'noon', signal: new AbortController().signal } as const
  for await (const one of garminAccount.read(files, options)) found.push(one)
  return found
}
const nightsIn = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'measures' ? [one.of] : []))
const problemsIn = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []))

describe('a Garmin account', () => {
  it('gives nights under the date of their evening', async () => {
    const found = await read(sleep(NIGHTS))
    expect(nightsIn(found)).toEqual([
      { participant: 'me', date: '2024-06-03', measures: { totalSleepTime: 390, wakeAfterSleepOnset: 15 } },
      { participant: 'me', date: '2024-06-04', measures: { totalSleepTime: 300, wakeAfterSleepOnset: 15 } },
    ])
    expect(problemsIn(found)).toEqual([])
    const notices = found.flatMap((one) => (one.kind === 'notice' ? [one.problem] : []))
    expect(notices).toMatchObject([{ code: 'never_seen', detail: { format: 'Garmin account export' } }])
  })

  it('takes all of its folder, and lone files of it by what is in them', async () => {
    const sums = file('DI_CONNECT/DI-Connect-Aggregator/UDSFile_2024-06-01_2024-09-09.json', '[]')
    const lone = file('anna/x_sleepData.json', NIGHTS)
    const others = [file('y_sleepData.json', '{"levels":[]}'), file('z.json', NIGHTS)]
    expect(await garminAccount.detect([sleep(NIGHTS), sums, lone, ...others])).toEqual([
      [sleep(NIGHTS), sums],
      [lone],
    ])
    const zip =
      '0a1b2c3d-1234-5678-9abc-0123456789ab_1.zip/DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1/a.fit'
    expect(participantOf(zip, OWN)).toBe('me')
  })

  it('has its nights and the watch’s files on the same days', async () => {
    const noon = new Date('2024-06-03T12:00:00Z')
    const encoder = new FitEncoder()
    for (let minute = 0; minute < 1440; minute++)
      encoder.writeMessage(20, [
        {
          number: 253,
          size: 4,
          baseType: FitBaseType.Uint32,
          value: FitEncoder.toFitTimestamp(noon) + 60 * minute,
        },
        { number: 3, size: 1, baseType: FitBaseType.Uint8, value: 60 + (minute % 40) },
      ])
    const inner = zipSync({ 'someone@example.org_1.fit': new Uint8Array(encoder.close()) })
    const zip = zipSync({
      [`${WELLNESS}/2024-06-01_2024-09-09_1_sleepData.json`]: strToU8(NIGHTS),
      'DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip': inner,
      'DI_CONNECT/DI-Connect-User/user_profile.json': strToU8('{"a":1}'),
    })
    const { days, problems } = await ingested([
      { path: '0a1b2c3d-1234-5678-9abc-0123456789ab_1.zip', blob: new Blob([new Uint8Array(zip)]) },
    ])
    expect(problems).toEqual([])
    expect([...days.keys()]).toEqual(['me/2024-06-03/noon'])
    expect(days.get('me/2024-06-03/noon')!.measures).toEqual({ totalSleepTime: 390, wakeAfterSleepOnset: 15 })
  })

  it('that is damaged gives what stands before, and says where', async () => {
    const cut = await read(sleep(NIGHTS.slice(0, NIGHTS.lastIndexOf('deepSleep'))))
    expect(nightsIn(cut).map(({ date }) => date)).toEqual(['2024-06-03'])
    expect(problemsIn(cut)).toMatchObject([{ code: 'damaged_json', place: 'element 3' }])
    const odd = await read(sleep(JSON.stringify([night('yesterday'), night('2024-06-05')])))
    expect(problemsIn(odd)).toMatchObject([{ code: 'more_cells', detail: { count: 1 } }])
    expect(problemsIn(await read(sleep('[]')))).toMatchObject([{ code: 'no_rows' }])
    await fc.assert(
      fc.asyncProperty(
        fc.nat(NIGHTS.length),
        fc.nat(NIGHTS.length - 1),
        fc.nat(127),
        async (to, at, code) => {
          const flipped = NIGHTS.slice(0, at) + String.fromCharCode(code) + NIGHTS.slice(at + 1)
          for (const content of [flipped, NIGHTS.slice(0, to)])
            for (const { date } of nightsIn(await read(sleep(content))))
              expect(date).toMatch(/^\d{4}-\d\d-\d\d$/)
        },
      ),
      { numRuns: 200 },
    )
  })
})
