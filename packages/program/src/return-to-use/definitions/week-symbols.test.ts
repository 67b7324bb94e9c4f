import { describe, expect, test } from 'vitest'
import { type DayReport, dayTable } from '../day-table.ts'
import { krupitsky2011Complete, weiss2011 } from './trial-abstinence.ts'
import { ctn0094Dropout, ctn0094Relapse, johnson1992, lee2016, lee2018 } from './trial-relapse.ts'
import { comer2006 } from './trial-shares.ts'
import { findWindow, longestRunOf, readWeeks, weekSymbols } from './week-symbols.ts'

describe('reading weeks', () => {
  test('each missing rule reads an unknown week in its own way; mixed is use; unplanned weeks keep the numbers', () => {
    const read = (missing: Parameters<typeof readWeeks>[1]) =>
      readWeeks('-o_*+', missing).map(({ number, counts }) => `${number}${counts}`)
    expect(read('as_use')).toEqual(['1-', '2+', '4+', '5+'])
    expect(read('as_none')).toEqual(['1-', '2-', '4+', '5+'])
    expect(read('as_observed')).toEqual(['1-', '2?', '4+', '5+'])
    expect(read('left_out')).toEqual(['1-', '4+', '5+'])
  })

  test('a symbol that is none of the five is refused with its week', () => {
    expect(() => readWeeks('-+x', 'as_use')).toThrow("Week 3 is 'x'")
  })

  test('a window counts planned weeks and names the week in which it begins', () => {
    expect(findWindow(readWeeks('-_+_+_+', 'as_use'), 3, 3, '+')).toEqual({ found: true, week: 3 })
    expect(findWindow(readWeeks('-++', 'as_use'), 4, 4, '+')).toEqual({ found: false, week: 0 })
    expect(findWindow(readWeeks('+--+', 'as_use'), 2, 2, '+')).toEqual({ found: false, week: 3 })
    expect(longestRunOf(readWeeks('--+---', 'as_use'), '-')).toBe(3)
  })
})

describe('published examples, by hand', () => {
  test('a loss to follow-up after three weeks is relapse in week 1 and dropout in week 4', () => {
    expect(ctn0094Relapse.apply('+++ooooooooo')).toMatchObject({ event: true, time: 1 })
    expect(ctn0094Dropout.apply('+++ooooooooo')).toMatchObject({ event: true, time: 4 })
  })

  test('X:BOT looks from the third week on', () => {
    expect(lee2018.apply('++++----------')).toMatchObject({ event: false, time: 11 })
    expect(lee2018.apply('++++++--------')).toMatchObject({ event: true, time: 3 })
  })

  test('two weeks of four are ten days of use, and one is not', () => {
    expect(lee2016.apply('---+--+---')).toMatchObject({ event: true, time: 4 })
    expect(lee2016.apply('---+---+--')).toMatchObject({ event: false, time: 7 })
  })

  test('two in a row before week 4 are no failure, and two from week 4 on are', () => {
    expect(johnson1992.apply('+++-------').value).toBe(false)
    expect(johnson1992.apply('---++-----').value).toBe(true)
  })

  test.each(['----', '+---', '-+--', '--+-'])('the last four weeks %s are abstinence in CTN-0030', (last) => {
    expect(weiss2011.apply(`++++${last}`).value).toBe(true)
  })

  test.each(['---+', '++--', '---o', 'oo--'])('the last four weeks %s are not', (last) => {
    expect(weiss2011.apply(`++++${last}`).value).toBe(false)
  })

  test('a string that ends early is unknown for the rest, not without use', () => {
    expect(krupitsky2011Complete.apply('---------------').value).toBe(true)
    expect(krupitsky2011Complete.apply('----------').value).toBe(false)
    expect(comer2006.apply('----')).toMatchObject({ value: 0.5, known: 4, of: 8 })
  })
})

test('a day table gives weeks: use on any day, no use on every day, else unknown', () => {
  const report = (day: number, state: 'used' | 'not_used'): DayReport => ({
    answerId: `${day}`,
    day,
    state,
    substance: null,
    severity: null,
    source: 'ask',
    recallDays: 0,
    askId: null,
  })
  const days = Array.from({ length: 21 }, (_, index) => index + 1).filter((day) => day !== 16)
  const range = { ...report(0, 'used'), answerId: 'r', fromDay: 23, toDay: 25 }
  const table = dayTable(
    days.map((day) => report(day, day === 9 ? 'used' : 'not_used')),
    { ranges: [range] },
  )
  expect(weekSymbols(table, 1, 5)).toBe('-+o+o')
})
