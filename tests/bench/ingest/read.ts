import { ingest } from '../../../src/readers/ingest.ts'
import { walk } from '../../../scripts/walk.ts'

/**
 * Reads a folder once in a process of its own and prints what that took, as JSON: the clock starts when the files
 * are opened, and memory is what the process holds above that moment.
 */
const [folder = '.', rows = '0'] = process.argv.slice(2)
await import('hyparquet')
const files = await walk(folder)
const idle = process.memoryUsage.rss()
const cpuBefore = process.cpuUsage()
let peak = 0
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5)
const started = performance.now()
let [days, channels, problems] = [0, 0, 0]
const signal = new AbortController().signal
const existing = (): Promise<undefined> => Promise.resolve(undefined)
for await (const event of ingest(files, { zone: 'Asia/Seoul', signal, existing })) {
  if (event.kind === 'day') {
    days++
    channels = Math.max(channels, event.day.channels.size)
  } else if (event.kind === 'problem') problems++
}
const seconds = (performance.now() - started) / 1000
clearInterval(watch)
const cpu = process.cpuUsage(cpuBefore)
peak = Math.max(peak, process.memoryUsage.rss())
console.log(
  JSON.stringify({
    seconds,
    cpu: (cpu.user + cpu.system) / 1e6,
    rows: Number(rows),
    peak: peak - idle,
    days,
    channels,
    problems,
  }),
)
