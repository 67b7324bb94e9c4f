import { normalCdf, normalQuantile } from '../distributions/distributions.ts'
import { StatisticsError } from '../statistics-error.ts'

/** Intervals between grid points of the density, for Simpson's rule; critical values are right to about 1e-8. */
const STEPS = 1000

/**
 * Critical values of a test that is looked at several times: at look k reject when |z| > c_k. All looks together have the significance
 * asked for. Each side spends its half α as O'Brien–Fleming's boundaries do, 2 − 2Φ(z / √t) by information t, z the 1 − α / 2 quantile.
 *
 * @param shares share of the planned information (events) at each look, rising, the last at most 1
 * @param significance two-sided, 0.05 unless told
 * @throws bad_option (no look, shares that do not rise within (0, 1])
 * Sources: Lan & DeMets 1983; Armitage, McPherson & Rowe 1969 (the recursion).
 */
export function groupSequentialCriticalValues(shares: readonly number[], significance = 0.05): number[] {
  const rises = shares.every((t, k) => t > (shares[k - 1] ?? 0) && t <= 1)
  if (shares.length === 0 || !rises)
    throw new StatisticsError('bad_option', 'looks have rising shares of the information, above 0 and at most 1')
  if (!(significance > 0 && significance < 1))
    throw new StatisticsError('bad_option', `a significance lies between 0 and 1, not ${significance}`)
  const spent = shares.map((t) => 4 * normalCdf(-normalQuantile(1 - significance / 4) / Math.sqrt(t)))
  const out: number[] = []
  // The score process is Brownian motion in information; `density` is that of its paths which have not crossed.
  let density: Density | null = null
  for (const [k, t] of shares.entries()) {
    const mayCross = spent[k]! - (spent[k - 1] ?? 0)
    const sd = Math.sqrt(t - (shares[k - 1] ?? 0))
    const crosses = (bound: number) =>
      density
        ? integrate(density, (x) => normalCdf((x - bound) / sd) + normalCdf((-x - bound) / sd))
        : 2 * normalCdf(-bound / sd)
    const bound = solve(crosses, mayCross, 10 * Math.sqrt(t))
    out.push(bound / Math.sqrt(t))
    const before: Density | null = density
    density = tabulate(bound, (y) => (before ? integrate(before, (x) => bell((y - x) / sd) / sd) : bell(y / sd) / sd))
  }
  return out
}

interface Density {
  readonly bound: number
  readonly values: Float64Array
}

const bell = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)

function tabulate(bound: number, density: (y: number) => number): Density {
  const width = (2 * bound) / STEPS
  return { bound, values: Float64Array.from({ length: STEPS + 1 }, (_, i) => density(-bound + i * width)) }
}

function integrate({ bound, values }: Density, of: (x: number) => number): number {
  const width = (2 * bound) / STEPS
  let sum = 0
  for (let i = 0; i <= STEPS; i++)
    sum += (i === 0 || i === STEPS ? 1 : i % 2 ? 4 : 2) * values[i]! * of(-bound + i * width)
  return (sum * width) / 3
}

/** Where a falling function takes a value, between 0 and `most`. */
function solve(falling: (x: number) => number, value: number, most: number): number {
  let [low, high] = [0, most]
  while (high - low > 1e-12 * most) {
    const middle = (low + high) / 2
    if (falling(middle) > value) low = middle
    else high = middle
  }
  return (low + high) / 2
}
