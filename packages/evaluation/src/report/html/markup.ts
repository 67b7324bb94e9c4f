/** Text that may stand in HTML or SVG. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const NOT_SHOWN = '–'

/** A count with thin spaces in thousands; withheld is a dash. */
export const countText = (n: number | null): string =>
  n === null ? NOT_SHOWN : String(Math.round(n)).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f')

/** One decimal, two below 1; what rounds to nothing has no sign. */
export const numberText = (x: number | null): string =>
  x === null ? NOT_SHOWN : (Math.abs(x) < 1 ? x.toFixed(2) : x.toFixed(1)).replace(/^-(?!0\.00$)/, '−').replace('-', '')

export const percentText = (x: number | null): string => (x === null ? NOT_SHOWN : `${Math.round(x * 100)}\u202f%`)

export const inHundredText = (x: number | null): string => (x === null ? NOT_SHOWN : String(Math.round(x * 100)))

export const pText = (p: number | null): string =>
  p === null ? NOT_SHOWN : p < 0.001 ? '< 0.001' : p.toFixed(p < 0.1 ? 3 : 2)

export const intervalText = (low: number | null, high: number | null): string =>
  low === null || high === null ? NOT_SHOWN : `${numberText(low)} – ${numberText(high)}`

/** A table; cells are text, the first column heads its row. Where it is too wide it scrolls, by keyboard too. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = header.map((h) => `<th scope="col">${escapeHtml(h)}</th>`).join('')
  const body = rows
    .map(
      (row) =>
        `<tr>${row.map((c, i) => (i === 0 ? `<th scope="row">${escapeHtml(c)}</th>` : `<td>${escapeHtml(c)}</td>`)).join('')}</tr>`,
    )
    .join('')
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

export const details = (summary: string, content: string): string =>
  `<details><summary>${escapeHtml(summary)}</summary>${content}</details>`

export const paragraph = (name: string, text: string): string => `<p class="${name}">${escapeHtml(text)}</p>`
