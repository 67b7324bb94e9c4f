import type { Reply } from '@cairn/contract/call.ts'
import { type listTeam, TEAM_ROLES } from '@cairn/contract/people.ts'
import type { Context } from '../../platform/context.ts'
import { listNames } from './cards.ts'

type Member = Reply<typeof listTeam>['items'][number]

/** Staff and mentors of this program by name; a mentor who has ended is no longer among them. */
export async function findTeam(ctx: Context): Promise<Member[]> {
  const { organizationId } = ctx.actor
  const rows = await ctx.tx
    .selectFrom('identity.memberships')
    .where('organizationId', '=', organizationId)
    .where('role', 'in', [...TEAM_ROLES])
    .select(['personId', 'role'])
    .execute()
  const ended = await ctx.tx
    .selectFrom('mentors')
    .where('organizationId', '=', organizationId)
    .where('status', '=', 'ended')
    .select('id')
    .execute()
  const gone = new Set(ended.map(({ id }) => id))
  const held = Map.groupBy(
    rows.filter(({ personId, role }) => role !== 'mentor' || !gone.has(personId)),
    ({ personId }) => personId,
  )
  const names = await listNames(ctx, [...held.keys()])
  const members = [...held].flatMap(([id, mine]): Member[] => {
    const name = names.get(id)
    return name === undefined
      ? []
      : [{ id, name, roles: TEAM_ROLES.filter((role) => mine.some((row) => row.role === role)) }]
  })
  const isMentorOnly = ({ roles }: Member) => Number(roles.every((role) => role === 'mentor'))
  return members.sort((a, b) => isMentorOnly(a) - isMentorOnly(b) || a.name.localeCompare(b.name))
}
