import { describe, expect, test } from 'vitest'
import { logRankScores } from './lottery-ratios.ts'
import { compare, files } from './testing/lottery-dozen.ts'

/**
 * Days from the draw, horizon 60. Draw A: 2 places for 6, so weights 3 and 1.5. Draw B, 28 days later: 3 places for 6, weights 2 and 2.
 *
 * | draw | offered | | days and end |
 * |---|---|---|---|
 * | A | a | took it on day 9 | 70, none |
 * | A | b | refused | event on day 20 |
 * | A | e | rank 3: got b's place, took it on day 12 | 40, then nobody reached him |
 * | A | c | no | event between days 38 and 52: day 45 |
 * | A | d | no | 103, none |
 * | A | f | no | event on day 60, the horizon |
 * | A, home | j, k | both offered: 2 places for 2, no comparison | |
 * | B | c | took it on day 7 | event between days 10 and 24: day 17 |
 * | B | g | took it on day 5 | 75, none |
 * | B | l | not asked before the draw: leaves (her answer of day 32 came later) | |
 * | B | d | no | 75, none |
 * | B | h | no | died of something else on day 30 |
 * | B | i | no | event on day 10 |
 */
const dozen = compare(files)
const near = (actual: number | null | undefined, expected: number) => expect(actual).toBeCloseTo(expected, 12)
/** Person by person: a, b, c, d, e, f, g, h, i. */
const sumOfSquares = (sums: readonly number[]) => sums.reduce((sum, x) => sum + x * x, 0)

// Offered, weight 10 in all: 2 of 10 have the event on day 17, 3 of the 8 left on day 20.
const riskWith = 2 / 10 + (8 / 10) * (3 / 8)
// Not offered, weight 12: i on day 10; h dies on day 30 at 10 left; e leaves at 8; c at 6.5 on day 45; f at 5 on day 60.
const S30 = (10 / 12) * (8 / 10)
const S45 = S30 * (5 / 6.5)
const riskWithout = 2 / 12 + S30 * (1.5 / 6.5) + S45 * (1.5 / 5)

// What each person adds to the two risks. Offered (nobody leaves early): w (event − .5) / 10.
const offeredRisk = { a: 3 * -0.05, b: 3 * 0.05, c: 2 * 0.05, g: 2 * -0.05 }
// Not offered: F = i/W + M/W · q, with W everybody (12), M those left after day 30 (e, c, dA, dB, f: 8) and q the risk ahead of them,
// q = 1.5/6.5 + 5/6.5 · 1.5/5 = 6/13 from c and f, e having left (N = c + dA + dB + f = 6.5): q = (c + f) / N with N = 6.5.
const [W, M, N] = [12, 8, 6.5]
const q = 3 / 6.5
const F = riskWithout
const base = (q - F) / W
const otherRisk = {
  i: (2 * (1 - F)) / W,
  h: (2 * (0 - F)) / W,
  e: 1.5 * base,
  c: 1.5 * (base + ((M / W) * (1 - q)) / N),
  f: 1.5 * (base + ((M / W) * (1 - q)) / N),
  dA: 1.5 * (base - ((M / W) * q) / N),
  dB: 2 * (base - ((M / W) * q) / N),
}
const riskByPerson = [
  offeredRisk.a,
  offeredRisk.b,
  offeredRisk.c - otherRisk.c,
  -otherRisk.dA - otherRisk.dB,
  -otherRisk.e,
  -otherRisk.f,
  offeredRisk.g,
  -otherRisk.h,
  -otherRisk.i,
]
// Uptake: a, c, g of those offered (7 of 10); of the others e, who got the refused place (1.5 of 12).
const uptakeByPerson = [
  (3 * (1 - 0.7)) / 10,
  (3 * (0 - 0.7)) / 10,
  (2 * (1 - 0.7)) / 10 + (1.5 * 0.125) / 12,
  (1.5 * 0.125 + 2 * 0.125) / 12,
  (-1.5 * (1 - 0.125)) / 12,
  (1.5 * 0.125) / 12,
  (2 * (1 - 0.7)) / 10,
  (2 * 0.125) / 12,
  (2 * 0.125) / 12,
]

