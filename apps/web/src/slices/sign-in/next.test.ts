import { expect, test } from 'vitest'
import { pageAfterSignIn } from './next.ts'

test('signing in leads back to the page that asked for it', () => {
  expect(pageAfterSignIn('/my/check', 'participant')).toBe('/my/check')
  expect(pageAfterSignIn('/mentor/people/0198', 'mentor')).toBe('/mentor/people/0198')
})

test.each([
  ['nothing', undefined],
  ['another site', 'https://example.org/my/check'],
  ['another site without a protocol', '//example.org/my/check'],
  ['a page that does not exist', '/my/nothing'],
  ['a page of another role', '/desk/board'],
])('%s leads to where the role begins', (_, next) => {
  expect(pageAfterSignIn(next, 'participant')).toBe('/my/today')
})
