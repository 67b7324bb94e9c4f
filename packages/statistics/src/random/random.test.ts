import { expect, test } from 'vitest'
import { createRandom } from './random.ts'

test('the same seed gives the same numbers, another seed or stream gives others', () => {
  const draw = (r = createRandom(7)) => Array.from({ length: 5 }, r.uniform)
  expect(draw()).toEqual(draw())
  expect(draw(createRandom(8))).not.toEqual(draw())
  expect(draw(createRandom(7).stream('a'))).not.toEqual(draw())
})

test('a stream does not depend on what was drawn before it was made', () => {
  const fresh = createRandom(7).stream('bootstrap').uniform()
  const used = createRandom(7)
  used.uniform()
  expect(used.stream('bootstrap').uniform()).toBe(fresh)
})

test('means and variances are those of the distributions', () => {
  const r = createRandom(1)
  const n = 200_000
  const moments = (draw: () => number) => {
    let m = 0
    let q = 0
    for (let i = 0; i < n; i++) {
      const x = draw()
      m += x
      q += x * x
    }
    return [m / n, q / n - (m / n) ** 2] as const
  }
  const near = ([mean, variance]: readonly [number, number], m: number, v: number) => {
    expect(Math.abs(mean - m)).toBeLessThan(5 * Math.sqrt(v / n))
    expect(Math.abs(variance / v - 1)).toBeLessThan(0.03)
  }
  near(moments(r.uniform), 0.5, 1 / 12)
  near(moments(r.normal), 0, 1)
  near(moments(r.exponential), 1, 1)
  near(
    moments(() => r.poisson(1)),
    1,
    1,
  )
  near(
    moments(() => r.poisson(700)),
    700,
    700,
  )
})
