import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../random/random.ts'
import { type CloneCensorWeightInput, cloneCensorWeight, longestNeverHorizon } from './clone-censor-weight.ts'

/*
 * A dozen people, two weeks of grace, horizon 28. L = 1 for six of them.
 * Week 1: of six with L = 1 three begin, of six with L = 0 two. Then one with L = 1 has the event on day 5, not having begun.
 * Week 2: of two with L = 1 one begins, of four with L = 0 one.
 *   h: 1/2 and 1/3, then 1/2 and 1/4. h̄: 5/12, then 2/6.
 *   f̄: 5/12, 7/12 · 1/3 = 7/36, together 22/36. h*: (15/36) / (22/36) = 15/22, then 1.
 * Events: person 4 (L = 0, began in week 1) on day 20, person 11 (L = 0, never began) on day 21, person 1 (L = 1, began in week 1) on day 24.
 */
const never = Number.POSITIVE_INFINITY
const L = [1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0]
const treatmentTime = [3, 3, 3, 3, 3, never, 10, never, 10, never, never, never]
const time = [24, 40, 40, 20, 40, 5, 40, 40, 40, 40, 21, 40]
const cause = [1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0]
const dozen: CloneCensorWeightInput = {
  time,
  cause,
  treatmentTime,
  control: 'later',
  tau: 28,
  grace: 2,
  baseline: [{ name: 'L', values: L }],
  // L in week 2 has an effect of its own, so that the fitted hazards are the shares above.
  varying: [{ name: 'L in week 2', values: L.flatMap((l) => [0, l]) }],
  truncateAt: 1,
}

test('a dozen by hand: hazards, weights and curves in fractions', () => {
  const result = cloneCensorWeight(dozen)
  expect(Array.from(result.marginalHazard)).toEqual([expect.closeTo(5 / 12, 12), expect.closeTo(1 / 3, 12)])
  expect(result.startedInGrace).toBe(7)

  // Treated clones: h*₁/h₁ for those who began in week 1; (1 − h*₁)/(1 − h₁) · 1/h₂ for those who began in week 2.
  const treated = [15 / 11, 15 / 11, 15 / 11, 45 / 22, 45 / 22, 1, 14 / 11, 0, 21 / 11, 0, 0, 0]
  // Control clones: (7/12)/(1 − h₁) · (2/3)/(1 − h₂); the event on day 5 comes while half of the first factor, 7/6, acts.
  const control = [0, 0, 0, 0, 0, Math.sqrt(7 / 6), 0, 14 / 9, 0, 7 / 9, 7 / 9, 7 / 9]
  for (let i = 0; i < 12; i++) {
    expect(result.retained.treated[i]).toBeCloseTo(treated[i]!, 10)
    expect(result.retained.control[i]).toBeCloseTo(control[i]!, 10)
  }
  // Treated: 12 at risk on day 5; 125/11 on day 20, of which 45/22 have the event; 205/22 on day 24, of which 15/11.
  const curve = result.untruncated.treated.steps
  expect(curve.map((s) => s.time)).toEqual([5, 20, 24])
  expect(curve.map((s) => s.atRisk)).toEqual([12, expect.closeTo(125 / 11, 10), expect.closeTo(205 / 22, 10)])
  expect(result.untruncated.treated.risk).toBeCloseTo(1 - (11 / 12) * (41 / 50) * (35 / 41), 10)
  // Control: on day 5 three with √(7/6) and four with √(7/8) are left: the share is 1 / (3 + 2√3). On day 21 14/9 + 3 · 7/9, of which 7/9.
  expect(result.untruncated.control.steps.map((s) => s.atRisk)).toEqual([
    expect.closeTo(3 * Math.sqrt(7 / 6) + 4 * Math.sqrt(7 / 8), 10),
    expect.closeTo(35 / 9, 10),
  ])
  const controlRisk = 1 - (1 - 1 / (3 + 2 * Math.sqrt(3))) * (4 / 5)
  expect(result.untruncated.control.risk).toBeCloseTo(controlRisk, 10)
  expect(result.untruncated.riskDifference).toBeCloseTo(43 / 120 - controlRisk, 10)
  expect(result.untruncated.treated.restrictedMean).toBeCloseTo(
    5 + (11 / 12) * 15 + (11 / 12) * (41 / 50) * 4 + (77 / 120) * 4,
    10,
  )
})

