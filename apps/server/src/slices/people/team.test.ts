import { listTeam } from '@cairn/contract/people.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

test('the team is staff, then mentors by name; participants and mentors who have ended are not in it', async () => {
  const here = await app.anOrganization()
  const zoe = await app.aPerson(here, 'coordinator', { name: 'Zoe' })
  const dana = await app.aPerson(here, 'mentor', { name: 'Dana' })
  await app.aPerson(here, 'mentor', { name: 'Ana' })
  const gone = await app.aPerson(here, 'mentor', { name: 'Gone' })
  await app.aPerson(here, 'participant', { name: 'Rosa' })
  await app.aPerson(await app.anOrganization({ name: 'Elsewhere' }), 'mentor', { name: 'Far' })
  await app.inside(here, (ctx) =>
    ctx.tx.updateTable('mentors').set({ status: 'ended' }).where('id', '=', gone.personId).execute(),
  )
  const { items } = await app.as(zoe)(listTeam)
  expect(items.map(({ name, roles }) => [name, roles])).toEqual([
    ['Zoe', ['coordinator']],
    ['Ana', ['mentor']],
    ['Dana', ['mentor']],
  ])
  expect(await app.refusal(dana, listTeam)).toBe('not_allowed')
})
