import { expect, test } from 'vitest'
import { fits, makeLock, waitBeforeTry } from './lock.ts'

test('a lock opens with its own four digits and with no others', async () => {
  const lock = await makeLock('2468')
  expect(await fits(lock, '2468')).toBe(true)
  expect(await fits(lock, '2469')).toBe(false)
  expect(await fits(lock, '')).toBe(false)
})

test('the digits are not kept: two locks with the same digits have nothing in common', async () => {
  const [a, b] = [await makeLock('2468'), await makeLock('2468')]
  expect(a.hash).not.toBe(b.hash)
  expect(JSON.stringify(a)).not.toContain('2468')
})

test('after four wrong tries each next one waits longer, at most five minutes', () => {
  expect([0, 3, 4, 5, 6, 20].map(waitBeforeTry)).toEqual([0, 0, 15, 30, 60, 300])
})
