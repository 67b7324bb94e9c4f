import { getBoard } from '@cairn/contract/board.ts'
import { askEmailCode, endOtherSessions, getMe, proveEmail, removeEmail } from '@cairn/contract/identity.ts'
import { listWhoLooked } from '@cairn/contract/who-sees.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'
import type { Mail } from '../mail.ts'
import { findMailFailure } from '../mail.ts'
import { addMembership, setPassword } from './front-door.ts'

let app: TestApp
let organizationId: string
let rosa: TestPerson
const mails: Mail[] = []
/** How the mail server behaves. */
let deliver: () => Promise<void> = async () => {}

beforeAll(async () => {
  app = await openTestApp({
    mail: async (mail) => {
      await deliver()
      mails.push(mail)
    },
  })
  organizationId = await app.anOrganization()
})
afterAll(() => app.close())
beforeEach(async () => {
  deliver = async () => {}
  mails.length = 0
  app.clock.moveTo('2026-06-01T15:00:00Z')
  rosa = await app.aPerson(organizationId, 'participant', { name: 'Rosa' })
})

const settled = () => app.services.postBox.settled()
const codeIn = (mail: Mail | undefined) => /\d{6}/.exec(mail?.text ?? '')?.[0] ?? ''
let machine = 0
/** From a machine of its own each time: what is counted here is counted by what is tried. */
const post = (path: string, payload: object) =>
  app.app.inject({
    method: 'POST',
    url: `/api/auth${path}`,
    payload,
    headers: {
      'x-forwarded-for': `10.1.${Math.floor(++machine / 200)}.${machine % 200}`,
      origin: 'http://localhost:3000',
    },
  })
const askCode = (email: string) => post('/email-otp/send-verification-otp', { email, type: 'sign-in' })
const useCode = (email: string, otp: string) => post('/sign-in/email-otp', { email, otp })
const isOpen = async (cookie: string) =>
  (await app.app.inject({ url: '/api/me', headers: { cookie } })).statusCode === 200
const sessionOf = async (person: TestPerson) =>
  (await app.services.auth.startSession(person.accountId, new Headers()))[0]!.split(';')[0]!

async function prove(person: TestPerson, email: string): Promise<void> {
  await app.as(person)(askEmailCode, { body: { email } })
  await settled()
  expect(await app.as(person)(proveEmail, { body: { email, code: codeIn(mails.at(-1)) } })).toEqual({ proven: true })
}

test('an address belongs to an account once its code was typed; from then on a mailed code signs in, and no phone is signed out', async () => {
  const phone = await sessionOf(rosa)
  await app.as(rosa)(askEmailCode, { body: { email: 'Rosa@Example.org' } })
  await settled()
  expect(await app.as(rosa)(getMe)).toMatchObject({ email: null, emailProven: false })
  const code = codeIn(mails[0])
  const wrong = code === '000000' ? '111111' : '000000'
  expect(await app.as(rosa)(proveEmail, { body: { email: 'rosa@example.org', code: wrong } })).toEqual({
    proven: false,
  })
  expect(await app.as(rosa)(proveEmail, { body: { email: 'other@example.org', code } })).toEqual({ proven: false })
  expect(await app.as(rosa)(proveEmail, { body: { email: 'rosa@example.org', code } })).toEqual({ proven: true })
  expect(await app.as(rosa)(getMe)).toMatchObject({ email: 'rosa@example.org', emailProven: true })

  await askCode('rosa@example.org')
  await settled()
  const reply = await useCode('rosa@example.org', codeIn(mails.at(-1)))
  expect(reply.statusCode).toBe(200)
  expect(await isOpen([reply.headers['set-cookie']].flat()[0]!.split(';')[0]!)).toBe(true)
  expect(await isOpen(phone)).toBe(true)
  await app.as(rosa)(removeEmail)
  await askCode('rosa@example.org')
  await settled()
  expect(mails).toHaveLength(2)
})

test('the code for an address ends after five wrong tries and after ten minutes', async () => {
  const email = 'tries@example.org'
  await app.as(rosa)(askEmailCode, { body: { email } })
  await settled()
  const code = codeIn(mails[0])
  for (let i = 0; i < 5; i++)
    expect(await app.as(rosa)(proveEmail, { body: { email, code: 'xxxxxx' } })).toEqual({ proven: false })
  expect(await app.as(rosa)(proveEmail, { body: { email, code } })).toEqual({ proven: false })
  await app.as(rosa)(askEmailCode, { body: { email } })
  await settled()
  app.clock.forward({ minutes: 11 })
  expect(await app.as(rosa)(proveEmail, { body: { email, code: codeIn(mails[1]) } })).toEqual({ proven: false })
})

