import type { Contact } from '@cairn/contract/people.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'

type Reading = Pick<Context, 'tx' | 'vault'> & { actor: Pick<Context['actor'], 'organizationId'> }

/** A number however it was typed: digits count, a leading 1 does not. */
export function phoneIndex(vault: Context['vault'], phone: string): Buffer {
  return vault.blindIndex('phone', phone.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, ''))
}

const NOTHING: Contact = { reach: 'app', phone: null, email: null, note: null, findMe: [] }

/** How people want to be reached and found, by person id. */
export async function listContacts(
  { tx, vault, actor }: Reading,
  ids: readonly string[],
): Promise<Map<string, Contact>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('people')
    .where('organizationId', '=', actor.organizationId)
    .where('id', 'in', [...new Set(ids)])
    .select(['id', 'contactSealed'])
    .execute()
  const opened = await vault.openAll(
    tx,
    actor.organizationId,
    rows.map((row) => ({ ownerId: row.id, sealed: row.contactSealed })),
  )
  return new Map(
    rows.map((row, i) => [
      row.id,
      opened[i] ? { ...NOTHING, ...(JSON.parse(opened[i]) as Partial<Contact>) } : NOTHING,
    ]),
  )
}

/** Changes how somebody is reached. The version is the card's. */
export async function changeContact(
  ctx: Context,
  personId: string,
  change: { version: number; contact: Contact; leaveMessage: boolean },
): Promise<void> {
  const { tx, vault, actor } = ctx
  const { contact } = change
  const changed = await tx
    .updateTable('people')
    .set({
      contactSealed: await vault.seal(tx, actor.organizationId, personId, JSON.stringify(contact)),
      emailIndex: contact.email ? vault.blindIndex('email', contact.email) : null,
      phoneIndex: contact.phone ? phoneIndex(vault, contact.phone) : null,
      version: change.version + 1,
    })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', personId)
    .where('version', '=', change.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new ProblemError('stale_version')
  await tx
    .updateTable('participants')
    .set({ leaveMessage: change.leaveMessage })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', personId)
    .execute()
}
