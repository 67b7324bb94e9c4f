import { gatherPeople } from '@cairn/evaluation/estimates/follow-up.ts'
import { compareByLottery } from '@cairn/evaluation/estimates/lottery.ts'
import { protocolSchema } from '@cairn/evaluation/protocol/protocol.ts'
import { expect, test } from 'vitest'
import { simulateProgram } from './simulate-program.ts'
import { toDataSet } from './to-data-set.ts'

const protocol = protocolSchema.parse({ horizon_days: 60, landmarks: [28] })

test('when mentoring does nothing, the draw says so though readiness decides who accepts, who leaves and who answers', () => {
  const results = Array.from({ length: 200 }, (_, i) => {
    const dataSet = toDataSet(
      simulateProgram({
        seed: 5000 + i,
        participants: 140,
        mentors: 70,
        days: 300,
        lottery: true,
        mentorHazardRatio: 1,
        groupHazardRatio: 1,
      }),
    )
    return compareByLottery(dataSet, gatherPeople(dataSet), protocol, { seed: i, redraws: 499 })
  })
  const share = (of: (r: (typeof results)[number]) => boolean) => results.filter(of).length / results.length
  const holdsNothing = share((r) => r.riskDifference.low! <= 0 && r.riskDifference.high! >= 0)
  // Binomial(200, .95) ± 3.5 standard errors, cut at the top.
  expect(holdsNothing).toBeGreaterThanOrEqual(0.895)
  expect(holdsNothing).toBeLessThanOrEqual(0.99)
  expect(share((r) => r.logRank!.pRedrawn! < 0.05)).toBeLessThanOrEqual(0.1)
  // Centred: a mean of 200 differences, each measured in its own standard error.
  const z = results.map((r) => r.riskDifference.estimate / r.riskDifference.se!)
  expect(Math.abs(z.reduce((a, b) => a + b, 0) / z.length)).toBeLessThan(3.5 / Math.sqrt(200))
})
