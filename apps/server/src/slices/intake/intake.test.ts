import { getBaseline, saveBaseline } from '@cairn/contract/baseline.ts'
import { changeGreeter, listNotGreeted, recordGreeting } from '@cairn/contract/greetings.ts'
import { getMe, signInByCode } from '@cairn/contract/identity.ts'
import { changeStatus, enroll, getHello } from '@cairn/contract/intake.ts'
import { closeInvitation, listInvitations, makeInvitation, openInvitation } from '@cairn/contract/invitations.ts'
import { getPerson } from '@cairn/contract/people.ts'
import { listCodeSignIns, makeSignInCode } from '@cairn/contract/sign-in-codes.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMembership } from '../../platform/identity/front-door.ts'
import { newId } from '../../platform/ids.ts'
import { AN_EMPTY_CARD } from '../../testing/entries.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

let app: TestApp
let here: string
let maya: TestPerson
let coordinator: TestPerson
let outsider: TestPerson

const id = () => newId(app.clock.now())
const rosa = () => ({
  id: id(),
  name: 'Rosa',
  language: 'es' as const,
  contact: { reach: 'phone' as const, phone: '(555) 010-2030' },
  leaveMessage: false,
  phoneIsWatched: true,
  helpFirst: ['group' as const],
  timeZone: 'America/New_York',
})

beforeAll(async () => {
  app = await openTestApp() // a Monday, 11:00 in New York
  here = await app.anOrganization({ name: 'Casa Amiga' })
  maya = await app.aPerson(here, 'mentor', { name: 'Maya', languages: ['es', 'en'] })
  coordinator = await app.aPerson(here, 'coordinator', { name: 'Cora' })
  outsider = await app.aPerson(await app.anOrganization({ name: 'Elsewhere' }), 'coordinator')
})
afterAll(() => app.close())

async function anInvitation(uses: 'one' | 'many' = 'many') {
  return app.as(coordinator)(makeInvitation, { body: { id: id(), label: 'Poster', uses, days: 30 } })
}

const SECRET = 'made-by-her-phone'.padEnd(43, '0')

/** Joins as a browser does, and keeps the session that the answer starts. */
async function joinRaw(code: string, body: object) {
  const payload = { secret: SECRET, ...body }
  const reply = await app.app.inject({ method: 'POST', url: `/api/join/${code}`, payload })
  return { status: reply.statusCode, body: reply.json(), cookie: [reply.headers['set-cookie']].flat().join('; ') }
}

test('an invitation tells of the program and its promise in both languages, and of nobody', async () => {
  const { code, url, qrSvg } = await anInvitation()
  expect(url).toBe(`http://localhost:3000/join/${code}`)
  expect(qrSvg).toContain('<svg')
  const opened = await app.as(undefined)(openInvitation, { params: { code } })
  expect(opened.organizationName).toBe('Casa Amiga')
  expect(opened.promise.map((text) => text.language)).toEqual(['en', 'es'])
  expect(opened.promise[0]!.body).toContain('team of Casa Amiga')
  expect(opened.promise[0]!.body).not.toContain('{{')
  expect(opened.firstGroup).toBeNull()
})

test('five fields enroll her, sign her in, and say who greets her by when', async () => {
  const { code } = await anInvitation()
  const body = rosa()
  const reply = await joinRaw(code, body)
  expect(reply.status).toBe(201)
  expect(reply.body).toMatchObject({ participantId: body.id, greeter: { name: 'Maya' }, greetedAt: null })
  // Eight staffed hours from Monday 11:00: Tuesday 11:00.
  expect(reply.body.greetBy).toBe('2026-06-02T15:00:00Z')
  const me = await app.app.inject({ method: 'GET', url: '/api/me', headers: { cookie: reply.cookie } })
  expect(me.json().places).toMatchObject([{ organizationId: here, personId: body.id, roles: ['participant'] }])
  const card = await app.as(maya)(getPerson, { params: { id: body.id } })
  expect(card).toMatchObject({
    name: 'Rosa',
    status: 'waiting',
    phoneIsWatched: true,
    greeter: { name: 'Maya' },
    mustNotMeetCount: null,
  })
})

