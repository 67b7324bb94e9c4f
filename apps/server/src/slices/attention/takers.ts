import type { Context } from '../../platform/context.ts'
import { todayHere } from '../organizations/index.ts'
import { isAwayOn, listNames, listTiesTo } from '../people/index.ts'
import type { ItemRow } from './tables.ts'
import { isSafety } from './view.ts'

export interface Taker {
  person: { id: string; name: string }
  role: 'mentor' | 'coordinator' | 'supervisor'
  free: number | null
  isHers: boolean
}

/**
 * To whom an item can be given: the mentors who stand by this person, free load first, then staff. A hello can be given to every
 * mentor who is here and speaks her language. Safety goes to staff only.
 */
export async function listTakers(ctx: Context, item: ItemRow): Promise<Taker[]> {
  const { tx, actor } = ctx
  const { organizationId } = actor
  const ties = await listTiesTo(ctx, [item.subjectId], 'mentor', 'cover', 'greeter')
  const stand = new Set(ties.map((tie) => tie.holderId))
  const hers = item.signal === 'not_greeted' ? new Set([...stand, ...(await listGreeters(ctx, item.subjectId))]) : stand
  const mentors =
    hers.size === 0
      ? []
      : await tx
          .selectFrom('mentors')
          .where('organizationId', '=', organizationId)
          .where('id', 'in', [...hers])
          .where('status', 'in', ['available', 'returning', 'paused'])
          .select(['id', 'capacity', 'awayFrom', 'awayUntil'])
          .execute()
  const load = new Map<string, number>()
  if (hers.size > 0)
    for (const tie of await tx
      .selectFrom('ties')
      .where('organizationId', '=', organizationId)
      .where('holderId', 'in', [...hers])
      .where('kind', '=', 'mentor')
      .where('until', 'is', null)
      .select(['holderId'])
      .execute())
      load.set(tie.holderId, (load.get(tie.holderId) ?? 0) + 1)
  const today = await todayHere(ctx)
  const staff = await tx
    .selectFrom('identity.memberships')
    .where('organizationId', '=', organizationId)
    .where('role', 'in', ['coordinator', 'supervisor'])
    .select(['personId', 'role'])
    .execute()
  const names = await listNames(ctx, [...hers, ...staff.map((member) => member.personId)])
  const person = (id: string) => ({ id, name: names.get(id) ?? '…' })
  const seen = new Set<string>()
  const offered: Taker[] = [
    ...(isSafety(item)
      ? []
      : mentors
          // Whoever was to say hello and went away is not asked for it again.
          .filter((mentor) => item.signal !== 'not_greeted' || !isAwayOn(mentor, today))
          .map(
            (mentor): Taker => ({
              person: person(mentor.id),
              role: 'mentor',
              free: mentor.capacity - (load.get(mentor.id) ?? 0),
              isHers: stand.has(mentor.id) && item.signal !== 'not_greeted',
            }),
          )
    ).sort((a, b) => b.free! - a.free!),
    ...staff.map(
      (member): Taker => ({
        person: person(member.personId),
        role: member.role as 'coordinator' | 'supervisor',
        free: null,
        isHers: false,
      }),
    ),
  ]
  return offered.filter((taker) => !seen.has(taker.person.id) && seen.add(taker.person.id))
}

/** Mentors who could say hello to somebody, in her language; who is away today is left out with the others. */
async function listGreeters({ tx, actor }: Context, participantId: string): Promise<string[]> {
  const { language } = await tx
    .selectFrom('people')
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', participantId)
    .select('language')
    .executeTakeFirstOrThrow()
  const rows = await tx
    .selectFrom('mentors')
    .where('organizationId', '=', actor.organizationId)
    .where('status', 'in', ['available', 'returning'])
    .select(['id', 'languages'])
    .execute()
  return rows.filter((row) => row.languages.includes(language)).map((row) => row.id)
}
