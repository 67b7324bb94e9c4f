import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DayReport, dayTable, type Severity, type UseRange } from '../day-table.ts'
import { applyDefinition, definitions, findDefinition } from './catalogue.ts'
import {
  consecutiveUse,
  dayDefinitions,
  firstHeavyDay,
  firstUse,
  longestRun,
  percentDaysAbstinent,
  percentHeavyDays,
} from './day-definitions.ts'

const told = { substance: null, severity: null, source: 'ask' as const, recallDays: 0, askId: null }

/** A table from day 1 on: `.` not used, `u` used, `h` heavy, `?` used with the amount not told, a blank for unknown. */
function tableOf(days: string, ranges: readonly UseRange[] = []) {
  const reports: DayReport[] = [...days].flatMap((symbol, index) => {
    if (symbol === ' ') return []
    const severity: Severity | null = symbol === 'h' ? 'heavy_use' : symbol === 'u' ? 'use' : null
    const state = symbol === '.' ? ('not_used' as const) : ('used' as const)
    return [{ ...told, answerId: `${index}`, day: index + 1, state, severity }]
  })
  return dayTable(reports, { ranges })
}
const over = (days: number) => ({ indexDay: 0, lastDay: days })
const range = (fromDay: number, toDay: number, severity: Severity | null = null): UseRange => ({
  ...told,
  answerId: `range-${fromDay}`,
  fromDay,
  toDay,
  severity,
})

describe('first use', () => {
  test.each([
    ['.....', false, 5],
    ['..u..', true, 3],
    ['.. .u', false, 2],
    [' ....', false, 0],
  ])('as observed, over "%s"', (days, event, time) => {
    expect(firstUse('as_observed').apply(tableOf(days), over(5))).toMatchObject({ event, time })
  })

  test('the first unknown day is the event as use, and is passed over as none', () => {
    expect(firstUse('as_use').apply(tableOf('.. .u'), over(5))).toMatchObject({ event: true, time: 3 })
    expect(firstUse('as_none').apply(tableOf('.. .u'), over(5))).toMatchObject({ event: true, time: 5 })
    expect(firstUse('as_none').apply(tableOf('.. ..'), over(5))).toMatchObject({ event: false, time: 5 })
  })

  test('use on an unknown day of a stretch gives its first and last possible day', () => {
    const table = tableOf('...    ...', [range(4, 7)])
    expect(firstUse('as_observed').apply(table, over(10))).toEqual({
      kind: 'time_to_event',
      event: true,
      time: 4,
      low: 4,
      high: 7,
    })
  })

  test('a stretch narrows as its days become known, and a known day of use takes its place', () => {
    expect(firstUse('as_observed').apply(tableOf('....  ....', [range(3, 8)]), over(10))).toMatchObject({
      low: 5,
      high: 6,
    })
    expect(firstUse('as_observed').apply(tableOf('.....u....', [range(3, 8)]), over(10))).toMatchObject({
      low: 6,
      high: 6,
    })
  })

  test('a gap before the stretch ends follow-up first', () => {
    expect(firstUse('as_observed').apply(tableOf('. .   ...', [range(4, 6)]), over(9))).toMatchObject({
      event: false,
      time: 1,
    })
  })

  test('time is counted from the index day, and what came before it does not matter', () => {
    expect(firstUse('as_observed').apply(tableOf('u....u'), { indexDay: 2, lastDay: 6 })).toMatchObject({
      event: true,
      time: 4,
    })
  })
})

describe('heavy days', () => {
  test('a lighter day is not one, and a day whose amount was not told is unknown', () => {
    expect(firstHeavyDay('as_observed').apply(tableOf('.u.h'), over(4))).toMatchObject({ event: true, time: 4 })
    expect(firstHeavyDay('as_observed').apply(tableOf('.?.h'), over(4))).toMatchObject({ event: false, time: 1 })
    expect(firstHeavyDay('as_use').apply(tableOf('.?.h'), over(4))).toMatchObject({ event: true, time: 2 })
    expect(firstHeavyDay('as_none').apply(tableOf('.?..'), over(4))).toMatchObject({ event: false, time: 4 })
  })

  test('their percent is over the days that are known to be heavy or not', () => {
    expect(percentHeavyDays('as_observed').apply(tableOf('.hu?'), over(4))).toMatchObject({ known: 3, of: 4 })
    expect(percentHeavyDays('as_observed').apply(tableOf('.hu?'), over(4)).value).toBeCloseTo(100 / 3, 12)
    expect(percentHeavyDays('as_use').apply(tableOf('.hu?'), over(4)).value).toBe(50)
    expect(percentHeavyDays('as_none').apply(tableOf('.hu?'), over(4)).value).toBe(25)
  })
})

