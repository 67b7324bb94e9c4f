import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mantelHaenszel, peto, pooledLogRank } from './counts.ts'
import { effectFromCounts } from './effect-sizes.ts'

const two = [
  { eventsT: 4, nT: 10, eventsC: 6, nC: 10 },
  { eventsT: 2, nT: 20, eventsC: 5, nC: 20 },
]

test('two studies by hand: Mantel–Haenszel for odds, risks and differences', () => {
  expect(mantelHaenszel('OR', two).estimate).toBeCloseTo(
    Math.log((4 * 4) / 20 + (2 * 15) / 40) - Math.log((6 * 6) / 20 + (18 * 5) / 40),
    12,
  )
  expect(mantelHaenszel('RR', two).estimate).toBeCloseTo(
    Math.log((4 * 10) / 20 + (2 * 20) / 40) - Math.log(3 + 2.5),
    12,
  )
  // (4·10 − 6·10)/20 + (2·20 − 5·20)/40 over 5 + 10.
  expect(mantelHaenszel('RD', two).estimate).toBeCloseTo(-2.5 / 15, 12)
})

test('two studies by hand: Peto’s Σ(O − E) / ΣV', () => {
  const v = [(10 * 10 * 10 * 10) / (20 * 20 * 19), (20 * 20 * 7 * 33) / (40 * 40 * 39)]
  const sum = v[0]! + v[1]!
  const pooled = peto(two)
  expect(pooled.estimate).toBeCloseTo((4 - 5 + 2 - 3.5) / sum, 12)
  expect(pooled.se).toBeCloseTo(1 / Math.sqrt(sum), 12)
})

const counts = fc
  .record({ nT: fc.integer({ min: 2, max: 40 }), nC: fc.integer({ min: 2, max: 40 }), a: fc.nat(40), c: fc.nat(40) })
  .map(({ nT, nC, a, c }) => ({ nT, nC, eventsT: a % (nT + 1), eventsC: c % (nC + 1) }))
const studies = fc.array(counts, { minLength: 1, maxLength: 8 })

test('swapping the arms flips the sign; a study without any event adds nothing to ratios; order is irrelevant', () => {
  fc.assert(
    fc.property(studies, (list) => {
      const of = (measure: 'OR' | 'RR', s: typeof list) => {
        try {
          return mantelHaenszel(measure, s)
        } catch {
          return undefined
        }
      }
      const swapped = list.map((s) => ({ nT: s.nC, nC: s.nT, eventsT: s.eventsC, eventsC: s.eventsT }))
      for (const measure of ['OR', 'RR'] as const) {
        const plain = of(measure, list)
        fc.pre(plain !== undefined)
        expect(of(measure, swapped)!.estimate).toBeCloseTo(-plain!.estimate, 9)
        const more = of(measure, [...list].reverse().concat({ nT: 30, nC: 20, eventsT: 0, eventsC: 0 }))
        expect(more!.estimate).toBeCloseTo(plain!.estimate, 9)
        expect(more!.se).toBeCloseTo(plain!.se, 9)
      }
    }),
  )
})

test('one study alone: Peto and the log-rank sum are that study', () => {
  const [study] = two
  const effect = effectFromCounts('PETO', study!)!
  expect(peto([study!]).estimate).toBeCloseTo(effect.effect, 12)
  expect(pooledLogRank([{ u: -3, v: 2 }])).toMatchObject({ estimate: -1.5, q: { chisq: 0, df: 0, p: null } })
})

test('where nobody has the event there is no ratio', () => {
  const none = [{ eventsT: 0, nT: 5, eventsC: 0, nC: 5 }]
  expect(() => mantelHaenszel('OR', none)).toThrow(expect.objectContaining({ code: 'no_events' }))
  expect(() => peto(none)).toThrow(expect.objectContaining({ code: 'no_events' }))
  expect(() => pooledLogRank([{ u: 0, v: 0 }])).toThrow(expect.objectContaining({ code: 'no_events' }))
})
