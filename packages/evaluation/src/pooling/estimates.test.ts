import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { poolLogRanks } from './hazard-ratio.ts'
import { poolDifferences } from './risk-difference.ts'

const counts = { people: { with: 100, without: 100 }, events: 50, withheldCells: 0 }
const Z95 = 1.959963984540054

function differences(estimates: readonly number[], ses: readonly (number | null)[]) {
  const rows = estimates.map((estimate, i) => ({
    program: `p${i}`,
    difference: { estimate, se: ses[i]!, low: null, high: null, p: null, df: null },
  }))
  return poolDifferences(rows, counts)
}
function logRanks(u: readonly number[], v: readonly number[]) {
  return poolLogRanks(
    u.map((x, i) => ({ program: `p${i}`, u: x, v: v[i]! })),
    counts,
  )
}
const near = (found: number | null | undefined, expected: number, tolerance = 1e-9) => {
  expect(found).not.toBeNull()
  expect(Math.abs(found! - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)))
}

describe('by hand', () => {
  test('three risk differences are weighted by the inverse of their variances', () => {
    // Weights 1/.04², 1/.05², 1/.1² = 625, 400, 100 of 1125.
    const { pooled, differences: each } = differences([-0.1, -0.05, 0.02], [0.04, 0.05, 0.1])
    near(pooled!.estimate, (625 * -0.1 + 400 * -0.05 + 100 * 0.02) / 1125)
    near(pooled!.se, 1 / Math.sqrt(1125))
    near(pooled!.high - pooled!.low, 2 * Z95 * pooled!.se)
    expect(each.map((d) => Number(d.weight!.toFixed(4)))).toEqual([55.5556, 35.5556, 8.8889])
    const q = [
      [625, -0.1],
      [400, -0.05],
      [100, 0.02],
    ].reduce((sum, [w, y]) => sum + w! * (y! - pooled!.estimate) ** 2, 0)
    near(pooled!.q.chisq, q)
    expect(pooled).toMatchObject({ method: 'common', k: 3, random: null, q: { df: 2 } })
  })

  test('three log-ranks: U −6, −2, −9 and V 25, 10, 30 give −17/65', () => {
    const { pooled, logRanks: each } = logRanks([-6, -2, -9], [25, 10, 30])
    near(pooled!.estimate, -17 / 65)
    near(pooled!.se, 1 / Math.sqrt(65))
    near(pooled!.exp.estimate, Math.exp(-17 / 65))
    near(pooled!.q.chisq, 36 / 25 + 4 / 10 + 81 / 30 - 17 ** 2 / 65)
    near(each[0]!.logRatio, -6 / 25)
    near(each[0]!.high, -6 / 25 + Z95 / 5)
    near(each[2]!.weight, (100 * 30) / 65)
    expect(pooled).toMatchObject({ k: 3, withoutInformation: 0, random: null })
  })
})

