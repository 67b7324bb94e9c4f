import { randomUUID } from 'node:crypto'
import { getMe } from '@cairn/contract/identity.ts'
import { beginSetup, getSetup } from '@cairn/contract/setup.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setupCode } from '../platform/setup-code.ts'
import { openTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const body = (more: object = {}) => ({
  id: randomUUID(),
  code: setupCode(app.services.config.dataDir),
  organizationName: 'Casa Amiga',
  timeZone: 'America/New_York',
  languages: ['es' as const, 'en' as const],
  yourName: 'Inés',
  email: 'ines@example.org',
  password: 'a long sentence of mine',
  ...more,
})

test('a wrong code makes nothing; the code of the terminal makes the first organization, once', async () => {
  expect(await app.as(undefined)(getSetup)).toEqual({ open: true })
  expect(await app.refusal(undefined, beginSetup, { body: body({ code: 'WRNG-CODE' }) })).toBe('invalid_input')
  expect(await app.countRows('organizations')).toBe(0)

  const twice = await Promise.all(
    [body(), body()].map((payload) => app.app.inject({ method: 'POST', url: '/api/setup', payload })),
  )
  expect(twice.map((reply) => reply.statusCode).sort()).toEqual([201, 404])
  expect(await app.countRows('organizations')).toBe(1)
  expect(await app.as(undefined)(getSetup)).toEqual({ open: false })

  const cookie = String(twice.find((reply) => reply.statusCode === 201)!.headers['set-cookie']).split(';')[0]!
  const me = await app.app.inject({ url: '/api/me', headers: { cookie } })
  expect(me.json()).toMatchObject({
    email: 'ines@example.org',
    places: [{ organizationName: 'Casa Amiga', roles: expect.arrayContaining(['administrator', 'coordinator']) }],
  })
})

test('the password that was set signs in', async () => {
  const reply = await app.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload: { email: 'Ines@example.org', password: 'a long sentence of mine' },
  })
  expect(reply.statusCode).toBe(200)
  const cookie = String(reply.headers['set-cookie']).split(';')[0]!
  expect((await app.app.inject({ url: getMe.url.replace(/^/, '/api'), headers: { cookie } })).statusCode).toBe(200)
})
