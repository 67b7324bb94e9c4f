import fc from 'fast-check'
import { expect, test } from 'vitest'
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
