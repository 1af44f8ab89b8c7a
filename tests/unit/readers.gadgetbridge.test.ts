import start from '@sqlite.org/sqlite-wasm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ChannelId } from '../../src/lifelog/channels.ts'
import { gadgetbridge, OWN } from '../../src/readers/gadgetbridge/reader.ts'
import type { Found, SourceFile } from '../../src/readers/reader.ts'
import { participantOf } from '../../src/readers/wearable/owner.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { ingested } from '../fixtures/ingested.ts'

const NOON = Date.UTC(2024, 5, 3, 12)
const MI_BAND =
  'CREATE TABLE MI_BAND_ACTIVITY_SAMPLE (TIMESTAMP INTEGER NOT NULL, DEVICE_ID INTEGER NOT NULL, ' +
  'USER_ID INTEGER NOT NULL, RAW_INTENSITY INTEGER NOT NULL, STEPS INTEGER NOT NULL, RAW_KIND INTEGER NOT NULL, ' +
  'HEART_RATE INTEGER NOT NULL, PRIMARY KEY (TIMESTAMP, DEVICE_ID) ON CONFLICT REPLACE) WITHOUT ROWID'
const HUAMI = MI_BAND.replace('MI_BAND', 'HUAMI_EXTENDED').replace('RAW_KIND', 'SLEEP INTEGER, RAW_KIND')

type Sqlite = Awaited<ReturnType<typeof start>>
let sqlite: Sqlite
beforeAll(async () => {
  sqlite = await start({ print: () => undefined, printErr: () => undefined })
})

/** A database's bytes. */
function made(...statements: string[]): Uint8Array<ArrayBuffer> {
  const db = new sqlite.oo1.DB(':memory:', 'c')
  for (const sql of statements) db.exec(sql)
  const bytes = new Uint8Array(sqlite.capi.sqlite3_js_db_export(db))
  db.close()
  return bytes
}
/** Rows of `minutes` minutes from noon: steps every tenth, and a heart rate but for every seventh. */
const rows = (minutes: number, device = 1, table = 'MI_BAND_ACTIVITY_SAMPLE', steps = 30): string =>
  `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${minutes - 1}) ` +
  `INSERT INTO ${table} (TIMESTAMP, DEVICE_ID, USER_ID, RAW_INTENSITY, STEPS, RAW_KIND, HEART_RATE) ` +
  `SELECT ${NOON / 1000} + 60 * i, ${device}, 1, 20, iif(i % 10 = 0, ${steps}, 0), 1, ` +
  'iif(i % 7 = 0, 255, 60 + i % 40) FROM n'

const file = (bytes: Uint8Array<ArrayBuffer>, path = 'Gadgetbridge.db'): SourceFile => ({
  path,
  blob: new Blob([bytes]),
})
async function read(bytes: Uint8Array<ArrayBuffer>): Promise<Found[]> {
  const found: Found[] = []
  const options = { zone: 'Europe/Berlin', dayStart: 'noon', signal: new AbortController().signal } as const
  for await (const one of gadgetbridge.read([file(bytes)], options)) found.push(one)
  return found
}
const problemsIn = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []))
const samplesOf = (found: readonly Found[], channel: ChannelId): [number, number][] =>
  found
    .flatMap((one) => (one.kind === 'samples' && one.samples.channel === channel ? [one.samples] : []))
    .flatMap(({ times, values }) => [...times].map((time, i): [number, number] => [time, values[i]!]))
const sumOf = (found: readonly Found[], channel: ChannelId): number =>
  samplesOf(found, channel).reduce((sum, [, value]) => sum + value, 0)

describe('Gadgetbridge', () => {
  it('gives a heart rate and steps a minute, and nothing where nothing was measured', async () => {
    const found = await read(made(MI_BAND, rows(1440)))
    expect(problemsIn(found)).toEqual([])
    const notices = found.flatMap((one) => (one.kind === 'notice' ? [one.problem] : []))
    expect(notices).toMatchObject([{ code: 'never_seen', detail: { format: 'Gadgetbridge' } }])
    const beats = samplesOf(found, 'heart_rate')
    expect(beats.length).toBe(1440 - Math.ceil(1440 / 7))
    expect(beats[0]).toEqual([NOON + 60_000, 61])
    expect(sumOf(found, 'steps')).toBe(144 * 30)
    expect(samplesOf(found, 'steps').find(([at]) => at === NOON + 600_000)).toEqual([NOON + 600_000, 30])
  })

  it('is known by its first bytes, and is its owner’s', async () => {
    const database = file(made(MI_BAND, rows(10)), 'anna/gadgetbridge/database/Gadgetbridge')
    const other = file(new TextEncoder().encode('SQLite format 4'), 'x.db')
    expect(await gadgetbridge.detect([database, other])).toEqual([[database]])
    expect(participantOf(database.path, OWN)).toBe('anna')
    expect(participantOf('Gadgetbridge.zip/database/Gadgetbridge', OWN)).toBe('me')
  })

  it('hears the device that was there first, and makes days; the same export again adds nothing', async () => {
    const two = made(MI_BAND, HUAMI, rows(1440), rows(1440, 2, 'HUAMI_EXTENDED_ACTIVITY_SAMPLE', 90))
    expect(sumOf(await read(two), 'steps')).toBe(144 * 30)
    const once = await ingested([file(two)])
    expect([...once.days.keys()]).toEqual(['me/2024-06-03/noon'])
    const again = await ingested([file(two, 'other.db'), file(made(MI_BAND, rows(1000)))], new Map(once.days))
    expect(again.problems.filter(({ code }) => code !== 'duplicate_file')).toEqual([])
    expect(fingerprints(again.days)).toEqual(fingerprints(once.days))
  })

  it('says what another database has', async () => {
    const found = await read(made('CREATE TABLE moz_places (url TEXT)', 'CREATE VIEW v AS SELECT 1'))
    expect(problemsIn(found)).toMatchObject([{ code: 'sqlite_lacks', detail: { tables: 'moz_places' } }])
  })
})

