import { expect, test } from 'vitest'
import { choosePlace } from './place.ts'

const me = {
  accountId: 'a',
  places: [
    { organizationId: 'one', personId: 'p1', roles: ['participant'] as const },
    { organizationId: 'two', personId: 'p2', roles: ['mentor', 'participant'] as const },
  ],
}

test('a tab acts where it acted before', () => {
  expect(choosePlace(me, { organizationId: 'two', role: 'participant' })).toEqual({
    accountId: 'a',
    organizationId: 'two',
    personId: 'p2',
    role: 'participant',
  })
})

test('a role that was taken away falls back to one that is held there', () => {
  expect(choosePlace(me, { organizationId: 'two', role: 'coordinator' })).toMatchObject({
    organizationId: 'two',
    role: 'mentor',
  })
})

test('without a memory the first place is taken, and an account without a place has none', () => {
  expect(choosePlace(me, undefined)).toMatchObject({ organizationId: 'one', role: 'participant' })
  expect(choosePlace({ accountId: 'a', places: [] }, undefined)).toBeUndefined()
})
