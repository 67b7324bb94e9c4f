import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cumulativeIncidence } from '../survival/aalen-johansen.ts'
import { kaplanMeier, survivalAt } from '../survival/kaplan-meier.ts'
import { restrictedMean } from '../survival/rmst.ts'
import { riskAt, type WeightedRiskInput, weightedRisk } from './weighted-risk.ts'

// A dozen: six treated with an event at 2 and 4 and a competing one at 3; six controls with events at 1, 3 and 5.
const dozen: WeightedRiskInput = {
  time: [2, 3, 4, 6, 6, 6, 1, 3, 5, 6, 6, 6],
  cause: [1, 2, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0],
  arm: [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
  tau: 6,
}

test('a dozen by hand: with nobody lost, risks are shares and times are means', () => {
  const result = weightedRisk(dozen)
  expect(result.treated.risk).toBeCloseTo(2 / 6, 14)
  expect(result.control.risk).toBeCloseTo(3 / 6, 14)
  expect(result.riskDifference).toBeCloseTo(-1 / 6, 14)
  expect(result.riskRatio).toBeCloseTo(2 / 3, 14)
  expect(result.treated.restrictedMean).toBeCloseTo((2 + 3 + 4 + 18) / 6, 14)
  expect(result.treated.timeLost).toBeCloseTo((4 + 2) / 6, 14)
  expect(result.control.restrictedMean + result.control.timeLost).toBeCloseTo(6, 14)
  expect(riskAt(result.treated, 2.5)).toEqual({ risk: expect.closeTo(1 / 6, 14), free: expect.closeTo(5 / 6, 14) })
  expect(riskAt(result.treated, 1)).toEqual({ risk: 0, free: 1 })
})

test('without loss the influence gives the variance p(1 − p)/n of each arm', () => {
  const { riskDifference } = weightedRisk(dozen).influence
  const variance = riskDifference.reduce((s, v) => s + v * v, 0)
  expect(variance).toBeCloseTo(((1 / 3) * (2 / 3)) / 6 + ((1 / 2) * (1 / 2)) / 6, 14)
  expect(riskDifference.reduce((s, v) => s + v, 0)).toBeCloseTo(0, 14)
})

test('a person who weighs 3 counts three times', () => {
  const result = weightedRisk({ ...dozen, weights: [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] })
  expect(result.treated.risk).toBeCloseTo(4 / 8, 14)
})

const people = fc.array(
  fc.record({
    time: fc.integer({ min: 1, max: 12 }),
    cause: fc.constantFrom(0, 1, 1, 2),
    arm: fc.constantFrom(0, 1),
    w: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 4, maxLength: 40 },
)
type Person = { time: number; cause: number; arm: number; w: number }
// Somebody in each arm stays to the end and somebody has the event, so that the horizon is always reached.
const whole = (data: readonly Person[]): Person[] => [
  ...data,
  ...[0, 1].flatMap((arm) => [
    { time: 13, cause: 0, arm, w: 1 },
    { time: 2, cause: 1, arm, w: 1 },
  ]),
]
const input = (data: readonly Person[]): WeightedRiskInput => ({
  time: data.map((d) => d.time),
  cause: data.map((d) => d.cause),
  arm: data.map((d) => d.arm),
  tau: 10,
})

test('with one cause it is Kaplan–Meier and its restricted mean; with two it is Aalen–Johansen', () => {
  fc.assert(
    fc.property(people, (some) => {
      const data = whole(some)
      const given = input(data)
      const any = { ...given, cause: data.map((d) => Math.min(1, d.cause)) }
      const group = { codes: given.arm, labels: ['0', '1'] }
      const km = kaplanMeier({ time: given.time, event: any.cause, group })
      const means = restrictedMean({ time: given.time, event: any.cause, group }, 10)
      const one = weightedRisk(any)
      const two = weightedRisk(given)
      const incidence = cumulativeIncidence({ time: given.time, cause: given.cause, group })
      for (const [g, arm] of [one.control, one.treated].entries()) {
        expect(1 - arm.risk).toBeCloseTo(survivalAt(km.groups[g]!, 10)!.survival, 12)
        expect(arm.restrictedMean).toBeCloseTo(means[g]!.estimate, 12)
      }
      for (const [g, arm] of [two.control, two.treated].entries()) {
        const steps = incidence[g]!.causes[0]!.steps.filter((s) => s.time <= 10)
        expect(arm.risk).toBeCloseTo(steps.at(-1)?.estimate ?? 0, 12)
      }
    }),
  )
})

test('swapping the arms flips the sign; row order and weights of 1 change nothing; weight 2 is the row twice; cutting rows changes nothing', () => {
  fc.assert(
    fc.property(people, (some) => {
      const data = whole(some)
      const plain = weightedRisk(input(data))
      const swapped = weightedRisk(input(data.map((d) => ({ ...d, arm: 1 - d.arm }))))
      expect(swapped.riskDifference + plain.riskDifference).toBe(0)
      expect(swapped.restrictedMeanDifference + plain.restrictedMeanDifference).toBe(0)
      const halves = data.flatMap((d) => [
        { ...d, start: 0, time: d.time / 2, cause: 0 },
        { ...d, start: d.time / 2 },
      ])
      const same = [
        weightedRisk(input([...data].reverse())),
        weightedRisk({ ...input(data), weights: data.map(() => 1) }),
        weightedRisk({ ...input(halves), start: halves.map((h) => h.start) }),
      ]
      for (const other of same) {
        expect(other.riskDifference).toBeCloseTo(plain.riskDifference, 12)
        expect(other.timeLostDifference).toBeCloseTo(plain.timeLostDifference, 12)
      }
      const weighted = weightedRisk({ ...input(data), weights: data.map((d) => d.w) })
      const repeated = weightedRisk(input(data.flatMap((d) => Array.from({ length: d.w }, () => d))))
      expect(weighted.riskDifference).toBeCloseTo(repeated.riskDifference, 12)
    }),
  )
})

test.each([
  ['a horizon that an arm does not reach', { tau: 7 }, 'out_of_range'],
  ['no horizon', { tau: 0 }, 'out_of_range'],
  ['an empty arm', { arm: new Array(12).fill(1) }, 'too_few_groups'],
  ['a third arm', { arm: [2, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0] }, 'bad_event'],
  ['nobody with an event', { cause: new Array(12).fill(0) }, 'no_events'],
  ['a negative weight', { weights: new Array(12).fill(-1) }, 'bad_weight'],
] as const)('%s is refused', (_, change, code) => {
  expect(() => weightedRisk({ ...dozen, ...change })).toThrow(expect.objectContaining({ code }))
})

test('an arm in which everybody has had the event reaches any horizon', () => {
  expect(weightedRisk({ time: [1, 2, 9], cause: [1, 1, 0], arm: [1, 1, 0], tau: 8 }).treated.risk).toBe(1)
})
