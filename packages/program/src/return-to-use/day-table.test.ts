import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DayReport, type DayTable, dayTable, exposureBlindSources, stateOn, type UseRange } from './day-table.ts'
import { countPath } from './path-count.ts'
import { countDays, knownDays, knownThrough, lastKnownDay, toldAbout, unknownDays } from './unknown-days.ts'

let answers = 0
const report = (day: number, state: 'used' | 'not_used', rest: Partial<DayReport> = {}): DayReport => ({
  answerId: `answer-${answers++}`,
  day,
  state,
  substance: null,
  severity: null,
  source: 'check_in',
  recallDays: 0,
  askId: null,
  ...rest,
})
const without = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => report(from + index, 'not_used'))

const anyReport = fc.record({
  answerId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  day: fc.integer({ min: 0, max: 20 }),
  state: fc.constantFrom('used' as const, 'not_used' as const),
  substance: fc.constantFrom(null, 'alcohol', 'opioid'),
  severity: fc.constant(null),
  source: fc.constantFrom('self' as const, 'check_in' as const, 'ask' as const, 'test' as const, 'collateral' as const),
  recallDays: fc.integer({ min: 0, max: 30 }),
  askId: fc.constant(null),
})
/** One answer says one thing about a day and a substance. */
const anyReports = fc.uniqueArray(anyReport, {
  selector: (r) => `${r.answerId} ${r.day} ${r.substance}`,
  maxLength: 40,
})

const daysOf = (table: DayTable) => [...table.days].sort(([a], [b]) => a - b)

describe('two answers about one day', () => {
  const used = report(5, 'used', { source: 'self', recallDays: 2 })

  test('"not used" told much later does not overwrite "used"; both are kept and the row says that they disagree', () => {
    const later = report(5, 'not_used', { source: 'ask', recallDays: 25 })
    const row = dayTable([used, later]).days.get(5)!
    expect(row).toMatchObject({ state: 'used', source: 'self', recallDays: 2, disagreement: true })
    expect(row.reports).toHaveLength(2)
  })

  test('"used" told later than "not used" counts, because it was told against the grain', () => {
    const sameDay = report(5, 'not_used', { recallDays: 0 })
    const told = report(5, 'used', { source: 'ask', recallDays: 40, severity: 'heavy_use' })
    expect(dayTable([sameDay, told]).days.get(5)).toMatchObject({
      state: 'used',
      source: 'ask',
      recallDays: 40,
      severity: 'heavy_use',
      disagreement: true,
    })
  })

  test('two that agree give the one with the shorter recall and no disagreement', () => {
    const late = report(5, 'not_used', { source: 'ask', recallDays: 25 })
    const soon = report(5, 'not_used', { source: 'check_in', recallDays: 1 })
    expect(dayTable([late, soon]).days.get(5)).toMatchObject({ source: 'check_in', recallDays: 1, disagreement: false })
  })

  test('the strongest severity and every substance are kept', () => {
    const row = dayTable([
      report(5, 'used', { substance: 'opioid', severity: 'use' }),
      report(5, 'used', { substance: 'alcohol', severity: 'heavy_use', recallDays: 3 }),
    ]).days.get(5)!
    expect(row.substances).toEqual(['alcohol', 'opioid'])
    expect(row.severity).toBe('heavy_use')
  })

  test('an answer that its giver took back stops counting', () => {
    const table = dayTable([used, report(5, 'not_used')], { withdrawn: new Set([used.answerId]) })
    expect(stateOn(table, 5)).toBe('not_used')
    expect(table.days.get(5)!.disagreement).toBe(false)
  })

  test('one answer that says two things about a day is refused', () => {
    const other = { ...used, state: 'not_used' as const }
    expect(() => dayTable([used, other])).toThrow(`Answer '${used.answerId}' says two different things about day 5.`)
    expect(() => dayTable([report(1.5, 'used')])).toThrow(/whole number/)
  })
})

describe('one substance', () => {
  test('a negative answer about one substance leaves the day open for any use', () => {
    const negative = report(5, 'not_used', { source: 'test', substance: 'opioid' })
    expect(stateOn(dayTable([negative]), 5)).toBe('unknown')
    expect(stateOn(dayTable([negative], { substance: 'opioid' }), 5)).toBe('not_used')
    expect(stateOn(dayTable([negative], { substance: 'alcohol' }), 5)).toBe('unknown')
  })

  test('use of another substance says nothing, and "not used" without a name covers every one', () => {
    const alcohol = report(5, 'used', { substance: 'alcohol' })
    expect(stateOn(dayTable([alcohol], { substance: 'opioid' }), 5)).toBe('unknown')
    expect(stateOn(dayTable([report(6, 'not_used')], { substance: 'opioid' }), 6)).toBe('not_used')
  })
})

test('the table for the primary outcome holds asks and tests only', () => {
  const reports = [report(1, 'used', { source: 'mentor_together' }), report(2, 'used', { source: 'ask' })]
  const table = dayTable(reports, { sources: exposureBlindSources })
  expect([...table.days.keys()]).toEqual([2])
})