// LC_ALL=C Rscript --vanilla, metafor 4; the line that gives each answer stands above it.
describe('against R', () => {
  const yi = [-0.12, -0.03, -0.07, 0.04, -0.15, -0.2]
  const se = [0.04, 0.05, 0.03, 0.045, 0.06, 0.035]

  test('fewer than five: the common effect of rma(method = "FE")', () => {
    // f <- rma(c(-.12,-.03,-.07), sei=c(.04,.05,.03), method="FE"); f$beta; f$se; f$ci.lb; f$ci.ub; f$pval; f$QE; f$QEp; weights(f)
    const { pooled, differences: each } = differences(yi.slice(0, 3), se.slice(0, 3))
    near(pooled!.estimate, -0.0771391417425227)
    near(pooled!.se, 0.0216365533792386)
    near(pooled!.low, -0.119546007115409)
    near(pooled!.high, -0.0347322763696368)
    near(pooled!.p, 0.000363546690145974)
    near(pooled!.q.chisq, 2.09362808842653)
    near(pooled!.q.p, 0.351054413184576)
    const weights = [29.25877763329, 18.7256176853056, 52.0156046814044]
    each.forEach((d, i) => {
      near(d.weight, weights[i]!)
    })
  })

  test('six: rma(method = "REML", test = "adhoc") with its prediction interval, and the common effect beside', () => {
    // f <- rma(yi, sei=se, method="REML", test="adhoc", control=list(threshold=1e-12)); predict(f); rma(yi, sei=se, method="FE")
    const { pooled, differences: each } = differences(yi, se)
    expect(pooled).toMatchObject({ method: 'random', k: 6, q: { df: 5 } })
    near(pooled!.estimate, -0.0890802073798567, 1e-7)
    near(pooled!.se, 0.035500002604663, 1e-7)
    near(pooled!.low, -0.180335869240445, 1e-7)
    near(pooled!.high, 0.00217545448073189, 1e-7)
    near(pooled!.p, 0.0538739638314708, 1e-6)
    near(pooled!.random!.tau2, 0.00568434277119363, 1e-8)
    near(pooled!.random!.i2, 77.2070970268123, 1e-6)
    near(pooled!.random!.predictionLow, -0.303297650905869, 1e-7)
    near(pooled!.random!.predictionHigh, 0.125137236146156, 1e-7)
    near(each[5]!.weight, 18.2397982943516, 1e-6)
    near(pooled!.common.estimate, -0.0939722510228693)
    near(pooled!.common.low, -0.126089679971372)
    near(pooled!.q.chisq, 21.6114136353633)
  })

  test('five alike: adhoc never makes the interval shorter than the usual one', () => {
    // rma(c(-.08,-.07,-.075,-.082,-.071), sei=c(.04,.05,.03,.045,.06), method="REML", test="adhoc")
    const { pooled } = differences([-0.08, -0.07, -0.075, -0.082, -0.071], [0.04, 0.05, 0.03, 0.045, 0.06])
    near(pooled!.estimate, -0.0761936100201677)
    near(pooled!.low, -0.127682448448857)
    near(pooled!.high, -0.0247047715914784)
    near(pooled!.random!.tau2, 0)
    expect(pooled!.se).toBeGreaterThanOrEqual(pooled!.common.se - 1e-15)
  })

  test('five log-ranks: ΣU/ΣV is rma(U/V, 1/V, method = "FE"), and REML stands beside', () => {
    // u <- c(-6,4,-14,5,-16); v <- c(25,10,30,8,20); rma(u/v, 1/v, method="FE")
    // f <- rma(u/v, 1/v, method="REML", test="adhoc", control=list(threshold=1e-12)); predict(f)
    const { pooled } = logRanks([-6, 4, -14, 5, -16], [25, 10, 30, 8, 20])
    near(pooled!.estimate, -0.290322580645161)
    near(pooled!.se, 0.103695169473043)
    near(pooled!.low, -0.493561378183102)
    near(pooled!.p, 0.00511390966148061)
    near(pooled!.q.chisq, 17.659623655914)
    near(pooled!.q.p, 0.00143815816435673)
    const r = pooled!.random!
    near(r.estimate, -0.146588370573484, 1e-7)
    near(r.low, -0.866609582131006, 1e-7)
    near(r.high, 0.573432840984037, 1e-7)
    near(r.tau2, 0.254516042617211, 1e-7)
    near(r.predictionLow, -1.72151852169656, 1e-7)
    near(r.predictionHigh, 1.42834178054959, 1e-7)
  })
})

