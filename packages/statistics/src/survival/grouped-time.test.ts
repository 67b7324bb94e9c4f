import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCosmesis } from '../testing/breast-cosmesis.ts'
import { groupedTime } from './grouped-time.ts'

test('one covariate in one interval: the hazard ratio is that of log(1 − risk)', () => {
  // 4 of 10 against 2 of 8 in the only interval.
  const x = [...Array(10).fill(1), ...Array(8).fill(0)]
  const event = [...Array(10).keys()].map((i) => Number(i < 4)).concat([...Array(8).keys()].map((i) => Number(i < 2)))
  const fit = groupedTime({ intervals: 1, interval: event.map((e) => (e ? 0 : 0)), event, x: [x], names: ['mentor'] })
  expect(fit.terms[0]!.hr).toBeCloseTo(Math.log(1 - 4 / 10) / Math.log(1 - 2 / 8), 8)
  expect(fit.baseline[0]!.logHazard).toBeCloseTo(Math.log(-Math.log(1 - 2 / 8)), 8)
})

test('an interval in which nobody, or everybody, has the event says nothing and is not guessed', () => {
  const fit = groupedTime({
    intervals: 4,
    interval: [0, 0, 2, 2, 2, 3, 3, 3],
    event: [1, 0, 1, 0, 1, 1, 1, 1],
    x: [[0, 1, 1, 0, 0, 1, 0, 1]],
    names: ['x'],
  })
  expect(fit.baseline.map((b) => [b.atRisk, b.events, b.logHazard === null])).toEqual([
    [8, 1, false],
    [6, 0, true],
    [6, 2, false],
    [3, 3, true],
  ])
})

test.each([
  [{ interval: [0, 4], event: [1, 0] }, 'out_of_range'],
  [{ interval: [0, -1], event: [1, 1] }, 'out_of_range'],
  [{ interval: [0, 0], event: [0, 0] }, 'no_events'],
  [{ interval: [0, 0], event: [1, 1] }, 'separation'],
  [{ interval: [0, 0], event: [1, 2] }, 'bad_event'],
  [{ interval: [1, 0], event: [1, 0], until: [0, 0] }, 'out_of_range'],
  [{ interval: [0, 0], event: [1, 0], until: [2, 0] }, 'out_of_range'],
])('%j is refused as %s', (change, code) => {
  expect(() => groupedTime({ intervals: 2, x: [[0, 1]], names: ['x'], ...change })).toThrow(
    expect.objectContaining({ code }),
  )
})

// Two windows, three with the event known to the first, one to the second, two to a range over both, two without it.
const ranged = { intervals: 2, interval: [0, 0, 0, 1, 0, 0, 1, 1], until: [0, 0, 0, 1, 1, 1, 1, 1] }

test('ranges by hand: without covariates the likelihood S(low) − S(high) is largest at the shares that sort the ranges', () => {
  // With p and q of the mass in the windows: 3 log p + log q + 2 log(p + q) + 2 log(1 − p − q); p + q = 6/8, p : q = 3 : 1.
  const fit = groupedTime({ ...ranged, event: [1, 1, 1, 1, 1, 1, 0, 0], x: [], names: [] })
  expect(fit.logLik).toBeCloseTo(
    3 * Math.log(9 / 16) + Math.log(3 / 16) + 2 * Math.log(6 / 8) + 2 * Math.log(2 / 8),
    10,
  )
  expect(fit.baseline[0]!.logHazard).toBeCloseTo(Math.log(-Math.log(1 - 9 / 16)), 9)
  expect(fit.baseline[1]!.logHazard).toBeCloseTo(Math.log(-Math.log(1 / 4 / (7 / 16))), 9)
})

