import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersFor, listDays, toggle, toRanges, weeksOf } from './calendar.ts'

test('ranges and days turn into each other, over the end of a month and a leap day', () => {
  const days = ['2028-02-28', '2028-02-29', '2028-03-01', '2028-03-05']
  const ranges = [
    { from: '2028-02-28', to: '2028-03-01' },
    { from: '2028-03-05', to: '2028-03-05' },
  ]
  expect(listDays(ranges)).toEqual(days)
  expect(toRanges([...days].reverse())).toEqual(ranges)
})

test('overlapping ranges name a day once', () => {
  expect(
    listDays([
      { from: '2026-05-03', to: '2026-05-05' },
      { from: '2026-05-04', to: '2026-05-06' },
    ]),
  ).toHaveLength(4)
})

test('weeks begin on Sunday and keep seven places', () => {
  // 3 November 2026 is a Tuesday.
  expect(weeksOf('2026-11-03', '2026-11-08')).toEqual([
    [undefined, undefined, '2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06', '2026-11-07'],
    ['2026-11-08', undefined, undefined, undefined, undefined, undefined, undefined],
  ])
})

test('the weeks of any range hold each of its days once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 60 }), (start, length) => {
      const from = Temporal.PlainDate.from('2026-01-01').add({ days: start }).toString()
      const to = Temporal.PlainDate.from(from).add({ days: length }).toString()
      const days = weeksOf(from, to)
        .flat()
        .filter((day) => day !== undefined)
      expect(days).toEqual(listDays([{ from, to }]))
    }),
  )
})

test('days that were not picked stay unknown until she says that they were without use', () => {
  const unknown = ['2026-05-03', '2026-05-04']
  expect(answersFor(unknown, ['2026-05-04'], false)).toEqual([{ day: '2026-05-04', state: 'used' }])
  expect(answersFor(unknown, ['2026-05-04'], true)).toEqual([
    { day: '2026-05-03', state: 'not_used' },
    { day: '2026-05-04', state: 'used' },
  ])
  expect(answersFor(unknown, [], false)).toEqual([])
})

test('tapping a day twice leaves it as it was', () => {
  expect(toggle(toggle([], '2026-05-03'), '2026-05-03')).toEqual([])
})
