import { encode } from '../../src/inputs/encode.ts'
import { LABELS } from '../../src/lifelog/labels.ts'
import { explainAll, type Explained, type ExplainedModel } from '../../src/saliency/explain.ts'
import { Hiding } from '../../src/saliency/hiding.ts'
import { MAP_KINDS, type MapKind } from '../../src/saliency/kind-names.ts'
import { occlude } from '../../src/saliency/occlusion.ts'
import { pointingScore } from '../../src/saliency/pointing.ts'
import { rankCorrelation } from '../../src/saliency/rank-correlation.ts'
import { partsOf, scrambled } from '../../src/saliency/scramble.ts'
import { sharesOf } from '../../src/saliency/shares.ts'
import { causeRegions } from '../../src/simulate/cause-regions.ts'
import { simulatedDays } from '../../src/simulate/days.ts'
import { oracleAnswers, virtualDay } from '../../src/simulate/oracle.ts'
import { RECOMMENDED } from '../../src/synchronise/preset.ts'
import type { ModelCard } from '../../src/training/card.ts'
import { logitsOf, sigmoid } from '../../src/training/evaluate.ts'

const HOURS = 24

/** What one answer of one day says. */
export interface ExaminedAnswer {
  readonly truth: 0 | 1
  readonly probability: number
  /** What somebody answers who knows the causes. */
  readonly oracle: number
  /** Of each kind of map, null on days without a cause that bears on the label. */
  readonly pointing: Readonly<Record<MapKind, number>> | null
  /** Rank correlation of each map with the same one after all weights were scrambled, by hours of channels. */
  readonly scrambled: Readonly<Record<MapKind, number>>
  /** The same of the signed map, with the parts of the network scrambled one after the other from its end. */
  readonly cascade: readonly number[]
  /** Rank correlation of each map with what occlusion moves, by two hours of channels. */
  readonly occlusion: Readonly<Record<MapKind, number>>
  /** Residual of the sum over its scale. */
  readonly residual: number
}

export interface ExaminedDay {
  readonly participant: string
  readonly answers: readonly ExaminedAnswer[]
}

export interface Examined {
  readonly days: readonly ExaminedDay[]
  /** Of the cascade, from the network's end. */
  readonly parts: readonly string[]
  /** Milliseconds of the first map, backend warm or not, and of all seven with three kinds each (median). */
  readonly first: number
  readonly seven: number
  /** Of one occlusion of a day (median). */
  readonly occlusion: number
}

/** Every `seeds` × `days` virtual day through the network, its maps and the checks of them. */
export async function examine(
  { model }: { card: ModelCard; model: ExplainedModel },
  seeds: readonly number[],
  count: number,
  say: (text: string) => void,
): Promise<Examined> {
  const parts = partsOf(model.parameters)
  const broken: ExplainedModel[] = []
  const names = new Set<string>()
  for (const { tensors } of parts) {
    for (const name of tensors) names.add(name)
    broken.push({ ...model, parameters: await scrambled(model.parameters, names, 1) })
  }
  const answer = async (days: Parameters<typeof logitsOf>[1][number]['encoded'][]): Promise<number[][]> =>
    (
      await logitsOf(
        model,
        days.map((encoded) => ({ encoded })),
      )
    ).map((row) => row.map(sigmoid))
  const found: ExaminedDay[] = []
  const times: { seven: number[]; occlusion: number[] } = { seven: [], occlusion: [] }
  let first = NaN
  for (const seed of seeds) {
    const days = simulatedDays(
      seed,
      count,
      { filling: RECOMMENDED, rate: 1 },
      new AbortController().signal,
      () => Promise.resolve(),
    )
    for await (const day of days) {
      const encoded = encode(day, model.encoding)
      if (found.length === 0) first = await timed(() => explainAll(model, encoded, ['Q1']))
      let own: Explained[] = []
      times.seven.push(await timed(async () => (own = await explainAll(model, encoded))))
      const cascade: Explained[][] = []
      for (const other of broken) cascade.push(await explainAll(other, encoded))
      const hiding = new Hiding(encoded, model.encoding)
      let occluded: Awaited<ReturnType<typeof occlude>> | null = null
      times.occlusion.push(
        await timed(async () => (occluded = await occlude(hiding, (of) => answer([...of])))),
      )
      const name = virtualDay(day.participant, day.date)
      if (!name || !occluded) throw new Error(`${day.id} is no virtual day`)
      const { cells, whole } = occluded as Awaited<ReturnType<typeof occlude>>
      const oracle = oracleAnswers(name)
      found.push({
        participant: day.participant,
        answers: LABELS.map((label, i) => {
          const one = own[i] as Explained
          const regions = causeRegions(label, name)
          const shares = (of: Explained, kind: MapKind, columns: number): Float64Array =>
            sharesOf(of.maps[kind].time, columns).cells
          const effect = cells.map((without) => Math.abs((whole[i] as number) - (without[i] as number)))
          return {
            truth: day.labels?.[label] ?? 0,
            probability: sigmoid(one.logit),
            oracle: oracle[i] as number,
            pointing:
              regions.length > 0
                ? byKind((kind) => pointingScore(one.maps[kind].time, model.encoding.channels, regions))
                : null,
            scrambled: byKind((kind) =>
              rankCorrelation(
                shares(one, kind, HOURS),
                shares(cascade.at(-1)?.[i] as Explained, kind, HOURS),
              ),
            ),
            cascade: cascade.map((all) =>
              rankCorrelation(shares(one, 'signed', HOURS), shares(all[i] as Explained, 'signed', HOURS)),
            ),
            occlusion: byKind((kind) => rankCorrelation(shares(one, kind, 12), effect)),
            residual: one.residual / one.scale,
          }
        }),
      })
      if (found.length % 10 === 0) say(`${found.length} days`)
    }
  }
  for (const { parameters } of broken) parameters.dispose()
  return {
    days: found,
    parts: parts.map(({ name }) => name),
    first,
    seven: median(times.seven),
    occlusion: median(times.occlusion),
  }
}

const byKind = (value: (kind: MapKind) => number): Record<MapKind, number> =>
  Object.fromEntries(MAP_KINDS.map((kind) => [kind, value(kind)])) as Record<MapKind, number>

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
