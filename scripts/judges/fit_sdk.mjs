// What Garmin's own FIT SDK reads from the fixtures, for tests/unit/readers.garmin-fit.test.ts to be held against.
// The SDK has a licence of its own and is no dependency: install it in a folder apart, and run this from there:
//   npm install @garmin/fitsdk && node …/scripts/judges/fit_sdk.mjs …/tests/fixtures/garmin-fit
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

const own = createRequire(join(process.cwd(), 'package.json'))
const { Decoder, Stream } = await import(pathToFileURL(own.resolve('@garmin/fitsdk')).href)
const folder = process.argv[2]

const sum = (values) => values.reduce((all, value) => all + (value ?? 0), 0)
const judged = {}
for (const name of readdirSync(folder).filter((one) => one.endsWith('.fit'))) {
  const { messages } = new Decoder(Stream.fromBuffer(readFileSync(join(folder, name)))).read()
  const records = messages.recordMesgs ?? []
  const monitoring = messages.monitoringMesgs ?? []
  judged[name] = {
    records: records.length,
    monitoring: monitoring.length,
    heartRates: records.filter(({ heartRate }) => heartRate !== undefined).length,
    sumOfHeartRates: sum(records.map(({ heartRate }) => heartRate)),
    sumOfAltitudes: sum(records.map(({ enhancedAltitude, altitude }) => enhancedAltitude ?? altitude)),
    sumOfSpeeds: sum(records.map(({ enhancedSpeed, speed }) => enhancedSpeed ?? speed)),
    metres: Math.max(0, ...records.map(({ distance }) => distance ?? 0)),
    steps: sum(monitoring.map(({ steps }) => steps)),
  }
}
writeFileSync(join(folder, 'fit-sdk.json'), `${JSON.stringify(judged, null, 2)}\n`)