test('sent twice she is enrolled once and signed in again; with other fields the id is refused', async () => {
  const { code } = await anInvitation()
  const body = rosa()
  expect((await joinRaw(code, body)).status).toBe(201)
  const before = await app.countRows('people')
  const again = await joinRaw(code, body)
  expect(again.status).toBe(201)
  expect(again.cookie).toContain('cairn')
  const other = await joinRaw(code, { ...body, name: 'ROSA' })
  expect([other.status, other.body.code]).toEqual([409, 'id_taken'])
  expect(other.cookie).not.toContain('session')
  expect(await app.countRows('people')).toBe(before)
})

test('a day later her id and her fields sign nobody in', async () => {
  const { code } = await anInvitation()
  const body = rosa()
  expect((await joinRaw(code, body)).status).toBe(201)
  app.clock.forward({ hours: 25 })
  const again = await joinRaw(code, body)
  app.clock.moveTo('2026-06-01T15:00:00Z')
  expect([again.status, again.body.code]).toEqual([409, 'id_taken'])
  expect(again.cookie).not.toContain('session')
})

test('whoever knows every field but not the secret of her phone is not signed in as her, and no answer tells the secret', async () => {
  const { code } = await anInvitation()
  const body = rosa()
  const first = await joinRaw(code, body)
  const known = await Promise.all(
    ['guessed'.padEnd(43, '0'), 'GUESSED'.padEnd(43, '0')].map((secret) => joinRaw(code, { ...body, secret })),
  )
  for (const reply of known) {
    expect([reply.status, reply.body.code]).toEqual([409, 'id_taken'])
    expect(reply.cookie).not.toContain('session')
  }
  expect((await joinRaw(code, { ...body, secret: undefined })).status).toBe(422)
  expect((await joinRaw(code, { ...body, secret: 'short' })).status).toBe(422)
  expect(JSON.stringify(first.body)).not.toContain(SECRET)
  const { rows } = await app.owner.query('select * from intakes where id = $1', [body.id])
  expect(JSON.stringify(rows)).not.toContain(SECRET)
})

test('a code for one person lets her retry, and nobody after her', async () => {
  const { code } = await anInvitation('one')
  const body = rosa()
  expect((await joinRaw(code, body)).status).toBe(201)
  expect((await joinRaw(code, body)).status).toBe(201)
  expect((await joinRaw(code, rosa())).body.code).toBe('not_found')
  expect(await app.refusal(undefined, openInvitation, { params: { code } })).toBe('not_found')
})

test('an unknown, closed or expired code is the same not found', async () => {
  const closed = await anInvitation()
  await app.as(coordinator)(closeInvitation, { params: { id: closed.id } })
  const expired = await app.as(coordinator)(makeInvitation, {
    body: { id: id(), label: 'Short', uses: 'many', days: 1 },
  })
  app.clock.forward({ hours: 25 })
  for (const code of ['NOSUCHCODE', closed.code, expired.code])
    expect((await joinRaw(code, rosa())).body.code).toBe('not_found')
  app.clock.moveTo('2026-06-01T15:00:00Z')
  const listed = (await app.as(coordinator)(listInvitations)).items.find((one) => one.id === closed.id)
  expect(listed).toMatchObject({ isOpen: false, joined: 0 })
})

test('all faults of the five fields are named at once, and nothing is kept', async () => {
  const { code } = await anInvitation()
  const before = await app.countRows('people')
  const reply = await joinRaw(code, {
    ...rosa(),
    name: '  ',
    timeZone: 'Mars/Base',
    contact: { reach: 'phone' },
    immigrationStatus: 'x',
  })
  expect(reply.status).toBe(422)
  expect(Object.keys(reply.body.fields)).toEqual(expect.arrayContaining(['name', 'timeZone', 'contact.phone']))
  expect(await app.countRows('people')).toBe(before)
})

