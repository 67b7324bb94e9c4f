import { escapeHtml } from './markup.ts'
import { STYLE } from './style.ts'
import type { Language } from './words-of-page.ts'

/** A page that needs nothing else: no request, no script, both themes, printable. `sections` are HTML, all else is text. */
export function htmlPage(page: {
  readonly language: Language
  readonly title: string
  readonly heading: string
  /** One line under the heading. */
  readonly line: string
  readonly sections: readonly string[]
  /** Rules beyond the shared style. */
  readonly style?: string
}): string {
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(page.title)}</title>
<style>${STYLE}${page.style ?? ''}</style>
</head>
<body>
<main>
<header>${MARK}<div><h1>${escapeHtml(page.heading)}</h1><p>${escapeHtml(page.line)}</p></div></header>
${page.sections.join('\n')}
</main>
</body>
</html>
`
}

/** Three stacked stones. */
const MARK =
  '<svg viewBox="0 0 48 48" style="width:44px;height:44px;flex:none" aria-hidden="true"><ellipse cx="24" cy="38" rx="18" ry="7" fill="var(--pine-fill)"/><ellipse cx="25" cy="24" rx="13" ry="6" fill="var(--slate)"/><ellipse cx="23" cy="12" rx="8" ry="5" fill="var(--amber-fill)"/></svg>'

/** A card with its heading; `content` is HTML. */
export const section = (title: string, content: string, name = ''): string =>
  `<section${name ? ` class="${name}"` : ''}><h2>${escapeHtml(title)}</h2>${content}</section>`
