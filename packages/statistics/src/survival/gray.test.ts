import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coxDozen } from '../testing/cox-dozen.ts'
import { cumulativeIncidence } from './aalen-johansen.ts'
import { grayTest } from './gray.ts'

const rows = fc.array(
  fc.record({ time: fc.integer({ min: 1, max: 9 }), cause: fc.constantFrom(0, 1, 2), group: fc.constantFrom(0, 1) }),
  { minLength: 6, maxLength: 40 },
)
const columns = (data: readonly { time: number; cause: number; group: number }[]) => ({
  time: data.map((d) => d.time),
  cause: data.map((d) => d.cause),
  group: { codes: data.map((d) => d.group), labels: ['a', 'b'] },
})

const dozen = {
  time: coxDozen.time,
  cause: [1, 0, 2, 1, 0, 2, 1, 0, 2, 0, 1, 1],
  group: { codes: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2], labels: ['a', 'b', 'c'] },
}

test.each([
  // R: cuminc(time, cause, g), with strata = s, with rho = 1: $Tests
  ['as it is', {}, [3.646311559506, 7.380963509794], [0.1615152393044, 0.02495997455539]],
  [
    'within strata',
    { strata: coxDozen.strata },
    [2.210070314899, 6.649142224682],
    [0.33119923791681, 0.03598795023174],
  ],
  ['with rho = 1', { rho: 1 }, [3.465698716892, 7.312636979536], [0.1767799821281, 0.02582742183248]],
])('three groups, two causes and ties, %s: Gray’s test is cuminc’s', (_, change, chisq, p) => {
  for (const [k, t] of grayTest({ ...dozen, ...change }).entries()) {
    expect(t.chisq).toBeCloseTo(chisq[k]!, 9)
    expect(t.df).toBe(2)
    expect(t.p).toBeCloseTo(p[k]!, 10)
  }
})

test('swapping the names of two groups keeps Gray’s test', () => {
  fc.assert(
    fc.property(rows, (data) => {
      fc.pre(data.some((d) => d.cause > 0))
      const one = grayTest(columns(data))
      const other = grayTest(columns(data.map((d) => ({ ...d, group: 1 - d.group }))))
      for (const [k, t] of one.entries()) {
        if (t.chisq === null) expect(other[k]!.chisq).toBeNull()
        else expect(other[k]!.chisq).toBeCloseTo(t.chisq, 6)
      }
    }),
  )
})

test('one group has no test, and a cause must be a whole number', () => {
  expect(grayTest({ time: [1, 2], cause: [1, 0] })[0]).toMatchObject({
    chisq: null,
    reason: 'There is only one group.',
  })
  expect(() => cumulativeIncidence({ time: [1, 2], cause: [0.5, 1] })).toThrow(
    expect.objectContaining({ code: 'bad_event' }),
  )
  expect(() => cumulativeIncidence({ time: [1, 2], cause: [0, 0] })).toThrow(
    expect.objectContaining({ code: 'no_events' }),
  )
})