test('that an address has an account is told to whoever reads its mail, and to nobody else', async () => {
  await prove(rosa, 'taken@example.org')
  const eve = await app.aPerson(organizationId, 'participant', { name: 'Eve' })
  expect(await app.as(eve)(askEmailCode, { body: { email: 'taken@example.org' } })).toEqual({ ok: true })
  expect(await app.as(eve)(askEmailCode, { body: { email: 'free@example.org' } })).toEqual({ ok: true })
  await settled()
  await app.as(eve)(askEmailCode, { body: { email: 'taken@example.org' } })
  await settled()
  const code = codeIn(mails.at(-1))
  expect(await app.refusal(eve, proveEmail, { body: { email: 'taken@example.org', code } })).toBe('email_taken')
  expect(await app.as(eve)(getMe)).toMatchObject({ email: null })
})

test('the answer to asking for a code is the same, and as quick, whether or not the mail server takes its time', async () => {
  await prove(rosa, 'slow@example.org')
  const slow = Promise.withResolvers<void>()
  deliver = () => slow.promise
  const replies = [await askCode('slow@example.org'), await askCode('nobody-at-all@example.org')]
  expect(replies.map((reply) => [reply.statusCode, reply.body])).toEqual(Array(2).fill([200, '{"ok":true}']))
  expect(mails).toHaveLength(1)
  slow.resolve()
  await settled()
  expect(mails.map((mail) => mail.to)).toEqual(['slow@example.org', 'slow@example.org'])
})

test('an address that only names a password gets no mailed code, so nobody who mistyped it lets a stranger in', async () => {
  await app.services.database.transaction({}, (tx) =>
    tx.updateTable('identity.user').set({ email: 'typo@example.org' }).where('id', '=', rosa.accountId).execute(),
  )
  await askCode('typo@example.org')
  await settled()
  expect(mails).toEqual([])
})

test('mail that does not go out is written down without an address, and shows until one goes out again', async () => {
  const failure = () => app.services.database.transaction({}, findMailFailure)
  const faults: object[] = []
  app.services.postBox.onFault((error) => faults.push(error))
  await prove(rosa, 'broken@example.org')
  deliver = async () => {
    throw Object.assign(new Error('550 broken@example.org'), { code: 'EENVELOPE' })
  }
  expect((await askCode('broken@example.org')).statusCode).toBe(200)
  await settled()
  expect(await failure()).toEqual(app.clock.now())
  expect(faults.length).toBeLessThanOrEqual(1)
  expect(JSON.stringify(faults)).not.toContain('broken@')
  app.clock.forward({ hours: 1 })
  await app.as(rosa)(askEmailCode, { body: { email: 'broken@example.org' } })
  await settled()
  expect((await failure())?.toString()).toBe('2026-06-01T15:00:00Z')
  const maya = await app.aPerson(organizationId, 'coordinator')
  const delivery = async () => (await app.as(maya)(getBoard, { query: { whose: 'all' } })).delivery
  expect(await delivery()).toMatchObject({
    healthy: false,
    sentence: expect.stringContaining('sign-in codes could not be sent since Jun 1, 11:00'),
  })
  expect(faults.length).toBeGreaterThanOrEqual(1)
  expect(JSON.stringify(faults)).not.toContain('broken@')
  deliver = async () => {}
  await askCode('broken@example.org')
  await settled()
  expect(await failure()).toBeNull()
  expect(await delivery()).toMatchObject({ healthy: true })
})

test('passwords and codes are counted by the address that is tried, from however many machines, and alike for one that nobody has', async () => {
  await prove(rosa, 'counted@example.org')
  const password = 'a long sentence of mine'
  const hash = await app.services.auth.hashPassword(password)
  await app.services.database.transaction({}, (tx) =>
    setPassword(tx, { accountId: rosa.accountId, hash, now: app.clock.now() }),
  )
  for (const email of ['counted@example.org', 'unknown@example.org']) {
    const codes = []
    for (let i = 0; i < 12; i++)
      codes.push((await post('/sign-in/email', { email, password: 'wrong password' })).json().code)
    expect([email, codes]).toEqual([
      email,
      [...Array(10).fill('wrong_sign_in'), 'too_many_requests', 'too_many_requests'],
    ])
  }
  expect((await post('/sign-in/email', { email: 'Counted@example.org ', password })).statusCode).toBe(429)
  app.clock.forward({ minutes: 16 })
  expect((await post('/sign-in/email', { email: 'counted@example.org', password })).statusCode).toBe(200)
  const typed = []
  for (let i = 0; i < 11; i++) typed.push((await useCode('counted@example.org', '000000')).statusCode)
  expect(typed).toEqual([...Array(10).fill(401), 429])
}, 60_000)

test('the right password forgets the wrong ones before it', async () => {
  const email = 'careless@example.org'
  await prove(rosa, email)
  const password = 'a long sentence of mine'
  const hash = await app.services.auth.hashPassword(password)
  await app.services.database.transaction({}, (tx) =>
    setPassword(tx, { accountId: rosa.accountId, hash, now: app.clock.now() }),
  )
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 6; i++)
      expect((await post('/sign-in/email', { email, password: 'wrong password' })).json().code).toBe('wrong_sign_in')
    expect((await post('/sign-in/email', { email, password })).statusCode).toBe(200)
  }
}, 60_000)

