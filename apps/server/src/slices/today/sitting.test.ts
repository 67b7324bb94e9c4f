import { expect, test } from 'vitest'
import { type OpenThing, sittingOf } from './sitting.ts'

const ask: OpenThing = {
  thing: { kind: 'questions', askId: '019802a0-0000-7000-8000-000000000001', closesOn: '2026-06-22', unknownDays: 30 },
  opensOn: 100,
  closesOn: 121,
}
const barc: OpenThing = {
  thing: { kind: 'assessment', instrumentId: 'barc-10', title: 'BARC-10', items: 10 },
  opensOn: 98,
  closesOn: 112,
}
const checkIn: OpenThing = { thing: { kind: 'check_in' }, opensOn: 105, closesOn: 105 }

test('things whose windows meet today are one sitting, in the order given', () => {
  const sitting = sittingOf([ask, barc, checkIn], 105)
  expect(sitting?.things.map(({ kind }) => kind)).toEqual(['questions', 'assessment', 'check_in'])
  expect(sitting?.minutes).toBe(3)
})

test('one thing alone is no sitting, and nothing is none', () => {
  expect(sittingOf([checkIn], 105)).toBeNull()
  expect(sittingOf([], 105)).toBeNull()
})