test('staff enrolls a walk-in together or from paper; paper says its day, form and witness', async () => {
  const body = { ...rosa(), done: { mode: 'together' as const }, fundingSource: 'block_grant' }
  await app.as(coordinator)(enroll, { body })
  const card = await app.as(coordinator)(getPerson, { params: { id: body.id } })
  expect(card).toMatchObject({
    fundingSource: 'block_grant',
    contact: { phone: '(555) 010-2030' },
    mustNotMeetCount: 0,
  })
  expect(card.episodes).toEqual([{ startedOn: '2026-06-01', endedOn: null, fundingSource: 'block_grant' }])
  expect(await app.refusal(coordinator, enroll, { body: { ...rosa(), done: { mode: 'paper' } } })).toBe('invalid_input')
  expect(await app.refusal(coordinator, enroll, { body: { ...rosa(), done: { mode: 'self' } } })).toBe('invalid_input')
  const onPaper = {
    ...rosa(),
    done: { mode: 'paper' as const, on: '2026-05-30', formVersion: 'intake 1', witness: 'Cora' },
  }
  await app.as(coordinator)(enroll, { body: onPaper })
  expect((await app.as(coordinator)(getPerson, { params: { id: onPaper.id } })).enrolledOn).toBe('2026-05-30')
  expect(
    await app.refusal(coordinator, enroll, {
      body: { ...rosa(), done: { mode: 'paper', on: '2026-07-01', formVersion: '1', witness: 'Cora' } },
    }),
  ).toBe('future_day')
})

async function enrolled(over: object = {}) {
  const body = { ...rosa(), done: { mode: 'together' as const }, ...over }
  await app.as(coordinator)(enroll, { body })
  return body.id
}

test('not greeted is on the list of her greeter until somebody has said hello; a try is not a hello', async () => {
  const rosaId = await enrolled()
  const waits = async () => (await app.as(maya)(listNotGreeted)).items.find((item) => item.person.id === rosaId)
  expect(await waits()).toMatchObject({ greeter: { name: 'Maya' }, tries: 0, reach: 'phone', leaveMessage: false })
  await app.as(maya)(recordGreeting, {
    params: { id: rosaId },
    body: { id: id(), how: 'phone', result: 'not_reached' },
  })
  expect(await waits()).toMatchObject({ tries: 1 })
  const greeting = { id: id(), how: 'phone' as const, result: 'said_hello' as const }
  expect(await app.as(maya)(recordGreeting, { params: { id: rosaId }, body: greeting })).toEqual({
    greetedAt: '2026-06-01T15:00:00Z',
  })
  expect(await app.as(maya)(recordGreeting, { params: { id: rosaId }, body: greeting })).toEqual({
    greetedAt: '2026-06-01T15:00:00Z',
  })
  expect(await waits()).toBeUndefined()
  expect(await app.refusal(maya, recordGreeting, { params: { id: rosaId }, body: { ...greeting, how: 'text' } })).toBe(
    'id_taken',
  )
  expect(
    await app.refusal(maya, recordGreeting, {
      params: { id: rosaId },
      body: { ...greeting, id: id(), at: '2026-06-09T15:00:00Z' },
    }),
  ).toBe('future_day')
})

test('the greeting may go to another person who is here, and to nobody else', async () => {
  const rosaId = await enrolled()
  await app.as(coordinator)(changeGreeter, { params: { id: rosaId }, body: { greeterId: coordinator.personId } })
  expect((await app.as(coordinator)(getPerson, { params: { id: rosaId } })).greeter).toEqual({
    id: coordinator.personId,
    name: 'Cora',
  })
  expect(await app.refusal(maya, getPerson, { params: { id: rosaId } })).toBe('not_found')
  expect(
    await app.refusal(coordinator, changeGreeter, { params: { id: rosaId }, body: { greeterId: outsider.personId } }),
  ).toBe('not_found')
  const eve = await app.aPerson(here, 'participant', { name: 'Eve' })
  expect(
    await app.refusal(coordinator, changeGreeter, { params: { id: rosaId }, body: { greeterId: eve.personId } }),
  ).toBe('not_found')
})

