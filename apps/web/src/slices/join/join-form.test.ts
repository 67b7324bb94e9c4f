import { join } from '@cairn/contract/intake.ts'
import { expect, test } from 'vitest'
import { emptyJoin, type JoinForm, joinBody, missingFields, secretText } from './join-form.ts'

const empty = emptyJoin(
  '019802a0-0000-7000-8000-000000000001',
  secretText(Uint8Array.from({ length: 32 }, (_, i) => 255 - i)),
  'es',
)
const rosa: JoinForm = {
  ...empty,
  name: ' Rosa ',
  reach: 'text',
  phone: '312 555 0188',
  leaveMessage: false,
  phoneIsWatched: true,
}

test('nothing is preselected but the language, and everything missing is named at once', () => {
  expect(missingFields(empty)).toEqual(['name', 'reach', 'phoneIsWatched'])
  expect(missingFields({ ...rosa, phone: '12', leaveMessage: null })).toEqual(['phone', 'leaveMessage'])
  expect(missingFields(rosa)).toEqual([])
})

test('somebody who is reached in the app gives neither number nor address', () => {
  const form = { ...rosa, reach: 'app' as const, phone: '312 555 0188', leaveMessage: null }
  expect(missingFields(form)).toEqual([])
  expect(joinBody(form, 'America/Chicago')).toMatchObject({
    contact: { phone: null, email: null },
    leaveMessage: false,
  })
})

test.each(['app', 'text', 'phone', 'email', 'paper'] as const)(
  'reached by %s is sent as the contract takes it',
  (reach) => {
    const body = joinBody({ ...rosa, reach, email: 'rosa@example.org' }, 'America/Chicago')
    expect(join.schema.body.safeParse(body).error).toBeUndefined()
    expect(body.name).toBe('Rosa')
  },
)

test('an address that cannot receive mail is asked again', () => {
  expect(missingFields({ ...rosa, reach: 'email', email: 'rosa' })).toEqual(['email'])
})

test('every secret that a phone makes is one that the contract takes, and all its bytes count', () => {
  const bytes = Array.from({ length: 200 }, () => crypto.getRandomValues(new Uint8Array(32)))
  for (const random of bytes) {
    const secret = secretText(random)
    expect(join.schema.body.shape.secret.safeParse(secret).error).toBeUndefined()
    expect([...Buffer.from(secret, 'base64url')]).toEqual([...random])
  }
  expect(() => secretText(new Uint8Array(16))).toThrow(RangeError)
})
