import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderOf } from './order.ts'

test('orders numbers ascending and keeps the order of equal ones', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }))), (keys) => {
      const expected = keys
        .map((k, i) => [k + 0, i] as const)
        .sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]))
      expect([...orderOf(keys)]).toEqual(expected.map((e) => e[1]))
    }),
  )
})