test('a mentor reads who waits for her own hello, and of nobody else’s', async () => {
  const rosaId = await enrolled()
  const other = await app.aPerson(here, 'mentor', { name: 'Omar' })
  const waiting = async (reader: TestPerson) => (await app.as(reader)(listNotGreeted)).items.map((one) => one.person.id)
  const { greeter } = await app.as(coordinator)(getPerson, { params: { id: rosaId } })
  expect(await waiting(greeter!.id === maya.personId ? maya : other)).toContain(rosaId)
  expect(await waiting(greeter!.id === maya.personId ? other : maya)).not.toContain(rosaId)
})

const useCode = (code: string) => app.app.inject({ method: 'POST', url: '/api/sign-in/code', payload: { code } })
const cookieIn = (reply: Awaited<ReturnType<typeof useCode>>) =>
  [reply.headers['set-cookie']]
    .flat()
    .map((cookie) => cookie!.split(';')[0])
    .join('; ')
const get = async (url: string, cookie: string) =>
  app.app.inject({ method: 'GET', url: `/api${url}`, headers: { cookie } })

test('a code from staff signs in once, within two hours, only people who are nothing else anywhere', async () => {
  const rosaId = await enrolled()
  const { code, expiresAt } = await app.as(coordinator)(makeSignInCode, { params: { id: rosaId } })
  expect(expiresAt).toBe(app.clock.now().add({ hours: 2 }).toString())
  const first = await useCode(code)
  expect(first.statusCode).toBe(200)
  expect((await get('/my/hello', cookieIn(first))).json()).toMatchObject({
    participantId: rosaId,
    organizationName: 'Casa Amiga',
  })
  expect((await useCode(code)).statusCode).toBe(404)
  expect(await app.refusal(coordinator, makeSignInCode, { params: { id: coordinator.personId } })).toBe(
    'not_possible_now',
  )
  // Whoever belongs to another program too would be let in there as well.
  const member = await app.aPerson(here, 'mentor')
  await app.inside(outsider.organizationId, (ctx) =>
    addMembership(ctx.tx, {
      accountId: member.accountId,
      organizationId: outsider.organizationId,
      personId: member.personId,
      role: 'mentor',
      now: ctx.now,
    }),
  )
  expect(await app.refusal(coordinator, makeSignInCode, { params: { id: member.personId } })).toBe('not_possible_now')
  expect(await app.refusal(undefined, signInByCode, { body: { code: 'NOSUCHCODE' } })).toBe('not_found')
  expect(await app.refusal(undefined, getMe)).toBe('not_signed_in')
})

test('whoever signs in as her with a code leaves her phone signed out, and two lines that say who made the code', async () => {
  const { code: invitation } = await anInvitation()
  const body = rosa()
  const hers = (await joinRaw(invitation, body)).cookie.split(';')[0]!
  expect((await get('/my/phone', hers)).statusCode).toBe(200)
  const { code } = await app.as(coordinator)(makeSignInCode, { params: { id: body.id } })
  expect((await get('/my/phone', hers)).statusCode).toBe(200)
  app.clock.forward({ minutes: 5 })
  const other = cookieIn(await useCode(code))
  expect((await get('/my/phone', hers)).statusCode).toBe(401)

  app.clock.forward({ minutes: 4 })
  const again = await app.as(coordinator)(makeSignInCode, { params: { id: body.id } })
  app.clock.forward({ minutes: 1 })
  const back = cookieIn(await useCode(again.code))
  expect((await get('/my/phone', other)).statusCode).toBe(401)
  // The list outlives later codes, and nobody who was signed in as her can empty it.
  expect((await get('/sign-ins', back)).json()).toEqual({
    organizationName: 'Casa Amiga',
    items: [
      { at: '2026-06-01T15:10:00Z', by: 'Cora' },
      { at: '2026-06-01T15:05:00Z', by: 'Cora' },
    ],
  })
  const looked = (await get('/my/who-looked', back)).json().items as { at: string; by: string; action: string }[]
  expect(
    looked.filter(({ action }) => action.startsWith('sign_in')).map(({ at, by, action }) => [at, by, action]),
  ).toEqual([
    ['2026-06-01T15:10:00Z', 'Cora', 'sign_in_code.use'],
    ['2026-06-01T15:09:00Z', 'Cora', 'sign_in_code.make'],
    ['2026-06-01T15:05:00Z', 'Cora', 'sign_in_code.use'],
    ['2026-06-01T15:00:00Z', 'Cora', 'sign_in_code.make'],
  ])
  app.clock.moveTo('2026-06-01T15:00:00Z')
})

