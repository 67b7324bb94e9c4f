import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tieNearTimes } from './near-ties.ts'

test('0.1 + 0.2 and 0.3 are one time, and a chain of such gaps is one time too', () => {
  const { stop } = tieNearTimes(Float64Array.of(0.1 + 0.2, 0.3, 1, 1 + 1e-8, 1 + 2e-8, 2))
  expect(stop[0]).toBe(stop[1])
  expect(new Set(stop.subarray(2, 5)).size).toBe(1)
  expect(stop[5]).toBe(2)
})

test('a gap is judged against the mean of the distinct times: what ties among days far off does not tie near 0', () => {
  expect(new Set(tieNearTimes(Float64Array.of(1e6, 1e6 + 0.01)).stop).size).toBe(1)
  expect(new Set(tieNearTimes(Float64Array.of(1, 1.01)).stop).size).toBe(2)
})

test('a row that rounding makes empty is refused', () => {
  expect(() => tieNearTimes(Float64Array.of(1 + 1e-12), Float64Array.of(1))).toThrow(
    expect.objectContaining({ code: 'start_not_before_stop' }),
  )
})

test('doing it twice changes nothing more; whole numbers stay as they are; order is kept', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 30 }), (whole) => {
      const times = Float64Array.from(whole)
      expect([...tieNearTimes(times).stop]).toEqual(whole)
      const shaken = times.map((t, i) => t + (i % 3) * 3e-9)
      const once = tieNearTimes(shaken).stop
      expect([...tieNearTimes(once).stop]).toEqual([...once])
      for (let i = 0; i < whole.length; i++)
        for (let j = 0; j < whole.length; j++) if (whole[i]! < whole[j]!) expect(once[i]!).toBeLessThan(once[j]!)
    }),
  )
})
