import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../random/random.ts'
import { groupSequentialCriticalValues } from './group-sequential.ts'

// Published boundaries of Lan & DeMets with O'Brien–Fleming spending, two-sided .05, looks equally spaced
// (Reboussin, DeMets, Kim & Lan 2000; the same in R: ldbounds::ldBounds(t = 1:5 / 5)).
test.each([[[4.8769, 3.3569, 2.6803, 2.2898, 2.031]], [[4.3326, 2.9631, 2.359, 2.0141]], [[2.9626, 1.9686]]])(
  'equally spaced looks have the published critical values %s',
  (published) => {
    const shares = published.map((_, k) => (k + 1) / published.length)
    for (const [k, c] of groupSequentialCriticalValues(shares).entries())
      expect(Math.abs(c - published[k]!)).toBeLessThan(1.5e-4)
  },
)

test('one look at everything is the usual 1.96', () => {
  expect(groupSequentialCriticalValues([1])[0]).toBeCloseTo(1.959963985, 8)
})

test('a thousandfold random walk crosses at some look as often as it should', () => {
  const shares = [0.3, 0.55, 1]
  const critical = groupSequentialCriticalValues(shares)
  const random = createRandom(4)
  let crossed = 0
  for (let run = 0; run < 40_000; run++) {
    let [b, before] = [0, 0]
    const out = shares.some((t, k) => {
      b += Math.sqrt(t - before) * random.normal()
      before = t
      return Math.abs(b) / Math.sqrt(t) > critical[k]!
    })
    if (out) crossed++
  }
  expect(Math.abs(crossed / 40_000 - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / 40_000))
})

test('critical values are never below that of a single look', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 2, max: 19 }), { minLength: 1, maxLength: 3 }), (twentieths) => {
      const shares = [...twentieths.sort((a, b) => a - b).map((t) => t / 20), 1]
      for (const c of groupSequentialCriticalValues(shares)) expect(c).toBeGreaterThan(1.9599)
    }),
    { numRuns: 20 },
  )
})

test.each([[[]], [[0.5, 0.5]], [[0.5, 0.4]], [[0, 1]], [[0.5, 1.1]], [[Number.NaN]]])(
  'shares %s are refused',
  (shares) => {
    expect(() => groupSequentialCriticalValues(shares)).toThrow(/rising shares/)
  },
)
