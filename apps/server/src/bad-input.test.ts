import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCheckIn } from './testing/entries.ts'
import { openTestApp, type TestApp, type TestPerson } from './testing/test-app.ts'

let app: TestApp
let rosa: TestPerson
let maya: TestPerson
beforeAll(async () => {
  app = await openTestApp()
  const organizationId = await app.anOrganization()
  rosa = await app.aPerson(organizationId, 'participant')
  maya = await app.aPerson(organizationId, 'coordinator')
})
afterAll(() => app.close())

const checkIn = (more: object = {}) => aCheckIn(app, more)
const send = (payload: object | string, headers: Record<string, string> = {}) =>
  app.rawCall(rosa, { method: 'POST', url: '/api/my/check-ins', payload, headers })
const everything = async () => JSON.stringify((await app.owner.query('select * from check_ins order by id')).rows)

test('a good check-in is taken, so that what follows is about the bad part', async () => {
  expect((await send(checkIn())).statusCode).toBe(201)
})

test.each([
  ['a word for a number', { mood: 'fine' }, 'mood'],
  ['a number out of its range', { mood: 6 }, 'mood'],
  ['a field that does not exist', { location: 'home' }, 'body'],
  ['an id that is none', { id: 'one' }, 'id'],
  ['a day that does not exist', { day: '2026-02-30' }, 'day'],
  ['a time zone that does not exist', { zone: 'Mars/Olympus' }, 'zone'],
  ['an unknown need', { needs: ['money'] }, 'needs.0'],
])('%s is refused by the name of its field, and nothing is written', async (_what, more, field) => {
  const before = await everything()
  const reply = await send(checkIn(more))
  expect([reply.statusCode, reply.json().code]).toEqual([422, 'invalid_input'])
  expect(Object.keys(reply.json().fields).join()).toContain(field)
  expect(await everything()).toBe(before)
})

test('all faults of one input are named at once', async () => {
  const reply = await send(checkIn({ mood: 9, day: 'today', zone: '' }))
  expect(Object.keys(reply.json().fields).sort()).toEqual(['day', 'mood', 'zone'])
})

test.each([
  ['not JSON', '{"mood":', 422],
  ['a list instead of an object', '[]', 422],
  ['nothing', '', 422],
  ['a number', '7', 422],
])('a body that is %s is refused', async (_what, payload, status) => {
  expect((await send(payload, { 'content-type': 'application/json' })).statusCode).toBe(status)
})

test('a body of 50 MB is refused before it is read, and a form is not JSON', async () => {
  expect(
    (await send(JSON.stringify({ mood: 'x'.repeat(50_000_000) }), { 'content-type': 'application/json' })).statusCode,
  ).toBe(413)
  expect((await send('mood=3', { 'content-type': 'application/x-www-form-urlencoded' })).statusCode).toBe(415)
})

test('the same id with the same body is the same check-in; with another body it is refused', async () => {
  const first = checkIn({ recordedAt: '2026-06-01T14:58:00Z' })
  const [one, again] = [await send(first), await send(first)]
  expect([one.statusCode, again.statusCode]).toEqual([201, 201])
  expect(again.json().id).toBe(one.json().id)
  expect((await send({ ...first, mood: 5 })).json().code).toBe('id_taken')
})

test('a day that has not come is refused, and a clock a day off is asked about, never corrected', async () => {
  expect((await send(checkIn({ day: '2026-06-04', recordedAt: '2026-06-04T12:00:00Z' }))).json().code).toBe(
    'future_day',
  )
  const off = await send(checkIn({ day: '2026-05-31', recordedAt: '2026-05-31T12:00:00Z' }), {
    'x-cairn-sent-at': '2026-05-31T12:00:00Z',
  })
  expect(off.json()).toMatchObject({ day: '2026-05-31', clock: 'ask' })
})

test('another organization’s name in the header, or a role that is not hers, opens nothing', async () => {
  const elsewhere = await app.anOrganization({ name: 'Elsewhere' })
  const replies = await Promise.all([
    app.rawCall(rosa, { method: 'GET', url: '/api/my/hello', headers: { 'x-cairn-organization': elsewhere } }),
    app.rawCall(rosa, { method: 'GET', url: '/api/board', headers: { 'x-cairn-role': 'coordinator' } }),
    app.rawCall(rosa, { method: 'GET', url: '/api/my/hello', headers: { 'x-cairn-organization': "' or 1=1 --" } }),
  ])
  expect(replies.map((reply) => reply.statusCode)).toEqual([404, 403, 404])
})

test('a stale version is refused and changes nothing', async () => {
  const organization = (await app.rawCall(maya, { method: 'GET', url: '/api/organization' })).json()
  const change = (version: number, name: string) =>
    app.rawCall(maya, {
      method: 'PUT',
      url: '/api/organization',
      payload: {
        name,
        timeZone: organization.timeZone,
        languages: organization.languages,
        settings: organization.settings,
        version,
      },
    })
  expect((await change(organization.version, 'First')).statusCode).toBe(200)
  expect((await change(organization.version, 'Second')).json().code).toBe('stale_version')
  expect((await app.rawCall(maya, { method: 'GET', url: '/api/organization' })).json().name).toBe('First')
})

test('markup and SQL in a name are kept as they were typed', async () => {
  const name = `R'); drop table people;-- <img src=x onerror=alert(1)> 🌱`
  const id = randomUUID()
  const invitation = await app.rawCall(maya, {
    method: 'POST',
    url: '/api/invitations',
    payload: { id: randomUUID(), label: 'Lobby', uses: 'many', days: null },
  })
  expect(invitation.statusCode).toBe(201)
  const { code } = invitation.json()
  const joined = await app.app.inject({
    method: 'POST',
    url: `/api/join/${code}`,
    payload: {
      id,
      secret: 's'.repeat(43),
      name,
      language: 'en',
      contact: { reach: 'app', phone: null, email: null, note: null },
      leaveMessage: false,
      phoneIsWatched: false,
      helpFirst: ['mentor'],
      timeZone: 'America/New_York',
    },
  })
  expect([joined.statusCode, joined.statusCode === 201 ? '' : joined.body]).toEqual([201, ''])
  const card = await app.rawCall(maya, { method: 'GET', url: `/api/people/${id}` })
  expect(card.body).toContain(JSON.stringify(name).slice(1, -1))
})
