import {
  addExclusion,
  changeCard,
  changeContact,
  changePhone,
  changeSharing,
  findPeople,
  getPerson,
  getPhone,
  getSharing,
  listExclusions,
  listPeople,
  removeExclusion,
} from '@cairn/contract/people.ts'
import { getReadiness, saveReadiness } from '@cairn/contract/readiness.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { standsBeside } from '../../testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

let app: TestApp
let here: string
let rosa: TestPerson
let dana: TestPerson
let coordinator: TestPerson
let outsider: TestPerson

const id = () => newId(app.clock.now())

beforeAll(async () => {
  app = await openTestApp()
  here = await app.anOrganization()
  rosa = await app.aPerson(here, 'participant', { name: 'Rosa Peña' })
  dana = await app.aPerson(here, 'mentor', { name: 'Dana' })
  coordinator = await app.aPerson(here, 'coordinator', { name: 'Cora' })
  outsider = await app.aPerson(await app.anOrganization({ name: 'Elsewhere' }), 'coordinator')
  await standsBeside(app, dana, rosa)
})
afterAll(() => app.close())

const params = () => ({ id: rosa.personId })
const contact = {
  reach: 'text' as const,
  phone: '+1 (555) 010-2030',
  email: 'rosa@example.org',
  note: 'after 6',
  findMe: [{ who: 'Tía Luz', reach: '555 010 9999', weMaySay: 'It is about the book club.' }],
}

test('a page of people goes on where the last one ended, and is in the audit', async () => {
  const others = await Promise.all([1, 2, 3].map((i) => app.aPerson(here, 'participant', { name: `Person ${i}` })))
  const first = await app.as(coordinator)(listPeople, { query: { limit: 2 } })
  const second = await app.as(coordinator)(listPeople, { query: { limit: 2, after: first.next! } })
  expect([...first.items, ...second.items].map((item) => item.id)).toEqual(
    [rosa, ...others].map((one) => one.personId).toSorted(),
  )
  expect(second.next).toBeNull()
  expect((await app.as(coordinator)(listPeople, { query: { mentorId: dana.personId } })).items).toMatchObject([
    { name: 'Rosa Peña', mentor: { name: 'Dana' }, status: 'active' },
  ])
  expect((await app.as(coordinator)(listPeople, { query: { status: 'left' } })).items).toEqual([])
  const { rows } = await app.owner.query(
    `select record_ids from audit where action = 'people.list' and actor_id = $1`,
    [coordinator.personId],
  )
  expect(rows.map((row) => row.record_ids.length).toSorted()).toEqual([0, 1, 2, 2])
})

test('contacts are sealed, found by what was typed, and changed by the card’s version', async () => {
  const { version } = await app.as(coordinator)(getPerson, { params: params() })
  const changed = await app.as(rosa)(changeContact, {
    params: params(),
    body: { version, contact, leaveMessage: true },
  })
  expect(changed).toMatchObject({ contact, leaveMessage: true, version: version + 1 })
  expect(
    await app.refusal(rosa, changeContact, { params: params(), body: { version, contact, leaveMessage: false } }),
  ).toBe('stale_version')
  for (const text of ['pena', 'ROSA', '555-010-2030', 'Rosa@Example.org '])
    expect((await app.as(coordinator)(findPeople, { body: { text } })).items.map((item) => item.id)).toEqual([
      rosa.personId,
    ])
  expect((await app.as(coordinator)(findPeople, { body: { text: 'nobody@example.org' } })).items).toEqual([])
  const { rows } = await app.owner.query('select contact_sealed, phone_index from people where id = $1', [
    rosa.personId,
  ])
  expect(rows[0].contact_sealed.toString('latin1') + rows[0].phone_index.toString('latin1')).not.toMatch(
    /555|book club/,
  )
})

test('her mentor reads the card and contact, not who pays nor whom she must not meet', async () => {
  const page = await app.as(dana)(getPerson, { params: params() })
  expect(page).toMatchObject({
    name: 'Rosa Peña',
    contact: { reach: 'text' },
    mustNotMeetCount: null,
    fundingSource: null,
  })
  expect(await app.refusal(dana, listPeople, {})).toBe('not_allowed')
  expect(await app.refusal(dana, changeCard, { params: params(), body: { version: 1, name: 'X' } })).toBe('not_allowed')
})

test('she changes her name and language; who pays is the program’s to say', async () => {
  const { version } = await app.as(rosa)(getPerson, { params: params() })
  expect(
    await app.as(rosa)(changeCard, {
      params: params(),
      body: { version, name: 'Rosita', language: 'es', wantsMentor: false },
    }),
  ).toMatchObject({ name: 'Rosita', language: 'es', wantsMentor: false })
  expect(
    await app.refusal(rosa, changeCard, {
      params: params(),
      body: { version: version + 1, fundingSource: 'block_grant' },
    }),
  ).toBe('not_allowed')
  const paid = await app.as(coordinator)(changeCard, {
    params: params(),
    body: { version: version + 1, fundingSource: 'block_grant' },
  })
  expect(paid).toMatchObject({ fundingSource: 'block_grant', episodes: [{ fundingSource: 'block_grant' }] })
  expect(await app.as(dana)(getPerson, { params: params() })).toMatchObject({
    fundingSource: null,
    episodes: [{ fundingSource: null }],
  })
  expect(await app.refusal(coordinator, changeCard, { params: params(), body: { version, name: 'X' } })).toBe(
    'stale_version',
  )
  expect(
    await app.refusal(rosa, changeCard, { params: params(), body: { version: version + 2, name: '\u0000' } }),
  ).toBe('invalid_input')
})

