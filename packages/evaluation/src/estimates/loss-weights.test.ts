import { describe, expect, test } from 'vitest'
import { type LossInput, prepareLoss } from './loss-weights.ts'

/**
 * Twelve people, horizon 21 days (three weeks), windows up to day 14 and day 21. Of six with L one is lost in week 1 and one in week 2
 * (11 person-weeks in the first window), of six without one in week 2 (12 person-weeks). Nobody is lost in week 3.
 */
const L = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
const input: LossInput = {
  time: [5, 10, 30, 21, 21, 40, 10, 21, 30, 30, 30, 30],
  // Lost on the horizon itself or after it is not lost before it.
  lost: [1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0],
  tau: 21,
  windows: [14, 21],
  baseline: [{ name: 'L', values: Float64Array.from(L) }],
  varying: [],
  mentorDay: null,
}
const fit = (change: Partial<LossInput> = {}, cases?: number[]) =>
  prepareLoss({ ...input, ...change })!(cases && Float64Array.from(cases))
const ofPerson = ({ weights }: { weights: Float64Array }, i: number) => [...weights.slice(3 * i, 3 * i + 3)]
const near = (actual: number[], expected: number[]) => {
  expected.forEach((x, k) => {
    expect(actual[k]).toBeCloseTo(x, 9)
  })
}
// Chance of staying a week of the first window: 20/23 of everybody, 9/11 with L, 11/12 without.
const withL = 20 / 23 / (9 / 11)
const without = 20 / 23 / (11 / 12)
const first = 20 / 23 / (16 / 18)

describe('weights for loss, by hand', () => {
  test('a week weighs by the weeks before it: the share that stayed over the chance of staying', () => {
    const made = fit()
    near(ofPerson(made, 2), [1, withL, withL ** 2])
    near(ofPerson(made, 8), [1, without, without ** 2])
    expect(made.model?.terms.map((t) => t.term)).toEqual(['(Intercept)', 'L'])
  })

  test('a data cut is no loss, and nobody lost means no weights', () => {
    expect(prepareLoss({ ...input, lost: input.lost.map(() => 0) })).toBeNull()
    expect(prepareLoss({ ...input, lost: [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0] })).toBeNull()
    // The first person's data end on day 5: L has one loss in 11 person-weeks then.
    const cut = fit({ lost: [0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0] })
    near(ofPerson(cut, 2), [1, 21 / 23 / (10 / 11), (21 / 23 / (10 / 11)) ** 2])
  })

  test('a window in which nobody is lost changes no weight; one in which somebody is has a level of its own', () => {
    // A fourth week, in the second window: weight as in the third.
    const longer = fit({ tau: 28, windows: [14, 28] })
    expect(longer.weights).toHaveLength(48)
    expect(longer.weights[4 * 8 + 3]).not.toBeCloseTo(longer.weights[4 * 8 + 2]!, 6)
    const same = fit({ tau: 28, windows: [14, 28], lost: [1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0] })
    near([...same.weights.slice(32, 36)], [1, without, without ** 2, without ** 2])
    // Person 3 is lost on day 21 there, in week 3, the first of the second window.
    expect(longer.model?.terms.map((t) => t.term)).toEqual(['(Intercept)', 'interval 1', 'L'])
  })

  test('having a mentor is a covariate from the first week that begins with one', () => {
    const days = (day: number) => L.map((l) => (l ? day : Number.POSITIVE_INFINITY))
    near(ofPerson(fit({ baseline: [], mentorDay: days(0) }), 2), [1, withL, withL ** 2])
    // From day 7 on: with a mentor 1 lost of 5, in week 2; without 2 of 18, 12 of them in week 1.
    near(ofPerson(fit({ baseline: [], mentorDay: days(7) }), 2), [1, first, first * (20 / 23 / (4 / 5))])
    // From day 8 on nobody begins a week of the first window with one.
    expect(() => fit({ baseline: [], mentorDay: days(8) })).toThrow(
      expect.objectContaining({ fields: expect.objectContaining({ column: 'mentor' }) }),
    )
  })

  test('what is known by the week enters in its week', () => {
    const varying = [{ name: 'now', values: Float64Array.from(L.flatMap((l) => [0, l, 0])) }]
    near(ofPerson(fit({ baseline: [], varying }), 2), [1, first, first * (20 / 23 / (4 / 5))])
  })

  test('everybody twice is everybody once; weight 2 is the person twice', () => {
    expect([
      ...fit(
        {},
        L.map(() => 2),
      ).weights,
    ]).toEqual([...fit().weights].map((w) => expect.closeTo(w, 9)))
    const twice = fit({
      time: [...input.time, input.time[0]!],
      lost: [...input.lost, 1],
      baseline: [{ name: 'L', values: Float64Array.from([...L, 1]) }],
    })
    near(ofPerson(fit({}, [2, ...L.slice(1).map(() => 1)]), 5), ofPerson(twice, 5))
  })

  test('a covariate that separates is named', () => {
    const values = Float64Array.from(input.lost.map((lost, i) => (lost && i !== 2 && i !== 3 ? 1 : 0)))
    expect(() => fit({ baseline: [{ name: 'lost', values }] })).toThrow(
      expect.objectContaining({ code: 'separation', fields: expect.objectContaining({ column: 'lost' }) }),
    )
  })
})
