import { firstEventFollowUp, gatherPeople, outcomeOf } from '@cairn/evaluation/estimates/follow-up.ts'
import { naiveComparison } from '@cairn/evaluation/estimates/naive.ts'
import { compareObservationally } from '@cairn/evaluation/estimates/observational.ts'
import { splitByState } from '@cairn/evaluation/estimates/states.ts'
import { protocolSchema } from '@cairn/evaluation/protocol/protocol.ts'
import type { ObservationalComparison } from '@cairn/evaluation/report/comparison-schema.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import { describe, expect, test } from 'vitest'
import type { SimulatedProgramOptions } from './options.ts'
import { simulateProgram } from './simulate-program.ts'
import { toDataSet } from './to-data-set.ts'

/** Readiness and days of use before decide who gets a mentor and who returns to use; so does a pull that only craving tells of. */
const protocolTo = (horizon_days: number) =>
  protocolSchema.parse({
    horizon_days,
    landmarks: [28],
    covariates: ['readiness', 'days_used_of_30'],
    time_varying: ['craving'],
  })

/** One program: the adjusted comparison (null where it refuses), and logarithms of the two hazard ratios that mislead. */
function evaluate(options: Partial<SimulatedProgramOptions>, horizon: number) {
  const dataSet = toDataSet(simulateProgram({ groupHazardRatio: 1, ...options }))
  const people = gatherPeople(dataSet)
  const protocol = protocolTo(horizon)
  const followUp = firstEventFollowUp(people, protocol, outcomeOf(protocol))
  const { naive, byDay } = naiveComparison(people, followUp, splitByState(people, followUp))
  return {
    adjusted: orNull(() => compareObservationally(dataSet, people, protocol)),
    naive: naive ? Math.log(naive.ratio) : null,
    byDay: byDay ? Math.log(byDay.ratio) : null,
  }
}

function orNull(work: () => ObservationalComparison): ObservationalComparison | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof StatisticsError) return null
    throw error
  }
}

const mean = (x: readonly number[]) => x.reduce((sum, v) => sum + v / x.length, 0)
const standardError = (x: readonly number[]) =>
  Math.sqrt(x.reduce((sum, v) => sum + (v - mean(x)) ** 2, 0) / (x.length - 1) / x.length)
const known = <T>(x: readonly (T | null)[]) => x.filter((v): v is T => v !== null)

describe('when mentoring does nothing, though readiness, severity and craving decide who gets a mentor', () => {
  const programs = Array.from({ length: 100 }, (_, i) =>
    evaluate({ seed: 7000 + i, participants: 200, mentors: 100, days: 300, mentorHazardRatio: 1 }, 60),
  )
  const made = known(programs.map((p) => p.adjusted))
  const differences = made.map((a) => a.riskDifference.estimate)

  test('the adjusted comparison says so: the interval holds 0 as often as it should, and the mean is 0', () => {
    expect(made.length).toBeGreaterThanOrEqual(98)
    const holds = made.filter(({ riskDifference: r }) => r.low! <= 0 && r.high! >= 0).length / made.length
    // 97 % here: a sandwich that takes the weights as known is somewhat wide.
    expect(holds).toBeGreaterThanOrEqual(0.895)
    expect(holds).toBeLessThanOrEqual(0.99)
    expect(Math.abs(mean(differences))).toBeLessThan(2 * standardError(differences))
    // Its own standard error is about the spread over programs (.075 and .068 here).
    const ratio = mean(made.map((a) => a.riskDifference.se!)) / (standardError(differences) * Math.sqrt(made.length))
    expect(ratio).toBeGreaterThan(0.9)
    expect(ratio).toBeLessThan(1.25)
  })

  test('ever against never finds a hazard ratio of .24, and the days counted right, unadjusted, of .76', () => {
    const naive = known(programs.map((p) => p.naive))
    const byDay = known(programs.map((p) => p.byDay))
    expect(Math.exp(mean(naive))).toBeCloseTo(0.24, 1)
    expect(Math.exp(mean(byDay))).toBeCloseTo(0.76, 1)
    expect(mean(byDay) + 3 * standardError(byDay)).toBeLessThan(0)
  })
})

/**
 * Risk by day 90 when everybody has what a mentor does from the middle of week 1, 2, 3 or 4 on, or nobody ever: hazard ratio .6, 30,000
 * people each (`everybodyFrom`, 15 programs of 2,000 from seed 770000 on, 300 days, 2 mentors, not confounded; Kaplan–Meier over all).
 * Standard errors .004; .0053 for a difference of two of them.
 */
const RISK_FROM_WEEK = [0.2560315885932367, 0.2695708414885081, 0.2794204772524257, 0.2909468904958333]
const RISK_NEVER = 0.366159356363098

test('when mentoring helps, the estimate is what the strategies would bring, not what was typed in', () => {
  const programs = Array.from({ length: 12 }, (_, i) =>
    evaluate({ seed: 8800 + i, participants: 700, mentors: 350, days: 400, mentorHazardRatio: 0.6 }, 90),
  )
  const made = known(programs.map((p) => p.adjusted))
  expect(made.map((a) => a.control)).toEqual(Array.from({ length: 12 }, () => 'never'))
  const differences = made.map((a) => a.riskDifference.estimate)
  // The treated strategy draws its week as the program does: about alike in the four.
  const truth = mean(RISK_FROM_WEEK) - RISK_NEVER
  expect(truth).toBeCloseTo(-0.092, 3)
  expect(Math.abs(mean(differences) - truth)).toBeLessThan(2.5 * Math.hypot(standardError(differences), 0.0053))
  // Unadjusted it would be more than twice the logarithm of the hazard ratio that is true.
  expect(mean(known(programs.map((p) => p.naive)))).toBeLessThan(2 * Math.log(0.6))
})
