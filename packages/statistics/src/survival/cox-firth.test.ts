import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cox } from './cox.ts'
import { coxFirth } from './cox-firth.ts'

/** b pairs in which the one with x = 1 has the event first, and c pairs in which the other has. */
function pairs(b: number, c: number) {
  const rows = Array.from({ length: b + c }, (_, pair) => [
    { pair, time: 1, event: 1, x: Number(pair < b) },
    { pair, time: 2, event: 0, x: Number(pair >= b) },
  ]).flat()
  return {
    time: rows.map((r) => r.time),
    event: rows.map((r) => r.event),
    x: [rows.map((r) => r.x)],
    names: ['x'],
    strata: rows.map((r) => r.pair),
  }
}

test('two people by hand: x goes first, and the hazard ratio is 3 instead of infinite', () => {
  // ℓ + ½ log I = 3/2 log r − 2 log(1 + r): its maximum is where r / (1 + r) = 3/4.
  const fit = coxFirth(pairs(1, 0))
  expect(fit.terms[0]!.hr).toBeCloseTo(3, 9)
  expect(fit.terms[0]!.se).toBeCloseTo(1 / Math.sqrt((3 / 4) * (1 / 4)), 9)
  expect(fit.penalizedLogLik.fitted).toBeCloseTo(1.5 * Math.log(3) - 2 * Math.log(4), 9)
  expect(fit.penalizedLogLik.null).toBeCloseTo(-2 * Math.log(2), 9)
  expect(() => cox(pairs(1, 0))).toThrow(expect.objectContaining({ code: 'separation' }))
})

test('pairs by hand: (b + ½) / (c + ½), with the test and the profile interval of its closed form', () => {
  for (const [b, c] of [
    [5, 0],
    [3, 1],
    [2, 7],
  ] as const) {
    const [term] = coxFirth(pairs(b, c)).terms
    expect(term!.hr).toBeCloseTo((b + 0.5) / (c + 0.5), 8)
    const value = (r: number) => (b + 0.5) * Math.log(r / (1 + r)) + (c + 0.5) * Math.log(1 / (1 + r))
    const best = value((b + 0.5) / (c + 0.5))
    expect(term!.chisq).toBeCloseTo(2 * (best - value(1)), 8)
    for (const end of [term!.hrLow!, term!.hrHigh!]) expect(2 * (best - value(end))).toBeCloseTo(3.841458820694124, 7)
    expect(term!.hrLow!).toBeLessThan(term!.hr)
    expect(term!.hrHigh!).toBeGreaterThan(term!.hr)
  }
})

test('ties by hand: Efron’s second event divides by half of the tied risk less', () => {
  // Events of one with x = 1 and one with x = 0 at time 1, and one with x = 1 and one with x = 0 left.
  const data = { time: [1, 1, 2, 2], event: [1, 1, 0, 0], x: [[1, 0, 1, 0]], names: ['x'] }
  const penalized = (r: number, efron: boolean) => {
    const second = efron ? [1.5 * r, 1.5] : [2 * r, 2]
    const share = [2 * r, second[0]!].map((s, k) => s / (s + [2, second[1]!][k]!))
    const info = share.reduce((s, p) => s + p * (1 - p), 0)
    return Math.log(r) - Math.log(2 * r + 2) - Math.log(second[0]! + second[1]!) + Math.log(info) / 2
  }
  for (const ties of ['efron', 'breslow'] as const) {
    const fit = coxFirth({ ...data, ties })
    // By symmetry the maximum is at 1.
    expect(fit.terms[0]!.coef).toBeCloseTo(0, 10)
    expect(fit.penalizedLogLik.fitted).toBeCloseTo(penalized(1, ties === 'efron'), 10)
  }
})

const rows = fc.array(
  fc.record({
    time: fc.integer({ min: 1, max: 12 }),
    event: fc.constantFrom(0, 1, 1),
    x: fc.integer({ min: -2, max: 2 }),
    y: fc.constantFrom(0, 1),
  }),
  { minLength: 10, maxLength: 30 },
)
type Row = { time: number; event: number; x: number; y: number }
const columns = (data: readonly Row[]) => ({
  time: data.map((d) => d.time),
  event: data.map((d) => d.event),
  x: [data.map((d) => d.x), data.map((d) => d.y)],
  names: ['x', 'y'],
})
const fitOrNothing = (input: Parameters<typeof coxFirth>[0]) => {
  try {
    return coxFirth(input)
  } catch {
    return undefined
  }
}

test('order, units and labels: the estimate goes with them; its score has no first-order bias left', () => {
  fc.assert(
    fc.property(rows, (data) => {
      const fit = fitOrNothing(columns(data))
      fc.pre(fit !== undefined)
      const turned = coxFirth(columns([...data].reverse().map((d) => ({ ...d, time: d.time * 3 }))))
      const swapped = coxFirth(columns(data.map((d) => ({ ...d, y: 1 - d.y, x: 10 * d.x }))))
      expect(turned.terms[0]!.coef).toBeCloseTo(fit!.terms[0]!.coef, 6)
      expect(swapped.terms[0]!.coef * 10).toBeCloseTo(fit!.terms[0]!.coef, 6)
      expect(swapped.terms[1]!.coef).toBeCloseTo(-fit!.terms[1]!.coef, 6)
      expect(swapped.terms[1]!.chisq).toBeCloseTo(fit!.terms[1]!.chisq, 6)
    }),
    { numRuns: 30 },
  )
})

test('with many people the penalty hardly matters', () => {
  const big = pairs(300, 200)
  expect(coxFirth(big).terms[0]!.coef).toBeCloseTo(cox(big).terms[0]!.coef, 2)
})

test.each([
  ['nobody has the event', { event: [0, 0, 0, 0] }, 'no_events'],
  [
    'a column repeats another',
    {
      x: [
        [0, 1, 0, 1],
        [1, 3, 1, 3],
      ],
      names: ['x', 'again'],
    },
    'aliased_covariate',
  ],
  ['a column never changes', { x: [[1, 1, 1, 1]] }, 'constant_covariate'],
])('%s: refused', (_, change, code) => {
  const four = { time: [1, 2, 3, 4], event: [1, 1, 1, 0], x: [[0, 1, 0, 1]], names: ['x'] }
  expect(() => coxFirth({ ...four, ...change })).toThrow(expect.objectContaining({ code }))
})
