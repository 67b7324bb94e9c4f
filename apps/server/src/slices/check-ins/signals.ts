import { askedForCall, askedForNeed, type RequestFacts } from '@cairn/program/signals/requests.ts'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import type { Signal } from '../attention/index.ts'
import { listFirstHelpers } from '../outcomes/index.ts'

const DAYS_BACK = 30

/** What people asked for lately. An item that is open already stays open however old its check-in grows. */
async function loadRequests(ctx: Context, subjectIds: readonly string[]): Promise<Map<string, RequestFacts>> {
  const rows = await ctx.tx
    .selectFrom('checkIns')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where(sql<boolean>`participant_id = any(${[...subjectIds]}::uuid[])`)
    .where(
      'localOn',
      '>=',
      ctx.now
        .subtract({ hours: DAYS_BACK * 24 })
        .toZonedDateTimeISO('UTC')
        .toPlainDate(),
    )
    .where(sql<boolean>`needs <> '{}'`)
    .select(['id', 'participantId', 'needs', 'receivedAt'])
    .execute()
  if (rows.length === 0) return new Map()
  const { owners } = await listFirstHelpers(
    ctx,
    rows.map((row) => row.participantId),
  )
  const facts = new Map<string, { requests: RequestFacts['requests'][number][]; ownerId: string | null }>()
  for (const row of rows) {
    const known = facts.get(row.participantId) ?? { requests: [], ownerId: owners.get(row.participantId) ?? null }
    for (const need of row.needs) known.requests.push({ checkInId: row.id, need, at: row.receivedAt })
    facts.set(row.participantId, known)
  }
  return facts
}

export const checkInSignals: readonly Signal<RequestFacts>[] = [
  { name: 'asked_for_call', load: loadRequests, rule: askedForCall },
  { name: 'asked_for_need', load: loadRequests, rule: askedForNeed },
]
