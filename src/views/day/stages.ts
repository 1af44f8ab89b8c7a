import type { Explanation } from '../../saliency/explanation.ts'

/** Where on its way through the network evidence enters the sum: the input, the first layer, four stages, the end. */
export type StageName = 'input' | 'stem' | `stage ${string}` | 'gates' | 'end'

export interface Stage {
  readonly name: StageName
  /** What it adds to the network's number, or takes from it. */
  readonly value: number
  /** The number so far, this stage with it. */
  readonly sum: number
}

function stageOf(layer: string): StageName {
  if (layer === 'input') return 'input'
  if (layer.startsWith('fc')) return 'end'
  if (layer.includes('.se.')) return 'gates'
  const [, number] = /^layer(\d+)/.exec(layer) ?? []
  return number === undefined ? 'stem' : `stage ${number}`
}

/** The terms of the sum by stage, in the network's order; the last sum is the network's number. */
export function stagesOf(terms: Explanation['terms']): Stage[] {
  const values = new Map<StageName, number>()
  for (const { layer, value } of terms) {
    const name = stageOf(layer)
    values.set(name, (values.get(name) ?? 0) + value)
  }
  // Gates stand in every stage; they are told of before the end, like the classifier they add without a place.
  const names = [...values.keys()].sort((a, b) => rankOf(a) - rankOf(b))
  let sum = 0
  return names.map((name) => {
    const value = values.get(name) as number
    sum += value
    return { name, value, sum }
  })
}

function rankOf(name: StageName): number {
  if (name.startsWith('stage ')) return 1 + Number(name.slice('stage '.length))
  return { input: 0, stem: 1, gates: 1000, end: 1001 }[name as 'input' | 'stem' | 'gates' | 'end']
}