describe('what has no number is counted, not invented', () => {
  test('a program without a standard error is shown and enters nothing', () => {
    const { pooled, differences: each } = differences([-0.1, -0.5, 0.02], [0.04, null, 0.1])
    expect(each[1]).toEqual({ program: 'p1', estimate: -0.5, se: null, low: null, high: null, p: null, weight: null })
    expect(pooled!.estimate).toBe(differences([-0.1, 0.02], [0.04, 0.1]).pooled!.estimate)
    expect(pooled!.k).toBe(2)
  })

  test('five programs of which one has no standard error are four: no random effects', () => {
    expect(differences([-0.1, -0.2, 0, 0.1, 0.2], [0.1, 0.1, 0.1, 0.1, 0]).pooled).toMatchObject({
      method: 'common',
      k: 4,
      random: null,
    })
    expect(differences([-0.1, -0.2, 0, 0.1, 0.2], [0.1, 0.1, 0.1, 0.1, 0.1]).pooled!.method).toBe('random')
  })

  test('nobody gave a standard error: no estimate', () => {
    expect(differences([-0.1, 0.1], [null, 0]).pooled).toBeNull()
  })

  test('a program with V = 0 stays in the sums, changes nothing, and leaves the random effects', () => {
    const u = [-6, 4, -14, 5, -16]
    const v = [25, 10, 30, 8, 20]
    const five = logRanks(u, v).pooled!
    const six = logRanks([...u, 0], [...v, 0])
    expect(six.pooled).toEqual({ ...five, k: 6, withoutInformation: 1 })
    expect(six.logRanks[5]).toMatchObject({ logRatio: null, low: null, high: null, weight: 0, exp: null })
    expect(logRanks([...u.slice(1), 0], [...v.slice(1), 0]).pooled!.random).toBeNull()
  })

  test('V = 0 everywhere: no ratio', () => {
    expect(logRanks([0, 0], [0, 0]).pooled).toBeNull()
    expect(logRanks([], []).pooled).toBeNull()
  })
})

describe('laws', () => {
  const site = fc.record({
    u: fc.double({ min: -20, max: 20, noNaN: true }),
    v: fc.double({ min: 0.5, max: 50, noNaN: true }),
  })

  test('a program split in two, U and V, gives the same θ', () => {
    fc.assert(
      fc.property(
        fc.array(site, { minLength: 1, maxLength: 7 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (sites, part) => {
          const [first, ...rest] = sites
          const pieces = [
            { u: part * first!.u, v: part * first!.v },
            { u: (1 - part) * first!.u, v: (1 - part) * first!.v },
          ]
          const whole = logRanks(
            sites.map((s) => s.u),
            sites.map((s) => s.v),
          ).pooled!
          const split = [...pieces, ...rest]
          const parts = logRanks(
            split.map((s) => s.u),
            split.map((s) => s.v),
          ).pooled!
          near(parts.estimate, whole.estimate)
          near(parts.se, whole.se)
        },
      ),
    )
  })

  test('one program alone gives its own estimate back, with its own interval', () => {
    const own = { estimate: -0.07, se: 0.03, low: -0.15, high: 0.01, p: 0.08, df: 4 }
    const { pooled } = poolDifferences([{ program: 'a', difference: own }], counts)
    expect(pooled).toMatchObject({ method: 'one', estimate: -0.07, se: 0.03, low: -0.15, high: 0.01, p: 0.08 })
    expect(pooled!.q).toEqual({ chisq: 0, df: 0, p: null })
    const alone = logRanks([-6], [25])
    expect(alone.pooled!.estimate).toBe(alone.logRanks[0]!.logRatio)
    expect(alone.pooled!.low).toBe(alone.logRanks[0]!.low)
  })

  test('the pooled effect lies between the programs, and weights add up to 100', () => {
    const one = fc.record({
      y: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      se: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 9 }), (rows) => {
        const ys = rows.map((r) => r.y)
        const { pooled, differences: each } = differences(
          ys,
          rows.map((r) => r.se),
        )
        expect(pooled!.estimate).toBeGreaterThanOrEqual(Math.min(...ys) - 1e-12)
        expect(pooled!.estimate).toBeLessThanOrEqual(Math.max(...ys) + 1e-12)
        near(
          each.reduce((sum, d) => sum + d.weight!, 0),
          100,
        )
        expect(pooled!.random === null).toBe(rows.length < 5)
      }),
    )
  })
})
