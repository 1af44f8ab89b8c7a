import { LABELS } from '../../src/lifelog/labels.ts'
import { MAP_KINDS, type MapKind } from '../../src/saliency/kind-names.ts'
import { percentileInterval, resampling } from '../../src/training/bootstrap.ts'
import { inColumns } from '../train/columns.ts'
import type { Examined, ExaminedAnswer } from './examine.ts'

const SHORT: Readonly<Record<MapKind, string>> = {
  'fullgrad-saliency': 'fullgrad',
  'pytorch-grad-cam': 'grad-cam',
  signed: 'signed',
  'signed-hours': 'signed, 2 h',
}

const three = (value: number): string => value.toFixed(3)
const two = (value: number): string => value.toFixed(2)
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Three tables and the times, for people. */
export function reportOf({ days, parts, first, seven, occlusion }: Examined): string {
  const people = days.map(({ participant }) => participant)
  const of = (i: number): ExaminedAnswer[] => days.map(({ answers }) => answers[i] as ExaminedAnswer)
  const rows = (heads: string[], row: (answers: ExaminedAnswer[]) => string[]): string =>
    inColumns([['', ...heads], ...LABELS.map((label, i) => [label, ...row(of(i))])])

  const accuracy = rows(
    ['network', 'oracle', 'commoner', 'network, noise-free', 'commoner, noise-free', 'yes'],
    (answers) => {
      const share = (right: (one: ExaminedAnswer) => boolean): number =>
        answers.filter(right).length / answers.length
      const yes = share(({ truth }) => truth === 1)
      const clean = share(({ oracle }) => oracle > 0.5)
      return [
        share(({ truth, probability }) => probability > 0.5 === (truth === 1)),
        share(({ truth, oracle }) => oracle > 0.5 === (truth === 1)),
        Math.max(yes, 1 - yes),
        share(({ oracle, probability }) => oracle > 0.5 === probability > 0.5),
        Math.max(clean, 1 - clean),
        yes,
      ].map(three)
    },
  )
  const pointing = rows(['days', ...MAP_KINDS.map((kind) => SHORT[kind])], (answers) => {
    const there = answers.flatMap(({ pointing }, i) => (pointing ? [{ pointing, who: people[i] ?? '' }] : []))
    return [
      String(there.length),
      ...MAP_KINDS.map((kind) => meanWithInterval(there.map(({ pointing, who }) => [pointing[kind], who]))),
    ]
  })
  const checks = rows(
    [
      ...MAP_KINDS.map((kind) => `scrambled, ${SHORT[kind]}`),
      ...parts.map((part) => `… ${part}`),
      ...MAP_KINDS.map((kind) => `occlusion, ${SHORT[kind]}`),
      'worst residual',
    ],
    (answers) => [
      ...MAP_KINDS.map((kind) => two(meanOf(answers.map(({ scrambled }) => scrambled[kind])))),
      ...parts.map((_, k) => two(meanOf(answers.map(({ cascade }) => cascade[k] ?? NaN)))),
      ...MAP_KINDS.map((kind) => two(meanOf(answers.map((one) => one.occlusion[kind])))),
      Math.max(...answers.map(({ residual }) => residual)).toExponential(1),
    ],
  )
  return [
    `${days.length} days of ${new Set(people).size} virtual participants`,
    `Accuracy\n${accuracy}`,
    `Pointing score: mean over days with a cause of that label, 95 % by participant\n${pointing}`,
    'Mean rank correlation of maps with those of scrambled weights (of the signed one also part by part, from the ' +
      `network's end), and with occlusion; the sum's worst residual over its scale\n${checks}`,
    `First map ${first.toFixed(0)} ms; seven labels, three kinds each ${seven.toFixed(0)} ms; occlusion of a day ` +
      `${occlusion.toFixed(0)} ms`,
  ].join('\n\n')
}

/** Whole people are drawn: days of one person are alike. */
function meanWithInterval(values: readonly (readonly [number, string])[]): string {
  if (values.length === 0) return '–'
  const { personOf, draws } = resampling(
    values.map(([, who]) => who),
    1,
  )
  const means = draws.map((times) => {
    let [sum, count] = [0, 0]
    for (const [i, [value]] of values.entries()) {
      const drawn = times[personOf[i] ?? 0] ?? 0
      sum += drawn * value
      count += drawn
    }
    return sum / count
  })
  const interval = percentileInterval(means)
  const mean = two(meanOf(values.map(([value]) => value)))
  return interval ? `${mean} (${two(interval.low)}–${two(interval.high)})` : mean
}
