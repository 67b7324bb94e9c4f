import type { Context } from '../../platform/context.ts'
import { keepToken, listMemberships, makeCode } from '../../platform/identity/front-door.ts'
import { ProblemError } from '../../platform/problem.ts'
import { ensureAccount } from './enroll.ts'

const CODE_LENGTH = 8
const HOURS = 24

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
  const accountId = here?.accountId ?? (await ensureAccount(ctx, personId, null))
  const everywhere = await listMemberships(tx, accountId)
  if (
    everywhere.some(
      (one) => one.organizationId !== organizationId || (one.role !== 'participant' && one.role !== 'mentor'),
    )
  )
    throw new ProblemError('not_possible_now')
  const code = makeCode(CODE_LENGTH)
  const expiresAt = now.add({ hours: HOURS })
  // One code at a time: an older one that lies on a slip of paper somewhere ends.
  await tx
    .deleteFrom('identity.tokens')
    .where('organizationId', '=', organizationId)
    .where('kind', '=', 'sign_in')
    .where('subjectId', '=', personId)
    .execute()
  await keepToken(tx, 'sign_in', code, { organizationId, subjectId: personId, accountId, expiresAt, now })
  return { code, expiresAt: expiresAt.toString() }
}
