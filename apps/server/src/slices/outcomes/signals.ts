import { type AskWindowFacts, askWindowCloses, askWindowOpens } from '@cairn/program/signals/ask-windows.ts'
import { type ToldFacts, toldByChoice } from '@cairn/program/signals/told-by-choice.ts'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import type { Signal } from '../attention/index.ts'
import { todayHere } from '../organizations/index.ts'
import { isAwayOn } from '../people/index.ts'
import { ensureAsks } from './asks.ts'

const DAYS_BACK = 30

/** Who is first to act for each person: the mentor, or the cover while the mentor is away; absent: nobody. */
export async function listFirstHelpers(
  ctx: Context,
  subjectIds: readonly string[],
): Promise<{ owners: Map<string, string>; awayIds: Set<string> }> {
  const { tx, actor } = ctx
  const today = await todayHere(ctx)
  const ties = await tx
    .selectFrom('ties as t')
    .innerJoin('mentors as m', (join) =>
      join.onRef('m.organizationId', '=', 't.organizationId').onRef('m.id', '=', 't.holderId'),
    )
    .where('t.organizationId', '=', actor.organizationId)
    .where(sql<boolean>`t.subject_id = any(${[...subjectIds]}::uuid[])`)
    .where('t.kind', 'in', ['mentor', 'cover'])
    .where('t.until', 'is', null)
    .select(['t.subjectId', 't.holderId', 't.kind', 'm.awayFrom', 'm.awayUntil', 'm.status'])
    .execute()
  const awayIds = new Set<string>()
  const owners = new Map<string, string>()
  for (const tie of ties) {
    if (tie.status === 'leave' || isAwayOn(tie, today)) awayIds.add(tie.holderId)
    else if (tie.kind === 'mentor' || !owners.has(tie.subjectId)) owners.set(tie.subjectId, tie.holderId)
  }
  return { owners, awayIds }
}

/** Asks of people whose windows are open now or to come; both window signals read the same facts. */
async function loadWindows(ctx: Context, subjectIds: readonly string[]): Promise<Map<string, AskWindowFacts>> {
  await ensureAsks(ctx, subjectIds)
  const { tx, now, actor } = ctx
  const yesterday = now.subtract({ hours: 36 }).toZonedDateTimeISO('UTC').toPlainDate()
  const rows = await tx
    .selectFrom('asks')
    .where('organizationId', '=', actor.organizationId)
    .where(sql<boolean>`participant_id = any(${[...subjectIds]}::uuid[])`)
    .where('closesOn', '>=', yesterday)
    .where('endedAt', 'is', null)
    .select(['id', 'participantId', 'opensOn', 'closesOn'])
    .execute()
  if (rows.length === 0) return new Map()
  const attempts = await tx
    .selectFrom('askAttempts')
    .where('organizationId', '=', actor.organizationId)
    .where(sql<boolean>`ask_id = any(${rows.map((row) => row.id)}::uuid[])`)
    .orderBy('at')
    .select(['askId', 'at'])
    .execute()
  const triesOf = new Map<string, Temporal.Instant[]>()
  for (const { askId, at } of attempts) triesOf.set(askId, [...(triesOf.get(askId) ?? []), at])
  const { owners } = await listFirstHelpers(ctx, subjectIds)
  const facts = new Map<string, AskWindowFacts & { asks: AskWindowFacts['asks'][number][] }>()
  for (const row of rows) {
    const tried = triesOf.get(row.id) ?? []
    const known = facts.get(row.participantId) ?? {
      asks: [],
      ownerId: owners.get(row.participantId) ?? null,
      mode: 'phone',
    }
    known.asks.push({
      askId: row.id,
      opensOn: row.opensOn,
      closesOn: row.closesOn,
      ended: false,
      tries: tried.length,
      lastTryAt: tried.at(-1) ?? null,
    })
    facts.set(row.participantId, known)
  }
  return facts
}

async function loadTold(ctx: Context, subjectIds: readonly string[]): Promise<Map<string, ToldFacts>> {
  const { tx, now, actor } = ctx
  const rows = await tx
    .selectFrom('useReports')
    .where('organizationId', '=', actor.organizationId)
    .where(sql<boolean>`participant_id = any(${[...subjectIds]}::uuid[])`)
    .where('receivedAt', '>', now.subtract({ hours: DAYS_BACK * 24 }))
    .where((e) => e.or([e('toldMentorId', 'is not', null), e('toldSafetyLead', '=', true)]))
    .select(['id', 'participantId', 'receivedAt', 'chosenAt', 'toldMentorId', 'toldSafetyLead'])
    .execute()
  if (rows.length === 0) return new Map()
  const { awayIds, owners } = await listFirstHelpers(
    ctx,
    rows.map((row) => row.participantId),
  )
  const facts = new Map<string, ToldFacts & { reports: ToldFacts['reports'][number][] }>()
  for (const row of rows) {
    const known = facts.get(row.participantId) ?? {
      reports: [],
      awayIds: [...awayIds],
      helperId: owners.get(row.participantId) ?? null,
    }
    known.reports.push({
      reportId: row.id,
      at: row.chosenAt ?? row.receivedAt,
      mentorId: row.toldMentorId,
      safetyLead: row.toldSafetyLead,
    })
    facts.set(row.participantId, known)
  }
  return facts
}

export const outcomeSignals: readonly [Signal<ToldFacts>, Signal<AskWindowFacts>, Signal<AskWindowFacts>] = [
  { name: 'told_by_choice', load: loadTold, rule: toldByChoice },
  { name: 'ask_window_opens', load: loadWindows, rule: askWindowOpens },
  { name: 'ask_window_closes', load: loadWindows, rule: askWindowCloses },
]
