import { expect, test } from 'vitest'
import { tQuantile } from '../distributions/distributions.ts'
import { clusterInterval, clusterVariance } from './cluster-variance.ts'

test('by hand: two mentors and three people alone', () => {
  // Sums: mentors 0.3 and −0.1; people 0.2, −0.2, −0.2.
  const v = clusterVariance({
    influence: [0.1, 0.2, -0.1, 0.2, -0.2, -0.2],
    cluster: [1, 1, 2, 11, 12, 13],
    shared: [1, 1, 1, 0, 0, 0],
  })
  expect(v.sharedVariance).toBeCloseTo(0.1, 14)
  expect(v.singleVariance).toBeCloseTo(0.12, 14)
  expect(v.df).toBeCloseTo(0.22 ** 2 / (0.1 ** 2 / 1 + 0.12 ** 2 / 2), 10)
  expect(v).toMatchObject({ sharedClusters: 2, singles: 3, enough: false })
  const { low, high } = clusterInterval(1, v)
  expect(high! - 1).toBeCloseTo(tQuantile(0.975, v.df) * Math.sqrt(0.22), 10)
  expect(low! + high!).toBeCloseTo(2, 12)
})

test('six shared clusters are enough, five are not, and none at all is a variance between people', () => {
  const with_ = (mentors: number) =>
    clusterVariance({
      influence: Array.from({ length: mentors + 4 }, (_, i) => (i % 2 ? 0.1 : -0.1)),
      cluster: Array.from({ length: mentors + 4 }, (_, i) => i),
      shared: Array.from({ length: mentors + 4 }, (_, i) => (i < mentors ? 1 : 0)),
    })
  expect([with_(5).enough, with_(6).enough, with_(0).enough]).toEqual([false, true, true])
  expect(with_(0).df).toBeCloseTo(3, 12)
})

test('a single mentor whose people vary leaves no degrees of freedom: no interval', () => {
  const v = clusterVariance({ influence: [0.2, 0.1, -0.3], cluster: [1, 2, 3], shared: [1, 0, 0] })
  expect(v.df).toBe(0)
  expect(clusterInterval(0, v)).toEqual({ low: null, high: null, p: null })
})

test.each([
  [{ influence: [], cluster: [], shared: [] }, 'no_rows'],
  [{ influence: [1, 2], cluster: [1, 1], shared: [1, 1] }, 'too_few_groups'],
  [{ influence: [1, 2, 3], cluster: [1, 1, 2], shared: [1, 0, 0] }, 'bad_option'],
  [{ influence: [1, 2], cluster: [1], shared: [1, 0] }, 'length_mismatch'],
])('%j is refused as %s', (input, code) => {
  expect(() => clusterVariance(input)).toThrow(expect.objectContaining({ code }))
})
