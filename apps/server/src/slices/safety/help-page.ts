import type { HelpPage } from '@cairn/contract/safety.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { enterOrganization } from '../../platform/database/connect.ts'
import { ProblemError } from '../../platform/problem.ts'
import { findStaffed, listOnCall } from '../notifications/index.ts'
import { noteAudit } from '../people/index.ts'
import type { HelpNumber } from './tables.ts'

/** The help lines that setup asked for stand here too, as numbers to call. */
function fromSetup(settings: Record<string, unknown>): HelpNumber[] {
  const lines = Array.isArray(settings['helpLines']) ? (settings['helpLines'] as Record<string, unknown>[]) : []
  return lines.flatMap(({ id, name, phone, hours }) => {
    const number = String(phone ?? '').replace(/[^0-9+]/g, '')
    if (!/^\+?[0-9]{3,15}$/.test(number)) return []
    const short =
      String(id ?? '')
        .toLowerCase()
        .replace(/[^a-z0-9-]/g, '-')
        .replace(/^[^a-z]+/, '')
        .slice(0, 40) || 'line'
    return [
      {
        id: short,
        label: String(name ?? '').slice(0, 60) || number,
        kind: 'call' as const,
        number,
        note: typeof hours === 'string' && hours !== '' ? hours.slice(0, 120) : null,
      },
    ]
  })
}

/** The numbers of one program and who is awake. Nothing is recorded: who looks for help is nobody's business. */
export async function getHelpPage(ctx: Context, organizationId: string): Promise<z.infer<typeof HelpPage>> {
  if (ctx.actor.organizationId === '') await enterOrganization(ctx.tx, { organizationId })
  const inside = { tx: ctx.tx, now: ctx.now, vault: ctx.vault, actor: { ...ctx.actor, organizationId } }
  const organization = await ctx.tx
    .selectFrom('organizations')
    .where('id', '=', organizationId)
    .select(['name', 'settings'])
    .executeTakeFirst()
  if (!organization) throw new ProblemError('not_found')
  const page = await ctx.tx
    .selectFrom('helpPages')
    .where('organizationId', '=', organizationId)
    .select(['numbers', 'hidden'])
    .executeTakeFirst()
  const own = page?.numbers ?? []
  const [onCall] = await listOnCall(inside)
  const phone = typeof organization.settings['onCallPhone'] === 'string' ? organization.settings['onCallPhone'] : null
  return {
    organizationId,
    organizationName: organization.name,
    numbers: [
      ...own,
      ...fromSetup(organization.settings).filter(
        (line) => !own.some((number) => number.id === line.id || number.number === line.number),
      ),
    ],
    hidden: page?.hidden ?? [],
    onCall: onCall ? { name: onCall.name, phone: onCall.phone ?? phone, until: onCall.until.toString() } : null,
    ...(await findStaffed(inside)),
    asOf: ctx.now.toString(),
  }
}

export async function changeHelpNumbers(
  ctx: Context,
  { numbers, hidden }: { numbers: HelpNumber[]; hidden: string[] },
) {
  const { organizationId, personId } = ctx.actor
  if (new Set(numbers.map((number) => number.id)).size < numbers.length)
    throw new ProblemError('invalid_input', { fields: { numbers: 'name an id twice' } })
  const row = { numbers: JSON.stringify(numbers), hidden, changedBy: personId, changedAt: ctx.now }
  await ctx.tx
    .insertInto('helpPages')
    .values({ organizationId, ...row })
    .onConflict((conflict) => conflict.column('organizationId').doUpdateSet(row))
    .execute()
  await noteAudit(ctx, [{ action: 'on_call.write', act: 'write', subjectId: null }])
  return getHelpPage(ctx, organizationId)
}
