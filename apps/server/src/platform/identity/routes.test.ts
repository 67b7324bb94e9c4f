import { getMe, getReadiness, getSignInOptions, signInByCode } from '@cairn/contract/identity.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../testing/test-app.ts'
import { keepToken } from './front-door.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

test('somebody who is signed in sees where they belong, and an account without mail shows none', async () => {
  const organizationId = await app.anOrganization({ name: 'Casa Amiga' })
  const dana = await app.aPerson(organizationId, 'mentor')
  const me = await app.as(dana)(getMe)
  expect(me).toEqual({
    accountId: dana.accountId,
    email: null,
    emailProven: false,
    places: [
      {
        organizationId,
        organizationName: 'Casa Amiga',
        timeZone: 'America/New_York',
        isDemo: false,
        personId: dana.personId,
        roles: ['mentor'],
      },
    ],
  })
})

test('nobody is nobody: without a session the answer is not_signed_in', async () => {
  expect(await app.refusal(undefined, getMe)).toBe('not_signed_in')
})

test('a code from staff signs in once, within its time, and then no more', async () => {
  const organizationId = await app.anOrganization()
  const rosa = await app.aPerson(organizationId, 'participant')
  const keep = (code: string) =>
    app.services.database.transaction({}, (tx) =>
      keepToken(tx, 'sign_in', code, {
        organizationId,
        subjectId: rosa.personId,
        accountId: rosa.accountId,
        expiresAt: app.clock.now().add({ hours: 24 }),
        now: app.clock.now(),
      }),
    )
  await keep('ABCD-EFGH')
  const reply = await app.app.inject({ method: 'POST', url: '/api/sign-in/code', payload: { code: 'abcd-efgh' } })
  expect(reply.statusCode).toBe(200)
  expect(String(reply.headers['set-cookie'])).toContain('cairn.session_token')
  expect(await app.refusal(undefined, signInByCode, { body: { code: 'ABCD-EFGH' } })).toBe('not_found')
  await keep('WXYZ-2345')
  app.clock.forward({ hours: 25 })
  expect(await app.refusal(undefined, signInByCode, { body: { code: 'WXYZ-2345' } })).toBe('not_found')
})

test('without a demo no role is offered, and the demo door is closed', async () => {
  expect(await app.as(undefined)(getSignInOptions)).toEqual({ mail: false, demoRoles: [] })
})

test('every fault of an input is named by its field, in the language asked for', async () => {
  const reply = await app.app.inject({
    method: 'POST',
    url: '/api/sign-in/code',
    payload: { code: 5, extra: true },
    headers: { 'accept-language': 'es' },
  })
  expect(reply.statusCode).toBe(422)
  expect(reply.headers['content-type']).toContain('application/problem+json')
  expect(reply.json()).toMatchObject({ code: 'invalid_input', title: 'Hay algo que revisar.' })
  expect(Object.keys(reply.json().fields)).toContain('code')
})

test('a wrong password and an unknown address get the same answer', async () => {
  const replies = await Promise.all(
    ['nobody@example.org', 'rosa@example.org'].map((email) =>
      app.app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: { email, password: 'wrong password' },
      }),
    ),
  )
  for (const reply of replies) expect(reply.json()).toMatchObject({ status: 401, code: 'wrong_sign_in' })
})

test('the server is ready when its database answers', async () => {
  expect(await app.as(undefined)(getReadiness)).toEqual({ status: 'ready' })
})
