import { saveWishes, type Wish } from '@cairn/contract/matching.ts'
import { EXPERIENCES } from '@cairn/program/people/vocabulary.ts'
import { expect, test } from 'vitest'
import { MOST_WISHES, moveUp, tapWish, toggleMust } from './wishes.ts'

const parent: Wish = { about: 'experience', value: 'parent', must: false }
const woman: Wish = { about: 'gender', value: 'woman', must: false }

test('the order of tapping is the order of importance, and a second tap takes a wish away', () => {
  const both = tapWish(tapWish([], parent), woman)
  expect(both).toEqual([parent, woman])
  expect(tapWish(both, parent)).toEqual([woman])
})

test('a wish moves up one place at a time, the first no further', () => {
  expect(moveUp([parent, woman], 1)).toEqual([woman, parent])
  expect(moveUp([parent, woman], 0)).toEqual([parent, woman])
})

test('better wait than go without is on for one wish only, and off again', () => {
  const once = toggleMust([parent, woman], 1)
  expect(once.map(({ must }) => must)).toEqual([false, true])
  expect(toggleMust(once, 1)).toEqual([parent, woman])
})

test('no more wishes are taken than can be sent', () => {
  const all = [
    ...EXPERIENCES.map((value) => ({ about: 'experience' as const, value })),
    ...(['woman', 'man', 'another'] as const).map((value) => ({ about: 'gender' as const, value })),
  ].reduce<Wish[]>((ranked, wish) => tapWish(ranked, wish), [])
  expect(all).toHaveLength(MOST_WISHES)
  const body = { version: 0, done: { mode: 'self' as const }, ranked: all, languages: ['es' as const] }
  expect(saveWishes.schema.body.safeParse(body).success).toBe(true)
})
