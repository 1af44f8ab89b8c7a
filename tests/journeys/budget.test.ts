import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { DIST, ensureDist } from '../../scripts/dist.ts'

const BUDGET = 150 * 1024

/** Everything that a script loads before it runs: imports from, but not import(). */
const STATIC_IMPORT = /(?:^|[;}\s])import\s*(?:[\w*${}\s,]+from\s*)?["']([^"']+\.js)["']/g
const staticImports = (code: string): string[] =>
  [...code.matchAll(STATIC_IMPORT)].map((match) => match[1] ?? '')

async function firstScreen(): Promise<Map<string, string>> {
  const html = await readFile(join(DIST, 'index.html'), 'utf8')
  const scripts = new Map<string, string>()
  const waiting = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map((match) => match[1] ?? '')
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (scripts.has(path)) continue
    const code = await readFile(join(DIST, path), 'utf8')
    scripts.set(path, code)
    waiting.push(...staticImports(code).map((name) => join(path, '..', name)))
  }
  return scripts
}

describe('the built app', () => {
  let scripts: Map<string, string>
  beforeAll(async () => {
    await ensureDist({ quiet: true })
    scripts = await firstScreen()
  })

  it('finds imports as the bundler writes them', () => {
    expect(staticImports('import{a as b}from"./x.js";import"./y.js";const z=import("./z.js")')).toEqual([
      './x.js',
      './y.js',
    ])
  })

  it(`loads less than ${BUDGET / 1024} KB of compressed JavaScript for its first screen`, () => {
    const bytes = [...scripts.values()].reduce((sum, code) => sum + gzipSync(code).length, 0)
    expect(scripts.size).toBeGreaterThan(1)
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThan(BUDGET)
  })

  it('leaves the engine, the dialog and the charts for later', () => {
    for (const [path, code] of scripts) expect(code, path).not.toMatch(/tensorflow|uPlot|alertdialog/i)
  })

  it('carries the policy in the page, and no inline script or style', async () => {
    const html = await readFile(join(DIST, 'index.html'), 'utf8')
    expect(html).toContain('http-equiv="Content-Security-Policy"')
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)/)
    expect(html).not.toMatch(/(?:src|href)="(?:\/|https?:)/)
  })

  it('precaches every file of the build that the page may ask for', async () => {
    const worker = await readFile(join(DIST, 'service-worker.js'), 'utf8')
    for (const name of ['index.html', 'samples/index.json', 'samples/user_1.bin', 'manifest.webmanifest'])
      expect(worker).toContain(name)
    expect(worker).toMatch(/\.wasm/)
    expect(worker).not.toMatch(/https?:\/\/(?!localhost)[\w.]*(cdn|googleapis)/)
  })
})
