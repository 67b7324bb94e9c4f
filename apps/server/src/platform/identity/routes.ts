import {
  getHealth,
  getMe,
  getReadiness,
  getSignInOptions,
  signInByCode,
  signInToDemo,
} from '@cairn/contract/identity.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import { enterOrganization } from '../database/connect.ts'
import { webHeaders } from '../http/transaction.ts'
import { ProblemError } from '../problem.ts'
import type { Services } from '../services.ts'
import type { App } from '../slice.ts'
import { demoAccount, demoRoles } from './demo-roles.ts'
import { listMemberships, useToken } from './front-door.ts'

const VERSION = '0.1.0'

/** The paths of better-auth that are open; accounts come by enrollment and invitation, so nothing else is. */
const AUTH_PATHS = ['/sign-in/email', '/sign-in/email-otp', '/email-otp/send-verification-otp', '/sign-out'] as const

export function identityRoutes(app: App, services: Services): void {
  for (const path of AUTH_PATHS)
    app.post(
      `/auth${path}`,
      { schema: { hide: true } as never, config: { rateLimit: { max: 20, timeWindow: '1 minute' } } },
      async (request, reply) => {
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
        for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
        return reply.send({ ok: true })
      },
    )

  app.route({
    ...getMe,
    handler: async (request) => {
      const account = await request.tx
        .selectFrom('identity.user')
        .where('id', '=', request.accountId!)
        .select('email')
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
        places,
      }
    },
  })

  app.route({
    ...signInByCode,
    config: { ...signInByCode.config, rateLimit: { max: 10, timeWindow: '1 minute' } },
    handler: async (request) => {
      const token = await useToken(request.tx, 'sign_in', request.body.code, request.now, true)
      request.signInAs = token.accountId ?? undefined
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
