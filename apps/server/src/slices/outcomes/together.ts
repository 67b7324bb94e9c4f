import type { Context } from '../../platform/context.ts'
import { findRow } from '../../platform/database/rows.ts'
import { checkPhone, dayNumber, type PhoneTime } from '../../platform/phone-time.ts'
import { ProblemError } from '../../platform/problem.ts'
import { lockId } from '../../platform/same-id.ts'
import { authorize, getParticipant, mayAct } from '../people/index.ts'
import { asHer } from './as-her.ts'
import { ensureAsks, listOpenAsks, viewMyAsks } from './asks.ts'
import { listUnknownDays, rangeText } from './days.ts'
import { listMayKnow } from './may-know.ts'
import { type ReportParts, saveParts } from './reports.ts'

/** How long after the answer its page may still be filled in together: nobody comes back to it without her. */
const TOGETHER_LASTS = { hours: 2 }

/** The open questions about days, to be answered together: which days are unknown, and nothing about the others. */
export async function listAsksTogether(ctx: Context, participantId: string, day: Temporal.PlainDate) {
  await authorize(ctx, { action: 'ask.answer', act: 'read', subjectId: participantId })
  const { enrolledOn } = await getParticipant(ctx, participantId)
  await ensureAsks(ctx, [participantId])
  const asks = (await listOpenAsks(ctx, participantId, day)).filter((ask) => ask.endedAt === null)
  return {
    open: await viewMyAsks(ctx, asks, day),
    mayKnow: await listMayKnow(ctx, participantId),
    week: (
      await listUnknownDays(ctx, participantId, {
        from: Math.max(dayNumber(day) - 6, dayNumber(enrolledOn)),
        to: dayNumber(day),
      })
    ).map(rangeText),
  }
}

/**
 * The page after a 'yes' that was entered together, part by part on the other one's phone. Who entered the answer, in which
 * mode and on which day is kept with the answer; no audit row tells that there was a page, and the reply tells nothing.
 */
export async function saveReportTogether(
  ctx: Context,
  { participantId, reportId }: { participantId: string; reportId: string },
  body: PhoneTime & ReportParts,
  sentAt: string | undefined,
): Promise<void> {
  await getParticipant(ctx, participantId)
  if (!(await mayAct(ctx, 'use.write', participantId))) throw new ProblemError('not_found')
  checkPhone(ctx, body, sentAt)
  await lockId(ctx, reportId)
  await asHer(ctx, participantId, async (hers) => {
    const row = await findRow(hers, 'useReports', reportId)
    const answer = await findEntry(hers, participantId, reportId)
    if (!row || row.participantId !== participantId || answer?.enteredBy !== ctx.actor.personId)
      throw new ProblemError('not_found')
    if (Temporal.Instant.compare(answer.receivedAt.add(TOGETHER_LASTS), ctx.now) < 0)
      throw new ProblemError('not_possible_now')
    await saveParts(hers, row, body, row.policyTells)
  })
}

/** The answer that began a report: an ask's has the report's own id, a check-in's names it. */
const findEntry = ({ tx, actor }: Context, participantId: string, reportId: string) =>
  tx
    .selectFrom('useAnswers')
    .where('organizationId', '=', actor.organizationId)
    .where('participantId', '=', participantId)
    .where((e) => e.or([e('id', '=', reportId), e('reportId', '=', reportId)]))
    .select(['enteredBy', 'receivedAt'])
    .executeTakeFirst()
