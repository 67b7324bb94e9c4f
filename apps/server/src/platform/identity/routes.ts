import {
  askEmailCode,
  endOtherSessions,
  getHealth,
  getMe,
  getReadiness,
  getSignInOptions,
  proveEmail,
  removeEmail,
  signInByCode,
  signInToDemo,
} from '@cairn/contract/identity.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { writeAudit } from '../audit.ts'
import { enterOrganization } from '../database/connect.ts'
import { webHeaders } from '../http/transaction.ts'
import { ProblemError } from '../problem.ts'
import type { Services } from '../services.ts'
import type { App } from '../slice.ts'
import { demoAccount, demoRoles } from './demo-roles.ts'
import { attachEmail, detachEmail, makeEmailCode } from './email-proof.ts'
import { listMemberships, useToken } from './front-door.ts'
import { endSessions } from './idle.ts'
import { countTry, forgetTries, type Tried } from './tries.ts'

const VERSION = '0.1.0'

/** The paths of better-auth that are open; accounts come by enrollment and invitation, so nothing else is. `tried` is counted by address. */
const AUTH_PATHS: readonly { path: string; tried?: Tried }[] = [
  { path: '/sign-in/email', tried: 'password' },
  { path: '/sign-in/email-otp', tried: 'mail_code' },
  { path: '/sign-out' },
]
const LIMITED = { rateLimit: { max: 20, timeWindow: '1 minute' } }

/** The address in a body, as it is counted; whatever is no address is refused by better-auth. */
function addressIn(body: unknown): string {
  const { email } = (body ?? {}) as { email?: unknown }
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, 320) : ''
}

