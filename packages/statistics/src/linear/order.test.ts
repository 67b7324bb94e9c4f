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

test('orders numbers that differ in their last digits only, many of them and below zero too', () => {
  for (const sign of [1, -1]) {
    const keys = Float64Array.from({ length: 200 }, (_, i) => sign * (700 + ((i * 37) % 101) * 1e-10))
    const expected = [...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b)
    expect([...orderOf(keys)]).toEqual(expected)
  }
})

test('what is not a number goes last', () => {
  expect([...orderOf([Number.NaN, 2, -1, Number.POSITIVE_INFINITY])]).toEqual([2, 1, 3, 0])
})
