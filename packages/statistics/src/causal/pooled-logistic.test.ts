import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onRows, personIntervals } from './person-intervals.ts'
import { pooledLogistic } from './pooled-logistic.ts'

test('people become a row for each interval that they begin, the last one cut at their own time', () => {
  const rows = personIntervals({ time: [7, 10, 30], event: [1, 0, 1], width: 7, horizon: 21 })
  expect([...rows.person]).toEqual([0, 1, 1, 2, 2, 2])
  expect([...rows.interval]).toEqual([1, 1, 2, 1, 2, 3])
  expect([...rows.start]).toEqual([0, 0, 7, 0, 7, 14])
  expect([...rows.stop]).toEqual([7, 7, 10, 7, 14, 21])
  // The third person's event lies beyond the horizon.
  expect([...rows.event]).toEqual([1, 0, 0, 0, 0, 0])
  expect([...onRows(rows, [5, 6, 7])]).toEqual([5, 6, 6, 7, 7, 7])
})

test('without covariates the hazard of an interval is the share with the event, and their product is the actuarial curve', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ time: fc.integer({ min: 1, max: 28 }), event: fc.constantFrom(0, 1) }), {
        minLength: 3,
        maxLength: 40,
      }),
      (data) => {
        const rows = personIntervals({ time: data.map((d) => d.time), event: data.map((d) => d.event), width: 7 })
        const { hazard } = pooledLogistic({ event: rows.event, interval: rows.interval, x: [], names: [] })
        for (let r = 0; r < rows.rows; r++) {
          const same = [...rows.interval.keys()].filter((q) => rows.interval[q] === rows.interval[r])
          expect(hazard[r]).toBeCloseTo(same.reduce((s, q) => s + rows.event[q]!, 0) / same.length, 9)
        }
      },
    ),
  )
})

test('a week without events has hazard 0 and leaves the fit; a week in which all have it has 1', () => {
  const interval = [1, 1, 1, 2, 2, 3]
  const { hazard, fittedRows, fit } = pooledLogistic({ event: [1, 0, 0, 0, 0, 1], interval, x: [], names: [] })
  expect([...hazard]).toEqual([
    expect.closeTo(1 / 3, 12),
    expect.closeTo(1 / 3, 12),
    expect.closeTo(1 / 3, 12),
    0,
    0,
    1,
  ])
  expect(fittedRows).toBe(3)
  expect(fit!.terms).toHaveLength(1)
  const none = pooledLogistic({ event: [0, 0], interval: [1, 2], x: [], names: [] })
  expect([none.fit, [...none.hazard]]).toEqual([null, [0, 0]])
})

test('later intervals may share a level and a slope; the slope needs events in two of them', () => {
  const interval = Array.from({ length: 60 }, (_, i) => 1 + Math.floor(i / 10))
  const term = (k: number) => (k <= 2 ? { group: k } : { group: 3, trend: Math.log(k) })
  const event = interval.map((k, i) => (i % 10 < (k === 5 ? 4 : 2) ? 1 : 0))
  expect(
    pooledLogistic({ event, interval, x: [], names: [], intervalTerm: term }).fit!.terms.map((t) => t.term),
  ).toEqual(['(Intercept)', 'interval 2', 'interval 3', 'interval 3 trend'])
  const once = event.map((e, i) => (interval[i]! > 2 && interval[i] !== 4 ? 0 : e))
  expect(pooledLogistic({ event: once, interval, x: [], names: [], intervalTerm: term }).fit!.terms).toHaveLength(3)
})

test('a fit to begin from is matched by name, saves rounds and changes nothing, even when a week has closed or opened', () => {
  const event = [1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1]
  const interval = [1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3]
  const x = [[1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0]]
  const whole = pooledLogistic({ event, interval, x, names: ['x'] })
  // In the sample the first week has no event left.
  const weights = [0, 1, 2, 1, 1, 2, 0, 1, 1, 2, 1, 1]
  for (const sample of [{}, { weights }]) {
    const cold = pooledLogistic({ event, interval, x, names: ['x'], ...sample })
    const warm = pooledLogistic({ event, interval, x, names: ['x'], ...sample, start: whole.fit })
    for (const [k, h] of warm.hazard.entries()) expect(h).toBeCloseTo(cold.hazard[k]!, 9)
    expect(warm.fit!.iterations).toBeLessThanOrEqual(cold.fit!.iterations)
  }
  expect(pooledLogistic({ event, interval, x, names: ['x'], start: whole.fit }).fit!.iterations).toBeLessThan(3)
})

test.each([
  [{ time: [], event: [], width: 7 }, 'no_rows'],
  [{ time: [0], event: [1], width: 7 }, 'out_of_range'],
  [{ time: [5], event: [2], width: 7 }, 'bad_event'],
  [{ time: [5], event: [1, 0], width: 7 }, 'length_mismatch'],
  [{ time: [5], event: [1], width: 0 }, 'bad_option'],
  [{ time: [5], event: [1], width: 7, horizon: -1 }, 'bad_option'],
])('people that cannot be cut into intervals are refused: %j is %s', (input, code) => {
  expect(() => personIntervals(input)).toThrow(expect.objectContaining({ code }))
})
