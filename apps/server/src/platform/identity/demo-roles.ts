import { ROLES, type Role } from '@cairn/program/access/roles.ts'
import { enterOrganization } from '../database/connect.ts'
import type { Tx } from '../database/tables.ts'
import { ProblemError } from '../problem.ts'
import type { Services } from '../services.ts'

/** The demo's one organization, where one click may sign in: flagged demo, none other here, and only this machine can ask (or the demo was insisted on). */
async function findDemo(tx: Tx, { config }: Services): Promise<string | undefined> {
  const rows = await tx.selectFrom('identity.memberships').select('organizationId').distinct().limit(2).execute()
  const only = rows.length === 1 ? rows[0]!.organizationId : undefined
  if (
    !only ||
    (config.demo !== 'insist' && !['127.0.0.1', '::1', 'localhost'].includes(config.host)) ||
    config.demo === 'never'
  )
    return undefined
  await enterOrganization(tx, { organizationId: only })
  const organization = await tx.selectFrom('organizations').where('id', '=', only).select('isDemo').executeTakeFirst()
  return organization?.isDemo ? only : undefined
}

interface Persona {
  role: Role
  accountId: string
  name: string
}

async function listPersonas(tx: Tx, services: Services): Promise<Persona[]> {
  const organizationId = await findDemo(tx, services)
  if (!organizationId) return []
  const organization = await tx
    .selectFrom('organizations')
    .where('id', '=', organizationId)
    .select('settings')
    .executeTakeFirstOrThrow()
  const personas = (organization.settings['demoPersonas'] ?? {}) as Record<string, { accountId: string; name: string }>
  return ROLES.flatMap((role) => (personas[role] ? [{ role, ...personas[role] }] : []))
}

export async function demoRoles(tx: Tx, services: Services): Promise<{ role: Role; name: string }[]> {
  return (await listPersonas(tx, services)).map(({ role, name }) => ({ role, name }))
}

export async function demoAccount(tx: Tx, services: Services, role: Role): Promise<string> {
  const persona = (await listPersonas(tx, services)).find((one) => one.role === role)
  if (!persona) throw new ProblemError('not_found')
  return persona.accountId
}
