import type { LabelValue } from '../lifelog/labels.ts'

/**
 * Area under the ROC curve: how often a day that is yes was given more than a day that is no, ties counted half
 * (Mann and Whitney). 0.5 is a guess.
 * @returns null where only one class is known
 */
export function rocArea(truth: readonly LabelValue[], probabilities: readonly number[]): number | null {
  const days = truth
    .flatMap((value, day) => (value === null ? [] : [{ value, p: probabilities[day] ?? NaN }]))
    .sort((a, b) => a.p - b.p)
  const yes = days.filter(({ value }) => value === 1).length
  const no = days.length - yes
  if (yes === 0 || no === 0) return null
  let wins = 0
  let noBelow = 0
  for (let i = 0; i < days.length;) {
    let tiedYes = 0
    let tiedNo = 0
    const { p } = days[i]!
    for (; i < days.length && days[i]!.p === p; i++) {
      if (days[i]!.value === 1) tiedYes++
      else tiedNo++
    }
    wins += tiedYes * (noBelow + tiedNo / 2)
    noBelow += tiedNo
  }
  return wins / (yes * no)
}
