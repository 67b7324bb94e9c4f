import type { Tx } from '../database/tables.ts'

/**
 * Closes the front door for one person of an organization: memberships and codes go; the account, with its sessions and
 * passwords, only when it leads to nobody else anywhere.
 */
export async function removeMember(tx: Tx, organizationId: string, personId: string): Promise<void> {
  await tx
    .deleteFrom('identity.tokens')
    .where('organizationId', '=', organizationId)
    .where('subjectId', '=', personId)
    .execute()
  const gone = await tx
    .deleteFrom('identity.memberships')
    .where('organizationId', '=', organizationId)
    .where('personId', '=', personId)
    .returning('accountId')
    .execute()
  for (const accountId of new Set(gone.map((one) => one.accountId)))
    await tx
      .deleteFrom('identity.user')
      .where('id', '=', accountId)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('identity.memberships').where('accountId', '=', accountId).select('accountId'))),
      )
      .execute()
}
