import { Done } from '@cairn/contract/values.ts'
import { expect, test } from 'vitest'
import { beginDone, doneOf, isDone } from './done.ts'

test('together and by phone need nothing more', () => {
  const form = beginDone('2026-11-24')
  expect(isDone(form)).toBe(true)
  expect(doneOf({ ...form, mode: 'phone' })).toEqual({ mode: 'phone' })
})

test('a paper needs its day, its form and its witness', () => {
  const paper = { ...beginDone('2026-11-24'), mode: 'paper' as const }
  expect(isDone(paper)).toBe(false)
  const whole = { ...paper, formVersion: 'enrollment 1', witness: 'Maya' }
  expect(isDone(whole)).toBe(true)
  expect(Done.safeParse(doneOf(whole)).success).toBe(true)
})
