import { expect, test } from 'vitest'
import { mergeForms } from './merge-forms.ts'

const opened = { name: 'Tuesday', time: '17:00', place: 'Room 1', days: ['a'] }

test('what I typed stays, what only the other changed is taken over, and what we both changed is named', () => {
  const mine = { ...opened, time: '19:00', days: ['a', 'b'] }
  const theirs = { ...opened, time: '18:00', place: 'Room 3' }
  expect(mergeForms(opened, mine, theirs)).toEqual({
    form: { name: 'Tuesday', time: '19:00', place: 'Room 3', days: ['a', 'b'] },
    taken: ['place'],
    kept: ['time'],
  })
})

test('two people who typed the same have nothing to settle', () => {
  const both = { ...opened, place: 'Room 3' }
  expect(mergeForms(opened, both, { ...both })).toEqual({ form: both, taken: [], kept: [] })
})
