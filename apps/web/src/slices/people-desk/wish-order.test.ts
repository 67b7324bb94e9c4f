import { expect, test } from 'vitest'
import { raised, toggledWish } from './wish-order.ts'

const parent = { about: 'experience', value: 'parent', must: false } as const
const grief = { about: 'experience', value: 'grief', must: true } as const
const evening = { about: 'times', value: 'weekday_evening', must: false } as const

test('a wish comes last, goes without moving the others, and a must stays a must', () => {
  expect(toggledWish([grief], parent)).toEqual([grief, parent])
  expect(toggledWish([parent, grief, evening], grief)).toEqual([parent, evening])
})

test('a wish rises by one, and the first one stays', () => {
  expect(raised([parent, grief, evening], 2)).toEqual([parent, evening, grief])
  expect(raised([parent, grief], 0)).toEqual([parent, grief])
})
