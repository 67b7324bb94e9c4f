import fc from 'fast-check'
import { expect, test } from 'vitest'
import { restrictedMean, restrictedMeanDifference } from './rmst.ts'

test('four people by hand: the area of a staircase, with Greenwood’s variance of it', () => {
  // S: 1 to day 2, 3/4 to 4 (one censored at 3), 3/8 to 6.
  const [mean] = restrictedMean({ time: [2, 3, 4, 8], event: [1, 0, 1, 0] }, 6)
  expect(mean!.estimate).toBeCloseTo(2 + 2 * (3 / 4) + 2 * (3 / 8), 14)
  // Areas to the right of the jumps: 9/4 and 3/4; d / (n (n − d)) = 1/12 and 1/2.
  expect(mean!.se).toBeCloseTo(Math.sqrt((9 / 4) ** 2 / 12 + (3 / 4) ** 2 / 2), 14)
})

const people = fc.array(fc.record({ time: fc.integer({ min: 1, max: 20 }), event: fc.constantFrom(0, 1) }), {
  minLength: 2,
  maxLength: 30,
})

test('with nobody censored it is the mean of the times cut at tau, and its variance theirs', () => {
  fc.assert(
    fc.property(people, fc.integer({ min: 1, max: 20 }), (data, tau) => {
      const cut = data.map((d) => Math.min(d.time, tau))
      const n = cut.length
      const average = cut.reduce((a, b) => a + b, 0) / n
      const [mean] = restrictedMean({ time: data.map((d) => d.time), event: data.map(() => 1) }, tau)
      expect(mean!.estimate).toBeCloseTo(average, 10)
      expect(mean!.se! ** 2).toBeCloseTo(cut.reduce((s, t) => s + (t - average) ** 2, 0) / n / n, 10)
    }),
  )
})

test('in other units of time it is in other units; swapping the groups turns the difference round', () => {
  fc.assert(
    fc.property(people, people, (a, b) => {
      const group = { codes: [...a.map(() => 0), ...b.map(() => 1)], labels: ['a', 'b'] }
      const of = (unit: number) =>
        restrictedMean({
          time: [...a, ...b].map((d) => d.time * unit),
          event: [...a, ...b].map((d) => d.event),
          group,
        })
      const [x, y] = of(1)
      const [u] = of(24)
      expect(u!.estimate).toBeCloseTo(24 * x!.estimate, 8)
      expect(restrictedMeanDifference(x!, y!).estimate).toBeCloseTo(-restrictedMeanDifference(y!, x!).estimate, 12)
    }),
  )
})

test('a horizon beyond the last time is refused, unless everybody has had the event by then', () => {
  expect(() => restrictedMean({ time: [1, 5], event: [1, 0] }, 9)).toThrow(
    expect.objectContaining({ code: 'out_of_range' }),
  )
  expect(restrictedMean({ time: [1, 5], event: [1, 1] }, 9)[0]!.estimate).toBeCloseTo(3, 14)
  expect(() => restrictedMean({ time: [1, 5], event: [1, 1] }, 0)).toThrow(
    expect.objectContaining({ code: 'out_of_range' }),
  )
})
