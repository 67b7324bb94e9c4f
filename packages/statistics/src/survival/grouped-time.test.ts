import { expect, test } from 'vitest'
import { groupedTime } from './grouped-time.ts'
import { meanCumulative } from './mean-cumulative.ts'
import { turnbull } from './turnbull.ts'

test('one covariate in one interval: the hazard ratio is that of log(1 − risk)', () => {
  // 4 of 10 against 2 of 8 in the only interval.
  const x = [...Array(10).fill(1), ...Array(8).fill(0)]
  const event = [...Array(10).keys()].map((i) => Number(i < 4)).concat([...Array(8).keys()].map((i) => Number(i < 2)))
  const fit = groupedTime({ intervals: 1, interval: event.map((e) => (e ? 0 : 0)), event, x: [x], names: ['mentor'] })
  expect(fit.terms[0]!.hr).toBeCloseTo(Math.log(1 - 4 / 10) / Math.log(1 - 2 / 8), 8)
  expect(fit.baseline[0]!.logHazard).toBeCloseTo(Math.log(-Math.log(1 - 2 / 8)), 8)
})

test('an interval in which nobody, or everybody, has the event says nothing and is not guessed', () => {
  const fit = groupedTime({
    intervals: 4,
    interval: [0, 0, 2, 2, 2, 3, 3, 3],
    event: [1, 0, 1, 0, 1, 1, 1, 1],
    x: [[0, 1, 1, 0, 0, 1, 0, 1]],
    names: ['x'],
  })
  expect(fit.baseline.map((b) => [b.atRisk, b.events, b.logHazard === null])).toEqual([
    [8, 1, false],
    [6, 0, true],
    [6, 2, false],
    [3, 3, true],
  ])
})

test.each([
  [{ interval: [0, 4], event: [1, 0] }, 'out_of_range'],
  [{ interval: [0, -1], event: [1, 1] }, 'out_of_range'],
  [{ interval: [0, 0], event: [0, 0] }, 'no_events'],
  [{ interval: [0, 0], event: [1, 1] }, 'separation'],
  [{ interval: [0, 0], event: [1, 2] }, 'bad_event'],
])('%j is refused as %s', (change, code) => {
  expect(() => groupedTime({ intervals: 2, x: [[0, 1]], names: ['x'], ...change })).toThrow(
    expect.objectContaining({ code }),
  )
})

test('Turnbull: exact times give Kaplan–Meier, and a range counts where others were seen', () => {
  expect(turnbull({ low: [1, 2, 3], high: [1, 2, 3] }).intervals.map((i) => i.survival)).toEqual([
    expect.closeTo(2 / 3, 12),
    expect.closeTo(1 / 3, 12),
    expect.closeTo(0, 12),
  ])
  // Two ranges that overlap in (1, 2] only: all mass is there.
  expect(turnbull({ low: [0, 1], high: [2, 3] }).intervals).toEqual([
    expect.objectContaining({ low: 1, high: 2, probability: 1 }),
  ])
  // One seen at 2, one not until 3: half the mass lies after 3.
  expect(turnbull({ low: [2, 3], high: [2, Number.POSITIVE_INFINITY] }).intervals.map((i) => i.probability)).toEqual([
    0.5, 0.5,
  ])
  expect(() => turnbull({ low: [2], high: [1] })).toThrow(expect.objectContaining({ code: 'out_of_range' }))
})

test('events that come again: the mean is Σ events / people at risk, and the dead have no more', () => {
  // Two people followed to 4; the first has events at 1 and 3, the second none.
  const alive = meanCumulative({ start: [0, 1, 3, 0], stop: [1, 3, 4, 4], status: [1, 1, 0, 0], person: [1, 1, 1, 2] })
  expect(alive.map((s) => [s.time, s.mean])).toEqual([
    [1, 0.5],
    [3, 1],
  ])
  // One person's influence at the end is ½ + ½ − (¼ + ¼) = ½, the other's −½: variance ½.
  expect(alive[1]!.se).toBeCloseTo(Math.sqrt(1 / 2), 14)
  // The second dies at 2: later events count by the half who are alive.
  const dying = meanCumulative({ start: [0, 1, 3, 0], stop: [1, 3, 4, 2], status: [1, 1, 0, 2], person: [1, 1, 1, 2] })
  expect(dying.map((s) => s.mean)).toEqual([0.5, 1])
})
