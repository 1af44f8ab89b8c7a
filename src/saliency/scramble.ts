import { Parameters } from '../network/parameters.ts'
import { Random } from '../training/random.ts'

/** Parts of a network from its end to its beginning, as they are scrambled one after the other. */
export interface Part {
  /** The first word of its tensors' names: `fc`, `layer4`, …, `conv1`. */
  readonly name: string
  readonly tensors: ReadonlySet<string>
}

/** The classifier first, the first convolution with its norm last. */
export function partsOf({ specs }: Pick<Parameters, 'specs'>): Part[] {
  const parts = new Map<string, Set<string>>()
  for (const { name } of specs) {
    const [first = ''] = name.split('.')
    const part = /^(layer\d+|fc)$/.test(first) ? first : 'stem'
    parts.set(part, (parts.get(part) ?? new Set()).add(name))
  }
  return [...parts].map(([name, tensors]) => ({ name, tensors })).reverse()
}

/**
 * A copy of the weights in which the values of each named tensor have changed places among themselves: what they are
 * stays, what was learnt is gone (the test of Adebayo et al. 2018). The caller disposes it.
 */
export async function scrambled(
  parameters: Parameters,
  names: ReadonlySet<string>,
  seed: number,
): Promise<Parameters> {
  const snapshot = await parameters.snapshot()
  const random = new Random(seed)
  const values = new Map(
    [...snapshot].map(([name, own]) => [name, names.has(name) ? shuffled(own, random) : own.slice()]),
  )
  return Parameters.restore(parameters.specs, values)
}

function shuffled(values: Float32Array, random: Random): Float32Array {
  const found = values.slice()
  for (let i = found.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1))
    const swap = found[i] as number
    found[i] = found[j] as number
    found[j] = swap
  }
  return found
}