test('codes are mailed five times and no more, whether or not somebody has the address', async () => {
  for (const email of ['impatient@example.org', 'nobody-here@example.org']) {
    const asked = []
    for (let i = 0; i < 6; i++) asked.push((await askCode(email)).statusCode)
    expect([email, asked]).toEqual([email, [...Array(5).fill(200), 429]])
  }
  const body = { email: 'impatient@example.org' }
  for (let i = 0; i < 5; i++) await app.as(rosa)(askEmailCode, { body })
  expect(await app.refusal(rosa, askEmailCode, { body })).toBe('too_many_requests')
  await settled()
})

test('a new address and phones signed out are among what she reads of who looked; a password needs its address', async () => {
  await prove(rosa, 'changed@example.org')
  await app.as(rosa)(endOtherSessions)
  const changes = async () =>
    (await app.as(rosa)(listWhoLooked, { query: {} })).items.filter(({ action }) => action === 'sign_in.change').length
  expect(await changes()).toBe(2)
  await app.as(rosa)(removeEmail)
  expect(await changes()).toBe(3)
  await prove(rosa, 'changed@example.org')
  await app.services.database.transaction({}, (tx) =>
    setPassword(tx, { accountId: rosa.accountId, hash: 'any', now: app.clock.now() }),
  )
  expect(await app.refusal(rosa, removeEmail)).toBe('not_possible_now')
})

test('staff sign in again after twelve idle hours, a mentor’s phone after thirty days, a participant’s never', async () => {
  const people = {
    rosa,
    dana: await app.aPerson(organizationId, 'mentor'),
    maya: await app.aPerson(organizationId, 'coordinator'),
    ada: await app.aPerson(organizationId, 'administrator'),
  }
  const cookies = await Promise.all(Object.values(people).map(sessionOf))
  const open = () => Promise.all(cookies.map(isOpen))
  expect(await open()).toEqual([true, true, true, true])
  app.clock.forward({ hours: 11 })
  expect(await open()).toEqual([true, true, true, true])
  app.clock.forward({ hours: 11 })
  expect(await open()).toEqual([true, true, true, true])
  app.clock.forward({ hours: 12 })
  expect(await open()).toEqual([true, true, false, false])
  app.clock.forward({ hours: 24 * 29 })
  expect(await open()).toEqual([true, true, false, false])
  app.clock.forward({ hours: 24 * 30 })
  expect(await open()).toEqual([true, false, false, false])
  app.clock.moveTo('2026-06-01T15:00:00Z')
  // What was idle too long is gone for good, not only late.
  expect(await open()).toEqual([true, false, false, false])
})

test('whoever is both a mentor and a coordinator is signed out like a coordinator, and told to sign in', async () => {
  const both = await app.aPerson(organizationId, 'mentor')
  await app.inside(organizationId, ({ tx, now }) =>
    addMembership(tx, { accountId: both.accountId, organizationId, personId: both.personId, role: 'coordinator', now }),
  )
  const cookie = await sessionOf(both)
  const read = async () => {
    const headers = { cookie, 'x-cairn-organization': organizationId, 'x-cairn-role': 'mentor' }
    const reply = await app.app.inject({ url: '/api/mentor/people', headers })
    return [reply.statusCode, reply.json().code]
  }
  expect((await read())[0]).toBe(200)
  app.clock.forward({ hours: 12 })
  expect(await read()).toEqual([401, 'not_signed_in'])
})

test('of a session nothing is kept about where and with what somebody sat', async () => {
  await app.services.auth.startSession(
    rosa.accountId,
    new Headers({ 'user-agent': 'a browser', 'x-cairn-address': '10.2.3.4' }),
  )
  const { rows } = await app.owner.query(
    'select count(*) from identity.session where "ipAddress" is not null or "userAgent" is not null',
  )
  expect(Number(rows[0].count)).toBe(0)
})

test('she can sign out everywhere but here', async () => {
  const lost = await sessionOf(rosa)
  expect(await isOpen(lost)).toBe(true)
  await app.as(rosa)(endOtherSessions)
  expect(await isOpen(lost)).toBe(false)
  expect((await app.as(rosa)(getMe)).accountId).toBe(rosa.accountId)
})

test('where a request says that it comes from counts only when it comes by a proxy that is trusted', async () => {
  const statuses = async (remoteAddress: string) => {
    const all = []
    for (let i = 0; i < 22; i++)
      all.push(
        (
          await app.app.inject({
            method: 'POST',
            url: '/api/auth/sign-out',
            remoteAddress,
            headers: { 'x-forwarded-for': `10.7.0.${i}`, origin: 'http://localhost:3000' },
            payload: {},
          })
        ).statusCode,
      )
    return all.includes(429)
  }
  expect(await statuses('127.0.0.1')).toBe(false)
  expect(await statuses('203.0.113.9')).toBe(true)
})
