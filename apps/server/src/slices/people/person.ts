import type { PersonPart } from '../../platform/slice.ts'
import { getName } from './cards.ts'
import { listContacts } from './contacts.ts'

/** What this slice holds of a person. Erasing the person's row takes every row of hers with it; the key goes last. */
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
    }
  },
  async erase(ctx, personId) {
    await ctx.tx
      .deleteFrom('people')
      .where('organizationId', '=', ctx.actor.organizationId)
      .where('id', '=', personId)
      .execute()
    await ctx.vault.erase(ctx.tx, ctx.actor.organizationId, personId)
  },
}
