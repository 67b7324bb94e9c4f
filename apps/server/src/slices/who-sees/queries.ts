import type { WhoSees } from '@cairn/contract/who-sees.ts'
import type { Action, Condition } from '@cairn/program/access/actions.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import { whoCanSee, whoMay } from '@cairn/program/access/who-can-see.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { getPolicy } from '../organizations/index.ts'
import { listMyReports } from '../outcomes/index.ts'
import { findMentorOf, findSharing, listNames, listTiesTo } from '../people/index.ts'

/** The kinds of record that a person has, each by the action that reads it. */
const RECORDS = [
  'card.read',
  'contact.read',
  'exclusion.read',
  'baseline.read',
  'wishes.read',
  'check_in.read',
  'use.read',
  'ask.read',
  'assessment.read',
  'talk.read',
  'meeting.read',
  'agreement.read',
  'match.read',
  'path.read',
] as const satisfies readonly Action[]

/** Who can see what, by name: the same table that decides it, with her choices filled in. */
export async function getWhoSees(ctx: Context): Promise<z.infer<typeof WhoSees>> {
  const { tx, actor, language } = ctx
  const participantId = actor.personId
  const mentor = await findMentorOf(ctx, participantId)
  const covers = (await listTiesTo(ctx, [participantId], 'cover', 'greeter')).map((tie) => tie.holderId)
  const sharing = await findSharing(ctx, participantId)
  const reports = await listMyReports(ctx)
  const told = await tx
    .selectFrom('useReports')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .select(['toldMentorId', 'toldSafetyLead'])
    .execute()
  const members = await tx
    .selectFrom('identity.memberships')
    .where('organizationId', '=', actor.organizationId)
    .where('role', 'in', ['coordinator', 'supervisor', 'administrator', 'evaluator'])
    .select(['personId', 'role'])
    .execute()
  const standing = [...new Set([...(mentor ? [mentor.id] : []), ...covers])]
  const names = await listNames(ctx, [...standing, ...members.map((member) => member.personId)])
  const sharedBefore =
    sharing === 'ask_each_time' && mentor
      ? await tx
          .selectFrom('checkIns')
          .where('organizationId', '=', actor.organizationId)
          .where('participantId', '=', participantId)
          .where('sharedWithId', '=', mentor.id)
          .limit(1)
          .select('id')
          .executeTakeFirst()
      : undefined
  const metOf = (action: Action): Condition[] => {
    if (action === 'check_in.read') return mentor && (sharing === 'yes' || sharedBefore) ? ['check_ins_shared'] : []
    if (action !== 'use.read') return []
    return [
      ...(mentor && told.some((row) => row.toldMentorId === mentor.id) ? (['told_mentor'] as const) : []),
      ...(told.some((row) => row.toldSafetyLead) ? (['told_safety_lead'] as const) : []),
    ]
  }
  const lines = RECORDS.map((action) => {
    const met = metOf(action)
    // What she shared or told, she shared with one mentor; whoever covers reads the rest only.
    const hers = action === 'check_in.read' || action === 'use.read' ? (mentor ? [mentor.id] : []) : standing
    const people = whoMay(action, met).flatMap(({ role, tie }): { id: string; role: Role }[] =>
      tie === 'mentor'
        ? hers.map((id) => ({ id, role }))
        : members.filter((member) => member.role === role).map((member) => ({ id: member.personId, role })),
    )
    const seen = new Set<string>()
    return {
      action,
      sentence: whoCanSee({ action, mentorName: mentor?.name, met, language }),
      people: people
        .filter(({ id }) => names.has(id) && !seen.has(id) && seen.add(id))
        .map(({ id, role }) => ({ id, name: names.get(id)!, role })),
    }
  })
  return {
    lines,
    sharing,
    mentor,
    reports: reports.map(({ id, day, mayKnow, told: by }) => ({ id, day, mayKnow, told: by })),
    alwaysTellSupervisor: (await getPolicy(ctx)).alwaysTellSupervisor,
  }
}

/** What she did herself is not among who looked, but a sign-in as her may not have been she. */
const AS_HER = ['sign_in_code.use', 'sign_in.change']

interface Look {
  recordedAt: Temporal.Instant
  actorId: string
  actorRole: string
  act: 'read' | 'write'
  action: string
  recordIds: string[]
}

/**
 * Who has looked at or changed her records, newest first; also who had her in a list. What one person read of one kind within
 * ten minutes is one line. Jobs and she herself are not among them.
 */
export async function listWhoLooked(ctx: Context, { before, limit }: { before?: string | undefined; limit: number }) {
  const { rows } = await sql<Look>`
    select * from (
      select distinct on (actor_id, action, coalesce(time_slot::text, id::text))
        recorded_at, actor_id, actor_role, act, action, record_ids
      from audit_about_me()
      where actor_id is not null and (actor_id <> ${ctx.actor.personId}::uuid or action = any (${AS_HER}))
      order by actor_id, action, coalesce(time_slot::text, id::text), recorded_at
    ) as looks
    where ${before ?? null}::timestamptz is null or recorded_at < ${before ?? null}::timestamptz
    order by recorded_at desc
    limit ${limit + 1}`.execute(ctx.tx)
  const shown = rows.slice(0, limit)
  // Of a sign-in as her, the one to name is who made the code.
  const whoOf = (row: Look): string | null =>
    row.action === 'sign_in_code.use'
      ? (row.recordIds[0] ?? null)
      : row.action === 'sign_in.change'
        ? null
        : row.actorId
  const names = await listNames(
    ctx,
    shown.flatMap((row) => whoOf(row) ?? []),
  )
  return {
    items: shown.map((row) => ({
      at: row.recordedAt.toString(),
      by: names.get(whoOf(row) ?? '') ?? null,
      role: row.actorRole,
      act: row.act,
      action: row.action,
    })),
    more: rows.length > limit,
  }
}