describe('a damaged database', () => {
  it('is read up to where it breaks off', async () => {
    const whole = made(MI_BAND, rows(20_000))
    const beats = samplesOf(await read(whole), 'heart_rate')
    for (const share of [0.3, 0.6, 0.9]) {
      const found = await read(whole.slice(0, Math.floor(share * whole.length)))
      expect(problemsIn(found)[0]).toMatchObject({ code: 'damaged_sqlite' })
      const part = samplesOf(found, 'heart_rate')
      expect(part.length / beats.length).toBeGreaterThan(share - 0.15)
      expect(part.every(([at, value]) => at >= NOON && value >= 60)).toBe(true)
    }
    expect(problemsIn(await read(whole.slice(0, 60)))[0]).toMatchObject({ code: 'damaged_sqlite' })
  })

  it('that kept a log beside it is read without', async () => {
    const bytes = made(MI_BAND, rows(100))
    bytes[18] = bytes[19] = 2
    expect(problemsIn(await read(bytes))).toEqual([])
  })

  it('whose pages lead in a circle ends', { timeout: 60_000 }, async () => {
    const bytes = made('PRAGMA page_size = 512', MI_BAND, rows(5000))
    const view = new DataView(bytes.buffer)
    // Inner pages of the table: all their children become the first one.
    for (let page = 512; page < bytes.length; page += 512) {
      if (bytes[page] !== 2) continue
      const cells = view.getUint16(page + 3)
      for (let i = 0; i < cells; i++)
        view.setUint32(
          page + view.getUint16(page + 12 + 2 * i),
          view.getUint32(page + view.getUint16(page + 12)),
        )
    }
    const started = performance.now()
    const found = await read(bytes)
    expect(problemsIn(found)[0]).toMatchObject({ code: 'damaged_sqlite' })
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('with a schema that is a program runs none of it', { timeout: 60_000 }, async () => {
    const endless =
      'CREATE VIEW X_ACTIVITY_SAMPLE AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) ' +
      'SELECT i AS TIMESTAMP, i AS DEVICE_ID, i AS STEPS FROM n'
    const long =
      'CREATE TABLE Y_ACTIVITY_SAMPLE (TIMESTAMP INTEGER, DEVICE_ID INTEGER, STEPS AS (length(zeroblob(900000000))))'
    const found = await read(
      made(endless, long, `INSERT INTO Y_ACTIVITY_SAMPLE VALUES (${NOON / 1000}, 1)`, MI_BAND, rows(50)),
    )
    expect(problemsIn(found)).toEqual([])
    expect(samplesOf(found, 'heart_rate').length).toBe(42)
  })

  it('may be cut off and flipped anywhere', { timeout: 90_000 }, async () => {
    const bytes = made(MI_BAND, rows(600))
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), fc.nat(bytes.length - 1), fc.nat(7), async (cut, at, bit) => {
        const hurt = bytes.slice()
        hurt[at]! ^= 1 << bit
        for (const content of [bytes.slice(0, cut), hurt])
          for (const one of await read(content)) expect(one.kind).toBeTruthy()
      }),
      { numRuns: 60 },
    )
  })

  it('larger than any is not opened', async () => {
    const huge = new (class extends Blob {
      override get size(): number {
        return 2 ** 31
      }
    })([])
    const found: Found[] = []
    const options = { zone: 'UTC', dayStart: 'noon', signal: new AbortController().signal } as const
    for await (const one of gadgetbridge.read([{ path: 'a.db', blob: huge }], options)) found.push(one)
    expect(problemsIn(found)).toMatchObject([{ code: 'damaged_sqlite' }])
  })

  it('is left when reading is cancelled', async () => {
    const stop = new AbortController()
    const options = { zone: 'UTC', dayStart: 'noon', signal: stop.signal } as const
    const all = async (): Promise<void> => {
      for await (const one of gadgetbridge.read([file(made(MI_BAND, rows(100_000)))], options))
        if (one.kind === 'progress') stop.abort()
    }
    await expect(all()).rejects.toThrow()
  })
})
