import { OrganizationSettings } from '@cairn/contract/organizations.ts'
import type { Language } from '@cairn/program/people/vocabulary.ts'
import { readPolicy, type SignalPolicy } from '@cairn/program/signals/policy.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'

type Reading = Pick<Context, 'tx'> & { actor: { organizationId: string } }

/** Settings as they are kept: what is absent or was written by another version has its standard value. */
export function readSettings(kept: Record<string, unknown>): OrganizationSettings {
  const sound = Object.entries(OrganizationSettings.shape).flatMap(([name, schema]) => {
    const read = schema.safeParse(kept[name])
    return read.success ? [[name, read.data]] : []
  })
  return OrganizationSettings.parse(Object.fromEntries(sound))
}

export async function getOrganization({ tx, actor }: Reading) {
  const row = await tx.selectFrom('organizations').where('id', '=', actor.organizationId).selectAll().executeTakeFirst()
  if (!row) throw new ProblemError('not_found')
  const { createdAt: _, settings, ...rest } = row
  return {
    ...rest,
    languages: row.languages.filter((one): one is Language => one === 'en' || one === 'es'),
    settings: readSettings(settings),
    policy: readPolicy(row.timeZone, settings) satisfies SignalPolicy,
  }
}

/** The clocks and hours of the program, where nothing else of it is needed. */
export async function getPolicy({ tx, actor }: Reading): Promise<SignalPolicy> {
  const { timeZone, settings } = await tx
    .selectFrom('organizations')
    .where('id', '=', actor.organizationId)
    .select(['timeZone', 'settings'])
    .executeTakeFirstOrThrow()
  return readPolicy(timeZone, settings)
}

export type OrganizationRow = Awaited<ReturnType<typeof getOrganization>>