test('each clone is followed until it leaves its strategy, and the factor of a week acts from its end', () => {
  const { clones } = cloneCensorWeight(dozen)
  const rowsOf = (person: number, arm: number) =>
    [...clones.person.keys()]
      .filter((r) => clones.person[r] === person && clones.arm[r] === arm)
      .map((r) => [clones.start[r], clones.stop[r], clones.cause[r]])
  // Began on day 3 and has the event on day 24.
  expect(rowsOf(0, 1)).toEqual([
    [0, 7, 0],
    [7, 24, 1],
  ])
  expect(rowsOf(0, 0)).toEqual([[0, 3, 0]])
  // Never began: the treated clone ends with the grace period.
  expect(rowsOf(7, 1)).toEqual([
    [0, 7, 0],
    [7, 14, 0],
  ])
  expect(rowsOf(7, 0)).toEqual([
    [0, 7, 0],
    [7, 14, 0],
    [14, 28, 0],
  ])
  // The event before beginning counts in both arms.
  expect(rowsOf(5, 1)).toEqual([[0, 5, 1]])
  expect(rowsOf(5, 0)).toEqual([[0, 5, 1]])
})

test('on the same day the event comes first; the end of follow-up does not', () => {
  const both = (code: number) =>
    cloneCensorWeight({
      ...dozen,
      time: time.map((t, i) => (i === 6 ? 10 : t)),
      cause: cause.map((c, i) => (i === 6 ? code : c)),
      baseline: [],
      varying: [],
    })
  // Person 6 begins on day 10 and has the event on day 10: not begun, so the event counts for the control clone too.
  const event = both(1).clones
  expect([...event.cause].filter((c, r) => event.person[r] === 6 && c === 1)).toHaveLength(2)
  expect(both(1).startedInGrace).toBe(6)
  expect(both(0).startedInGrace).toBe(7)
})

test('against never, a control clone ends whenever treatment begins; against later only in the grace period', () => {
  const late = { ...dozen, treatmentTime: treatmentTime.map((t, i) => (i === 9 ? 25 : t)), baseline: [], varying: [] }
  const end = (control: 'later' | 'never') => {
    const { clones } = cloneCensorWeight({ ...late, control })
    return Math.max(...[...clones.stop].filter((_, r) => clones.person[r] === 9 && clones.arm[r] === 0))
  }
  expect(end('later')).toBe(28)
  expect(end('never')).toBe(25)
})

test('when beginning depends on nothing, control weights are 1 and all who begin have the same weight', () => {
  const { retained, untruncated, clones } = cloneCensorWeight({ ...dozen, baseline: [], varying: [] })
  for (const [r, w] of clones.weight.entries()) if (clones.arm[r] === 0) expect(w).toBeCloseTo(1, 12)
  const begun = retained.treated.filter((_, i) => treatmentTime[i]! <= 14)
  // One over the probability of beginning within the grace period, 22/36.
  for (const w of begun) expect(w).toBeCloseTo(36 / 22, 10)
  expect(untruncated.control.risk).toBeCloseTo(1 - (6 / 7) * (3 / 4), 12)
})

interface Person {
  readonly time: number
  readonly cause: number
  readonly begins: number
  readonly x: number
}
const people = (seed: number, n: number): Person[] => {
  const r = createRandom(seed, 'clones')
  return Array.from({ length: n }, () => {
    const x = r.below(2)
    const begins = Math.ceil(r.exponential() * (x ? 25 : 45))
    const event = Math.ceil(r.exponential() * (x ? 150 : 300))
    const lost = 200 + r.below(50)
    return { time: Math.min(event, lost), cause: event <= lost ? 1 : 0, begins: begins > 120 ? never : begins, x }
  })
}
const inputOf = (data: readonly Person[], control: 'later' | 'never' = 'later', tau = 180): CloneCensorWeightInput => ({
  time: data.map((d) => d.time),
  cause: data.map((d) => d.cause),
  treatmentTime: data.map((d) => d.begins),
  baseline: [{ name: 'x', values: data.map((d) => d.x) }],
  control,
  tau,
})

