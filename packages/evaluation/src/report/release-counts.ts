/** A cell of people below this may point at somebody. */
export const SMALLEST_CELL = 11

/** Below 11: withheld (0 is said). Otherwise to the nearest 5. */
export function rounded(n: number | null): number | null {
  return n === null || (n > 0 && n < SMALLEST_CELL) ? null : Math.round(n / 5) * 5
}

/**
 * Counts that add up to a known total: when exactly one would be withheld, the next smallest goes too, or subtraction would
 * give it back.
 */
export function withhold(counts: readonly (number | null)[]): (number | null)[] {
  const isSmall = (n: number | null) => n !== null && n > 0 && n < SMALLEST_CELL
  const hidden = new Set(counts.flatMap((n, i) => (isSmall(n) ? [i] : [])))
  if (hidden.size === 1) {
    const [next] = counts
      .flatMap((n, i) => (n !== null && n > 0 && !hidden.has(i) ? [{ n, i }] : []))
      .sort((x, y) => x.n - y.n)
    if (next) hidden.add(next.i)
  }
  return counts.map((n, i) => (hidden.has(i) ? null : rounded(n)))
}

/** Three significant digits. */
export function digits(x: number | null): number | null {
  return x === null ? null : Number(x.toPrecision(3))
}

export function mapValues<K extends string, A, B>(record: Readonly<Record<K, A>>, of: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(record).map(([k, v]) => [k, of(v)])) as Record<K, B>
}
