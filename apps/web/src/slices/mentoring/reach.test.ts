import { expect, test } from 'vitest'
import { linksTo } from './reach.ts'

test('a number becomes a link that dials it, without spaces and brackets', () => {
  expect(linksTo({ reach: 'text', phone: '+1 (555) 010-7788', email: null })).toEqual({
    call: 'tel:+15550107788',
    message: 'sms:+15550107788',
  })
})

test('who asked for calls is never sent a text', () => {
  expect(linksTo({ reach: 'phone', phone: '555 0107', email: 'a@b.org' })).toEqual({
    call: 'tel:5550107',
    message: null,
  })
})

test('e-mail opens a letter, and without any way there is no link', () => {
  expect(linksTo({ reach: 'email', phone: null, email: 'a@b.org' }).message).toBe('mailto:a@b.org')
  expect(linksTo({ reach: 'app', phone: null, email: null })).toEqual({ call: null, message: null })
  expect(linksTo(null)).toEqual({ call: null, message: null })
})
