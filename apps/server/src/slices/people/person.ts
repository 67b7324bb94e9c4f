import { removeMember } from '../../platform/identity/remove-member.ts'
import type { PersonPart } from '../../platform/slice.ts'
import { getName } from './cards.ts'
import { listContacts } from './contacts.ts'
import { listExclusions } from './exclusions.ts'

/** What this slice holds of a person. Erasing closes her way in and takes every row of hers with her own; the key goes last. */
export const personPart: PersonPart = {
  async export(ctx, personId) {
    const { organizationId } = ctx.actor
    const own = await ctx.tx
      .selectFrom('participants')
      .where('organizationId', '=', organizationId)
      .where('id', '=', personId)
      .selectAll()
      .executeTakeFirst()
    const history = (table: 'episodes' | 'statusChanges') =>
      ctx.tx
        .selectFrom(table as 'episodes')
        .where('organizationId', '=', organizationId)
        .where('participantId', '=', personId)
        .orderBy('id')
        .selectAll()
        .execute()
    return {
      name: await getName(ctx, personId),
      contact: (await listContacts(ctx, [personId])).get(personId) ?? null,
      participant: own ?? null,
      episodes: await history('episodes'),
      statusChanges: await history('statusChanges'),
      // Whom she must not meet is for her own eyes: in nobody else's hands the list is empty.
      mustNotMeet: ctx.actor.personId === personId ? (await listExclusions(ctx)).items : [],
    }
  },
  async erase(ctx, personId) {
    await removeMember(ctx.tx, ctx.actor.organizationId, personId)
    await ctx.tx
      .deleteFrom('people')
      .where('organizationId', '=', ctx.actor.organizationId)
      .where('id', '=', personId)
      .execute()
    await ctx.vault.erase(ctx, ctx.actor.organizationId, personId)
  },
}
