import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../testing/test-app.ts'
import { newId } from './ids.ts'
import { takeId } from './same-id.ts'

let app: TestApp
let here: string
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  here = await app.anOrganization()
})

/** One request that writes an invitation as any command writes what a phone has made. */
const send = (id: string, label: string, organizationId = here) =>
  app.inside(organizationId, async (ctx) => {
    const { kept, bodyIndex } = await takeId(ctx, 'invitations', id, { label })
    if (kept) return `was there: ${kept.label}`
    // Long enough for the others to arrive in between.
    await sql`select pg_sleep(0.05)`.execute(ctx.tx)
    await ctx.tx
      .insertInto('invitations')
      .values({ organizationId, id, label, uses: 'many', createdAt: ctx.now, bodyIndex })
      .execute()
    return 'written'
  })
const keptLabels = async (id: string) =>
  (await app.owner.query('select label from invitations where id = $1 order by label', [id])).rows.map(
    (row) => row.label,
  )

test('the same id with the same body is answered from what was written', async () => {
  const id = newId(app.clock.now())
  expect(await send(id, 'poster')).toBe('written')
  expect(await send(id, 'poster')).toBe('was there: poster')
  expect(await keptLabels(id)).toEqual(['poster'])
})

test('the same id with another body is refused, and what was written stays', async () => {
  const id = newId(app.clock.now())
  await send(id, 'poster')
  await expect(send(id, 'Poster')).rejects.toMatchObject({ code: 'id_taken' })
  expect(await keptLabels(id)).toEqual(['poster'])
})

test('sent eight times at once it is written once, and every answer is a good one', async () => {
  const id = newId(app.clock.now())
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(id, 'poster')))
  expect(answers.toSorted()).toEqual([...Array(7).fill('was there: poster'), 'written'])
  expect(await keptLabels(id)).toEqual(['poster'])
})

test('another organization’s id says nothing about it: both write their own', async () => {
  const id = newId(app.clock.now())
  const there = await app.anOrganization()
  expect([await send(id, 'ours'), await send(id, 'theirs', there)]).toEqual(['written', 'written'])
  expect(await keptLabels(id)).toEqual(['ours', 'theirs'])
})