describe('days of use in a row', () => {
  test('the event is the first day of the run', () => {
    expect(consecutiveUse(3, 'as_observed').apply(tableOf('.uu.uuu.'), over(8))).toMatchObject({ event: true, time: 5 })
    expect(consecutiveUse(3, 'as_observed').apply(tableOf('.uu.uu.u'), over(8))).toMatchObject({
      event: false,
      time: 8,
    })
  })

  test('an unknown day ends follow-up, makes the run, or breaks it, as the name says', () => {
    const table = tableOf('.uu u..')
    expect(consecutiveUse(3, 'as_observed').apply(table, over(7))).toMatchObject({ event: false, time: 3 })
    expect(consecutiveUse(3, 'as_use').apply(table, over(7))).toMatchObject({ event: true, time: 2 })
    expect(consecutiveUse(3, 'as_none').apply(table, over(7))).toMatchObject({ event: false, time: 7 })
  })

  test('a run needs two days or more', () => {
    expect(() => consecutiveUse(1, 'as_use')).toThrow(RangeError)
  })
})

describe('percent of days without use', () => {
  test('three ways to treat unknown days give three numbers, each with its name', () => {
    const table = tableOf('...u..    ')
    expect(percentDaysAbstinent('as_observed').apply(table, over(10)).value).toBeCloseTo(100 * (5 / 6), 12)
    expect(percentDaysAbstinent('as_use').apply(table, over(10)).value).toBe(50)
    expect(percentDaysAbstinent('as_none').apply(table, over(10)).value).toBe(90)
  })

  test('is withheld when fewer than half of the days are known, and says how many are', () => {
    expect(percentDaysAbstinent('as_observed').apply(tableOf('....      '), over(10))).toMatchObject({
      value: null,
      known: 4,
      of: 10,
    })
  })
})

test('the longest run is broken by an unknown day unless unknown counts as no use', () => {
  const table = tableOf('... ..u....')
  expect(longestRun('as_observed').apply(table, over(11)).value).toBe(4)
  expect(longestRun('as_none').apply(table, over(11)).value).toBe(6)
})

describe('every definition', () => {
  test('has its own id, which ends with its missing rule, and a title in both languages', () => {
    expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length)
    for (const definition of definitions) {
      expect(definition.id.endsWith(`.${definition.missing.replace('_', '-')}`), definition.id).toBe(true)
      expect(definition.title.en, definition.id).toMatch(/\(unknown .+\)$/)
      expect(definition.title.es, definition.id).toMatch(/\(lo desconocido .+\)$/)
      expect(definition.reference.length).toBeGreaterThan(10)
      expect(findDefinition(definition.id, definition.version)).toBe(definition)
    }
    expect(findDefinition('first-use.as-observed', 99)).toBeUndefined()
  })
})

describe('weeks of a day table', () => {
  const month = `${'.'.repeat(7)}...u...${'.'.repeat(3)}    ${'u'.repeat(7)}`

  test.each([
    ['use-weeks.as-observed', { value: 2, known: 3, of: 4 }],
    ['use-weeks.as-use', { value: 3, known: 3, of: 4 }],
    ['use-weeks.as-none', { value: 2, known: 3, of: 4 }],
    ['schottenfeld-2008-relapse.as-use', { event: true, time: 2 }],
    ['shufman-1994-first-use.as-none', { event: true, time: 2 }],
  ])('%s', (id, expected) => {
    expect(applyDefinition(findDefinition(id)!, tableOf(month), over(28))).toMatchObject(expected)
  })

  test('a week that is not over is not looked at, and definitions over days get the window itself', () => {
    expect(applyDefinition(findDefinition('use-weeks.as-use')!, tableOf(month), over(27))).toMatchObject({ of: 3 })
    expect(applyDefinition(findDefinition('first-use.as-observed')!, tableOf(month), over(28))).toMatchObject({
      time: 11,
    })
  })
})

describe('laws', () => {
  const days = fc.string({ unit: fc.constantFrom('.', 'u', 'h', '?', ' '), minLength: 1, maxLength: 40 })

  test('unknown as use is never later than unknown as none, and time never leaves the window', () => {
    fc.assert(
      fc.property(days, (text) => {
        const table = tableOf(text)
        const window = over(text.length)
        for (const make of [firstUse, firstHeavyDay, (m: Parameters<typeof firstUse>[0]) => consecutiveUse(3, m)]) {
          const use = make('as_use').apply(table, window)
          const none = make('as_none').apply(table, window)
          const seen = make('as_observed').apply(table, window)
          expect(use.time).toBeLessThanOrEqual(none.time)
          if (none.event) expect(use.event).toBe(true)
          if (seen.event) expect(none).toMatchObject({ event: true, time: seen.time })
          for (const { time } of [use, none, seen]) {
            expect(time).toBeGreaterThanOrEqual(0)
            expect(time).toBeLessThanOrEqual(text.length)
          }
        }
      }),
    )
  })

  test('with every day known the missing rule changes nothing', () => {
    const known = fc.string({ unit: fc.constantFrom('.', 'u', 'h'), minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(known, (text) => {
        const table = tableOf(text)
        const results = new Map<string, unknown[]>()
        for (const definition of dayDefinitions) {
          const name = definition.id.split('.')[0]!
          results.set(name, [...(results.get(name) ?? []), definition.apply(table, over(text.length))])
        }
        for (const [name, [first, ...others]] of results) for (const other of others) expect(other, name).toEqual(first)
      }),
    )
  })
})
