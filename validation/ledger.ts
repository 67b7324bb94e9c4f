/** One line of the report: how often a quantity was compared and its largest error. */
interface Entry {
  compared: number
  worst: number
  worstAt: string
  readonly tolerance: number
}

/** A difference from R that is larger than the quantity's tolerance. */
export class Difference extends Error {}

/** Compares our numbers with R's and remembers the largest error of each quantity. */
export class Ledger {
  readonly entries = new Map<string, Entry>()

  /**
   * |ours − R's| ≤ tolerance · max(|R's|, scale). null and R's NA must agree.
   * @param scale a standard error, or 0 for a purely relative comparison
   */
  compare(
    quantity: string,
    where: string,
    ours: number | null | undefined,
    theirs: number | null | undefined,
    options: { scale?: number; tolerance?: number } = {},
  ): void {
    const tolerance = options.tolerance ?? 1e-6
    const entry = this.entries.get(quantity) ?? { compared: 0, worst: 0, worstAt: '', tolerance }
    this.entries.set(quantity, entry)
    entry.compared++
    const a = ours ?? null
    const b = theirs ?? null
    if (a === null && b === null) return
    if (a === null || b === null) throw new Difference(`${quantity} of ${where}: ours is ${a}, R's is ${b}`)
    const size = Math.max(Math.abs(b), options.scale ?? 0, 1e-12)
    const error = Math.abs(a - b) / size
    if (!(error <= tolerance))
      throw new Difference(
        `${quantity} of ${where}: ours is ${a}, R's is ${b}, an error of ${error.toExponential(2)} where ${tolerance.toExponential(0)} is allowed`,
      )
    if (error > entry.worst) {
      entry.worst = error
      entry.worstAt = where
    }
  }

  /** Quantity, comparisons, largest error, tolerance and where, as an aligned table. */
  report(): string {
    const rows = [...this.entries].map(([quantity, e]) => [
      quantity,
      String(e.compared),
      e.worst.toExponential(1),
      e.tolerance.toExponential(0),
      e.worstAt,
    ])
    const all = [['quantity', 'compared', 'largest error', 'allowed', 'where'], ...rows]
    const widths = all[0]!.map((_, c) => Math.max(...all.map((r) => r[c]!.length)))
    return all
      .map((r) =>
        r
          .map((cell, c) => (c === 0 || c === 4 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!)))
          .join('  ')
          .trimEnd(),
      )
      .join('\n')
  }
}