export function identityRoutes(app: App, services: Services): void {
  const counting = <T>(work: (door: Parameters<typeof countTry>[0]) => Promise<T>) =>
    services.database.transaction({}, (tx) => work({ tx, vault: services.vault, now: services.clock.now() }))

  for (const { path, tried } of AUTH_PATHS)
    app.post(`/auth${path}`, { schema: { hide: true } as never, config: LIMITED }, async (request, reply) => {
      const address = addressIn(request.body)
      if (tried) await counting((door) => countTry(door, tried, address))
      const response = await services.auth.handler(
        new Request(new URL(`/api/auth${path}`, services.config.baseUrl), {
          method: 'POST',
          headers: webHeaders(request),
          body: JSON.stringify(request.body ?? {}),
        }),
      )
      if (response.status === 429) throw new ProblemError('too_many_requests')
      // One answer for every way of being wrong: which address exists here is private.
      if (response.status >= 400) throw new ProblemError(response.status >= 500 ? 'unexpected' : 'wrong_sign_in')
      if (tried) await counting((door) => forgetTries(door, tried, address))
      for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
      return reply.send({ ok: true })
    })

  app.post(
    '/auth/email-otp/send-verification-otp',
    { schema: { hide: true } as never, config: LIMITED },
    async (request, reply) => {
      const address = addressIn(request.body)
      await counting((door) => countTry(door, 'mail', address))
      services.auth.mailCode(address)
      return reply.send({ ok: true })
    },
  )

  app.route({
    ...getMe,
    handler: async (request) => {
      const account = await request.tx
        .selectFrom('identity.user')
        .where('id', '=', request.accountId!)
        .select(['email', sql<boolean>`"emailVerified"`.as('proven')])
        .executeTakeFirstOrThrow()
      const memberships = await listMemberships(request.tx, request.accountId!)
      const places = []
      for (const organizationId of new Set(memberships.map((membership) => membership.organizationId))) {
        const mine = memberships.filter((membership) => membership.organizationId === organizationId)
        await enterOrganization(request.tx, { organizationId })
        const organization = await request.tx
          .selectFrom('organizations')
          .where('id', '=', organizationId)
          .select(['name', 'timeZone', 'isDemo'])
          .executeTakeFirstOrThrow()
        places.push({
          organizationId,
          organizationName: organization.name,
          timeZone: organization.timeZone,
          isDemo: organization.isDemo,
          personId: mine[0]!.personId,
          roles: mine.map((membership) => membership.role),
        })
      }
      return {
        accountId: request.accountId!,
        email: account.email.endsWith('@no-mail.invalid') ? null : account.email,
        emailProven: account.proven,
        places,
      }
    },
  })

  app.route({
    ...signInByCode,
    config: { ...signInByCode.config, rateLimit: { max: 10, timeWindow: '1 minute' } },
    // Before the transaction of the request: a wrong try is rolled back, its count is not.
    preHandler: ({ body }) => counting((door) => countTry(door, 'staff_code', body.code.trim().toUpperCase())),
    handler: async (request) => {
      const { tx, now, requestId } = request
      const token = await useToken(tx, 'sign_in', request.body.code, now, true)
      if (!token.accountId || !token.subjectId) throw new ProblemError('not_found')
      // Her other phones are signed out: if it was not she, she notices at once.
      await endSessions(tx, token.accountId)
      await enterOrganization(tx, { organizationId: token.organizationId })
      await writeAudit(tx, [
        {
          organizationId: token.organizationId,
          actorId: token.subjectId,
          actorRole: 'sign_in_code',
          act: 'write',
          action: 'sign_in_code.use',
          subjectId: token.subjectId,
          recordIds: token.madeBy ? [token.madeBy] : [],
          requestId,
          at: now,
        },
      ])
      request.signInAs = token.accountId
      return { ok: true as const }
    },
  })

  app.route({
    ...askEmailCode,
    handler: async (request) => {
      if (!services.mailWorks) throw new ProblemError('not_possible_now')
      const { tx, vault, now, body } = request
      const accountId = request.accountId!
      await countTry({ tx, vault, now }, 'proof', accountId)
      const code = await makeEmailCode({ tx, vault, now, accountId }, body.email)
      request.afterCommit(() =>
        services.postBox.later(() => services.postBox.send({ to: body.email.trim(), ...services.codeMail(code) })),
      )
      return { ok: true as const }
    },
  })
  app.route({
    ...proveEmail,
    handler: async (request) => {
      const { tx, vault, now, body } = request
      const accountId = request.accountId!
      const proven = await attachEmail({ tx, vault, now, accountId }, body.email, body.code)
      if (proven) await auditChange(request)
      return { proven }
    },
  })
  app.route({
    ...removeEmail,
    handler: async (request) => {
      await detachEmail(request.tx, request.accountId!)
      await auditChange(request)
      return { ok: true as const }
    },
  })
  app.route({
    ...endOtherSessions,
    handler: async (request) => {
      await endSessions(request.tx, request.accountId!, request.sessionId!)
      await auditChange(request)
      return { ok: true as const }
    },
  })

  app.route({
    ...getSignInOptions,
    handler: async (request) => ({ mail: services.mailWorks, demoRoles: await demoRoles(request.tx, services) }),
  })

  app.route({
    ...signInToDemo,
    handler: async (request) => {
      request.signInAs = await demoAccount(request.tx, services, request.body.role as Role)
      return { ok: true as const }
    },
  })

  app.get(getHealth.url, { schema: getHealth.schema }, async () => ({ status: 'up' as const, version: VERSION }))
  app.get(getReadiness.url, { schema: getReadiness.schema }, async () => {
    await services.database.ping()
    return { status: 'ready' as const }
  })
}

/** How an account gets in was changed: it is written down in every organization to which the account belongs. */
async function auditChange({ tx, accountId, now, requestId }: FastifyRequest): Promise<void> {
  const memberships = await listMemberships(tx, accountId!)
  for (const { organizationId, personId } of new Map(memberships.map((one) => [one.organizationId, one])).values()) {
    await enterOrganization(tx, { organizationId })
    await writeAudit(tx, [
      {
        organizationId,
        actorId: personId,
        actorRole: 'account',
        act: 'write',
        action: 'sign_in.change',
        subjectId: personId,
        recordIds: [],
        requestId,
        at: now,
      },
    ])
  }
}
