import { expect, test } from 'vitest'
import { gapsOf } from './gaps.ts'

const at = (time: string) => `2026-11-${time}:00Z`
const ms = (time: string) => Date.parse(at(time))
const now = ms('22T12:00')

test('the hours without anybody are those between shifts that overlap or meet, and everything after the last', () => {
  const shifts = [
    { startsAt: at('23T08:00'), endsAt: at('24T08:00') },
    { startsAt: at('22T08:00'), endsAt: at('22T20:00') },
    { startsAt: at('24T08:00'), endsAt: at('24T20:00') },
    { startsAt: at('23T10:00'), endsAt: at('23T11:00') },
  ]
  expect(gapsOf(shifts, now)).toEqual([
    { fromMs: ms('22T20:00'), untilMs: ms('23T08:00') },
    { fromMs: ms('24T20:00'), untilMs: null },
  ])
})

test('with no shift at all nobody is on call from now on; with four weeks of shifts there is no gap', () => {
  expect(gapsOf([], now)).toEqual([{ fromMs: now, untilMs: null }])
  expect(gapsOf([{ startsAt: at('22T08:00'), endsAt: '2026-12-21T12:00:00Z' }], now)).toEqual([])
})
