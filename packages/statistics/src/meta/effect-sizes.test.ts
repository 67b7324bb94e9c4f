import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effectFromCounts, effectFromInterval, effectFromMeans, hedgesCorrection, logGamma } from './effect-sizes.ts'

test('BCG, first trial (Colditz 1994, as metafor prints it): log risk ratio −0.8893, variance 0.3256', () => {
  const effect = effectFromCounts('RR', { eventsT: 4, nT: 123, eventsC: 11, nC: 139 })!
  expect(effect.effect.toFixed(4)).toBe('-0.8893')
  expect(effect.variance.toFixed(4)).toBe('0.3256')
})

test('a table by hand: 3 of 10 against 5 of 10', () => {
  const table = { eventsT: 3, nT: 10, eventsC: 5, nC: 10 }
  expect(effectFromCounts('OR', table)).toMatchObject({ effect: Math.log(3 / 7), corrected: false })
  expect(effectFromCounts('OR', table)!.variance).toBeCloseTo(1 / 3 + 1 / 7 + 2 / 5, 14)
  expect(effectFromCounts('RD', table)!.variance).toBeCloseTo(0.021 + 0.025, 14)
})

test('Hedges’s exact correction is near 1 − 3 / (4 m − 1), and Γ is the factorial', () => {
  for (const m of [4, 10, 50, 500]) expect(hedgesCorrection(m)).toBeCloseTo(1 - 3 / (4 * m - 1), 2)
  expect(hedgesCorrection(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 12)
  expect(Math.exp(logGamma(6))).toBeCloseTo(120, 9)
})

test('an interval gives back what made it, and swapping the arms flips means', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ min: 0.01, max: 2, noNaN: true }),
      (effect, se) => {
        const [low, high] = [-1, 1].map((s) => Math.exp(effect + s * 1.959963984540054 * se))
        const back = effectFromInterval(true, Math.exp(effect), low!, high!)
        expect(back.effect).toBeCloseTo(effect, 9)
        expect(Math.sqrt(back.variance)).toBeCloseTo(se, 9)
        const means = { meanT: effect, sdT: se, nT: 12, meanC: 0.3, sdC: 1, nC: 9 }
        const turned = { meanT: 0.3, sdT: 1, nT: 9, meanC: effect, sdC: se, nC: 12 }
        for (const measure of ['MD', 'SMD'] as const)
          expect(effectFromMeans(measure, turned).effect).toBeCloseTo(-effectFromMeans(measure, means).effect, 12)
      },
    ),
  )
})

test('a study in which nobody has the event stays for odds and risks, with one half in each cell, and has no Peto effect', () => {
  // R: escalc(measure = …, ai = 0, n1i = 40, ci = 0, n2i = 60): yi and vi
  const nobody = { eventsT: 0, nT: 40, eventsC: 0, nC: 60 }
  expect(effectFromCounts('OR', nobody)!.effect).toBeCloseTo(0.401341391, 8)
  expect(effectFromCounts('OR', nobody)!.variance).toBeCloseTo(4.041220284, 8)
  expect(effectFromCounts('RR', nobody)!.effect).toBeCloseTo(0.397301797, 8)
  expect(effectFromCounts('RD', nobody)).toEqual({ effect: 0, variance: 0, corrected: false })
  expect(effectFromCounts('PETO', nobody)).toBeNull()
})
