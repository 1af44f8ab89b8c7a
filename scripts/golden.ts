import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { Plugin } from 'vite'
import type { BackendName } from '../src/network/backend.ts'
import type { Quantity } from '../tests/golden/quantity.ts'
import { ROOT } from './dist.ts'
import { helpIfAsked } from './help.ts'
import { IsolatedPages } from './isolated-pages.ts'

helpIfAsked(`
npm run golden -- DIR [--backend webgpu|wasm|cpu] [--only PATTERN]

Runs every golden file in DIR through the project's own code in headless Chromium and prints one line a
quantity: name, worst relative error, tolerance, verdict. What is not built yet is named as such, neither
passed nor failed. Any seed, side and network of the layout will do.

  --backend  what computes; default: webgpu and wasm, one after the other
  --only     a regular expression, matched against "FILE QUANTITY"
`)

const BACKENDS: readonly BackendName[] = ['webgpu', 'wasm', 'cpu']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { backend: { type: 'string' }, only: { type: 'string', default: '.' } },
})
const folder = resolve(positionals[0] ?? join(ROOT, 'tests/golden/data'))
const backends = values.backend ? BACKENDS.filter((b) => b === values.backend) : BACKENDS.slice(0, 2)
if (backends.length === 0) {
  console.error(`--backend takes ${BACKENDS.join(', ')}; not "${values.backend}"`)
  process.exit(2)
}

const files = await filesOf(folder)
const names = files.filter((name) => /\.(json|safetensors)$/.test(name))
if (names.length === 0) {
  console.error(`${folder} has no golden files (.json, .safetensors).`)
  process.exit(2)
}

const pages = await IsolatedPages.start({ plugins: [servedFrom(folder)] })

const tally = { pass: 0, fail: 0, 'not built': 0, 'nothing to compare': 0 }
for (const backend of backends) {
  const page = await pages.open('tests/golden/page.html', 'judgeGolden', (opened) =>
    opened.exposeFunction('goldenLine', (quantity: Quantity) => {
      tally[quantity.verdict]++
      console.log(lineOf(backend, quantity))
    }),
  )
  const device = await page.evaluate(([list, name, only]) => globalThis.judgeGolden(list, name, only), [
    names,
    backend,
    values.only,
  ] as [string[], BackendName, string])
  console.log(`${backend}: computed on ${device}`)
  await page.close()
}
await pages.close()
console.log(
  `${tally.pass} pass, ${tally.fail} fail, ${tally['not built']} not built, ` +
    `${tally['nothing to compare']} with nothing to compare`,
)
process.exit(tally.fail > 0 || tally.pass === 0 ? 1 : 0)

function lineOf(backend: BackendName, { file, name, error, tolerance, verdict }: Quantity): string {
  const figures = Number.isNaN(tolerance) ? '' : `${error.toExponential(2)} of ${tolerance.toExponential(0)}`
  return [backend.padEnd(6), verdict.padEnd(9), figures.padEnd(18), basename(file), name].join('  ')
}

async function filesOf(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true })
  const isFile = await Promise.all(entries.map(async (e) => (await stat(join(directory, e))).isFile()))
  return entries.filter((_, i) => isFile[i]).sort()
}

/** Golden files under /golden/, by the names of the folder's own files alone. */
function servedFrom(directory: string): Plugin {
  return {
    name: 'golden-files',
    configureServer(vite) {
      vite.middlewares.use('/golden', (request, response) => {
        const name = decodeURIComponent((request.url ?? '').slice(1))
        if (!files.includes(name)) {
          response.statusCode = 404
          response.end()
          return
        }
        createReadStream(join(directory, name)).pipe(response)
      })
    },
  }
}
