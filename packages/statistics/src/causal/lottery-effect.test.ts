import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lotteryEffect } from './lottery-effect.ts'

// A dozen: of six offered a place four take it and two have the event; of six others none has a place and four have the event.
const dozen = {
  offered: [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
  took: [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  outcome: [0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0],
}

test('a dozen by hand: −1/3 by offer, 2/3 in uptake, so −1/2 in those who took the place', () => {
  const effect = lotteryEffect(dozen)
  expect(effect.riskDifference.estimate).toBeCloseTo(-1 / 3, 14)
  expect(effect.riskDifference.se).toBeCloseTo(Math.sqrt(((1 / 3) * (2 / 3)) / 6 + ((1 / 3) * (2 / 3)) / 6), 14)
  expect(effect.uptakeDifference.estimate).toBeCloseTo(2 / 3, 14)
  expect(effect.inTakers!.estimate).toBeCloseTo(-1 / 2, 14)
  expect(effect.inTakers!.unbounded).toBe(false)
})

test('uptake that the offer did not change says nothing about those who took the place', () => {
  expect(lotteryEffect({ ...dozen, took: dozen.offered.map(() => 0) }).inTakers).toBeNull()
  expect(lotteryEffect({ ...dozen, took: [1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0] }).inTakers!.unbounded).toBe(true)
})

const rows = fc.array(fc.record({ z: fc.constantFrom(0, 1), d: fc.constantFrom(0, 1), y: fc.constantFrom(0, 1) }), {
  minLength: 4,
  maxLength: 40,
})
test('swapping the offers flips both differences and leaves the ratio; order and weights of 1 change nothing', () => {
  fc.assert(
    fc.property(rows, (data) => {
      fc.pre(data.some((r) => r.z) && data.some((r) => !r.z))
      const of = (list: typeof data, flip = false) => ({
        offered: list.map((r) => (flip ? 1 - r.z : r.z)),
        took: list.map((r) => r.d),
        outcome: list.map((r) => r.y),
      })
      const plain = lotteryEffect(of(data))
      const swapped = lotteryEffect(of(data, true))
      const other = lotteryEffect({
        ...of([...data].reverse()),
        weights: data.map(() => 1),
        cluster: data.map((_, i) => i),
      })
      expect(swapped.riskDifference.estimate + plain.riskDifference.estimate).toBeCloseTo(0, 12)
      expect(swapped.uptakeDifference.se).toBeCloseTo(plain.uptakeDifference.se, 12)
      expect(swapped.inTakers?.estimate ?? 0).toBeCloseTo(plain.inTakers?.estimate ?? 0, 9)
      expect(other.riskDifference.se).toBeCloseTo(plain.riskDifference.se, 12)
    }),
  )
})

test.each([
  [{ offered: [], took: [], outcome: [] }, 'no_rows'],
  [{ ...dozen, offered: new Array(12).fill(1) }, 'too_few_groups'],
  [{ ...dozen, outcome: new Array(12).fill(2) }, 'bad_event'],
  [{ ...dozen, took: [1] }, 'length_mismatch'],
])('%j is refused as %s', (input, code) => {
  expect(() => lotteryEffect(input)).toThrow(expect.objectContaining({ code }))
})
