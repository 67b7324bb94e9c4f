import { Contact } from '@cairn/contract/people.ts'
import { expect, test } from 'vitest'
import { beginContact, contactOf, missingContact } from './contact-form.ts'

test('a call needs a number, a letter by e-mail an address, a paper nothing', () => {
  const form = beginContact(null, false)
  expect(missingContact(form)).toBe('phone')
  expect(missingContact({ ...form, reach: 'email' })).toBe('email')
  expect(missingContact({ ...form, reach: 'paper' })).toBeNull()
  expect(missingContact({ ...form, phone: '555 0107' })).toBeNull()
})

test('half a way to be found is not stored', () => {
  const form = {
    ...beginContact(null, true),
    phone: '555 0107',
    findMe: [{ who: 'Aunt Lucía', reach: '', weMaySay: '' }],
  }
  expect(contactOf(form).findMe).toEqual([])
  expect(Contact.safeParse(contactOf(form)).success).toBe(true)
})
