import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../random/random.ts'
import { openModelColumns, plainColumns } from './logistic-columns.ts'

test('the kernel multiplies columns as the plain loop does, to 1e-10, for any number of rows and columns', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 9 }), fc.nat(1000), (n, p, seed) => {
      const random = createRandom(seed)
      const [fast, plain] = [openModelColumns(n, p), plainColumns(n, p)]
      for (let a = 0; a < p; a++)
        for (let i = 0; i < n; i++) fast.columns[a]![i] = plain.columns[a]![i] = random.normal()
      const weight = Float64Array.from({ length: n }, () => (random.uniform() < 0.2 ? 0 : 3 * random.uniform()))
      const [ours, reference] = [fast.crossProducts(weight), plain.crossProducts(weight)]
      fast.close()
      for (const [k, v] of reference.entries()) expect(Math.abs(ours[k]! - v)).toBeLessThanOrEqual(1e-10 * n)
    }),
    { numRuns: 100 },
  )
})

test('a memory that another model has used before gives the same products', () => {
  const weight = Float64Array.of(1, 2, 3)
  const products = () => {
    const model = openModelColumns(3, 2)
    model.columns[0]!.fill(1)
    model.columns[1]!.set([1, 0, -1])
    const out = model.crossProducts(weight)
    model.close()
    return out
  }
  expect([...products()]).toEqual([6, -2, -2, 4])
  const dirty = openModelColumns(50, 5)
  for (const column of dirty.columns) column.fill(Number.NaN)
  dirty.crossProducts(new Float64Array(50).fill(Number.NaN))
  dirty.close()
  expect([...products()]).toEqual([6, -2, -2, 4])
})
