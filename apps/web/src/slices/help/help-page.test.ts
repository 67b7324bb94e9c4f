import { expect, test } from 'vitest'
import en from '../../../../../content/en/help.json' with { type: 'json' }
import { type KeptHelp, numbersFor, ownNumbers, whoIsAwake } from './help-page.ts'

const at = (time: string) => Date.parse(`2026-11-22T${time}:00Z`)
const kept: KeptHelp = {
  numbers: [{ id: 'our-line', label: 'Our line', kind: 'text', number: '+15550100', note: null }],
  hidden: ['poison-control', 'emergency'],
  onCall: { name: 'Ana', phone: '+15550101', until: '2026-11-23T06:00:00Z' },
  asOf: '2026-11-22T20:00:00Z',
}

test('numbers that do not work here are left out, the emergency number never', () => {
  expect(numbersFor(en, ['emergency', 'poison-control', 'lifeline-call'], kept).map(({ id }) => id)).toEqual([
    'emergency',
    'lifeline-call',
  ])
})

test('without anything kept, every built-in number stands there', () => {
  expect(numbersFor(en, ['emergency', 'poison-control'], undefined)).toHaveLength(2)
  expect(ownNumbers(undefined)).toEqual([])
})

test('the program’s own numbers dial what they show', () => {
  expect(ownNumbers(kept)).toMatchObject([{ href: 'sms:+15550100', display: '+15550100' }])
})

test('the program’s own numbers are written as the built-in ones, and dialled as they were given', () => {
  const shown = (number: string) => ownNumbers({ ...kept, numbers: [{ ...kept.numbers[0]!, kind: 'call', number }] })[0]
  expect(shown('5550100120')).toMatchObject({ href: 'tel:5550100120', display: '555-010-0120' })
  expect(shown('+15550100120')).toMatchObject({ href: 'tel:+15550100120', display: '1-555-010-0120' })
  for (const other of ['741741', '+525512345678', '555-0100']) expect(shown(other)).toMatchObject({ display: other })
})

test('who is on call holds until the shift ends, even without a network', () => {
  expect(whoIsAwake(kept, at('23:59'))).toMatchObject({ kind: 'known', name: 'Ana' })
  expect(whoIsAwake(kept, Date.parse('2026-11-23T06:00:01Z'))).toEqual({ kind: 'unknown' })
})

test('that nobody is on call is believed for an hour, then it is unknown', () => {
  const nobody = { ...kept, onCall: null }
  expect(whoIsAwake(nobody, at('20:59'))).toEqual({ kind: 'nobody' })
  expect(whoIsAwake(nobody, at('21:00'))).toEqual({ kind: 'unknown' })
  expect(whoIsAwake(undefined, at('20:00'))).toEqual({ kind: 'unknown' })
})
