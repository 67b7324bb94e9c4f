import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TippingPointInput, tippingPointGrid, tippingPoints } from './tipping-point.ts'
import { weightedRisk } from './weighted-risk.ts'

// Treated: one lost on day 1, event on day 2, two to the end. Control: events on days 2 and 4, two to the end.
const eight: TippingPointInput = {
  time: [1, 2, 6, 6, 2, 4, 6, 6],
  cause: [0, 1, 0, 0, 1, 1, 0, 0],
  arm: [1, 1, 1, 1, 0, 0, 0, 0],
  uncovered: [1, 0, 0, 0, 0, 0, 0, 0],
  tau: 6,
}

test('by hand: the lost person has the risk of the three left, 1/3, raised to 1 − (2/3)^δ', () => {
  const grid = tippingPointGrid({ ...eight, multipliers: [1, 2] })
  const at = (t: number, c: number) => grid.find((g) => g.treatedMultiplier === t && g.controlMultiplier === c)!
  expect(at(1, 1).treatedRisk).toBeCloseTo(1 / 3, 14)
  expect(at(2, 1).treatedRisk).toBeCloseTo((1 + 5 / 9) / 4, 14)
  // Nobody is lost among the controls.
  expect(at(1, 2).controlRisk).toBe(0.5)
  expect(grid).toHaveLength(4)
})

test('when it was only too early, nothing is raised', () => {
  const grid = tippingPointGrid({ ...eight, uncovered: new Array(8).fill(0) })
  for (const cell of grid) expect(cell.riskDifference).toBeCloseTo(1 / 3 - 1 / 2, 14)
  expect(grid).toHaveLength(25)
})

test('with both multipliers 1 it is the Aalen–Johansen estimate; more risk on uncovered time means more risk', () => {
  const person = fc.record({
    time: fc.integer({ min: 1, max: 9 }),
    cause: fc.constantFrom(0, 0, 1, 2),
    arm: fc.constantFrom(0, 1),
    uncovered: fc.constantFrom(0, 1),
    w: fc.integer({ min: 1, max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(person, { minLength: 2, maxLength: 30 }), (some) => {
      const ends = [0, 1].flatMap((arm) => [
        { time: 10, cause: 0, arm, uncovered: 0, w: 1 },
        { time: 3, cause: 1, arm, uncovered: 0, w: 1 },
      ])
      const data = [...some, ...ends]
      const input = {
        time: data.map((d) => d.time),
        cause: data.map((d) => d.cause),
        arm: data.map((d) => d.arm),
        uncovered: data.map((d) => d.uncovered),
        weights: data.map((d) => d.w),
        tau: 8,
      }
      const grid = tippingPointGrid(input)
      const plain = weightedRisk(input)
      expect(grid[0]!.treatedRisk).toBeCloseTo(plain.treated.risk, 12)
      expect(grid[0]!.controlRisk).toBeCloseTo(plain.control.risk, 12)
      for (const cell of grid) expect(cell.treatedRisk).toBeGreaterThanOrEqual(plain.treated.risk - 1e-12)
    }),
  )
})

test('the cells in which the verdict changes are named', () => {
  const grid = tippingPointGrid(eight)
  const changed = tippingPoints(grid, (c) => (c.riskDifference < -0.1 ? 'less' : 'cannot tell'))
  expect(changed.every((c) => c.verdict === 'cannot tell' && c.cell.treatedMultiplier > 1)).toBe(true)
  expect(changed.length).toBeGreaterThan(0)
  expect(tippingPoints([], () => 1)).toEqual([])
})

test.each([
  [{ multipliers: [-1] }, 'bad_option'],
  [{ tau: 7 }, 'out_of_range'],
  [{ tau: -1 }, 'out_of_range'],
  [{ uncovered: [2, 0, 0, 0, 0, 0, 0, 0] }, 'bad_event'],
  [{ arm: new Array(8).fill(1) }, 'too_few_groups'],
])('%j is refused as %s', (change, code) => {
  expect(() => tippingPointGrid({ ...eight, ...change })).toThrow(expect.objectContaining({ code }))
})
