import type { WhoSees } from '@cairn/contract/who-sees.ts'
import type { Action, Condition } from '@cairn/program/access/actions.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import { whoCanSee, whoMay } from '@cairn/program/access/who-can-see.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { getPolicy } from '../attention/index.ts'
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
  const covers = (
    await Promise.all((['cover', 'greeter'] as const).map((kind) => listTiesTo(ctx, [participantId], kind)))
  )
    .flat()
    .map((tie) => tie.holderId)
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
  const metOf = (action: Action): Condition[] => {
    if (action === 'check_in.read') return sharing === 'yes' && mentor ? ['check_ins_shared'] : []
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

/** Who has looked at or changed her records, newest first. Jobs and she herself are not among them. */
export async function listWhoLooked(ctx: Context, { before, limit }: { before?: string | undefined; limit: number }) {
  const rows = await ctx.tx
    .selectFrom('audit')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('subjectId', '=', ctx.actor.personId)
    .where('actorId', 'is not', null)
    .where('actorId', '<>', ctx.actor.personId)
    .$if(before !== undefined, (query) => query.where('recordedAt', '<', Temporal.Instant.from(before!)))
    .orderBy('recordedAt', 'desc')
    .limit(limit + 1)
    .select(['recordedAt', 'actorId', 'actorRole', 'act', 'action'])
    .execute()
  const names = await listNames(
    ctx,
    rows.flatMap((row) => (row.actorId ? [row.actorId] : [])),
  )
  return {
    items: rows.slice(0, limit).map((row) => ({
      at: row.recordedAt.toString(),
      by: row.actorId ? (names.get(row.actorId) ?? null) : null,
      role: row.actorRole,
      act: row.act,
      action: row.action,
    })),
    more: rows.length > limit,
  }
}
