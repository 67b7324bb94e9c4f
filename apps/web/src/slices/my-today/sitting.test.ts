import type { MyToday } from '@cairn/contract/today.ts'
import { expect, test } from 'vitest'
import { placeIn } from './sitting.tsx'

const things: NonNullable<MyToday['sitting']>['things'] = [
  { kind: 'questions', askId: '019802a0-0000-7000-8000-000000000001', closesOn: '2026-11-30', unknownDays: 6 },
  { kind: 'assessment', instrumentId: 'phq-4', title: 'Mood and worry', items: 4 },
  { kind: 'check_in' },
]

test('a screen of a sitting knows its place and what comes next', () => {
  expect(placeIn(things, '/my/check/days')).toMatchObject({ at: 1, of: 3, next: { kind: 'assessment' } })
  expect(placeIn(things, '/my/questions/phq-4')).toMatchObject({ at: 2, next: { kind: 'check_in' } })
  expect(placeIn(things, '/my/check')).toEqual({ at: 3, of: 3, next: undefined })
})

test('a screen that was opened by itself has no place in it', () => {
  expect(placeIn(things, '/my/questions/barc-10')).toBeUndefined()
  expect(placeIn([], '/my/check')).toBeUndefined()
})
