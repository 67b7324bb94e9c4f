import { expect, test } from 'vitest'
import { readsNames } from './reads-names.ts'
import { ROLES } from './roles.ts'

test('mentors and staff read names; an evaluator or an administrator alone does not', () => {
  expect(ROLES.filter((role) => readsNames([role]))).toEqual(['mentor', 'supervisor', 'coordinator'])
})

test('who holds a second role that reads names, reads names', () => {
  expect(readsNames(['evaluator', 'coordinator'])).toBe(true)
})
