import { changeHelpNumbers } from '@cairn/contract/safety.ts'
import { expect, test } from 'vitest'
import { faultsOf, keptOf, parted } from './help-numbers-form.ts'

const blank = { id: 'own-2', label: '', kind: 'call' as const, digits: '', note: '' }
const warm = { id: 'own-1', label: 'Warm line', kind: 'call' as const, digits: '(555) 010-0100', note: '' }

test('numbers that setup asked for stand apart from those that are changed here', () => {
  const numbers = [
    { id: 'own-1', label: 'Warm line', kind: 'call' as const, number: '5550100100', note: null },
    { id: 'casa', label: 'Casa line', kind: 'call' as const, number: '5550100101', note: null },
  ]
  const page = {
    organizationId: '018f0000-0000-7000-8000-000000000001',
    organizationName: 'Riverbend',
    numbers,
    hidden: [],
    onCall: null,
    staffed: true,
    staffedAgainAt: null,
    asOf: '2026-10-30T20:20:00Z',
  }
  const { own, fromSetup } = parted(page, [{ id: 'Casa', name: 'Casa line', phone: '(555) 010-0101' }])
  expect(own.map(({ id }) => id)).toEqual(['own-1'])
  expect(fromSetup.map(({ id }) => id)).toEqual(['casa'])
})

test('what is sent is what the server takes; a row left empty is not kept', () => {
  expect(faultsOf([warm, blank])).toEqual({})
  const numbers = keptOf([warm, blank])
  expect(numbers).toEqual([{ id: 'own-1', label: 'Warm line', kind: 'call', number: '5550100100', note: null }])
  expect(changeHelpNumbers.schema.body.safeParse({ numbers, hidden: [] }).success).toBe(true)
})

test('a missing word, a number that is none and a number that stands twice are named', () => {
  expect(
    faultsOf([
      warm,
      { ...warm, id: 'own-2', digits: '555 010 0100' },
      { ...blank, id: 'own-3', digits: 'ask Rosa' },
      { ...warm, id: 'own-4', kind: 'text' },
    ]),
  ).toEqual({ 'own-2': { digits: 'twice' }, 'own-3': { label: 'label', digits: 'phone' } })
})
