import { expect, test } from 'vitest'
import { cox } from '../survival/cox.ts'
import { marginalStructuralCox } from './marginal-structural-cox.ts'

const rows = {
  start: [0, 0, 4, 0, 3, 0, 0, 2, 5, 0],
  time: [9, 4, 8, 3, 7, 6, 2, 5, 10, 5],
  event: [1, 0, 1, 0, 1, 1, 0, 0, 1, 1],
  first: [0, 0, 1, 0, 0, 1, 0, 1, 1, 0],
  second: [0, 0, 0, 0, 1, 0, 0, 0, 1, 1],
  names: ['mentor', 'group'] as const,
  cluster: [1, 2, 2, 3, 3, 4, 5, 5, 5, 6],
}
const ones = rows.time.map(() => 1)

test('with weights of 1 it is the Cox model with clusters, side by side while events are few', () => {
  const { fit, interaction, events } = marginalStructuralCox({ ...rows, weights: ones })
  const plain = cox({
    start: rows.start,
    time: rows.time,
    event: rows.event,
    x: [rows.first, rows.second],
    names: ['mentor', 'group'],
    cluster: rows.cluster,
  })
  expect(fit.terms).toEqual(plain.terms)
  expect(interaction).toBeNull()
  expect(events).toEqual({ neither: 1, first: 2, second: 2, both: 1 })
})

test.each([
  ['a treatment that never begins', { second: rows.time.map(() => 0) }, 'constant_covariate'],
  ['half a treatment', { first: rows.time.map(() => 0.5) }, 'bad_event'],
  ['too few events', { event: [1] }, 'length_mismatch'],
  ['a negative weight', { weights: rows.time.map(() => -1) }, 'bad_weight'],
] as const)('%s is refused', (_, change, code) => {
  expect(() => marginalStructuralCox({ ...rows, weights: ones, ...change })).toThrow(expect.objectContaining({ code }))
})
