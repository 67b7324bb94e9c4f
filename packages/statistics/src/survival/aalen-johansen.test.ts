import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cumulativeIncidence } from './aalen-johansen.ts'
import { kaplanMeier } from './kaplan-meier.ts'

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

test('standard errors are Aalen’s as cuminc has them, which differ from survfit’s', () => {
  // R: timepoints(cuminc(time, cause), c(2, 3, 4, 6, 8, 10))$var
  const [group] = cumulativeIncidence({
    time: [3, 5, 4, 6, 7, 2, 8, 9, 4, 6, 5, 10],
    cause: [1, 0, 2, 1, 0, 2, 1, 0, 2, 0, 1, 1],
  })
  const variances = group!.causes.map((c) => c.steps.map((s) => [s.time, s.se! ** 2]))
  const theirs = [
    [
      [3, 0.007001836547291],
      [5, null],
      [6, 0.02001695901212],
      [8, 0.03976812252088],
      [10, 0.1222962226077],
    ],
    [
      [2, 0.006944444444444],
      [4, 0.0172722171207],
    ],
  ]
  for (const [c, steps] of theirs.entries())
    for (const [k, [time, variance]] of steps.entries()) {
      expect(variances[c]![k]![0]).toBe(time)
      if (variance !== null) expect(variances[c]![k]![1]).toBeCloseTo(variance!, 12)
    }
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

test('with nobody censored the incidence is the share with the cause, and its variance nearly p(1 − p)/n', () => {
  fc.assert(
    fc.property(rows, (data) => {
      const n = data.length
      const cause = data.map((d) => 1 + (d.cause % 2))
      fc.pre(new Set(cause).size === 2)
      const [group] = cumulativeIncidence({ time: data.map((_, i) => i + 1), cause })
      for (const c of group!.causes) {
        const share = cause.filter((v) => v === c.cause).length / n
        const last = c.steps.at(-1)!
        expect(last.estimate).toBeCloseTo(share, 12)
        expect(Math.abs(last.se! ** 2 - (share * (1 - share)) / n)).toBeLessThan(4 / n ** 2)
      }
    }),
  )
})

test('whoever enters late is at risk only from then on', () => {
  const [group] = cumulativeIncidence({ start: [0, 0, 2], time: [1, 3, 4], cause: [2, 1, 1] })
  expect(group!.causes[0]!.steps.map((s) => [s.time, s.estimate])).toEqual([
    [3, 1 / 4],
    [4, 1 / 2],
  ])
})

test('a group in which nobody has any event has curves without steps', () => {
  const result = cumulativeIncidence({
    time: [1, 2, 3, 4],
    cause: [1, 0, 0, 0],
    group: { codes: [0, 0, 1, 1], labels: ['a', 'b'] },
  })
  expect(result[1]!.causes[0]!.steps).toEqual([])
})
