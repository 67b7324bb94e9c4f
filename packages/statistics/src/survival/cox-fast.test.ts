import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../random/random.ts'
import type { CoxInput } from './cox.ts'
import { prepareCox } from './cox-data.ts'
import { openFastCox } from './cox-fast.ts'
import { coxLikelihood } from './cox-likelihood.ts'

function randomInput(seed: number): CoxInput {
  const r = createRandom(seed)
  const n = 20 + r.below(120)
  const rows = Array.from({ length: n }, () => {
    const time = r.uniform() < 0.7 ? 1 + r.below(20) : 20 * r.uniform() + 0.1
    return {
      time,
      start: r.uniform() < 0.5 ? 0 : time * r.uniform() * 0.9,
      event: r.uniform() < 0.6 ? 1 : 0,
      x: r.normal(),
      y: r.below(4),
      z: 100 + r.normal(),
      w: 1 + r.below(3),
      f: 0.2 + r.uniform(),
      s: r.below(3),
      o: r.normal(),
    }
  })
  rows[0]!.event = 1
  const column = <K extends keyof (typeof rows)[number]>(k: K) => rows.map((row) => row[k])
  return {
    time: column('time'),
    event: column('event'),
    x: [column('x'), column('y'), column('z')],
    names: ['x', 'y', 'z'],
    ties: seed % 2 ? 'efron' : 'breslow',
    ...(seed % 3 === 0 ? { start: column('start') } : {}),
    ...(seed % 4 === 1 ? { weights: column('w') } : seed % 4 === 2 ? { weights: column('f') } : {}),
    ...(seed % 5 > 2 ? { strata: column('s') } : {}),
    ...(seed % 7 === 0 ? { offset: column('o') } : {}),
  }
}

test('the fast likelihood is the clear one to 1e-10, with ties, strata, weights, offset and late entry', () => {
  fc.assert(
    fc.property(
      fc.nat(100_000),
      fc.array(fc.double({ min: -0.8, max: 0.8, noNaN: true }), { minLength: 3, maxLength: 3 }),
      (seed, start) => {
        const data = prepareCox(randomInput(seed))
        const beta = Float64Array.from(start)
        const clear = coxLikelihood(data, beta)
        const model = openFastCox(data)!
        const fast = model.evaluate(beta)
        model.close()
        const near = (a: number, b: number, scale: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-10 * scale)
        near(fast.logLik, clear.logLik, Math.abs(clear.logLik) + 1)
        for (const [k, v] of clear.score.entries()) near(fast.score[k]!, v, data.n)
        for (const [k, v] of clear.information.entries()) near(fast.information[k]!, v, data.n)
      },
    ),
    { numRuns: 300 },
  )
})
