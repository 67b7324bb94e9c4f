import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cumulativeIncidence } from './aalen-johansen.ts'
import { grayTest } from './gray.ts'
import { kaplanMeier } from './kaplan-meier.ts'
import { nelsonAalen } from './nelson-aalen.ts'

const rows = fc.array(
  fc.record({ time: fc.integer({ min: 1, max: 9 }), cause: fc.constantFrom(0, 1, 2), group: fc.constantFrom(0, 1) }),
  { minLength: 6, maxLength: 40 },
)
const columns = (data: readonly { time: number; cause: number; group: number }[]) => ({
  time: data.map((d) => d.time),
  cause: data.map((d) => d.cause),
  group: { codes: data.map((d) => d.group), labels: ['a', 'b'] },
})

test('two causes worked by hand: four people, causes 1, 2, censored, 1', () => {
  const [group] = cumulativeIncidence({ time: [1, 2, 3, 4], cause: [1, 2, 0, 1] })
  expect(group!.causes[0]!.steps.map((s) => [s.time, s.estimate])).toEqual([
    [1, 1 / 4],
    [4, 1 / 4 + 1 / 2],
  ])
  expect(group!.causes[1]!.steps.map((s) => [s.time, s.estimate])).toEqual([[2, 1 / 4]])
})

test('incidences and survival add up to 1, and with one cause incidence is 1 − Kaplan–Meier', () => {
  fc.assert(
    fc.property(rows, (data) => {
      fc.pre(data.some((d) => d.cause > 0))
      const input = columns(data)
      const curves = kaplanMeier({
        time: input.time,
        event: input.cause.map((c) => Number(c > 0)),
        group: input.group,
      }).groups
      for (const [g, group] of cumulativeIncidence(input).entries()) {
        const total = group.causes.reduce((sum, c) => sum + (c.steps.at(-1)?.estimate ?? 0), 0)
        expect(total + curves[g]!.steps.at(-1)!.survival).toBeCloseTo(1, 12)
      }
    }),
  )
})

test('swapping the names of two groups keeps Gray’s test', () => {
  fc.assert(
    fc.property(rows, (data) => {
      fc.pre(data.some((d) => d.cause > 0))
      const one = grayTest(columns(data))
      const other = grayTest(columns(data.map((d) => ({ ...d, group: 1 - d.group }))))
      for (const [k, t] of one.entries()) {
        if (t.chisq === null) expect(other[k]!.chisq).toBeNull()
        else expect(other[k]!.chisq).toBeCloseTo(t.chisq, 6)
      }
    }),
  )
})

test('one group has no test, and a cause must be a whole number', () => {
  expect(grayTest({ time: [1, 2], cause: [1, 0] })[0]).toMatchObject({
    chisq: null,
    reason: 'There is only one group.',
  })
  expect(() => cumulativeIncidence({ time: [1, 2], cause: [0.5, 1] })).toThrow(
    expect.objectContaining({ code: 'bad_event' }),
  )
  expect(() => cumulativeIncidence({ time: [1, 2], cause: [0, 0] })).toThrow(
    expect.objectContaining({ code: 'no_events' }),
  )
})

test('the Nelson–Aalen hazard of six people worked by hand', () => {
  const [group] = nelsonAalen({ time: [9, 1, 1, 6, 6, 8], event: [1, 1, 0, 1, 1, 0] })
  const expected = [1 / 6, 1 / 6 + 2 / 4, 1 / 6 + 2 / 4 + 1]
  for (const [k, s] of group!.steps.entries()) expect(s.hazard).toBeCloseTo(expected[k]!, 14)
  expect(group!.steps[1]!.se).toBeCloseTo(Math.sqrt(1 / 36 + 2 / 16), 14)
})
