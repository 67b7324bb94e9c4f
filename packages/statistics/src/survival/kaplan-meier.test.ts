import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type KaplanMeierInput, kaplanMeier, survivalAt, survivalQuantile } from './kaplan-meier.ts'
import { restrictedMean } from './rmst.ts'

const curve = (input: KaplanMeierInput) => kaplanMeier(input).groups[0]!
const rows = fc.array(
  fc.record({
    time: fc.integer({ min: 1, max: 12 }),
    event: fc.constantFrom(0, 1),
    weight: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 1, maxLength: 30 },
)
const column = <T, K extends keyof T>(items: readonly T[], key: K) => items.map((item) => item[key])

// Six people, worked on paper: a tied event time, an event and a censoring at one time, an event alone and a censoring alone.
// Data: test data 1 of R's survival, vignette "validate".
const six = { time: [9, 1, 1, 6, 6, 8], event: [1, 1, 0, 1, 1, 0] }

test('agrees with the estimate worked by hand', () => {
  const { steps, median } = curve(six)
  expect(steps.map(({ time, atRisk, events, censored }) => [time, atRisk, events, censored])).toEqual([
    [1, 6, 1, 1],
    [6, 4, 2, 0],
    [8, 2, 0, 1],
    [9, 1, 1, 0],
  ])
  const survival = [5 / 6, 5 / 12, 5 / 12, 0]
  for (const [k, s] of steps.entries()) expect(s.survival).toBeCloseTo(survival[k]!, 14)
  // Greenwood: S √(1/(6·5)), S √(1/30 + 2/(4·2))
  expect(steps[0]!.se).toBeCloseTo((5 / 6) * Math.sqrt(1 / 30), 14)
  expect(steps[1]!.se).toBeCloseTo((5 / 12) * Math.sqrt(1 / 30 + 1 / 4), 14)
  expect(median).toBe(6)
})

test('at survival 0 there is neither standard error nor interval', () => {
  for (const confType of ['log-log', 'log', 'plain'] as const)
    expect(curve({ ...six, confType }).steps.at(-1)).toMatchObject({ survival: 0, se: null, low: null, high: null })
})

test('at survival 1 log and plain intervals are [1, 1] and log-log has none', () => {
  const data = { time: [1, 2, 3], event: [0, 1, 0] }
  expect(curve({ ...data, confType: 'log' }).steps[0]).toMatchObject({ survival: 1, low: 1, high: 1 })
  expect(curve({ ...data, confType: 'plain' }).steps[0]).toMatchObject({ survival: 1, low: 1, high: 1 })
  expect(curve(data).steps[0]).toMatchObject({ survival: 1, low: null, high: null })
})

test('a flat stretch at one half gives its midpoint as median, and its start when the curve never falls below', () => {
  expect(curve({ time: [1, 2, 4, 5], event: [1, 1, 1, 1] }).median).toBe(3)
  expect(curve({ time: [1, 2, 4, 5], event: [1, 1, 0, 0] }).median).toBe(2)
  expect(curve({ time: [1, 2], event: [0, 0] }).median).toBeNull()
})

test('quantiles have the interval of the curve, as quantile.survfit', () => {
  // R: quantile(survfit(Surv(time, event) ~ 1, conf.type = "log-log"), c(.1, .25, .5, .75, .9))
  const { groups } = kaplanMeier({
    time: [3, 5, 4, 6, 7, 2, 8, 9, 4, 6, 5, 10],
    event: [1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1],
  })
  expect([0.1, 0.25, 0.5, 0.75, 0.9].map((share) => Object.values(survivalQuantile(groups[0]!, share)))).toEqual([
    [3, 2, 4],
    [4, 2, 6],
    [6, 3, null],
    [10, 6, null],
    [10, 8, null],
  ])
  // R: quantile(survfit(Surv(1:4, rep(1, 4)) ~ 1), c(.25, .5, .75)): flat stretches at the share
  const stairs = kaplanMeier({ time: [1, 2, 3, 4], event: [1, 1, 1, 1] }).groups[0]!
  expect([0.25, 0.5, 0.75].map((share) => survivalQuantile(stairs, share).time)).toEqual([1.5, 2.5, 3.5])
  expect(survivalQuantile(stairs, 0.5).time).toBe(stairs.median)
  for (const share of [0, 1, Number.NaN])
    expect(() => survivalQuantile(stairs, share)).toThrow(expect.objectContaining({ code: 'out_of_range' }))
})

test('times that differ by rounding alone are one time', () => {
  expect(curve({ time: [0.1 + 0.2, 0.3, 1], event: [1, 1, 0] }).steps.map((s) => s.atRisk)).toEqual([3, 1])
  expect(curve({ time: [0.1 + 0.2, 0.3, 1], event: [1, 1, 0], nearTies: false }).steps).toHaveLength(3)
})

test('someone who enters late is at risk only after entry', () => {
  const { steps } = curve({ start: [0, 2, 0], time: [2, 5, 4], event: [1, 1, 0] })
  expect(steps.map(({ time, atRisk, survival }) => [time, atRisk, survival])).toEqual([
    [2, 2, 0.5],
    [4, 2, 0.5],
    [5, 1, 0],
  ])
})

test('fractional weights and clusters make the variance robust', () => {
  expect(kaplanMeier(six).variance).toBe('greenwood')
  expect(kaplanMeier({ ...six, weights: [1, 2, 1, 3, 1, 1] }).variance).toBe('greenwood')
  expect(kaplanMeier({ ...six, weights: [1, 0.5, 1, 1, 1, 1] }).variance).toBe('robust')
  expect(kaplanMeier({ ...six, cluster: [1, 1, 2, 2, 3, 3] }).variance).toBe('robust')
})

test('with fractional weights a curve is at 0 once everybody who was there has had the event, whoever comes later', () => {
  // 0.1 + 0.2 + 0.3 − 0.1 is not 0.2 + 0.3: two people at risk, two events, and a survival of 1e-16 was left.
  const data = { start: [0, 0, 0, 3], time: [1, 2, 2, 5], event: [0, 1, 1, 0], weights: [0.1, 0.2, 0.3, 1] }
  expect(curve(data).steps.map((s) => [s.survival, s.se])).toEqual([
    [1, 0],
    [0, null],
    [0, null],
  ])
  expect(restrictedMean(data, 5)[0]!.estimate).toBe(2)
})

test('with nobody censored it is the share still free of the event', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (time) => {
      for (const s of curve({ time, event: time.map(() => 1) }).steps)
        expect(s.survival).toBeCloseTo(time.filter((t) => t > s.time).length / time.length, 12)
    }),
  )
})

