import { expect, test } from 'vitest'
import { unseenSignIn } from './sign-ins.ts'

const first = { at: '2026-06-01T15:00:00Z', by: 'Maya' }
const second = { at: '2026-06-03T15:00:00Z', by: 'Maya' }
const now = Date.parse('2026-06-04T15:00:00Z')

test('each sign-in by a code is said once on each phone, the newest first', () => {
  expect(unseenSignIn([second, first], undefined, now)).toEqual(second)
  expect(unseenSignIn([second, first], first.at, now)).toEqual(second)
  expect(unseenSignIn([second, first], second.at, now)).toBeUndefined()
  expect(unseenSignIn([], undefined, now)).toBeUndefined()
})

test('what lies a month back stands in the list only', () => {
  expect(unseenSignIn([first], undefined, Date.parse('2026-07-02T15:00:00Z'))).toBeUndefined()
})
