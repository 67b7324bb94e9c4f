import type { StartStyle } from '@cairn/program/people/vocabulary.ts'
import type { Context } from '../../platform/context.ts'

/** Asked again so many days after the first answer. */
const AGAIN_AFTER_DAYS = 30

export async function getReadiness(ctx: Context, participantId: string) {
  const { tx, vault, actor } = ctx
  const rows = await tx
    .selectFrom('readinessAnswers')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .orderBy('answeredOn', 'desc')
    .orderBy('recordedAt', 'desc')
    .selectAll()
    .execute()
  const words = await vault.openAll(
    tx,
    actor.organizationId,
    rows.map((row) => ({ ownerId: participantId, sealed: row.wordsSealed })),
  )
  const history = rows.map(({ id, startStyle, importance, confidence, readiness, answeredOn, mode }, i) => ({
    id,
    startStyle,
    importance,
    confidence,
    readiness,
    words: words[i] ?? null,
    answeredOn: answeredOn.toString(),
    mode,
  }))
  const first = rows.at(-1)?.answeredOn.add({ days: AGAIN_AFTER_DAYS })
  const again = first && rows.some((row) => Temporal.PlainDate.compare(row.answeredOn, first) >= 0)
  return { latest: history[0] ?? null, history, nextOn: first && !again ? first.toString() : null }
}

/** How each of some people would like to start: the newest answer that named a way. */
export async function listStartStyles(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  participantIds: readonly string[],
): Promise<Map<string, StartStyle>> {
  if (participantIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('readinessAnswers')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', 'in', [...participantIds])
    .where('startStyle', 'is not', null)
    .distinctOn('participantId')
    .orderBy('participantId')
    .orderBy('answeredOn', 'desc')
    .orderBy('recordedAt', 'desc')
    .select(['participantId', 'startStyle'])
    .execute()
  return new Map(rows.map((row) => [row.participantId, row.startStyle!]))
}
