import { LABELS } from '../../src/lifelog/labels.ts'
import type { Collected } from '../../src/training/collected.ts'
import { f1Chart, lossChart, reliabilityChart } from './report-charts.ts'
import { resultTables, type ResultTable } from './result-tables.ts'
import { experimentLine, peopleIn, warningWords } from './words.ts'

/** One page that needs nothing beside it: no script, no request. For reading and for paper. */
export function reportOf(found: Collected): string {
  const { experiment, days, folds, warnings, calibration } = found
  const line = escaped(experimentLine(experiment, days.length, peopleIn(days)))
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>PixleepFlow: ${escaped(experiment.name)}</title>
<style>${STYLE}</style>
<h1>${escaped(experiment.name)}</h1>
<p>${line}.</p>
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
<pre>${escaped(JSON.stringify({ preset: experiment.preset, encoding: experiment.encoding, days: experiment.days }, null, 2))}</pre>
</html>
`
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

function tableOf({ title, rows: [head = [], ...rows] }: ResultTable): string {
  const cells = (row: readonly string[], tag: string): string =>
    row
      .map((cell, k) => (k === 0 ? `<th>${escaped(cell)}</th>` : `<${tag}>${escaped(cell)}</${tag}>`))
      .join('')
  return (
    `<h2>${escaped(title)}</h2>\n<table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>\n` +
    `${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n')}\n</tbody></table>`
  )
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (c) => ENTITIES[c] ?? c)

const STYLE = `
body{font:14px/1.45 system-ui,sans-serif;max-width:1040px;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.05rem;margin:1.6rem 0 .4rem}
table{border-collapse:collapse;font-size:12px;font-variant-numeric:tabular-nums}
th,td{padding:2px 7px;text-align:right;border-bottom:1px solid #ddd;font-weight:400}
th:first-child{text-align:left}thead th{font-weight:600}
.warning{border-left:3px solid #b50;padding-left:.6rem}
.charts{display:flex;flex-wrap:wrap;gap:8px}svg text{font-size:10px;fill:#333}
pre{font-size:11px;white-space:pre-wrap}
@media print{body{margin:0;max-width:none}table,svg{break-inside:avoid}}
`
