import type { Job } from './parallel.ts'

const bin = (path: string): string => `node_modules/${path}`

/** What `npm run check` runs besides the unit tests, the slowest first. */
export const CHECKS: readonly Job[] = [
  {
    name: 'types of views (svelte-check)',
    words: [bin('svelte-check/bin/svelte-check'), '--tsconfig', './tsconfig.json', '--fail-on-warnings'],
  },
  {
    name: 'lint',
    words: [bin('eslint/bin/eslint.js'), '.', '--cache', '--cache-location', 'node_modules/.cache/eslint/'],
  },
  { name: 'types', words: [bin('typescript/bin/tsc'), '--noEmit'] },
  { name: 'format', words: [bin('prettier/bin/prettier.cjs'), '--check', '--cache', '.'] },
]

/** Without the judge in Python, which takes longer than all else where it is installed; `npm test` asks it. */
export const UNIT_TESTS: Job = {
  name: 'unit tests',
  words: [bin('vitest/vitest.mjs'), 'run', '--project', 'unit', '--exclude', '**/weights.timm.test.ts'],
}