test('a mentor whose phone was signed in by a code reads who made it, too', async () => {
  const dana = await app.aPerson(here, 'mentor', { name: 'Dana' })
  const { code } = await app.as(coordinator)(makeSignInCode, { params: { id: dana.personId } })
  const cookie = cookieIn(await useCode(code))
  expect((await get('/sign-ins', cookie)).json().items).toMatchObject([{ by: 'Cora' }])
  expect((await app.as(maya)(listCodeSignIns)).items).toEqual([])
})

test('a code is tried five times and no more, and staff make five for one person in an hour', async () => {
  const statuses = []
  for (let i = 0; i < 7; i++)
    statuses.push(
      (
        await app.app.inject({
          method: 'POST',
          url: '/api/sign-in/code',
          payload: { code: 'GUESSED2' },
          headers: { 'x-forwarded-for': `10.3.0.${i + 1}` },
        })
      ).statusCode,
    )
  expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429])
  const rosaId = await enrolled()
  const make = () => app.refusal(coordinator, makeSignInCode, { params: { id: rosaId } })
  for (let i = 0; i < 5; i++) expect(await make()).toBeUndefined()
  expect(await make()).toBe('too_many_requests')
  expect(await app.refusal(coordinator, makeSignInCode, { params: { id: await enrolled() } })).toBeUndefined()
})

test('an e-mail that was written down signs nobody in, and whether somebody has it is told to nobody', async () => {
  const { code } = await anInvitation()
  const email = { reach: 'email' as const, email: 'ana@example.org' }
  const replies = []
  for (let i = 0; i < 2; i++) {
    const reply = await joinRaw(code, { ...rosa(), contact: email, leaveMessage: true })
    replies.push([reply.status, (await get('/me', reply.cookie)).json().email])
  }
  expect(replies).toEqual([
    [201, null],
    [201, null],
  ])
  const { rows } = await app.owner.query(`select count(*) from identity."user" where email = 'ana@example.org'`)
  expect(Number(rows[0].count)).toBe(0)
})

test('the baseline card keeps its day and mode, is corrected by version, and only she and staff read it', async () => {
  const rosaId = await enrolled()
  const answers = {
    substances: [{ substance: 'opioids' as const, goal: 'stop' as const }],
    lastUseOn: '2026-05-20',
    daysUsedOf30: 12,
    yearsOfUse: 6,
    inTreatment: true,
    takesMedicationForRecovery: true,
    hasHousing: null,
    treatmentsBefore: 2,
    pathways: ['medication' as const],
    mentorShouldHaveLived: ['parent' as const],
    words: 'I want my kids back',
  }
  const empty = await app.as(coordinator)(getBaseline, { params: { id: rosaId } })
  expect(empty).toEqual({ answers: null, answeredOn: null, mode: null, dueOn: '2026-07-01', version: 0 })
  const saved = await app.as(coordinator)(saveBaseline, {
    params: { id: rosaId },
    body: { version: 0, done: { mode: 'together', on: '2026-05-31' }, answers },
  })
  // What she said about use is hers alone, also for who typed it in.
  const seen = { ...answers, lastUseOn: null, daysUsedOf30: null }
  expect(saved).toMatchObject({ answers: seen, answeredOn: '2026-05-31', mode: 'together', version: 1 })
  expect(
    await app.refusal(coordinator, saveBaseline, {
      params: { id: rosaId },
      body: { version: 0, done: { mode: 'together' }, answers },
    }),
  ).toBe('stale_version')
  expect(
    await app.refusal(coordinator, saveBaseline, {
      params: { id: rosaId },
      body: { version: 2, done: { mode: 'together' }, answers },
    }),
  ).toBe('stale_version')
  expect(
    await app.refusal(coordinator, saveBaseline, {
      params: { id: rosaId },
      body: { version: 1, done: { mode: 'self' }, answers },
    }),
  ).toBe('invalid_input')
  expect(
    await app.refusal(coordinator, saveBaseline, {
      params: { id: rosaId },
      body: { version: 1, done: { mode: 'together' }, answers: { ...answers, lastUseOn: '2026-06-15' } },
    }),
  ).toBe('future_day')
  expect(await app.refusal(maya, getBaseline, { params: { id: rosaId } })).toBe('not_allowed')
  const { rows } = await app.owner.query('select answers_sealed from baselines where id = $1', [rosaId])
  expect(rows[0].answers_sealed.toString('latin1')).not.toContain('kids')
})

