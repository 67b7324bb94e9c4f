import { StatisticsError } from '../statistics-error.ts'

/** One arm: known events, people whose status is unknown, and people in all. Weighted counts are allowed. */
export interface KnownCounts {
  readonly events: number
  readonly unknown: number
  readonly n: number
}

export interface Bounds {
  readonly low: number
  readonly high: number
}

export interface RiskBounds {
  readonly treated: Bounds
  readonly control: Bounds
  readonly difference: Bounds
}

/**
 * Bounds that hold whatever happened to the people whose status is unknown: each risk lies in [e/n, (e + u)/n], and their difference
 * in [low − high, high − low]. Counting every unknown person as an event in both arms is one point inside, not a bound.
 * Sources: Manski 1990; Horowitz & Manski 2000.
 * @throws no_rows (an arm without people), out_of_range (a negative count, or events and unknowns above n)
 */
export function riskBounds(treated: KnownCounts, control: KnownCounts): RiskBounds {
  const [one, two] = [armBounds('treated', treated), armBounds('control', control)]
  return { treated: one, control: two, difference: { low: one.low - two.high, high: one.high - two.low } }
}

function armBounds(column: string, { events, unknown, n }: KnownCounts): Bounds {
  if (!(n > 0)) throw new StatisticsError('no_rows', `Nobody is in the ${column} arm.`, { column })
  if (!(events >= 0 && unknown >= 0 && events + unknown <= n * (1 + 1e-12)))
    throw new StatisticsError(
      'out_of_range',
      `${events} events and ${unknown} unknown do not fit into ${n} people of the ${column} arm`,
      { column },
    )
  return { low: events / n, high: Math.min(1, (events + unknown) / n) }
}