test('events that can only lie in all windows say by when, not when: the ratio of log(1 − risk)', () => {
  const x = [...Array(10).fill(1), ...Array(8).fill(0)]
  const event = x.map((_, i) => Number(i < 4 || (i >= 10 && i < 12)))
  const fit = groupedTime({
    intervals: 3,
    interval: event.map((e) => (e ? 0 : 2)),
    until: event.map(() => 2),
    event,
    x: [x],
    names: ['mentor'],
  })
  expect(fit.terms[0]!.hr).toBeCloseTo(Math.log(1 - 4 / 10) / Math.log(1 - 2 / 8), 8)
})

test('breast cosmesis: 0.797 with standard error 0.29 (Huang & Wellner 1995, for the data of Finkelstein & Wolfe 1985)', () => {
  const { low, high, arm } = readCosmesis()
  const ends = [...new Set([...low, ...high])]
    .filter((t) => t > 0 && t < Number.POSITIVE_INFINITY)
    .sort((a, b) => a - b)
  const event = high.map((h) => Number(h < Number.POSITIVE_INFINITY))
  const fit = groupedTime({
    intervals: ends.length,
    interval: low.map((l, i) => ends.indexOf(l) + event[i]!),
    until: high.map((h, i) => (event[i] ? ends.indexOf(h) : ends.indexOf(low[i]!))),
    event,
    x: [arm.map((a) => Number(a === 'with chemotherapy'))],
    names: ['chemotherapy'],
  })
  expect(fit.events).toBe(56)
  expect(fit.terms[0]!.coef.toFixed(3)).toBe('0.797')
  expect(fit.terms[0]!.se.toFixed(2)).toBe('0.29')
})

const people = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 3 }),
    width: fc.constantFrom(0, 0, 0, 1, 2),
    event: fc.constantFrom(0, 1),
    x: fc.integer({ min: -2, max: 2 }),
    w: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 15, maxLength: 40 },
)
type Person = { from: number; width: number; event: number; x: number; w: number }
const columns = (data: readonly Person[]) => ({
  intervals: 6,
  interval: data.map((d) => d.from),
  until: data.map((d) => (d.event ? d.from + d.width : d.from)),
  event: data.map((d) => d.event),
  x: [data.map((d) => d.x)],
  names: ['x'],
})
const fitOrNothing = (input: Parameters<typeof groupedTime>[0]) => {
  try {
    return groupedTime(input)
  } catch {
    return undefined
  }
}

test('with ranges: order is irrelevant, weight 2 is the person twice, turning x round turns its coefficient round', () => {
  fc.assert(
    fc.property(people, (data) => {
      const fit = fitOrNothing(columns(data))
      fc.pre(fit !== undefined)
      const term = fit!.terms[0]!
      const turned = groupedTime(columns([...data].reverse().map((d) => ({ ...d, x: -d.x })))).terms[0]!
      expect(turned.coef).toBeCloseTo(-term.coef, 5)
      expect(turned.se).toBeCloseTo(term.se, 5)
      const weighted = fitOrNothing({ ...columns(data), weights: data.map((d) => d.w) })
      const repeated = fitOrNothing(columns(data.flatMap((d) => Array.from({ length: d.w }, () => d))))
      fc.pre(weighted !== undefined && repeated !== undefined)
      expect(weighted!.terms[0]!.coef).toBeCloseTo(repeated!.terms[0]!.coef, 5)
    }),
    { numRuns: 40 },
  )
})

test('a range that shrinks to a window gives the model of known windows', () => {
  fc.assert(
    fc.property(people, (data) => {
      const known = data.map((d) => ({ ...d, width: 0 }))
      // One person whose range covers every window says nothing, and sends the rest through the other likelihood.
      const silent = { from: 0, width: 5, event: 1, x: 0, w: 1 }
      const plain = fitOrNothing(columns(known))
      const wide = fitOrNothing({ ...columns([...known, silent]), weights: [...known.map(() => 1), 1e-9] })
      fc.pre(plain !== undefined && wide !== undefined)
      expect(wide!.terms[0]!.coef).toBeCloseTo(plain!.terms[0]!.coef, 4)
      expect(wide!.logLik).toBeCloseTo(plain!.logLik, 5)
    }),
    { numRuns: 40 },
  )
})