test('phone settings and what her mentor sees are hers alone to read and to change', async () => {
  const phone = await app.as(rosa)(getPhone)
  const { version: _, ...settings } = phone
  expect(
    await app.as(rosa)(changePhone, { body: { ...phone, phoneIsWatched: true, appLock: true, keepHistory: false } }),
  ).toMatchObject({ appLock: true, keepHistory: false, version: phone.version + 1 })
  expect(await app.refusal(rosa, changePhone, { body: { ...settings, version: phone.version } })).toBe('stale_version')
  expect(await app.as(rosa)(getSharing)).toEqual({ checkIns: null, mentor: { id: dana.personId, name: 'Dana' } })
  expect((await app.as(rosa)(changeSharing, { body: { checkIns: 'ask_each_time' } })).checkIns).toBe('ask_each_time')
  for (const other of [dana, coordinator]) {
    expect(await app.refusal(other, getPhone)).toBe('not_allowed')
    expect(await app.refusal(other, changeSharing, { body: { checkIns: 'yes' } })).toBe('not_allowed')
  }
})

test('she adds and removes people whom she must not meet; an id is used once', async () => {
  const body = { id: id(), words: 'My old landlord' }
  await app.as(rosa)(addExclusion, { params: params(), body })
  await app.as(rosa)(addExclusion, { params: params(), body })
  expect(await app.refusal(rosa, addExclusion, { params: params(), body: { ...body, words: 'my old landlord' } })).toBe(
    'id_taken',
  )
  expect(await app.refusal(rosa, addExclusion, { params: params(), body: { id: id() } })).toBe('invalid_input')
  expect(
    await app.refusal(rosa, addExclusion, { params: params(), body: { id: id(), personId: outsider.personId } }),
  ).toBe('not_found')
  expect((await app.as(rosa)(listExclusions)).items).toMatchObject([{ words: 'My old landlord', person: null }])
  const another = await app.aPerson(here, 'participant')
  expect(await app.refusal(another, removeExclusion, { params: { id: body.id } })).toBe('not_found')
  expect(await app.refusal(another, addExclusion, { params: { id: another.personId }, body })).toBe('id_taken')
  await app.as(rosa)(removeExclusion, { params: { id: body.id } })
  expect((await app.as(rosa)(listExclusions)).items).toEqual([])
})

test('how she would like to start is asked again after 30 days, and every answer stays', async () => {
  const answer = (over: object = {}) => ({
    id: id(),
    done: { mode: 'self' as const },
    startStyle: 'listen' as const,
    importance: 9,
    confidence: 4,
    readiness: null,
    words: 'My kids',
    ...over,
  })
  const first = await app.as(rosa)(saveReadiness, { params: params(), body: answer() })
  expect(first).toMatchObject({
    latest: { startStyle: 'listen', importance: 9, readiness: null, words: 'My kids' },
    nextOn: '2026-07-01',
  })
  app.clock.moveTo('2026-07-02T15:00:00Z')
  const second = await app.as(rosa)(saveReadiness, {
    params: params(),
    body: answer({ startStyle: 'often', confidence: 7 }),
  })
  expect(second).toMatchObject({ latest: { startStyle: 'often', confidence: 7 }, nextOn: null })
  expect(second.history).toHaveLength(2)
  expect(await app.refusal(rosa, saveReadiness, { params: params(), body: answer({ importance: 11 }) })).toBe(
    'invalid_input',
  )
  // Herself is 'self', and paper is what staff writes down.
  const paper = { mode: 'paper' as const, on: '2026-07-01', formVersion: 'start 1', witness: 'Cora L.' }
  for (const [who, done] of [[rosa, paper] as const, [coordinator, { mode: 'self' as const }] as const])
    expect(await app.refusal(who, saveReadiness, { params: params(), body: answer({ done }) })).toBe('invalid_input')
  expect(await app.refusal(dana, getReadiness, { params: params() })).toBe('not_allowed')
  app.clock.moveTo('2026-06-01T15:00:00Z')
})

test('to another organization she does not exist; another’s person in the right coordinator’s hands does not either', async () => {
  const readiness = {
    id: id(),
    done: { mode: 'together' as const },
    startStyle: null,
    importance: null,
    confidence: null,
    readiness: null,
    words: null,
  }
  expect(
    await Promise.all([
      app.refusal(outsider, getPerson, { params: params() }),
      app.refusal(outsider, changeCard, { params: params(), body: { version: 1, name: 'X' } }),
      app.refusal(outsider, changeContact, { params: params(), body: { version: 1, contact, leaveMessage: false } }),
      app.refusal(outsider, addExclusion, { params: params(), body: { id: id(), words: 'x' } }),
      app.refusal(outsider, getReadiness, { params: params() }),
      app.refusal(outsider, saveReadiness, { params: params(), body: readiness }),
      app.refusal(coordinator, getPerson, { params: { id: outsider.personId } }),
      app.refusal(coordinator, getPerson, { params: { id: id() } }),
    ]),
  ).toEqual(Array(8).fill('not_found'))
  expect((await app.as(outsider)(listPeople, {})).items).toEqual([])
  expect((await app.as(outsider)(findPeople, { body: { text: 'rosa' } })).items).toEqual([])
  const another = await app.aPerson(here, 'participant')
  expect(await app.refusal(another, getPerson, { params: params() })).toBe('not_found')
})
