import { standardProtocol } from '@cairn/evaluation/protocol/protocol.ts'
import { evaluateProgram } from '@cairn/evaluation/report/evaluate-program.ts'
import type { Report } from '@cairn/evaluation/report/schema.ts'
import { describe, expect, test } from 'vitest'
import type { SimulatedProgramOptions } from './options.ts'
import { simulateProgram } from './simulate-program.ts'
import { toDataSet } from './to-data-set.ts'

const evaluate = (options: Partial<SimulatedProgramOptions>): Report =>
  evaluateProgram(toDataSet(simulateProgram(options)), { ...standardProtocol, landmarks: [28] })

describe('when mentoring does nothing and nothing is confounded', () => {
  const nulls = Array.from({ length: 200 }, (_, i) =>
    evaluate({
      seed: 1000 + i,
      participants: 120,
      days: 365,
      mentorHazardRatio: 1,
      groupHazardRatio: 1,
      confounded: false,
    }),
  )
  const p = nulls.map((r) => r.asItHappened.test?.p ?? 1)
  const share = (level: number) => p.filter((x) => x < level).length / p.length

  test('the Mantel–Byar p is small as often as it should be over 200 fixed programs', () => {
    // Binomial(200, .05): 3 standard errors are .046; Binomial(200, .5): .106.
    expect(share(0.05)).toBeLessThan(0.096)
    expect(share(0.05)).toBeGreaterThan(0.004)
    expect(Math.abs(share(0.5) - 0.5)).toBeLessThan(0.11)
  })

  test('the plain comparison of people with and without a mentor finds an effect that is not there', () => {
    const naive = nulls.flatMap((r) => (r.naive.naive ? [Math.log(r.naive.naive.ratio)] : []))
    const byDay = nulls.flatMap((r) => (r.naive.byDay ? [Math.log(r.naive.byDay.ratio)] : []))
    const mean = (x: readonly number[]) => x.reduce((a, b) => a + b, 0) / x.length
    expect(Math.exp(mean(naive))).toBeLessThan(0.6)
    // Three standard errors of a mean of 200 programs of this size.
    expect(Math.abs(mean(byDay))).toBeLessThan(0.11)
  })

  test('no program says that there is an effect', () => {
    expect(nulls.every((r) => r.answer.verdict === 'no_comparison' && !r.answer.speaksOfEffect)).toBe(true)
  })
})

test('when readiness decides who gets a mentor, counting days right is not enough: the rates still mislead', () => {
  const report = evaluate({ seed: 7, participants: 3000, mentorHazardRatio: 1, groupHazardRatio: 1 })
  expect(report.naive.byDay!.high).toBeLessThan(1)
  expect(report.answer.speaksOfEffect).toBe(false)
})