test('weight 2 is the row twice', () => {
  fc.assert(
    fc.property(rows, (data) => {
      const weighted = curve({
        time: column(data, 'time'),
        event: column(data, 'event'),
        weights: column(data, 'weight'),
      })
      const twice = data.flatMap((row) => Array.from({ length: row.weight }, () => row))
      const repeated = curve({ time: column(twice, 'time'), event: column(twice, 'event') })
      for (const [k, s] of repeated.steps.entries()) {
        const w = weighted.steps[k]!
        expect([w.time, w.atRisk, w.events, w.censored]).toEqual([s.time, s.atRisk, s.events, s.censored])
        expect(w.survival).toBeCloseTo(s.survival, 12)
        expect(w.se ?? -1).toBeCloseTo(s.se ?? -1, 12)
      }
    }),
  )
})

test('neither the order of rows nor the unit of time matters', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(1e-6, 1 / 7, 86400), (data, unit) => {
      const plain = curve({ time: column(data, 'time'), event: column(data, 'event') })
      const turned = [...data].reverse()
      const other = curve({ time: column(turned, 'time').map((t) => t * unit), event: column(turned, 'event') })
      for (const [k, s] of plain.steps.entries())
        expect(other.steps[k]).toMatchObject({ atRisk: s.atRisk, events: s.events, survival: s.survival })
    }),
  )
})

test('one person is a curve too', () => {
  expect(curve({ time: [5], event: [1] }).steps).toMatchObject([{ time: 5, atRisk: 1, survival: 0 }])
  expect(curve({ time: [0], event: [0] }).steps).toMatchObject([{ time: 0, atRisk: 1, survival: 1 }])
})

test('the curve is 1 before its first step and does not exist after its last', () => {
  const c = curve(six)
  expect(survivalAt(c, 0.5)).toMatchObject({ survival: 1, atRisk: 6 })
  expect(survivalAt(c, 6.5)).toMatchObject({ survival: c.steps[1]!.survival, atRisk: 2 })
  expect(survivalAt(c, 10)).toBeNull()
})

test.each([
  [{ time: [], event: [] }, 'no_rows'],
  [{ time: [1, 2], event: [1] }, 'length_mismatch'],
  [{ time: [1, Number.NaN], event: [1, 0] }, 'not_a_number'],
  [{ time: [1, -2], event: [1, 0] }, 'negative_time'],
  [{ time: [1, 2], event: [1, 2] }, 'bad_event'],
  [{ start: [0, 2], time: [1, 2], event: [1, 0] }, 'start_not_before_stop'],
  [{ time: [1, 2], event: [1, 0], weights: [1, -1] }, 'bad_weight'],
  [{ time: [1, 2], event: [1, 0], weights: [0, 0] }, 'bad_weight'],
  [{ time: [1, 2], event: [1, 0], group: { codes: [0, 5], labels: ['a'] } }, 'not_a_number'],
  [{ time: [1, 2], event: [1, 0], confLevel: 95 }, 'bad_option'],
])('bad input %j is refused as %s', (input, code) => {
  expect(() => kaplanMeier(input)).toThrow(expect.objectContaining({ code }))
})
