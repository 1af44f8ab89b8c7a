import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { launch } from '../tests/journeys/browser.ts'
import { mainJob } from '../tests/journeys/main-job.ts'
import { faultsOf } from '../tests/journeys/report.ts'
import { DIST, ensureDist } from './dist.ts'
import { helpIfAsked } from './help.ts'
import { serve } from './serve.ts'
import { ensureBrowser } from './setup-browser.ts'

helpIfAsked(`
npm run journey -- [PATH…] [--out DIR]

The main job in headless Chromium, through the app as it is served: reads the sample days, or the given files and
folders; trains the quick preset with its control run; predicts; explains every day; reloads and finds all again.
Where the given files hold too few people to train on, the sample days are added, as the page proposes. Writes
screenshots and journey.json into DIR (default journey-out). Fails where something went wrong on the way.
`)

const words = process.argv.slice(2)
const at = words.indexOf('--out')
const out = resolve(at >= 0 ? (words[at + 1] ?? 'journey-out') : 'journey-out')
const paths = words.filter((_, i) => at < 0 || (i !== at && i !== at + 1)).map((path) => resolve(path))

ensureBrowser()
await ensureDist({ quiet: true })
await mkdir(out, { recursive: true })
const served = await serve({ root: DIST })
const browser = await launch()
const start = performance.now()
try {
  const report = await mainJob({ browser, url: served.url, paths, out, log: (line) => console.log(line) })
  await writeFile(join(out, 'journey.json'), JSON.stringify(report, null, 2))
  console.log(
    `device: ${report.device?.backend ?? 'none'} (${report.device?.name ?? ''}), days: ${report.days.length}`,
  )
  for (const score of report.scores) console.log(`${score.predictor}: mean F1 ${score.meanF1.toFixed(3)}`)
  console.log(`loss: ${report.epochs.map(({ loss }) => loss.toFixed(3)).join(' ')}`)
  console.log(
    `Full-CAM: ${report.explanations.length} maps, worst residual ${report.worstResidualShare.toExponential(1)}`,
  )
  const faults = faultsOf(report)
  for (const fault of faults) console.error(`FAULT ${fault}`)
  const seconds = ((performance.now() - start) / 1000).toFixed(0)
  console.log(`${faults.length === 0 ? 'Journey passed' : 'Journey failed'} in ${seconds} s; see ${out}`)
  process.exitCode = faults.length === 0 ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.log(`Journey failed; the screenshots up to there are in ${out}`)
  process.exitCode = 1
} finally {
  await browser.close()
  await served.close()
}
