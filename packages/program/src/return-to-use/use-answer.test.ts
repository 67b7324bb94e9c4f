import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayTable, stateOn } from './day-table.ts'
import { showsCardAfterRelease, showsToleranceCard } from './safety-card.ts'
import { daysSince, fillFromAnswer } from './use-answer.ts'

const given = { answerId: 'a', today: 20, about: daysSince(13, 20), source: 'check_in' as const }

describe('since the last known day, did you use?', () => {
  test('no: the days since then become not used, each with its recall', () => {
    const { reports, ranges } = fillFromAnswer({ ...given, answer: 'no' })
    expect(reports.map(({ day, state, recallDays }) => [day, state, recallDays])).toEqual(
      [14, 15, 16, 17, 18, 19, 20].map((day) => [day, 'not_used', 20 - day]),
    )
    expect(ranges).toEqual([])
  })

  test.each(['rather_not_say' as const, null])('%s: nothing is filled', (answer) => {
    expect(fillFromAnswer({ ...given, answer, usedDays: [{ day: 15 }] })).toEqual({ reports: [], ranges: [] })
  })

  test('yes with days: those are used and the others stay open', () => {
    const table = dayTable(
      fillFromAnswer({ ...given, answer: 'yes', usedDays: [{ day: 18, severity: 'heavy_use' }], substance: 'alcohol' })
        .reports,
    )
    expect([...table.days.keys()]).toEqual([18])
    expect(table.days.get(18)).toMatchObject({
      state: 'used',
      severity: 'heavy_use',
      substances: ['alcohol'],
      recallDays: 2,
    })
  })

  test('yes in a calendar that she went through: the days that she did not pick are without use', () => {
    const filled = fillFromAnswer({ ...given, answer: 'yes', usedDays: [{ day: 18 }], otherDaysWithoutUse: true })
    const table = dayTable(filled.reports)
    expect(stateOn(table, 18)).toBe('used')
    expect(stateOn(table, 17)).toBe('not_used')
    expect(table.days.size).toBe(7)
  })

  test('yes without a day: an event somewhere in what was asked, and no day becomes known', () => {
    const { reports, ranges } = fillFromAnswer({ ...given, answer: 'yes' })
    expect(reports).toEqual([])
    expect(ranges).toMatchObject([{ fromDay: 14, toDay: 20, recallDays: 0 }])
  })

  test('a day that has not come is refused', () => {
    expect(() => fillFromAnswer({ ...given, answer: 'yes', usedDays: [{ day: 21 }] })).toThrow(
      'Day 21 has not come yet',
    )
    expect(() => fillFromAnswer({ ...given, today: 19, answer: 'no' })).toThrow(RangeError)
  })

  test('nothing is asked when today is known', () => {
    expect(daysSince(20, 20)).toEqual([])
    expect(daysSince(19, 20)).toEqual([{ from: 20, to: 20 }])
  })

  test('only what was asked is ever filled', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.constantFrom('no' as const, 'yes' as const), (last, days, answer) => {
        const about = daysSince(last, last + days)
        const { reports } = fillFromAnswer({ ...given, today: last + days, about, answer, otherDaysWithoutUse: true })
        expect(reports.every(({ day }) => day > last && day <= last + days)).toBe(true)
        if (answer === 'no') expect(reports).toHaveLength(days)
      }),
    )
  })
})

describe('the tolerance and naloxone card', () => {
  const day = (on: number, state: 'used' | 'not_used') => ({
    answerId: `${on}`,
    day: on,
    state,
    substance: null,
    severity: null,
    source: 'self' as const,
    recallDays: 0,
    askId: null,
  })

  test('comes after three days without use, and not when use is known inside them', () => {
    const three = dayTable([
      day(6, 'used'),
      day(7, 'not_used'),
      day(8, 'not_used'),
      day(9, 'not_used'),
      day(10, 'used'),
    ])
    expect(showsToleranceCard(three, 10)).toBe(true)
    const two = dayTable([day(7, 'used'), day(8, 'not_used'), day(9, 'not_used'), day(10, 'used')])
    expect(showsToleranceCard(two, 10)).toBe(false)
  })

  test('comes when nobody knows what the days before were', () => {
    expect(showsToleranceCard(dayTable([]), 10)).toBe(true)
  })

  test('comes in the two weeks after a release, whatever is known', () => {
    expect([9, 10, 23, 24].map((today) => showsCardAfterRelease(10, today))).toEqual([false, true, true, false])
  })
})
