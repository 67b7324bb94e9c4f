import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId, uuidV7 } from './uuid-v7.ts'

const ten = fc.uint8Array({ minLength: 10, maxLength: 10 })

test('an id has the shape of a version 7 UUID, whatever the time and the random bytes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), ten, (now, random) => {
      expect(uuidV7(now, random)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }),
  )
})

test('ids sort by the time at which they were made', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 2 }), ten, ten, (now, a, b) => {
      expect(uuidV7(now, a) < uuidV7(now + 1, b)).toBe(true)
    }),
  )
})

test('two ids made one after the other differ', () => {
  expect(newId()).not.toBe(newId())
})