describe('a dozen people in two draws, by hand', () => {
  test('entries are counted once a draw, and leave by reason; people and events once an arm', () => {
    expect(dozen).toMatchObject({ draws: 2, entrants: 14, withoutContrast: 2, mentors: 3, horizonDays: 60 })
    expect(Object.fromEntries(dozen.notEligible.map((x) => [x.reason, x.n]))).toEqual({
      not_known_at_draw: 1,
      last_use_unknown: 0,
      not_abstinent_long_enough: 0,
      no_days_covered: 0,
    })
    // b and c of a, b, c, g; c, f, i of c, d, e, f, h, i: d's two rows are one person, c is in both.
    expect(dozen.arms.with).toMatchObject({ people: 4, events: 2 })
    expect(dozen.arms.without).toMatchObject({ people: 6, events: 3 })
    // a 3, b 3, c 2, g 2; and c 1.5, d 3.5, e 1.5, f 1.5, h 2, i 2.
    near(dozen.arms.with.effectiveN, 100 / 26)
    near(dozen.arms.without.effectiveN, 144 / (3 * 1.5 ** 2 + 3.5 ** 2 + 2 * 4))
  })

  test('risk at the horizon, an event on its day included: .5 and 37/78', () => {
    near(dozen.arms.with.risk, 0.5)
    near(dozen.arms.without.risk, 37 / 78)
    near(riskWithout, 37 / 78)
    near(dozen.riskDifference.estimate, riskWith - riskWithout)
  })

  test('its interval: the squares of what each person adds, over both draws', () => {
    expect(Math.abs(riskByPerson.reduce((a, b) => a + b, 0))).toBeLessThan(1e-12)
    const se = Math.sqrt(sumOfSquares(riskByPerson))
    near(dozen.riskDifference.se, se)
    near(dozen.riskDifference.low, 2 / 78 - 1.959963984540054 * se)
    near(dozen.riskDifference.high, 2 / 78 + 1.959963984540054 * se)
    expect(dozen.riskDifference.df).toBeNull()
  })

  test('days free of use and alive', () => {
    // 17 + 3 × .8 + 40 × .5, and 10 + 20 × 10/12 + 15 × 8/12 + 15 × S45.
    near(dozen.arms.with.freeDays, 39.4)
    near(dozen.arms.without.freeDays, 10 + 200 / 12 + 10 + 15 * S45)
    near(dozen.freeDaysDifference?.estimate, 39.4 - (20 + 200 / 12 + 15 * S45))
    // Offered: w (min(T, 60) − 39.4) / 10. Others: everybody left after day 30 has 30 + r ahead, r = 30 − 15 · 1.5/6.5 = 345/13 on average.
    const mu = 20 + 200 / 12 + 15 * S45
    const r = (45 - 30) * (1.5 / N) + 30 * ((N - 1.5) / N)
    const past = (30 + r - mu) / W
    const each = (days: number) => past + ((M / W) * (days - r)) / N
    const dA = 1.5 * each(30)
    const dB = 2 * each(30)
    const [c, f, e] = [1.5 * each(15), 1.5 * each(30), 1.5 * past]
    const byPerson = [
      (3 * (60 - 39.4)) / 10,
      (3 * (20 - 39.4)) / 10,
      (2 * (17 - 39.4)) / 10 - c,
      -dA - dB,
      -e,
      -f,
      (2 * (60 - 39.4)) / 10,
      (-2 * (30 - mu)) / W,
      (-2 * (10 - mu)) / W,
    ]
    expect(Math.abs(byPerson.reduce((a, b) => a + b, 0))).toBeLessThan(1e-12)
    near(dozen.freeDaysDifference?.se, Math.sqrt(sumOfSquares(byPerson)))
  })

  test('the curves step on event days only', () => {
    expect(dozen.curves.map((c) => c.steps.map((s) => s.day))).toEqual([
      [0, 17, 20],
      [0, 10, 45, 60],
    ])
  })

  test('log-rank by draw and stratum: U = O − E among the offered', () => {
    // A: b on 20 with 2 of 6 offered; c on 45 with 1 of 4; f on 60 with 1 of 3. B: i on 10 with 2 of 5; c on 17 with 2 of 4.
    near(dozen.logRank?.u, 2 - (2 / 6 + 1 / 4 + 1 / 3 + 2 / 5 + 2 / 4))
    const v = 2 / 9 + 3 / 16 + 2 / 9 + 6 / 25 + 1 / 4
    near(dozen.logRank?.v, v)
    near(dozen.logRank?.chisq, (11 / 60) ** 2 / v)
  })

  test('U is the sum of scores of those offered, and its p that of all 150 ways in which the draws could have gone', () => {
    // Scores: event − Σ d/n up to the end. A: 1/6 on 20, 1/4 on 45, 1/3 on 60. B: 1/5 on 10, 1/4 on 17.
    const a = [1 - 1 / 6, -1 / 6, 1 - 5 / 12, -3 / 4, -3 / 4, 1 - 3 / 4]
    const b = [1 - 1 / 5, 1 - 9 / 20, -9 / 20, -9 / 20, -9 / 20]
    const time = [20, 40, 45, 60, 60, 60, 10, 17, 30, 60, 60]
    const event = [1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0]
    const block = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]
    logRankScores(time, event, block).forEach((score, k) => {
      near(score, [...a, ...b][k]!)
    })
    const pairs = (s: readonly number[]) => s.flatMap((x, i) => s.slice(i + 1).map((y) => x + y))
    const all = pairs(a).flatMap((x) => pairs(b).map((y) => x + y))
    expect(all).toHaveLength(150)
    const exact = all.filter((u) => Math.abs(u) >= 11 / 60 - 1e-9).length / 150
    const { pRedrawn, redraws } = compare(files, 9999).logRank!
    expect(redraws).toBe(9999)
    expect(Math.abs(pRedrawn! - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 9999))
  })

  test('the hazard ratio solves its score equation; the first possible day of c moves it, the last does not', () => {
    // Middle and last: c is at risk with the same people. First: in A she goes on day 38 with e still there (5), in B on day 10 with i (tied).
    const middle = dozen.hazardRatio!.ratio
    const share = (x: number, n1: number, n0: number) => (n1 * x) / (n1 * x + n0)
    near(share(middle, 2, 4) + share(middle, 1, 3) + share(middle, 1, 2) + share(middle, 2, 3) + share(middle, 2, 2), 2)
    near(dozen.hazardRatioByEventDay.middle, middle)
    near(dozen.hazardRatioByEventDay.last, middle)
    const first = dozen.hazardRatioByEventDay.first!
    // Efron: the second of the tied (c offered, i not) sees half of each gone.
    const tied = share(first, 2, 3) + share(first, 1.5, 2.5)
    near(share(first, 2, 4) + share(first, 1, 4) + share(first, 1, 2) + tied, 2)
  })

  test('offer now against none by then: c leaves on winning B, d, who lost it, stands for two', () => {
    // Left of 12: 10 after i, then c (1.5) goes and d's 1.5 becomes 3: 10; h dies; e leaves at 8; f at 6.5 on day 60.
    near(dozen.offerNow?.estimate, 0.5 - (2 / 12 + S30 * (1.5 / 6.5)))
  })

  test('uptake counts the refused place; effect in takers with Fieller’s set', () => {
    near(dozen.uptake.with, 0.7)
    near(dozen.uptake.without, 0.125)
    const [a, b] = [2 / 78, 0.575]
    const [va, vb] = [sumOfSquares(riskByPerson), sumOfSquares(uptakeByPerson)]
    const covariance = riskByPerson.reduce((sum, x, k) => sum + x * uptakeByPerson[k]!, 0)
    near(dozen.uptake.difference?.se, Math.sqrt(vb))
    near(dozen.inTakers?.estimate, a / b)
    expect(dozen.inTakers?.kind).toBe('interval')
    // Its ends are where (a − θ b)² = 1.96² (V_a − 2 θ C + θ² V_b).
    for (const end of [dozen.inTakers!.low!, dozen.inTakers!.high!])
      expect((a - end * b) ** 2 / (va - 2 * end * covariance + end ** 2 * vb)).toBeCloseTo(1.959963984540054 ** 2, 8)
  })

  test('known at the horizon and bounds: of the others only e is unknown', () => {
    expect(dozen.arms.with.known).toBe(1)
    near(dozen.arms.without.known, 6 / 7)
    // Offered: b and c, 5 of 10. Others: c, f, i, 5 of 12; e 1.5 unknown.
    near(dozen.bounds?.low, 0.5 - 6.5 / 12)
    near(dozen.bounds?.high, 0.5 - 5 / 12)
  })

  test('tipping grid: only e’s days were not answered for', () => {
    const at = (offered: number, other: number) =>
      dozen.tipping.find((t) => t.with === offered && t.without === other)?.riskDifference
    expect(dozen.tipping).toHaveLength(25)
    near(at(1, 1), 2 / 78)
    near(at(5, 1), 2 / 78)
    // Hazards ahead of e, twice what was seen: 1 − (5/6.5)² and 1 − (3.5/5)².
    const ahead = 1 - (5 / 6.5) ** 2 * (3.5 / 5) ** 2
    near(at(1, 2), 0.5 - (2 + 1.5 + 1.5 + 1.5 * ahead) / 12)
  })
})
