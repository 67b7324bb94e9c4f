/** One column of a table for people: its heading, its cells, and on which side they stand. */
export interface TextColumn {
  readonly heading: string
  readonly cells: readonly string[]
  readonly align?: 'left' | 'right'
}

/** Aligned columns with two blanks between them and no trailing blanks. Numbers stand on the right. */
export function textTable(columns: readonly TextColumn[]): string {
  const widths = columns.map((c) => Math.max(c.heading.length, ...c.cells.map((cell) => cell.length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, k) => (columns[k]!.align === 'left' ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
      .join('  ')
      .trimEnd()
  const rows = columns[0]?.cells.length ?? 0
  return (
    [
      line(columns.map((c) => c.heading)),
      ...Array.from({ length: rows }, (_, r) => line(columns.map((c) => c.cells[r] ?? ''))),
    ].join('\n') + '\n'
  )
}

/** A number to some significant digits without an exponent where it can be avoided; a dash where it does not exist. */
export function digits(value: number | null | undefined, significant = 4): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  if (value === 0) return '0'
  const size = Math.floor(Math.log10(Math.abs(value)))
  if (size >= 15 || size < -6) return value.toExponential(significant - 1)
  if (Number.isInteger(value)) return String(value)
  return value.toFixed(Math.max(0, significant - 1 - size))
}

/** A time as it was measured: at most six digits, no zeros at the end. */
export function timeLabel(time: number): string {
  return String(Number(time.toPrecision(6)))
}

/** A number to a fixed number of decimals; a dash where it does not exist. */
export function decimals(value: number | null | undefined, places: number): string {
  return value === null || value === undefined || Number.isNaN(value)
    ? '–'
    : Number.isFinite(value)
      ? value.toFixed(places)
      : '∞'
}

/** A p-value for people: three digits, and `<0.0001` below that. */
export function pValue(p: number | null): string {
  if (p === null || Number.isNaN(p)) return '–'
  return p < 0.0001 ? '<0.0001' : p.toFixed(4)
}
