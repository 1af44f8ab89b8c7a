import { m } from '../../i18n/paraglide/messages.js'
import type { Predictor, Score } from '../../training/card.ts'
import { twoDecimals } from '../words/format.ts'

const NAMES: Readonly<Record<Predictor, () => string>> = {
  network: m.predictor_network,
  shuffledLabels: m.predictor_shuffled,
  logistic: m.predictor_logistic,
  majority: m.predictor_majority,
  allOnes: m.predictor_all_ones,
  oracle: m.predictor_oracle,
}
const ORDER = Object.keys(NAMES) as Predictor[]

export const predictorName = (predictor: Predictor): string => NAMES[predictor]()

export const inOrder = (scores: readonly Score[]): Score[] =>
  [...scores].sort((a, b) => ORDER.indexOf(a.predictor) - ORDER.indexOf(b.predictor))

/** With a handful of held-out days, one night answered differently moves a score by about so much. */
const ONE_NIGHT = 0.2

/** One plain sentence: did the network beat the predictors that look at no sensor? */
export function comparison(scores: readonly Score[]): string | null {
  const network = scores.find((score) => score.predictor === 'network')
  const trivial = scores.filter((score) => score.predictor === 'allOnes' || score.predictor === 'majority')
  const best = trivial.sort((a, b) => b.meanF1 - a.meanF1)[0]
  if (!network || !best) return null
  const gaps = {
    network: twoDecimals(network.meanF1),
    best: twoDecimals(best.meanF1),
    name: predictorName(best.predictor),
  }
  if (network.meanF1 <= best.meanF1) return m.verdict_not_above(gaps)
  return network.meanF1 - best.meanF1 < ONE_NIGHT ? m.verdict_chance(gaps) : m.verdict_above(gaps)
}
