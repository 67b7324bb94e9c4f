import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coxDozen } from '../testing/cox-dozen.ts'
import { cox } from './cox.ts'
import { logRank } from './log-rank.ts'

const two = (codes: readonly number[]) => ({ codes, labels: ['a', 'b'] })
const rows = fc.array(
  fc.record({ time: fc.integer({ min: 1, max: 9 }), event: fc.constantFrom(0, 1), group: fc.constantFrom(0, 1) }),
  { minLength: 4, maxLength: 40 },
)

test('agrees with the test worked by hand', () => {
  // Times 1a 2b 3a 4b, all events: expected in a is 1/2 + 1/3 + 1/2 + 0.
  const r = logRank({ time: [1, 2, 3, 4], event: [1, 1, 1, 1], group: two([0, 1, 0, 1]) })
  expect(r.groups[0]).toMatchObject({ observed: 2, expected: 1 / 2 + 1 / 3 + 1 / 2 })
  const variance = 1 / 4 + 2 / 9 + 1 / 4
  expect(r.chisq).toBeCloseTo((2 - 4 / 3) ** 2 / variance, 12)
  expect(r.df).toBe(1)
})

// A dozen people in three groups and two strata, with ties and late entry.
const dozen = {
  time: coxDozen.time,
  event: coxDozen.event,
  group: { codes: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2], labels: ['a', 'b', 'c'] },
}

test.each([
  // R: survdiff(Surv(time, event) ~ g + strata(s), d, rho = …): chisq, rowSums(obs), rowSums(exp)
  [0, 2.085767557489, [3, 1, 4], [2.733333333333, 2.466666666667, 2.8]],
  [1, 2.466247793125, [2.166666666667, 0.5, 3.222222222222], [1.777777777778, 1.944444444444, 2.166666666667]],
])(
  'within strata, with rho = %d, the weights are the survival of the stratum: survdiff',
  (rho, chisq, observed, expected) => {
    const r = logRank({ ...dozen, strata: coxDozen.strata, rho })
    expect(r.chisq).toBeCloseTo(chisq, 10)
    expect(r.df).toBe(2)
    for (const [g, group] of r.groups.entries()) {
      expect(group.observed).toBeCloseTo(observed[g]!, 10)
      expect(group.expected).toBeCloseTo(expected[g]!, 10)
    }
  },
)

test('the covariance of a weighted test is survdiff’s', () => {
  // R: survdiff(Surv(time, event) ~ g, d, rho = .5)$var
  const r = logRank({ ...dozen, rho: 0.5 })
  expect(r.chisq).toBeCloseTo(2.3144772518687, 11)
  expect(r.variance[0]).toBeCloseTo(1.1555625701459, 11)
  expect(r.variance[5]).toBeCloseTo(-0.5078843995511, 11)
})

test('with late entry and ties it is the score test of Cox regression with the exact likelihood', () => {
  // R: coxph(Surv(start, time, event) ~ factor(g), d, ties = "exact", iter.max = 0)$score; and with + strata(s)
  const late = { ...dozen, start: coxDozen.start }
  expect(logRank(late).chisq).toBeCloseTo(1.656871430531, 10)
  expect(logRank({ ...late, strata: coxDozen.strata }).chisq).toBeCloseTo(1.57437981302, 10)
})

test('without ties it is the score test of Cox regression', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 6, maxLength: 30 }),
      fc.infiniteStream(fc.nat(3)),
      (time, stream) => {
        const draws = [...stream.take(time.length)]
        const event = draws.map((d) => (d > 0 ? 1 : 0))
        const group = draws.map((d, i) => (d + i) % 2)
        const test = logRank({ time, event, group: two(group) })
        fc.pre(test.chisq !== null && test.chisq > 1e-6)
        const score = (() => {
          try {
            return cox({ time, event, x: [group], names: ['group'] }).tests.score.chisq
          } catch {
            return null
          }
        })()
        fc.pre(score !== null)
        expect(test.chisq).toBeCloseTo(score!, 8)
      },
    ),
  )
})

test('swapping the labels of two groups swaps observed and expected and keeps the test', () => {
  fc.assert(
    fc.property(rows, (data) => {
      const input = { time: data.map((d) => d.time), event: data.map((d) => d.event) }
      const one = logRank({ ...input, group: two(data.map((d) => d.group)) })
      const other = logRank({ ...input, group: two(data.map((d) => 1 - d.group)) })
      if (one.chisq === null) expect(other.chisq).toBeNull()
      else expect(other.chisq).toBeCloseTo(one.chisq, 9)
      expect(other.groups.map((g) => g.observed).reverse()).toEqual(one.groups.map((g) => g.observed))
    }),
  )
})

test('a person who gets a mentor on day 3 counts without one before and with one after (Mantel–Byar)', () => {
  // Person 1: without until 3, with until 8 (event). Person 2: without, event at 5. Person 3: without until 9, censored.
  const r = logRank({
    start: [0, 3, 0, 0],
    time: [3, 8, 5, 9],
    event: [0, 1, 1, 0],
    group: { codes: [0, 1, 0, 0], labels: ['without', 'with'] },
  })
  expect(r.groups.map((g) => g.expected)).toEqual([2 / 3 + 1 / 2, 1 / 3 + 1 / 2])
})

test('a group that expects no event leaves the degrees of freedom', () => {
  const r = logRank({
    time: [5, 6, 7, 8, 1],
    event: [1, 1, 1, 1, 0],
    group: { codes: [0, 1, 0, 1, 2], labels: ['a', 'b', 'left before the first event'] },
  })
  expect(r.df).toBe(1)
  expect(r.groups[2]).toMatchObject({ n: 1, observed: 0, expected: 0 })
})

test('there is no test with one group, and it says why', () => {
  expect(logRank({ time: [1, 2], event: [1, 1], group: { codes: [0, 0], labels: ['a', 'b'] } })).toMatchObject({
    chisq: null,
    p: null,
    reason: 'There is only one group.',
  })
  expect(logRank({ time: [1, 2], event: [0, 0], group: two([0, 1]) }).chisq).toBeNull()
})
