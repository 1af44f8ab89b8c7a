import { LABELS } from '../../src/lifelog/labels.ts'
import type { Collected } from '../../src/training/collected.ts'
import { f1Chart, lossChart, reliabilityChart } from './report-charts.ts'
import { escaped, pageOf, tableOf } from './report-page.ts'
import { resultTables, type ResultTable } from './result-tables.ts'
import { experimentLine, peopleIn, warningWords } from './words.ts'

/** The page of one experiment. */
export function reportOf(found: Collected): string {
  const { experiment, days, folds, warnings, calibration } = found
  const line = escaped(experimentLine(experiment, days.length, peopleIn(days)))
  return pageOf(
    experiment.name,
    `<p>${line}.</p>
${warnings.map((warning) => `<p class="warning">${escaped(warningWords(warning, experiment.folds))}</p>`).join('\n')}
${resultTables(found).map(tableOf).join('\n')}
<h2>Training</h2>
<div class="charts">${lossChart(folds)}${f1Chart(folds)}</div>
<h2>Calibration on held-out days</h2>
<div class="charts">${reliabilityChart('All labels', calibration.all)}${LABELS.map((label, k) =>
      reliabilityChart(label, calibration.labels[k]!),
    ).join('')}</div>
${tableOf(foldTable(found))}
${tableOf(thresholdTable(found))}
<h2>Settings</h2>
<pre>${escaped(JSON.stringify({ preset: experiment.preset, encoding: experiment.encoding, days: experiment.days }, null, 2))}</pre>`,
  )
}

const foldTable = ({ folds }: Collected): ResultTable => ({
  title: 'Folds',
  rows: [
    ['fold', 'training days', 'held-out days', 'held-out people', 'kept epoch', 'weights (SHA-256)'],
    ...folds.map(({ fold, trainingDays, heldOutDays, heldOutPeople, keptEpoch, weights }) => [
      ...[fold, trainingDays, heldOutDays, heldOutPeople.length, keptEpoch].map(String),
      weights.slice(0, 16),
    ]),
  ],
})

const thresholdTable = ({ folds, thresholds }: Collected): ResultTable => ({
  title: 'Thresholds chosen on training days for two-class F1',
  rows: [
    ['fold', ...LABELS],
    ...folds.map((fold) => [String(fold.fold), ...fold.thresholds.network.map((t) => t.toFixed(3))]),
    ['ensemble', ...thresholds.map((t) => t.toFixed(3))],
  ],
})
