import type { Context } from '../../platform/context.ts'
import { keepToken, listMemberships, listUsedCodes, makeCode } from '../../platform/identity/front-door.ts'
import { countTry } from '../../platform/identity/tries.ts'
import { ProblemError } from '../../platform/problem.ts'
import { getOrganization } from '../organizations/index.ts'
import { listNames } from '../people/index.ts'
import { ensureAccount } from './enroll.ts'

const CODE_LENGTH = 8
/** Long enough to read it out on the phone and find the page; a slip that is lost is worth nothing tonight. */
const HOURS = 2

/**
 * A code with which somebody without e-mail signs in, once. Only for accounts that are a participant or mentor here and nothing
 * anywhere else: whoever holds the code is that account everywhere.
 */
export async function makeSignInCode(ctx: Context, personId: string): Promise<{ code: string; expiresAt: string }> {
  const { tx, actor, now } = ctx
  const { organizationId } = actor
  const here = await tx
    .selectFrom('identity.memberships')
    .where('organizationId', '=', organizationId)
    .where('personId', '=', personId)
    .select('accountId')
    .executeTakeFirst()
  const isParticipant = await tx
    .selectFrom('participants')
    .where('organizationId', '=', organizationId)
    .where('id', '=', personId)
    .select('id')
    .executeTakeFirst()
  if (!here && !isParticipant) throw new ProblemError('not_found')
  const accountId = here?.accountId ?? (await ensureAccount(ctx, personId))
  const everywhere = await listMemberships(tx, accountId)
  if (
    everywhere.some(
      (one) => one.organizationId !== organizationId || (one.role !== 'participant' && one.role !== 'mentor'),
    )
  )
    throw new ProblemError('not_possible_now')
  await countTry(ctx, 'codes_made', accountId)
  const code = makeCode(CODE_LENGTH)
  const expiresAt = now.add({ hours: HOURS })
  // One code at a time: an older one that lies on a slip of paper somewhere ends. Used ones stay, for her to read.
  await tx
    .deleteFrom('identity.tokens')
    .where('organizationId', '=', organizationId)
    .where('kind', '=', 'sign_in')
    .where('subjectId', '=', personId)
    .where('usedAt', 'is', null)
    .execute()
  const madeBy = actor.personId
  await keepToken(tx, 'sign_in', code, { organizationId, subjectId: personId, accountId, madeBy, expiresAt, now })
  return { code, expiresAt: expiresAt.toString() }
}

/** When a phone was signed in as this account with a code, and who made it. Such an account belongs to one organization only. */
export async function listCodeSignIns(ctx: Context) {
  const { tx, actor } = ctx
  const organization = await getOrganization(ctx)
  const used = (await listUsedCodes(tx, actor.accountId)).filter((one) => one.organizationId === actor.organizationId)
  const names = await listNames(
    ctx,
    used.flatMap((one) => one.madeBy ?? []),
  )
  return {
    organizationName: organization.name,
    items: used.map((one) => ({ at: one.usedAt.toString(), by: (one.madeBy && names.get(one.madeBy)) ?? null })),
  }
}
