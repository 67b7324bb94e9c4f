import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pathPicture } from './path.ts'

test('each begun week is one mark, four to a group', () => {
  expect(pathPicture(0)).toEqual({ weeks: 0, groups: [] })
  expect(pathPicture(1)).toEqual({ weeks: 1, groups: [1] })
  expect(pathPicture(28)).toEqual({ weeks: 4, groups: [4] })
  expect(pathPicture(89)).toEqual({ weeks: 13, groups: [4, 4, 4, 1] })
})

test('the picture never gets smaller when a day is added', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), (days) => {
      expect(pathPicture(days + 1).weeks).toBeGreaterThanOrEqual(pathPicture(days).weeks)
      expect(pathPicture(days).groups.reduce((sum, marks) => sum + marks, 0)).toBe(pathPicture(days).weeks)
    }),
  )
})
