import fc from 'fast-check'
import { expect, test } from 'vitest'
import { riskBounds } from './risk-bounds.ts'

test('by hand: 3 of 10 with 2 unknown against 5 of 10 with 1 unknown', () => {
  const { treated, control, difference } = riskBounds(
    { events: 3, unknown: 2, n: 10 },
    { events: 5, unknown: 1, n: 10 },
  )
  expect(treated).toEqual({ low: 0.3, high: 0.5 })
  expect(control).toEqual({ low: 0.5, high: 0.6 })
  expect(difference.low).toBeCloseTo(-0.3, 14)
  expect(difference.high).toBeCloseTo(0, 14)
})

test('whatever happened to the unknown lies inside, everybody as an event included; with nobody unknown it is a point', () => {
  const arm = fc
    .record({
      events: fc.nat(10),
      unknown: fc.nat(10),
      rest: fc.nat(10),
      happened: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .filter((a) => a.events + a.unknown + a.rest > 0)
  fc.assert(
    fc.property(arm, arm, (a, b) => {
      const counts = (x: typeof a) => ({ events: x.events, unknown: x.unknown, n: x.events + x.unknown + x.rest })
      const { difference } = riskBounds(counts(a), counts(b))
      const risk = (x: typeof a) => (x.events + Math.round(x.unknown * x.happened)) / counts(x).n
      expect(risk(a) - risk(b)).toBeGreaterThanOrEqual(difference.low - 1e-12)
      expect(risk(a) - risk(b)).toBeLessThanOrEqual(difference.high + 1e-12)
      const swapped = riskBounds(counts(b), counts(a)).difference
      expect(swapped.low + difference.high).toBeCloseTo(0, 14)
      const known = riskBounds({ ...counts(a), unknown: 0 }, { ...counts(b), unknown: 0 }).difference
      expect(known.high).toBeCloseTo(known.low, 14)
    }),
  )
})

test.each([
  [{ events: 1, unknown: 0, n: 0 }, 'no_rows'],
  [{ events: 3, unknown: 8, n: 10 }, 'out_of_range'],
  [{ events: -1, unknown: 0, n: 10 }, 'out_of_range'],
])('%j is refused as %s', (counts, code) => {
  expect(() => riskBounds(counts, { events: 1, unknown: 1, n: 3 })).toThrow(expect.objectContaining({ code }))
})
