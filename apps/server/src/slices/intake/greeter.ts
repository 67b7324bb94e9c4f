import { type GreeterCandidate, pickGreeter } from '@cairn/program/people/pick-greeter.ts'
import type { Language } from '@cairn/program/people/vocabulary.ts'
import type { Context } from '../../platform/context.ts'
import { todayHere } from '../organizations/index.ts'
import { isAwayOn } from '../people/index.ts'

type Reading = Pick<Context, 'tx' | 'now'> & { actor: { organizationId: string } }

/** Who is at work here and could say hello: available mentors, then coordinators and supervisors. */
async function listCandidates(ctx: Reading): Promise<GreeterCandidate[]> {
  const { tx, actor } = ctx
  const { organizationId } = actor
  const today = await todayHere(ctx)
  const mentors = await tx
    .selectFrom('mentors')
    .where('organizationId', '=', organizationId)
    .where('status', 'in', ['available', 'returning'])
    .select(['id', 'languages', 'awayFrom', 'awayUntil'])
    .execute()
  const staff = await tx
    .selectFrom('identity.memberships as membership')
    .innerJoin('people', (join) =>
      join
        .onRef('people.id', '=', 'membership.personId')
        .onRef('people.organizationId', '=', 'membership.organizationId'),
    )
    .where('membership.organizationId', '=', organizationId)
    .where('membership.role', 'in', ['coordinator', 'supervisor'])
    .select(['people.id', 'people.language'])
    .distinct()
    .execute()
  const greeting = await tx
    .selectFrom('ties')
    .innerJoin('intakes', (join) =>
      join.onRef('intakes.organizationId', '=', 'ties.organizationId').onRef('intakes.id', '=', 'ties.subjectId'),
    )
    .where('ties.organizationId', '=', organizationId)
    .where('ties.kind', '=', 'greeter')
    .where('ties.until', 'is', null)
    .where('intakes.greetedAt', 'is', null)
    .groupBy('ties.holderId')
    .select((e) => ['ties.holderId', e.fn.countAll<number>().as('count')])
    .execute()
  const toGreet = new Map(greeting.map((row) => [row.holderId, row.count]))
  return [
    ...mentors.map((row) => ({
      id: row.id,
      kind: 'mentor' as const,
      languages: row.languages as Language[],
      isAway: isAwayOn(row, today),
      toGreet: toGreet.get(row.id) ?? 0,
    })),
    ...staff.map((row) => ({
      id: row.id,
      kind: 'staff' as const,
      languages: [row.language],
      isAway: false,
      toGreet: toGreet.get(row.id) ?? 0,
    })),
  ]
}

/** Who will say hello to somebody who speaks this language; undefined when nobody is here. */
export async function chooseGreeter(ctx: Reading, language: Language): Promise<string | undefined> {
  return pickGreeter(await listCandidates(ctx), language)
}

export async function isCandidate(ctx: Reading, id: string): Promise<boolean> {
  return (await listCandidates(ctx)).some((one) => one.id === id && !one.isAway)
}
