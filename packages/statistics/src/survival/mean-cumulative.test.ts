import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meanCumulative } from './mean-cumulative.ts'
import { nelsonAalen } from './nelson-aalen.ts'

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

test('death separates the formulas: four people by hand', () => {
  // a: events at 1 and 5, followed to 6. b: event at 2, dies at 3. c: dies at 4. d: event at 5, followed to 6.
  const rows = [
    ['a', 0, 1, 1],
    ['a', 1, 5, 1],
    ['a', 5, 6, 0],
    ['b', 0, 2, 1],
    ['b', 2, 3, 2],
    ['c', 0, 4, 2],
    ['d', 0, 5, 1],
    ['d', 5, 6, 0],
  ] as const
  const input = (dead: 0 | 2) => ({
    person: rows.map((r) => 'abcd'.indexOf(r[0])),
    start: rows.map((r) => r[1]),
    stop: rows.map((r) => r[2]),
    status: rows.map((r) => (r[3] === 2 ? dead : r[3])),
  })
  // Alive at 5: half of them. So the two events at 5, of two people, add 1/2, not 1.
  const means = (dead: 0 | 2) => meanCumulative(input(dead)).map((s) => [s.time, s.mean])
  expect(means(2)).toEqual([
    [1, 1 / 4],
    [2, 1 / 2],
    [5, 1],
  ])
  expect(means(0)).toEqual([
    [1, 1 / 4],
    [2, 1 / 2],
    [5, 3 / 2],
  ])
  // With everybody followed to the end the mean is the number of events a person, and its variance theirs: 2, 1, 0, 1 events.
  expect(meanCumulative(input(2)).at(-1)!.se).toBeCloseTo(Math.sqrt((1 + 0 + 1 + 0) / 16), 12)
})

const follow = fc.record({
  events: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
  last: fc.integer({ min: 10, max: 14 }),
  early: fc.integer({ min: 1, max: 12 }),
  isEarly: fc.boolean(),
  dies: fc.boolean(),
})
type Follow = { events: number[]; last: number; early: number; isEarly: boolean; dies: boolean }
/** Rows of people; every person's weight is a number of copies. */
function rowsOf(people: readonly Follow[]) {
  const out = { start: [] as number[], stop: [] as number[], status: [] as number[], person: [] as number[] }
  for (const [p, { events, last, early, isEarly, dies }] of people.entries()) {
    const end = isEarly ? early : last
    let from = 0
    for (const t of events.filter((e) => e < end).sort((a, b) => a - b)) {
      for (const [k, v] of Object.entries({ start: from, stop: t, status: 1, person: p })) out[k as 'start'].push(v)
      from = t
    }
    for (const [k, v] of Object.entries({ start: from, stop: end, status: dies ? 2 : 0, person: p }))
      out[k as 'start'].push(v)
  }
  return out
}

/** Ghosh and Lin's mean with a weight a person, summed as the formula stands. */
function weightedMean(people: readonly Follow[], w: readonly number[]) {
  const { start, stop, status, person } = rowsOf(people)
  let [survival, mean] = [1, 0]
  for (const t of [...new Set(stop)].sort((a, b) => a - b)) {
    const sum = (keep: (r: number) => boolean) => stop.reduce((s, _, r) => s + (keep(r) ? w[person[r]!]! : 0), 0)
    const atRisk = sum((r) => start[r]! < t && stop[r]! >= t)
    mean += (survival * sum((r) => stop[r] === t && status[r] === 1)) / atRisk
    survival *= 1 - sum((r) => stop[r] === t && status[r] === 2) / atRisk
  }
  return mean
}

test('the standard error is the derivative of the mean by each person’s weight', () => {
  fc.assert(
    fc.property(fc.array(follow, { minLength: 3, maxLength: 12 }), (people) => {
      fc.pre(rowsOf(people).status.includes(1))
      const last = meanCumulative(rowsOf(people)).at(-1)!
      const ones = people.map(() => 1)
      expect(last.mean).toBeCloseTo(weightedMean(people, ones), 10)
      const eps = 1e-5
      const square = people.reduce((s, _, p) => {
        const moved = (d: number) =>
          weightedMean(
            people,
            ones.map((v, k) => (k === p ? v + d : v)),
          )
        return s + ((moved(eps) - moved(-eps)) / (2 * eps)) ** 2
      }, 0)
      // Deaths after the last event do not move the mean any more.
      expect(last.se).toBeCloseTo(Math.sqrt(square), 6)
    }),
  )
})

test('one event a person and no deaths is the Nelson–Aalen sum', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ t: fc.integer({ min: 1, max: 9 }), e: fc.constantFrom(0, 1) }), {
        minLength: 2,
        maxLength: 20,
      }),
      (data) => {
        fc.pre(data.some((d) => d.e))
        const steps = meanCumulative({
          start: data.map(() => 0),
          stop: data.map((d) => d.t),
          status: data.map((d) => d.e),
          person: data.map((_, i) => i),
        })
        const [sum] = nelsonAalen({ time: data.map((d) => d.t), event: data.map((d) => d.e) })
        for (const [k, s] of sum!.steps.entries()) expect(steps[k]!.mean).toBeCloseTo(s.hazard, 12)
      },
    ),
  )
})

test.each([
  ['no rows', { start: [], stop: [], status: [], person: [] }, 'no_rows'],
  ['a row that ends before it begins', { start: [2], stop: [1], status: [1], person: [1] }, 'start_not_before_stop'],
  ['a status of 3', { start: [0], stop: [1], status: [3], person: [1] }, 'bad_event'],
  ['no event', { start: [0], stop: [1], status: [2], person: [1] }, 'no_events'],
])('%s: refused', (_, input, code) => {
  expect(() => meanCumulative(input)).toThrow(expect.objectContaining({ code }))
})
