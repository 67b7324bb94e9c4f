import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kaplanMeier } from './kaplan-meier.ts'
import { nelsonAalen } from './nelson-aalen.ts'

test('the Nelson–Aalen hazard of six people worked by hand', () => {
  const [group] = nelsonAalen({ time: [9, 1, 1, 6, 6, 8], event: [1, 1, 0, 1, 1, 0] })
  const expected = [1 / 6, 1 / 6 + 2 / 4, 1 / 6 + 2 / 4 + 1]
  for (const [k, s] of group!.steps.entries()) expect(s.hazard).toBeCloseTo(expected[k]!, 14)
  expect(group!.steps[1]!.se).toBeCloseTo(Math.sqrt(1 / 36 + 2 / 16), 14)
})

const rows = fc.array(
  fc.record({ time: fc.integer({ min: 1, max: 30 }), event: fc.constantFrom(0, 1), w: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 3, maxLength: 40 },
)

test('1 − d/n is never above exp(−d/n): the curve lies at or below exp(−hazard)', () => {
  fc.assert(
    fc.property(rows, (data) => {
      fc.pre(data.some((d) => d.event))
      const input = { time: data.map((d) => d.time), event: data.map((d) => d.event) }
      const curve = kaplanMeier(input).groups[0]!
      for (const s of nelsonAalen(input)[0]!.steps) {
        const survival = curve.steps.find((k) => k.time === s.time)!.survival
        expect(survival).toBeLessThanOrEqual(Math.exp(-s.hazard) + 1e-12)
      }
    }),
  )
})

test('weight 2 is the row twice; the unit of time changes nothing', () => {
  fc.assert(
    fc.property(rows, (data) => {
      fc.pre(data.some((d) => d.event))
      const weighted = nelsonAalen({
        time: data.map((d) => d.time * 24),
        event: data.map((d) => d.event),
        weights: data.map((d) => d.w),
      })[0]!
      const many = data.flatMap((d) => Array.from({ length: d.w }, () => d))
      const repeated = nelsonAalen({ time: many.map((d) => d.time), event: many.map((d) => d.event) })[0]!
      expect(weighted.steps.map((s) => s.time / 24)).toEqual(repeated.steps.map((s) => s.time))
      for (const [k, s] of weighted.steps.entries()) {
        expect(s.hazard).toBeCloseTo(repeated.steps[k]!.hazard, 12)
        expect(s.se).toBeCloseTo(repeated.steps[k]!.se, 12)
      }
    }),
  )
})
