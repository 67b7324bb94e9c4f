import { ACTIONS } from '@cairn/program/access/actions.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aProgram } from './testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from './testing/test-app.ts'

/** The routes that anybody may call, each with the reason; a new one must be added here on purpose. */
const PUBLIC: Record<string, string> = {
  'POST /api/auth/sign-in/email': 'signing in',
  'POST /api/auth/sign-in/email-otp': 'signing in',
  'POST /api/auth/email-otp/send-verification-otp': 'signing in',
  'POST /api/auth/sign-out': 'signing out',
  'GET /api/health': 'the process is up',
  'GET /api/ready': 'the database answers',
  'GET /api/sign-in/options': 'how one can sign in',
  'POST /api/sign-in/code': 'signing in',
  'POST /api/sign-in/demo': 'the demo’s door',
  'GET /api/join/:code': 'enrolling by invitation',
  'POST /api/join/:code': 'enrolling by invitation',
  'GET /api/help/:id': 'help, signed out',
  'GET /api/setup': 'whether the first organization is still to be made',
  'POST /api/setup': 'the first organization, by the code on the terminal',
}

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

interface Listed {
  name: string
  access: string | undefined
}

function routes(): Listed[] {
  return [...app.app.routeList]
}

test('every route says who may, and only the listed ones are open to anybody', () => {
  const open = routes().filter((route) => route.access === undefined || route.access === 'public')
  expect(open.map((route) => route.name).filter((name) => !PUBLIC[name])).toEqual([])
})

test('every action that a route asks for is in the access table', () => {
  const asked = routes().flatMap((route) =>
    route.access && !['public', 'account'].includes(route.access) ? [route.access] : [],
  )
  expect(asked.filter((action) => !(ACTIONS as string[]).includes(action))).toEqual([])
})

test('every route that is not public refuses somebody who is not signed in', async () => {
  for (const { name, access } of routes()) {
    if (!access || access === 'public') continue
    const [method, url] = name.split(' ') as ['GET', string]
    const reply = await app.app.inject({
      method,
      url: url.replace(/:\w+/g, '018f0000-0000-7000-8000-000000000000'),
      ...(method === 'GET' ? {} : { payload: {} }),
    })
    // A body that is not valid may be refused first; what matters is that nothing is answered.
    expect([name, reply.statusCode === 401 || reply.statusCode === 422]).toEqual([name, true])
  }
})

test('every route refuses the roles that its action does not name', async () => {
  const { roleMay } = await import('@cairn/program/access/may.ts')
  const { ROLES } = await import('@cairn/program/access/roles.ts')
  const organizationId = await app.anOrganization()
  for (const role of ROLES) {
    const person = await app.aPerson(organizationId, role)
    for (const { name, access } of routes()) {
      if (!access || access === 'public' || access === 'account' || roleMay(access as never, role)) continue
      const [method, url] = name.split(' ') as ['GET', string]
      const reply = await app.rawCall(person, {
        method,
        url: url.replace(/:\w+/g, person.personId),
        // An address a role: this walk is longer than what one address may ask for in a minute.
        headers: { 'x-forwarded-for': `10.0.0.${ROLES.indexOf(role) + 1}` },
        ...(method === 'GET' ? {} : { payload: {} }),
      })
      expect([role, name, reply.statusCode === 403 || reply.statusCode === 422]).toEqual([role, name, true])
    }
  }
})

test('what lies below /my is refused to everybody who is no participant, whatever else their role may do', async () => {
  const organizationId = await app.anOrganization()
  const mine = routes().filter(({ name }) => name.includes(' /api/my/'))
  expect(mine.length).toBeGreaterThan(15)
  for (const role of ['mentor', 'coordinator', 'supervisor', 'administrator'] as const) {
    const person = await app.aPerson(organizationId, role)
    for (const { name } of mine) {
      const [method, url] = name.split(' ') as ['GET', string]
      const reply = await app.rawCall(person, {
        method,
        url: url.replace(/:\w+/g, person.personId),
        headers: { 'x-forwarded-for': `10.0.1.${name.length}` },
        ...(method === 'GET' ? {} : { payload: {} }),
      })
      expect([role, name, reply.statusCode === 403 || reply.statusCode === 422]).toEqual([role, name, true])
    }
  }
  const coordinator = await app.aPerson(organizationId, 'coordinator')
  const days = await app.rawCall(coordinator, {
    method: 'PUT',
    url: '/api/my/days',
    payload: {
      id: coordinator.personId,
      recordedAt: '2026-06-01T14:59:00Z',
      zone: 'America/New_York',
      day: '2026-06-01',
      askId: null,
      days: [{ day: '2026-05-31', state: 'not_used' }],
    },
  })
  expect([days.statusCode, days.json().code]).toEqual([403, 'not_allowed'])
})

test('at no address that names her does a mentor without a tie, another participant or another program read anything', async () => {
  const { organization, rosa, maya } = await aProgram(app)
  const strangers = [
    await app.aPerson(organization, 'mentor'),
    await app.aPerson(organization, 'participant'),
    await app.aPerson(await app.anOrganization(), 'coordinator'),
  ]
  const about = routes().filter(({ name }) => /^GET .*\/people\/:id/.test(name))
  expect(about.length).toBeGreaterThan(15)
  const read = async (person: TestPerson, name: string) => {
    const url = `${name.slice('GET '.length).replace(':id', rosa.personId)}?day=2026-06-01`
    const headers = { 'x-forwarded-for': `10.0.2.${name.length % 200}` }
    return (await app.rawCall(person, { method: 'GET', url, headers })).statusCode
  }
  for (const { name } of about) {
    // Whoever coordinates finds her at most of them: what is refused below is not the address.
    expect([name, [200, 403].includes(await read(maya, name))]).toEqual([name, true])
    for (const stranger of strangers)
      expect([stranger.role, name, [403, 404].includes(await read(stranger, name))]).toEqual([
        stranger.role,
        name,
        true,
      ])
  }
})
