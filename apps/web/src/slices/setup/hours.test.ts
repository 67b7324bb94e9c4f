import { OrganizationSettings } from '@cairn/contract/organizations.ts'
import { expect, test } from 'vitest'
import { fundingOf, hoursOf, weekOf, wrongDays } from './hours.ts'

test('a week of staffed hours goes through the form and comes back', () => {
  const hours = [
    { weekday: 1, from: '09:00', until: '17:00' },
    { weekday: 6, from: '10:00', until: '12:00' },
  ]
  expect(hoursOf(weekOf(hours))).toEqual(hours)
  expect(weekOf(hours)[1]).toBeNull()
})

test('a day that ends before it begins is named', () => {
  expect(wrongDays(weekOf([{ weekday: 3, from: '17:00', until: '09:00' }]))).toEqual([3])
})

test('funders become the short names that the server takes', () => {
  const names = fundingOf('SOR III grant\n\nMedicaid\n  Fundación Ñandú \nsor iii grant')
  expect(names).toEqual(['none', 'sor_iii_grant', 'medicaid', 'fundacion_nandu'])
  expect(OrganizationSettings.safeParse({ fundingSources: names }).success).toBe(true)
})
