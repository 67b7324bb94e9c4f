import type { Row } from '@cairn/evaluation/dataset/schema.ts'
import type { People } from './gather-rows.ts'
import type { Reading, Relative } from './reading.ts'

const SCALES: Record<string, string> = { 'phq-4': 'distress', 'barc-10': 'recovery_capital' }

/** Craving, mood and stress of check-ins and the totals of questionnaires. Craving and stress count from 0, none. */
export async function measuresOf(
  { tx, actor }: Reading,
  people: People,
  { participant, since }: Relative,
): Promise<Row<'measures'>[]> {
  const checkIns = await tx
    .selectFrom('checkIns')
    .where('organizationId', '=', actor.organizationId)
    .select(['participantId', 'localOn', 'mood', 'urges', 'stress'])
    .execute()
  const totals = await tx
    .selectFrom('assessments')
    .where('organizationId', '=', actor.organizationId)
    .where('total', 'is not', null)
    .where('instrumentId', 'in', Object.keys(SCALES))
    .select(['participantId', 'localOn', 'instrumentId', 'total'])
    .execute()
  const out: Row<'measures'>[] = []
  const add = (id: string, day: Temporal.PlainDate, measure: string, value: number | null) => {
    if (value !== null && people.has(id))
      out.push({ participant_id: participant(id), day: since(id, day), measure, value })
  }
  for (const { participantId, localOn, mood, urges, stress } of checkIns) {
    add(participantId, localOn, 'craving', urges === null ? null : urges - 1)
    add(participantId, localOn, 'mood', mood)
    add(participantId, localOn, 'stress', stress === null ? null : stress - 1)
  }
  for (const { participantId, localOn, instrumentId, total } of totals)
    add(participantId, localOn, SCALES[instrumentId]!, total)
  return out
}