test('a stretch of use leaves its days unknown and is kept', () => {
  const range: UseRange = {
    answerId: 'r',
    fromDay: 3,
    toDay: 6,
    substance: null,
    severity: null,
    source: 'self',
    recallDays: 4,
    askId: null,
  }
  const table = dayTable([], { ranges: [range, range] })
  expect(table.ranges).toEqual([range])
  expect(stateOn(table, 4)).toBe('unknown')
  expect(() => dayTable([], { ranges: [{ ...range, toDay: 2 }] })).toThrow(/ends before it begins/)
})

describe('laws of the table', () => {
  test('the order of answers never matters, and telling one twice changes nothing', () => {
    fc.assert(
      fc.property(anyReports, fc.infiniteStream(fc.nat()), (reports, keys) => {
        const shuffled = [...reports]
          .map((value) => ({ value, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ value }) => value)
        expect(daysOf(dayTable([...shuffled, ...shuffled]))).toEqual(daysOf(dayTable(reports)))
      }),
    )
  })

  test('more answers never make a day unknown, and never turn use into no use', () => {
    fc.assert(
      fc.property(anyReports, fc.nat(40), (reports, cut) => {
        const before = dayTable(reports.slice(0, cut))
        const after = dayTable(reports)
        for (const [day, row] of before.days) {
          expect(stateOn(after, day)).not.toBe('unknown')
          if (row.state === 'used') expect(stateOn(after, day)).toBe('used')
        }
      }),
    )
  })

  test('known and unknown days add up to the window, and their ranges tile it', () => {
    fc.assert(
      fc.property(anyReports, fc.integer({ min: -5, max: 10 }), fc.nat(25), (reports, from, length) => {
        const table = dayTable(reports)
        const to = from + length
        const count = countDays(table, from, to)
        expect(count.known + count.unknown).toBe(length + 1)
        expect(count.used + count.notUsed).toBe(count.known)
        const ranges = [...knownDays(table, from, to), ...unknownDays(table, from, to)].sort((a, b) => a.from - b.from)
        expect(ranges[0]!.from).toBe(from)
        expect(ranges.at(-1)!.to).toBe(to)
        ranges.slice(1).forEach((range, index) => {
          expect(range.from).toBe(ranges[index]!.to + 1)
        })
        expect(toldAbout(table, to, length + 1).told).toBe(count.known)
      }),
    )
  })
})

describe('what was told', () => {
  const table = dayTable([...without(1, 10), ...without(17, 30)])

  test('24 of the last 30 days, and the six that are open as one range', () => {
    expect(toldAbout(table, 30, 30)).toEqual({ told: 24, of: 30, unknown: [{ from: 11, to: 16 }] })
  })

  test('the last known day looks no further than today', () => {
    expect(lastKnownDay(table, 40)).toBe(30)
    expect(lastKnownDay(table, 15)).toBe(10)
    expect(lastKnownDay(dayTable([]), 15)).toBeNull()
  })

  test('follow-up ends at the first gap, and a later answer that fills it moves it on', () => {
    expect(knownThrough(table, 0, 30)).toBe(10)
    expect(knownThrough(table, 10, 30)).toBe(10)
    expect(knownThrough(table, 0, 5)).toBe(5)
    expect(knownThrough(dayTable([...table.reports, ...without(11, 16)]), 0, 30)).toBe(30)
  })
})

describe('the count on my path', () => {
  test('one day of use among ninety leaves eighty-nine', () => {
    const table = dayTable([...without(1, 49), report(50, 'used'), ...without(51, 90)])
    expect(countPath(table, 1, 90)).toEqual({
      daysInRecovery: 89,
      longestRun: 49,
      presentRun: 40,
      throughDay: 90,
      daysOfUse: 1,
      unknown: 0,
    })
  })

  test('the day after use the total stands and only the run is new', () => {
    const table = dayTable([...without(1, 89), report(90, 'used')])
    expect(countPath(table, 1, 90)).toMatchObject({ daysInRecovery: 89, longestRun: 89, presentRun: 0 })
  })

  test('days that were not told about end a run and take no day away', () => {
    const table = dayTable([...without(1, 10), ...without(15, 20)])
    expect(countPath(table, 1, 30)).toMatchObject({
      daysInRecovery: 16,
      longestRun: 10,
      presentRun: 6,
      throughDay: 20,
      unknown: 14,
    })
    expect(countPath(dayTable([]), 1, 30)).toMatchObject({ daysInRecovery: 0, throughDay: null, unknown: 30 })
  })

  test('telling about an older open day never lowers the count, and one told day changes it by one at most', () => {
    fc.assert(
      fc.property(anyReports, anyReport, (reports, extra) => {
        const table = dayTable(reports)
        const told = { ...extra, answerId: 'new', substance: null }
        const before = countPath(table, 0, 20).daysInRecovery
        const after = countPath(dayTable([...reports, told]), 0, 20).daysInRecovery
        if (stateOn(table, told.day) === 'unknown') expect(after).toBeGreaterThanOrEqual(before)
        expect(Math.abs(after - before)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('as days pass the count never falls', () => {
    fc.assert(
      fc.property(anyReports, fc.nat(19), (reports, today) => {
        const table = dayTable(reports)
        const now = countPath(table, 0, today)
        const next = countPath(table, 0, today + 1)
        expect(next.daysInRecovery).toBeGreaterThanOrEqual(now.daysInRecovery)
        expect(next.longestRun).toBeGreaterThanOrEqual(now.longestRun)
        expect(now.daysInRecovery + now.daysOfUse + now.unknown).toBe(today + 1)
      }),
    )
  })
})
