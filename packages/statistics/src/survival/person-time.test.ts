import fc from 'fast-check'
import { expect, test } from 'vitest'
import { personTime, rateModel } from './person-time.ts'

test('three people by hand: time at risk and events fall into the bands in which they were lived', () => {
  const cells = personTime({
    time: [2, 5, 8],
    event: [1, 1, 0],
    group: { codes: [0, 0, 1], labels: ['a', 'b'] },
    cuts: [2, 4],
  })
  expect(cells.map((c) => [c.group, c.from, c.to, c.personTime, c.events, c.rate])).toEqual([
    ['a', 0, 2, 4, 1, 1 / 4],
    ['a', 2, 4, 2, 0, 0],
    ['a', 4, Number.POSITIVE_INFINITY, 1, 1, 1],
    ['b', 0, 2, 2, 0, 0],
    ['b', 2, 4, 2, 0, 0],
    ['b', 4, Number.POSITIVE_INFINITY, 4, 0, 0],
  ])
})

test('the exact interval of 3 events is Garwood’s: 0.6187 to 8.7673 (Ulm 1990, table)', () => {
  const [cell] = personTime({ time: [1, 1, 1], event: [1, 1, 1] })
  expect(cell!.low! * 3).toBeCloseTo(0.6187, 4)
  expect(cell!.high! * 3).toBeCloseTo(8.7673, 4)
  const [none] = personTime({ time: [4], event: [0] })
  // With no event the upper end is −log(0.025) events.
  expect([none!.low, none!.high! * 4]).toEqual([0, expect.closeTo(-Math.log(0.025), 10)])
})

test('a late entry counts from the entry, and a cell in which nobody was has no rate', () => {
  const cells = personTime({ start: [3], time: [5], event: [1], cuts: [2, 4] })
  expect(cells.map((c) => [c.personTime, c.rate])).toEqual([
    [0, null],
    [1, 0],
    [1, 1],
  ])
})

test('two cells by hand: the rate ratio is the ratio of rates, with variance 1/a + 1/b', () => {
  const fit = rateModel({ events: [12, 30], personTime: [100, 400], x: [[1, 0]], names: ['exposed'] })
  expect(fit.terms[1]!.ratio).toBeCloseTo(12 / 100 / (30 / 400), 10)
  expect(fit.terms[1]!.se).toBeCloseTo(Math.sqrt(1 / 12 + 1 / 30), 10)
  expect(Math.exp(fit.terms[0]!.coef)).toBeCloseTo(30 / 400, 10)
  expect(fit.dispersion).toBeNull()
})

test('person-time is never lost: the cells add up, however time is cut', () => {
  const person = fc.record({
    time: fc.double({ min: 0.1, max: 50, noNaN: true }),
    event: fc.constantFrom(0, 1),
    g: fc.constantFrom(0, 1),
  })
  fc.assert(
    fc.property(
      fc.array(person, { minLength: 1, maxLength: 30 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 5 }),
      (data, cuts) => {
        const cells = personTime({
          time: data.map((d) => d.time),
          event: data.map((d) => d.event),
          group: { codes: data.map((d) => d.g), labels: ['a', 'b'] },
          cuts: cuts.sort((a, b) => a - b),
        })
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
        expect(sum(cells.map((c) => c.personTime))).toBeCloseTo(sum(data.map((d) => d.time)), 9)
        expect(sum(cells.map((c) => c.events))).toBe(sum(data.map((d) => d.event)))
      },
    ),
  )
})

test('a model of the unsplit table and of the rows themselves agree', () => {
  // Poisson likelihoods of cells add up, so splitting a cell in two leaves the coefficients.
  const whole = rateModel({ events: [5, 9], personTime: [50, 40], x: [[0, 1]], names: ['x'] })
  const split = rateModel({ events: [2, 3, 9], personTime: [20, 30, 40], x: [[0, 0, 1]], names: ['x'] })
  expect(split.terms[1]!.coef).toBeCloseTo(whole.terms[1]!.coef, 10)
  expect(split.terms[1]!.se).toBeCloseTo(whole.terms[1]!.se, 10)
})

test.each([
  ['cuts that do not rise', () => personTime({ time: [1], event: [1], cuts: [4, 2] }), 'bad_option'],
  ['an event without time', () => rateModel({ events: [1], personTime: [0], x: [], names: [] }), 'out_of_range'],
  ['no event at all', () => rateModel({ events: [0, 0], personTime: [3, 4], x: [], names: [] }), 'no_events'],
])('%s: refused', (_, work, code) => {
  expect(work).toThrow(expect.objectContaining({ code }))
})
