import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../random/random.ts'
import { StatisticsError } from '../statistics-error.ts'
import { type CoxInput, cox } from './cox.ts'
import { coxRefits } from './cox-refits.ts'

function randomInput(seed: number): CoxInput {
  const r = createRandom(seed)
  const n = 40 + r.below(200)
  const column = (of: () => number) => Float64Array.from({ length: n }, of)
  const time = column(() => (seed % 3 === 0 ? 1 + r.below(15) : Math.ceil(40 * r.uniform()) / 2))
  return {
    time,
    event: column(() => (r.uniform() < 0.6 ? 1 : 0)),
    x: [column(r.normal), column(() => r.below(3)), column(() => 50 + 10 * r.normal())],
    names: ['x', 'y', 'z'],
    ties: seed % 2 ? 'efron' : 'breslow',
    ...(seed % 4 === 1 ? { weights: column(() => 0.2 + r.uniform()) } : {}),
    ...(seed % 5 > 2 ? { strata: column(() => r.below(3)) } : {}),
    ...(seed % 7 === 0 ? { offset: column(() => 0.3 * r.normal()) } : {}),
    ...(seed % 11 === 0 ? { start: time.map((t) => t * 0.8 * r.uniform()) } : {}),
  }
}

test('a sample refitted from the first fit has the coefficients of a fit of its own, to 1e-10', () => {
  fc.assert(
    fc.property(fc.nat(100_000), (seed) => {
      const input = randomInput(seed)
      const model = coxRefits(input)
      const r = createRandom(seed, 'weights')
      for (let sample = 0; sample < 4; sample++) {
        const multiples = Float64Array.from(input.time, () => r.poisson(1))
        const keep = [...multiples.keys()].filter((i) => multiples[i]! > 0)
        const pick = (column: ArrayLike<number>) => keep.map((i) => column[i]!)
        const alone = cox({
          ...input,
          time: pick(input.time),
          event: pick(input.event),
          x: input.x.map(pick),
          weights: keep.map((i) => multiples[i]! * (input.weights?.[i] ?? 1)),
          ...(input.strata ? { strata: pick(input.strata) } : {}),
          ...(input.offset ? { offset: pick(input.offset) } : {}),
          ...(input.start ? { start: pick(input.start) } : {}),
        })
        const refitted = model.refit(multiples)
        for (const [a, b] of alone.coefficients.entries())
          expect(Math.abs(refitted[a]! - b)).toBeLessThanOrEqual(1e-10 * (1 + Math.abs(b)))
      }
      model.close()
    }),
    { numRuns: 150 },
  )
})

test('a sample in which a column says nothing, or nobody has the event, is refused as a fit of its own is', () => {
  const model = coxRefits({
    time: [1, 2, 3, 4, 5, 6, 7, 8],
    event: [1, 1, 1, 0, 1, 1, 1, 0],
    x: [
      [0, 1, 0, 1, 1, 0, 0, 1],
      [0, 0, 1, 0, 0, 0, 1, 0],
    ],
    names: ['a', 'b'],
  })
  const codeOf = (multiples: number[]) => {
    try {
      model.refit(multiples)
      return 'fitted'
    } catch (error) {
      return error instanceof StatisticsError ? error.code : 'other'
    }
  }
  expect(codeOf([1, 1, 0, 1, 1, 1, 0, 1])).toBe('aliased_covariate')
  expect(codeOf([0, 0, 0, 2, 0, 0, 0, 1])).toBe('no_events')
  expect(codeOf([0, 0, 0, 0, 0, 0, 0, 0])).toBe('bad_weight')
  expect(codeOf([1, 1, 1, 1, 1, 1, 1, -1])).toBe('bad_weight')
  expect(codeOf([1])).toBe('length_mismatch')
})
