import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './browser.ts'
import { helpIfAsked } from './help.ts'

const HELP = `
node scripts/run.mjs setup-browser

Finds an installed Chrome, Chromium or Edge for tests and journeys. On Debian and Ubuntu, as root, installs
chromium with apt where there is none; elsewhere says what to do. CHROME_PATH=/path/to/chrome names one.
`

const INSTRUCTIONS = `
No Chrome, Chromium or Edge was found. Do one of these and run the command again:

  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y chromium
  Fedora:          sudo dnf install chromium
  macOS:           brew install --cask google-chrome
  Windows:         winget install Google.Chrome
  anywhere:        CHROME_PATH=/path/to/chrome npm test
`

const run = (command: string, words: string[]): boolean =>
  spawnSync(command, words, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0

/** Path of a browser, installed where that is possible; ends the command with instructions where it is not. */
export function ensureBrowser(): string {
  const found = findBrowser()
  if (found) return found
  const mayInstall =
    existsSync('/etc/debian_version') && process.getuid?.() === 0 && !process.env['CHROME_PATH']
  if (mayInstall) {
    console.log('No browser found: installing chromium with apt …')
    if (
      run('apt-get', ['update']) &&
      run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
    ) {
      const installed = findBrowser()
      if (installed) return installed
    }
  }
  console.error(INSTRUCTIONS.trim())
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  helpIfAsked(HELP)
  console.log(ensureBrowser())
}