test('who leaves ends the episode, and who comes back begins another; a way that does not exist is refused', async () => {
  const rosaId = await enrolled()
  const move = (body: object) =>
    app.as(coordinator)(changeStatus, { params: { id: rosaId }, body: body as { version: number; to: 'left' } })
  expect(await move({ version: 1, to: 'left', reason: 'moved' })).toEqual({ status: 'left', version: 2 })
  expect(
    await app.refusal(coordinator, changeStatus, { params: { id: rosaId }, body: { version: 2, to: 'paused' } }),
  ).toBe('not_possible_now')
  expect(
    await app.refusal(coordinator, changeStatus, { params: { id: rosaId }, body: { version: 1, to: 'waiting' } }),
  ).toBe('stale_version')
  app.clock.forward({ hours: 24 * 40 })
  await move({ version: 2, to: 'waiting', reason: 'came_back', fundingSource: 'settlement_fund' })
  expect((await app.as(coordinator)(getPerson, { params: { id: rosaId } })).episodes).toEqual([
    { startedOn: '2026-06-01', endedOn: '2026-06-01', fundingSource: null },
    { startedOn: '2026-07-11', endedOn: null, fundingSource: 'settlement_fund' },
  ])
  app.clock.moveTo('2026-06-01T15:00:00Z')
})

test('she may pause herself, and who pays for her stays the program’s to say', async () => {
  const she = await app.aPerson(here, 'participant')
  const params = { id: she.personId }
  const move = { version: 1, to: 'paused' as const }
  expect(await app.refusal(she, changeStatus, { params, body: { ...move, fundingSource: 'block_grant' } })).toBe(
    'not_allowed',
  )
  expect(await app.as(she)(changeStatus, { params, body: move })).toEqual({ status: 'paused', version: 2 })
})

test('to another organization she does not exist, in whatever way it asks', async () => {
  const rosaId = await enrolled()
  const params = { id: rosaId }
  const tries = await Promise.all([
    app.refusal(outsider, makeSignInCode, { params }),
    app.refusal(outsider, recordGreeting, { params, body: { id: id(), how: 'app', result: 'said_hello' } }),
    app.refusal(outsider, changeGreeter, { params, body: { greeterId: outsider.personId } }),
    app.refusal(outsider, getBaseline, { params }),
    app.refusal(outsider, saveBaseline, {
      params,
      body: { version: 0, done: { mode: 'together' }, answers: AN_EMPTY_CARD },
    }),
    app.refusal(outsider, changeStatus, { params, body: { version: 1, to: 'left' } }),
  ])
  expect(tries).toEqual(Array(6).fill('not_found'))
  expect((await app.as(outsider)(listNotGreeted)).items).toEqual([])
  const made = await anInvitation()
  expect((await app.as(outsider)(listInvitations)).items).toEqual([])
  expect(await app.refusal(outsider, closeInvitation, { params: { id: made.id } })).toBe('not_found')
  // Her own coordinator, with another organization's person in hand.
  expect(await app.refusal(coordinator, getBaseline, { params: { id: outsider.personId } })).toBe('not_found')
  const she = await app.aPerson(here, 'participant')
  expect(await app.refusal(she, getBaseline, { params })).toBe('not_found')
  expect((await app.as(she)(getHello)).participantId).toBe(she.personId)
})
