import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concordance } from './concordance.ts'

test('five people by hand: pairs that can be compared, in order, out of order and tied', () => {
  // Events at 1, 3 and 4; censored at 2 and 5. Comparable: 1 with all four, 3 with 4 and 5, 4 with 5: seven pairs.
  const { estimate, concordant, discordant, tied } = concordance({
    time: [1, 2, 3, 4, 5],
    event: [1, 0, 1, 1, 0],
    predictor: [5, 1, 2, 3, 2],
  })
  expect([concordant, discordant, tied]).toEqual([5, 1, 1])
  expect(estimate).toBeCloseTo((5 + 1 / 2) / 7, 14)
})

test('two events at one time cannot be compared; whoever is censored then has outlived them', () => {
  expect(concordance({ time: [2, 2, 2], event: [1, 1, 0], predictor: [3, 2, 1] })).toMatchObject({
    concordant: 2,
    discordant: 0,
    tied: 0,
    estimate: 1,
  })
})

const rows = fc.array(
  fc.record({
    time: fc.integer({ min: 1, max: 12 }),
    event: fc.constantFrom(0, 1),
    predictor: fc.integer({ min: 0, max: 5 }),
    start: fc.integer({ min: 0, max: 11 }),
  }),
  { minLength: 2, maxLength: 30 },
)

test('it is the share over all pairs counted one by one, also when people enter late', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const data = all.filter((d) => d.start < d.time)
      fc.pre(data.length > 1)
      let [up, down, same] = [0, 0, 0]
      for (const a of data)
        for (const b of data) {
          if (a === b || a.event === 0) continue
          const outlives = b.time > a.time || (b.time === a.time && b.event === 0)
          if (!outlives || b.start >= a.time) continue
          if (a.predictor > b.predictor) up++
          else if (a.predictor < b.predictor) down++
          else same++
        }
      const ours = concordance({
        start: data.map((d) => d.start),
        time: data.map((d) => d.time),
        event: data.map((d) => d.event),
        predictor: data.map((d) => d.predictor),
      })
      expect([ours.concordant, ours.discordant, ours.tied]).toEqual([up, down, same])
      const turned = concordance({
        start: data.map((d) => d.start),
        time: data.map((d) => d.time),
        event: data.map((d) => d.event),
        predictor: data.map((d) => -d.predictor),
      })
      if (ours.estimate === null) expect(turned.estimate).toBeNull()
      else expect(turned.estimate! + ours.estimate).toBeCloseTo(1, 12)
    }),
  )
})

test('without a comparable pair there is none', () => {
  expect(concordance({ time: [1, 2], event: [0, 0], predictor: [1, 2] })).toMatchObject({ estimate: null, se: null })
})
