import { parseArgs } from 'node:util'

export const GROUPS = ['network', 'ingest', 'inputs', 'export'] as const
export type Group = (typeof GROUPS)[number]

export interface BenchArguments {
  readonly group: Group
  /** Where the figures are written as JSON; null for nowhere. */
  readonly json: string | null
  /** Matched against "CASE SUBJECT, RIVAL". */
  readonly only: RegExp
  /** Whether WebGPU runs under Node, without a browser. */
  readonly node: boolean
}

export class ArgumentError extends Error {
  override readonly name = 'ArgumentError'
}

const isGroup = (word: string | undefined): word is Group => GROUPS.some((group) => group === word)

/** @throws ArgumentError that says what would have been right */
export function benchArguments(words: readonly string[]): BenchArguments {
  const { values, positionals } = parsed(words)
  const [group, ...more] = positionals
  if (!isGroup(group) || more.length > 0)
    throw new ArgumentError(`npm run bench -- GROUP, where GROUP is one of: ${GROUPS.join(', ')}`)
  return { group, json: values.json ?? null, only: pattern(values.only), node: values.node }
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        only: { type: 'string', default: '.' },
        node: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error))
  }
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text, 'i')
  } catch {
    throw new ArgumentError(`--only takes a regular expression; not "${text}"`)
  }
}
