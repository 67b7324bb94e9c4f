import { writeFile } from 'node:fs/promises'
import { UserError } from '../user-error.ts'

/** Colours that people with any colour vision can tell apart (Okabe & Ito 2008). */
export const colours = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000'] as const

/** Text that is safe inside SVG. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)
}

/** A whole picture: title for screen readers, white ground, one font. */
export function svg(width: number, height: number, title: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

/** One piece of text; anchor start, middle or end. */
export function text(
  x: number,
  y: number,
  content: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
  more = '',
): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"${more ? ` ${more}` : ''}>${escapeXml(content)}</text>`
}

/** A straight line. */
export function line(x1: number, y1: number, x2: number, y2: number, more = 'stroke="#333"'): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" ${more}/>`
}

export function round(x: number): string {
  return String(Number(x.toFixed(2)))
}

/** About `count` round numbers from low to high. */
export function ticks(low: number, high: number, count = 6): number[] {
  const span = high - low
  if (!(span > 0)) return [low]
  const power = 10 ** Math.floor(Math.log10(span / count))
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => span / s <= count) ?? power * 10
  const out: number[] = []
  for (let v = Math.ceil(low / step) * step; v <= high + step * 1e-9; v += step) out.push(Number(v.toPrecision(12)))
  return out
}

/** Logarithms of round ratios, 1 among them; the coarsest set that shows four or more. */
export function ratioTicks(low: number, high: number): number[] {
  for (const steps of [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7], [1, 1.1, 1.2, 1.3, 1.5, 1.7, 2, 3, 5, 7, 8, 9]]) {
    const found: number[] = []
    for (let power = -6; power <= 6; power++)
      for (const step of steps) {
        const value = Math.log(step * 10 ** power)
        if (value >= low && value <= high) found.push(value)
      }
    if (found.length >= 4) return found
  }
  return ticks(low, high)
}

/** Writes a picture; a folder that is not there or may not be written is one sentence. */
export async function writePicture(path: string, picture: string): Promise<void> {
  try {
    await writeFile(path, picture)
  } catch (error) {
    throw new UserError(`${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}).`)
  }
}
