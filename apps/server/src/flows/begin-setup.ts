import { timingSafeEqual } from 'node:crypto'
import { beginSetup, getSetup } from '@cairn/contract/setup.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import { sql } from 'kysely'
import { enterOrganization } from '../platform/database/connect.ts'
import type { Tx } from '../platform/database/tables.ts'
import { addMembership, makeAccount, setPassword } from '../platform/identity/front-door.ts'
import { ProblemError } from '../platform/problem.ts'
import type { Services } from '../platform/services.ts'
import { forgetSetupCode, setupCode } from '../platform/setup-code.ts'
import type { App, Slice } from '../platform/slice.ts'
import { addPerson, noteAudit } from '../slices/people/index.ts'

/** Who starts a program does everything at first; roles are handed on later. */
const FIRST_ROLES: readonly Role[] = ['administrator', 'coordinator', 'supervisor', 'evaluator']

async function isOpen(tx: Tx): Promise<boolean> {
  return (
    (await tx.selectFrom('identity.memberships').select('organizationId').limit(1).executeTakeFirst()) === undefined
  )
}

const sameCode = (a: string, b: string) => {
  const [left, right] = [a, b].map((code) => Buffer.from(code.trim().toUpperCase().padEnd(40)))
  return timingSafeEqual(left!, right!)
}

function routes(app: App, services: Services): void {
  app.route({ ...getSetup, handler: async ({ tx }) => ({ open: await isOpen(tx) }) })

  app.route({
    ...beginSetup,
    config: { ...beginSetup.config, rateLimit: { max: 10, timeWindow: '1 minute' } },
    handler: async (request, reply) => {
      const { tx, now, vault, body } = request
      await sql`select pg_advisory_xact_lock(hashtext('first setup'))`.execute(tx)
      if (!(await isOpen(tx))) throw new ProblemError('not_found')
      if (!sameCode(body.code, setupCode(services.config.dataDir)))
        throw new ProblemError('invalid_input', {
          fields: {
            code: request.language === 'es' ? 'no es el código de la terminal' : 'is not the code on the terminal',
          },
        })
      await enterOrganization(tx, { organizationId: body.id })
      await tx
        .insertInto('organizations')
        .values({
          id: body.id,
          name: body.organizationName,
          timeZone: body.timeZone,
          languages: body.languages,
          createdAt: now,
        })
        .execute()
      const personId = crypto.randomUUID()
      const accountId = crypto.randomUUID()
      request.actor = { accountId, organizationId: body.id, personId, role: 'administrator', roles: FIRST_ROLES }
      await addPerson(
        { tx, now, vault, actor: request.actor },
        { id: personId, name: body.yourName, language: body.languages[0]!, email: body.email },
      )
      await makeAccount(tx, { id: accountId, email: body.email })
      await setPassword(tx, { accountId, hash: await services.auth.hashPassword(body.password), now })
      for (const role of FIRST_ROLES)
        await addMembership(tx, { accountId, organizationId: body.id, personId, role, now })
      await noteAudit(request, [{ action: 'organization.manage', act: 'write', subjectId: null, recordIds: [body.id] }])
      request.signInAs = accountId
      request.afterCommit(() => forgetSetupCode(services.config.dataDir))
      return reply.code(201).send({ organizationId: body.id })
    },
  })
}

export const beginSetupFlow: Slice = { name: 'begin-setup', routes }
