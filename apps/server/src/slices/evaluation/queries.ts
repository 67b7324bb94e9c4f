import type { Computation, StudyAnswer } from '@cairn/contract/study.ts'
import { releaseOf } from '@cairn/evaluation/report/release.ts'
import { readsNames } from '@cairn/program/access/reads-names.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'
import { todayHere } from '../organizations/index.ts'

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

/**
 * The newest release: the first report that was finished in a quarter, which stays. Two releases can be subtracted from each
 * other, but a quarter holds the answers of many.
 */
async function findRelease({ tx, actor }: Pick<Context, 'tx' | 'actor'>) {
  const row = await tx
    .selectFrom('computations')
    .where('organizationId', '=', actor.organizationId)
    .where('releaseOf', 'is not', null)
    .orderBy('releaseOf', 'desc')
    .limit(1)
    .select(['report', 'finishedAt', 'releaseOf'])
    .executeTakeFirst()
  if (!row?.report || !row.releaseOf) return undefined
  return {
    report: releaseOf(row.report),
    finishedAt: row.finishedAt,
    from: row.releaseOf,
    until: row.releaseOf.add({ months: 3 }),
  }
}

/** Whoever reads names waits for the next quarter; who reads none may always ask for today's figures. */
export async function mayCompute(ctx: Pick<Context, 'tx' | 'actor' | 'now'>): Promise<boolean> {
  if (!readsNames(ctx.actor.roles)) return true
  const release = await findRelease(ctx)
  return release === undefined || Temporal.PlainDate.compare(await todayHere(ctx), release.until) >= 0
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

export async function getAnswer(ctx: Pick<Context, 'tx' | 'actor' | 'now'>): Promise<StudyAnswer> {
  const last = await newest(ctx).select(COMPUTATION_COLUMNS).executeTakeFirst()
  const computation = last ? shown(last) : null
  if (readsNames(ctx.actor.roles)) {
    const release = await findRelease(ctx)
    return {
      report: release?.report ?? null,
      computedAt: release?.finishedAt?.toString() ?? null,
      isOlderThanRecords: false,
      release: release ? { from: release.from.toString(), until: release.until.toString() } : null,
      mayCompute: await mayCompute(ctx),
      computation,
    }
  }
  const report = await newest(ctx)
    .where('stage', '=', 'done')
    .select(['report', 'startedAt', 'finishedAt'])
    .executeTakeFirst()
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
    release: null,
    mayCompute: true,
    computation,
  }
}

/** What may leave the program is the release of the quarter, whoever takes it along. */
export async function getRelease(ctx: Pick<Context, 'tx' | 'actor'>) {
  const release = await findRelease(ctx)
  if (!release) throw new ProblemError('not_found')
  return release.report
}
