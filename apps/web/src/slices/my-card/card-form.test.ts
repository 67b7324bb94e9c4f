import { saveBaseline } from '@cairn/contract/baseline.ts'
import { expect, test } from 'vitest'
import { EMPTY_CARD, numberOf, withGoal, withSubstances } from './card-form.ts'

test('an untouched card can be sent: everything may be left out', () => {
  const body = { version: 0, done: { mode: 'self' as const }, answers: EMPTY_CARD }
  expect(saveBaseline.schema.body.safeParse(body).error).toBeUndefined()
})

test('a goal stays with its substance when others are added or taken away', () => {
  const one = withGoal(withSubstances(EMPTY_CARD, ['alcohol']), 'alcohol', 'use_less')
  const two = withSubstances(one, ['alcohol', 'opioids'])
  expect(two.substances).toEqual([
    { substance: 'alcohol', goal: 'use_less' },
    { substance: 'opioids', goal: null },
  ])
  expect(withSubstances(two, ['opioids']).substances).toEqual([{ substance: 'opioids', goal: null }])
})

test('an empty or impossible number is no answer, and zero is one', () => {
  expect([numberOf('', 30), numberOf(' ', 30), numberOf('31', 30), numberOf('-1', 30), numberOf('2.5', 30)]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
  expect(numberOf('0', 30)).toBe(0)
})
