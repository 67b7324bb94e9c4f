import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCosmesis } from '../testing/breast-cosmesis.ts'
import { kaplanMeier } from './kaplan-meier.ts'
import { turnbull } from './turnbull.ts'

test('Turnbull: exact times give Kaplan–Meier, and a range counts where others were seen', () => {
  expect(turnbull({ low: [1, 2, 3], high: [1, 2, 3] }).intervals.map((i) => i.survival)).toEqual([
    expect.closeTo(2 / 3, 12),
    expect.closeTo(1 / 3, 12),
    expect.closeTo(0, 12),
  ])
  // Two ranges that overlap in (1, 2] only: all mass is there.
  expect(turnbull({ low: [0, 1], high: [2, 3] }).intervals).toEqual([
    expect.objectContaining({ low: 1, high: 2, probability: 1 }),
  ])
  // One seen at 2, one not until 3: half the mass lies after 3.
  expect(turnbull({ low: [2, 3], high: [2, Number.POSITIVE_INFINITY] }).intervals.map((i) => i.probability)).toEqual([
    0.5, 0.5,
  ])
  expect(() => turnbull({ low: [2], high: [1] })).toThrow(expect.objectContaining({ code: 'out_of_range' }))
})

// Finkelstein & Wolfe 1985; the estimates as Fay & Shaw 2010 (J Stat Softw 36:2) print them for the same data.
test.each([
  [
    'radiotherapy',
    '(4,5] 0.0463 (6,7] 0.0334 (7,8] 0.0887 (11,12] 0.0708 (24,25] 0.0926 (33,34] 0.0818 (38,40] 0.1209 (46,48] 0.4656',
  ],
  [
    'with chemotherapy',
    '(4,5] 0.0433 (5,8] 0.0433 (11,12] 0.0692 (16,17] 0.1454 (18,19] 0.1411 (19,20] 0.1157 (24,25] 0.0999 (30,31] 0.0709 (35,36] 0.1608 (44,48] 0.0552 (48,60] 0.0552',
  ],
])('breast cosmesis, %s: the published masses to every digit', (name, published) => {
  const { low, high, arm } = readCosmesis()
  const rows = [...low.keys()].filter((i) => arm[i] === name)
  const { intervals } = turnbull({ low: rows.map((i) => low[i]!), high: rows.map((i) => high[i]!) })
  const held = intervals.filter((s) => s.probability > 5e-5)
  expect(held.map((s) => `(${s.low},${s.high}] ${s.probability.toFixed(4)}`).join(' ')).toBe(published)
})

const person = fc.record({
  low: fc.integer({ min: 0, max: 9 }),
  width: fc.constantFrom(0, 1, 2, 5, Number.POSITIVE_INFINITY),
})
const people = fc.array(person, { minLength: 1, maxLength: 25 })

test('masses add up to 1, weight 2 is the person twice, and the order of people does not matter', () => {
  fc.assert(
    fc.property(people, (data) => {
      const of = (list: typeof data) =>
        turnbull({ low: list.map((d) => d.low), high: list.map((d) => d.low + d.width) }).intervals
      const plain = of(data)
      expect(plain.reduce((s, i) => s + i.probability, 0)).toBeCloseTo(1, 9)
      const twice = turnbull({
        low: data.map((d) => d.low),
        high: data.map((d) => d.low + d.width),
        weights: data.map(() => 2),
      }).intervals
      for (const other of [of([...data].reverse()), of([...data, ...data]), twice])
        for (const [k, s] of other.entries()) expect(s.probability).toBeCloseTo(plain[k]!.probability, 5)
    }),
    { numRuns: 50 },
  )
})

test('exact and right-censored times are Kaplan–Meier', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ time: fc.integer({ min: 1, max: 8 }), event: fc.constantFrom(0, 1) }), {
        minLength: 2,
        maxLength: 30,
      }),
      (data) => {
        fc.pre(data.some((d) => d.event))
        const curve = kaplanMeier({ time: data.map((d) => d.time), event: data.map((d) => d.event) }).groups[0]!
        const { intervals } = turnbull({
          low: data.map((d) => d.time),
          high: data.map((d) => (d.event ? d.time : Number.POSITIVE_INFINITY)),
        })
        for (const s of intervals.filter((i) => i.high < Number.POSITIVE_INFINITY)) {
          const step = curve.steps.find((k) => k.time === s.high)!
          expect(s.survival).toBeCloseTo(step.survival, 5)
        }
      },
    ),
    { numRuns: 50 },
  )
})
