import type { ResultTable } from './result-tables.ts'

/** One page that needs nothing beside it: no script, no request. For reading and for paper. @param body as HTML */
export const pageOf = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>PixleepFlow: ${escaped(title)}</title>
<style>${STYLE}</style>
<h1>${escaped(title)}</h1>
${body}
</html>
`

export function tableOf({ title, rows: [head = [], ...rows] }: ResultTable): string {
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
export const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (c) => ENTITIES[c] ?? c)

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
