import { getBoard } from '@cairn/contract/board.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'
import type { AnySignal } from './signal.ts'
import { lookNow, sweep, watchSignals } from './watch.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp({ now: '2026-06-05T15:00:00Z' })
})
afterAll(() => app.close())

/** Nine people who each ask for a call, and a rule that fails on the fifth of them. */
async function aProgramWithOneBroken() {
  const organization = await app.anOrganization()
  const maya = await app.aPerson(organization, 'coordinator', { name: 'Maya' })
  const people: TestPerson[] = []
  for (let n = 0; n < 9; n++) people.push(await app.aPerson(organization, 'participant', { name: `Person ${n}` }))
  const broken = people[4]!
  const alsoBroken = new Set<string>()
  const asksForCall: AnySignal = {
    name: 'asked_for_call',
    load: async (_ctx, ids) => new Map(ids.filter((id) => id !== maya.personId).map((id) => [id, { id }])),
    rule: (facts: { id: string }, _policy, now) => {
      if (facts.id === broken.personId || alsoBroken.has(facts.id)) throw new Error('This record is broken.')
      return {
        findings: [
          {
            signal: 'asked_for_call',
            episode: facts.id,
            kind: 'event',
            since: now,
            dueAt: null,
            ownerId: null,
            facts: {},
          },
        ],
        lookAgainAt: null,
      }
    },
  }
  const errors: unknown[] = []
  watchSignals(app.services, { signals: [asksForCall], notify: async () => {} }, (error) => errors.push(error))
  const notCalled = async () => {
    const open = await app.owner.query('select subject_id from attention_items where organization_id = $1', [
      organization,
    ])
    const calls = new Set(open.rows.map((row) => row.subject_id))
    return people.filter(({ personId }) => !calls.has(personId))
  }
  return { organization, maya, people, broken, alsoBroken, errors, notCalled }
}

test('one record on which a rule fails silences nobody else, and the board says that something was not looked at', async () => {
  const { organization, maya, people, broken, errors, notCalled } = await aProgramWithOneBroken()
  const now = app.clock.now().toString()
  for (const { personId } of people)
    await app.owner.query(
      `insert into attention_due (organization_id, id, subject_id, look_at) values ($1, gen_random_uuid(), $2, $3)`,
      [organization, personId, now],
    )
  await lookNow(app.services, organization)
  expect(await notCalled()).toEqual([broken])
  expect(errors.map(String)).toContain('Error: This record is broken.')

  app.clock.moveTo('2026-06-05T15:10:00Z')
  const { delivery } = await app.as(maya)(getBoard, { query: {} })
  expect(delivery).toMatchObject({ healthy: false })
  expect(delivery.stoppedSince).not.toBeNull()
})

test('the nightly look at everybody goes past a broken record and is written down', async () => {
  const { organization, people, broken, errors, notCalled } = await aProgramWithOneBroken()
  const swept = await sweep(app.services, organization)
  expect(await notCalled()).toEqual([broken])
  expect(swept.corrections).toBe(people.length - 1)
  expect(errors.map(String)).toEqual(['Error: This record is broken.'])
})

test.each([
  [
    'said to be due',
    `insert into attention_due (organization_id, id, subject_id, look_at) select $1, gen_random_uuid(),`,
  ],
  ['on their clocks', `insert into attention_clocks (organization_id, subject_id, look_at) select $1,`],
])('a thousand broken records that are %s first do not hold up whoever comes after them', async (_how, insert) => {
  const { organization, people, broken, alsoBroken, notCalled } = await aProgramWithOneBroken()
  for (let n = 0; n < 1000; n++) alsoBroken.add(newId(app.clock.now()))
  await app.owner.query(
    `insert into people (organization_id, id, name_sealed, language, created_at) select $1, unnest($2::uuid[]), '', 'en', $3`,
    [organization, [...alsoBroken], '2026-06-01T15:00:00Z'],
  )
  const lookAt = (ids: readonly string[], at: string) =>
    app.owner.query(`${insert} unnest($2::uuid[]), $3`, [organization, ids, at])
  await lookAt([...alsoBroken], '2026-06-05T14:00:00Z')
  await lookAt(
    people.map(({ personId }) => personId),
    '2026-06-05T14:30:00Z',
  )
  await lookNow(app.services, organization)
  expect(await notCalled()).toEqual([broken])
})