test('order of people is irrelevant, weight 1 is no weight, weight 2 is the person twice, weight 0 nobody', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.constantFrom(['later', 180] as const, ['never', 60] as const),
      (seed, [control, tau]) => {
        const data = people(seed, 120)
        const plain = cloneCensorWeight(inputOf(data, control, tau))
        const turned = cloneCensorWeight(inputOf([...data].reverse(), control, tau))
        const ones = cloneCensorWeight({ ...inputOf(data, control, tau), weights: data.map(() => 1) })
        for (const other of [turned, ones])
          for (const which of ['truncated', 'untruncated'] as const)
            expect(other[which].riskDifference).toBeCloseTo(plain[which].riskDifference, 9)
        const weights = data.map((_, i) => i % 3)
        const weighted = cloneCensorWeight({ ...inputOf(data, control, tau), weights })
        const repeated = cloneCensorWeight(
          inputOf(
            data.flatMap((d, i) => Array.from({ length: i % 3 }, () => d)),
            control,
            tau,
          ),
        )
        expect(weighted.truncated.riskDifference).toBeCloseTo(repeated.truncated.riskDifference, 7)
        expect(weighted.untruncated.riskDifference).toBeCloseTo(repeated.untruncated.riskDifference, 7)
      },
    ),
    { numRuns: 15 },
  )
})

test('weights for loss multiply, and weights for loss of 1 change nothing', () => {
  const data = people(5, 100)
  const plain = cloneCensorWeight(inputOf(data))
  const ones = cloneCensorWeight({ ...inputOf(data), lossWeights: new Float64Array(100 * 26).fill(1) })
  expect(ones.truncated.riskDifference).toBeCloseTo(plain.truncated.riskDifference, 10)
  const twos = cloneCensorWeight({ ...inputOf(data), lossWeights: new Float64Array(100 * 26).fill(2) })
  expect(twos.untruncated.treated.steps[0]!.atRisk).toBeCloseTo(2 * plain.untruncated.treated.steps[0]!.atRisk, 9)
  expect(twos.untruncated.riskDifference).toBeCloseTo(plain.untruncated.riskDifference, 10)
})

test('weighting removes the confounding of a large made-up program in which treatment does nothing', () => {
  const r = createRandom(11, 'null')
  const data = Array.from({ length: 20_000 }, (): Person => {
    const x = r.below(2)
    const begins = Math.ceil(r.exponential() * (x ? 15 : 60))
    const event = Math.ceil(r.exponential() * (x ? 120 : 600))
    return { time: Math.min(event, 180), cause: event <= 180 ? 1 : 0, begins, x }
  })
  const adjusted = cloneCensorWeight({ ...inputOf(data), truncateAt: 1 })
  const naive = cloneCensorWeight({ ...inputOf(data), baseline: [], truncateAt: 1 })
  expect(naive.truncated.riskDifference).toBeGreaterThan(0.08)
  expect(Math.abs(adjusted.truncated.riskDifference)).toBeLessThan(0.02)
})

test('against never, only as far as 50 people are effectively left in each arm', () => {
  const data = people(3, 230)
  const { control: _, tau: __, ...rest } = inputOf(data)
  const left = (tau: number) => {
    const { treated, control } = cloneCensorWeight(inputOf(data, 'never', tau)).effectiveN
    return Math.min(treated, control)
  }
  const fewest = (left(90) + left(180)) / 2
  expect(left(180)).toBeLessThan(left(90))
  expect(longestNeverHorizon(rest, () => ({}), [90, 180, 365], fewest)?.tau).toBe(90)
  expect(longestNeverHorizon(rest, () => ({}), [90, 180, 365], 5)?.tau).toBe(180)
  expect(longestNeverHorizon(rest, () => ({}), [180], 230)).toBeNull()
})

test.each([
  ['nobody', { time: [], cause: [], treatmentTime: [] }, 'no_rows'],
  ['treatment on day 0', { treatmentTime: treatmentTime.map((t, i) => (i === 2 ? 0 : t)) }, 'out_of_range'],
  [
    'a missing day of treatment',
    { treatmentTime: treatmentTime.map((t, i) => (i === 2 ? Number.NaN : t)) },
    'not_a_number',
  ],
  ['nobody begins in time', { treatmentTime: treatmentTime.map(() => never) }, 'no_events'],
  ['a horizon within the grace period', { tau: 14 }, 'out_of_range'],
  ['a horizon that nobody reaches', { tau: 60 }, 'out_of_range'],
  ['follow-up of no length', { time: time.map((t, i) => (i === 2 ? 0 : t)) }, 'out_of_range'],
  ['half a cause', { cause: cause.map((c) => c / 2) }, 'bad_event'],
  ['a column of another length', { varying: [{ name: 'L', values: L }] }, 'length_mismatch'],
  ['half an interval of grace', { grace: 1.5 }, 'bad_option'],
  ['a truncation of 99 instead of .99', { truncateAt: 99 }, 'bad_option'],
] as const)('%s is refused', (_, change, code) => {
  expect(() => cloneCensorWeight({ ...dozen, ...change })).toThrow(expect.objectContaining({ code }))
})
