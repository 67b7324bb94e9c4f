import type { Computation, StudyAnswer } from '@cairn/contract/study.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'

const newest = ({ tx, actor }: Pick<Context, 'tx' | 'actor'>) =>
  tx
    .selectFrom('computations')
    .where('organizationId', '=', actor.organizationId)
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)

export function shown(row: {
  id: string
  stage: Computation['stage']
  share: number
  startedAt: Temporal.Instant
  finishedAt: Temporal.Instant | null
  faults: string[]
}): Computation {
  return {
    id: row.id,
    stage: row.stage,
    share: row.share,
    startedAt: row.startedAt.toString(),
    finishedAt: row.finishedAt?.toString() ?? null,
    faults: row.faults,
  }
}

export const COMPUTATION_COLUMNS = ['id', 'stage', 'share', 'startedAt', 'finishedAt', 'faults'] as const

export async function findReport(ctx: Pick<Context, 'tx' | 'actor'>) {
  return newest(ctx).where('stage', '=', 'done').select(['report', 'startedAt', 'finishedAt']).executeTakeFirst()
}

/** What the report is made from: a write of one of these makes a report older than the records. */
const CHANGES_THE_ANSWER = [
  'use.write',
  'ask.answer',
  'ask.attempt',
  'talk.write',
  'match.answer',
  'match.end',
  'agreement.sign',
  'people.enroll',
  'baseline.write',
  'meeting.write',
  'check_in.write',
  'assessment.write',
] as const

export async function getAnswer(ctx: Pick<Context, 'tx' | 'actor'>): Promise<StudyAnswer> {
  const report = await findReport(ctx)
  const last = await newest(ctx).select(COMPUTATION_COLUMNS).executeTakeFirst()
  const changed = report
    ? await ctx.tx
        .selectFrom('audit')
        .where('organizationId', '=', ctx.actor.organizationId)
        .where('act', '=', 'write')
        .where('action', 'in', [...CHANGES_THE_ANSWER])
        .where('recordedAt', '>', report.startedAt)
        .select('id')
        .limit(1)
        .executeTakeFirst()
    : undefined
  return {
    report: report?.report ?? null,
    computedAt: report?.finishedAt?.toString() ?? null,
    isOlderThanRecords: changed !== undefined,
    computation: last ? shown(last) : null,
  }
}

export async function getReport(ctx: Pick<Context, 'tx' | 'actor'>) {
  const found = await findReport(ctx)
  if (!found?.report) throw new ProblemError('not_found')
  return found.report
}
