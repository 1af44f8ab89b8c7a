import type { EncodedDay } from '../inputs/encoding.ts'
import type { Label } from '../lifelog/labels.ts'
import { LABELS } from '../lifelog/labels.ts'
import { sigmoid } from '../training/evaluate.ts'
import { Random } from '../training/random.ts'
import { answersOf } from './answers.ts'
import { explainAll, type Explained, type ExplainedModel } from './explain.ts'
import { Hiding } from './hiding.ts'
import { isSigned, type MapKind } from './kind-names.ts'
import { rankCorrelation } from './rank-correlation.ts'
import { HOURS } from './hours.ts'
import { REMOVAL_STEPS, removalCurve, type RemovalCurve } from './removal.ts'
import { partsOf, scrambled } from './scramble.ts'
import { sharesOf, sumsOf } from './shares.ts'

/** What speaks for or against believing one map. */
export interface Trust {
  /** The day taken away in the map's order. */
  readonly removal: RemovalCurve
  /** In random order, the mean of three. */
  readonly random: RemovalCurve
  /**
   * Rank correlation, by hours of channels, of the map with the same one after the network was scrambled from its end up
   * to and with each part. A map that stays as it is explains nothing of what was learnt.
   */
  readonly scrambled: readonly { readonly part: string; readonly correlation: number }[]
}

const RANDOM_ORDERS = 3

/** @param onDone is told how far it is, and throws to end it */
export async function trustIn(
  model: ExplainedModel,
  encoded: EncodedDay,
  label: Label,
  kind: MapKind,
  onDone: (done: number, total: number) => Promise<void> | void = () => undefined,
): Promise<Trust> {
  const parts = partsOf(model.parameters)
  const total = REMOVAL_STEPS * (1 + RANDOM_ORDERS) + parts.length
  let done = 0
  const step = (): Promise<void> | void => onDone(++done, total)
  const [explained] = await explainAll(model, encoded, [label])
  const { maps, logit } = explained as Explained
  const yes = sigmoid(logit) >= 0.5
  const hiding = new Hiding(encoded, model.encoding)
  const curve = (weights: ArrayLike<number>): Promise<RemovalCurve> =>
    removalCurve(hiding, answersOf(model), LABELS.indexOf(label), yes, weights, step)
  const removal = await curve(weightsOf(maps[kind].time, kind, yes))
  const random: RemovalCurve[] = []
  const draw = new Random(1)
  for (let k = 0; k < RANDOM_ORDERS; k++)
    random.push(await curve(Float64Array.from({ length: hiding.channels * HOURS }, () => draw.uniform())))
  const own = sharesOf(maps[kind].time, HOURS).cells
  const names = new Set<string>()
  const found: { part: string; correlation: number }[] = []
  for (const { name, tensors } of parts) {
    for (const tensor of tensors) names.add(tensor)
    const parameters = await scrambled(model.parameters, names, 1)
    try {
      const [other] = await explainAll({ ...model, parameters }, encoded, [label])
      const theirs = sharesOf((other as Explained).maps[kind].time, HOURS).cells
      found.push({ part: name, correlation: rankCorrelation(own, theirs) })
    } finally {
      parameters.dispose()
    }
    await step()
  }
  return { removal, random: meanCurve(random), scrambled: found }
}

/** What speaks most for the answer given comes first; heat does not say for which answer it speaks. */
function weightsOf(time: Parameters<typeof sumsOf>[0], kind: MapKind, yes: boolean): Float64Array {
  const { cells } = sumsOf(time, HOURS)
  return isSigned(kind) && !yes ? cells.map((value) => -value) : cells
}

function meanCurve(curves: readonly RemovalCurve[]): RemovalCurve {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const points = (of: (curve: RemovalCurve) => readonly number[]): number[] =>
    of(curves[0] as RemovalCurve).map((_, i) => mean(curves.map((curve) => of(curve)[i] as number)))
  return {
    deletion: points(({ deletion }) => deletion),
    insertion: points(({ insertion }) => insertion),
    deletionArea: mean(curves.map(({ deletionArea }) => deletionArea)),
    insertionArea: mean(curves.map(({ insertionArea }) => insertionArea)),
  }
}
