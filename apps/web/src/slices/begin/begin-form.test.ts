import { beginSetup } from '@cairn/contract/setup.ts'
import { expect, test } from 'vitest'
import { missingIn } from './begin-form.ts'

const filled = {
  code: 'ABCD-EFGH',
  organizationName: 'Riverbend',
  yourName: 'Ruth',
  email: 'ruth@riverbend.example',
  password: 'a short sentence',
}

test('what is missing is named before it is sent, and what is not missing the server takes', () => {
  expect(missingIn({ code: '', organizationName: ' ', yourName: '', email: 'ruth', password: 'short' })).toEqual([
    'code',
    'organizationName',
    'yourName',
    'email',
    'password',
  ])
  expect(missingIn(filled)).toEqual([])
  const body = {
    id: '018f0000-0000-7000-8000-000000000001',
    ...filled,
    timeZone: 'America/New_York',
    languages: ['en'],
  }
  expect(beginSetup.schema.body.safeParse(body).success).toBe(true)
})
