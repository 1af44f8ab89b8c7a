/** One page to print: everything in one file, with pictures inside. */
export interface ReportPage {
  readonly title: string
  readonly lead: string
  /** Data address of the picture with its heat. */
  readonly picture: string
  readonly pictureWords: string
  /** Sentences, one a paragraph. */
  readonly sentences: readonly string[]
  readonly table: { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] }
  readonly caveats: readonly string[]
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const STYLE = `
@page { size: A4; margin: 14mm }
body { max-width: 46rem; margin: 1rem auto; font: 10.5pt/1.4 system-ui, sans-serif; color: #1a2223 }
h1 { margin: 0; font-size: 17pt }
p { margin: .4rem 0 }
img { width: 100%; max-height: 118mm; object-fit: contain }
table { width: 100%; border-collapse: collapse; font-size: 9pt }
th, td { padding: .1rem .4rem; border-bottom: 1px solid #ccc; text-align: right; font-weight: 400 }
th:first-child { text-align: left }
thead th { font-weight: 600 }
small { color: #545f5e }
`

/** @returns an HTML document that needs nothing else, and asks nobody for anything */
export function reportPage({
  title,
  lead,
  picture,
  pictureWords,
  sentences,
  table,
  caveats,
}: ReportPage): string {
  const row = (cells: readonly string[]): string =>
    `<tr><th scope="row">${escaped(cells[0] ?? '')}</th>${cells
      .slice(1)
      .map((cell) => `<td>${escaped(cell)}</td>`)
      .join('')}</tr>`
  return [
    '<!doctype html><html><head><meta charset="utf-8">',
    `<title>${escaped(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escaped(title)}</h1><p>${escaped(lead)}</p>`,
    `<img src="${escaped(picture)}" alt="${escaped(pictureWords)}">`,
    ...sentences.map((sentence) => `<p>${escaped(sentence)}</p>`),
    `<table><thead><tr>${table.heads.map((head) => `<th scope="col">${escaped(head)}</th>`).join('')}</tr></thead>`,
    `<tbody>${table.rows.map(row).join('')}</tbody></table>`,
    ...caveats.map((caveat) => `<p><small>${escaped(caveat)}</small></p>`),
    '</body></html>',
  ].join('\n')
}
