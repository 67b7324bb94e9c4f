import type { Context } from '../../platform/context.ts'
import { lockRow } from '../../platform/database/rows.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { listNames, noteAudit } from '../people/index.ts'

export interface NewShift {
  id: string
  personId: string
  startsAt: string
  endsAt: string
  phone: string | null
}

/** Shifts that are on or to come, and from when on nobody is on call (within four weeks). */
export async function listShifts(ctx: Context) {
  const rows = await ctx.tx
    .selectFrom('onCallShifts')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('endsAt', '>', ctx.now)
    .orderBy('startsAt')
    .select(['id', 'personId', 'startsAt', 'endsAt', 'phone'])
    .execute()
  const names = await listNames(
    ctx,
    rows.map((row) => row.personId),
  )
  let covered = ctx.now
  for (const row of rows)
    if (Temporal.Instant.compare(row.startsAt, covered) <= 0 && Temporal.Instant.compare(row.endsAt, covered) > 0)
      covered = row.endsAt
  const far = Temporal.Instant.compare(covered, ctx.now.add({ hours: 28 * 24 })) > 0
  return {
    items: rows.map((row) => ({
      id: row.id,
      person: { id: row.personId, name: names.get(row.personId) ?? '…' },
      startsAt: row.startsAt.toString(),
      endsAt: row.endsAt.toString(),
      phone: row.phone,
    })),
    uncoveredFrom: far ? null : covered.toString(),
  }
}

/** Staff and mentors of this program can be put on call; nobody else. */
export async function addShift(ctx: Context, shift: NewShift) {
  const { tx, now, actor } = ctx
  const { kept, bodyIndex } = await takeId(ctx, 'onCallShifts', shift.id, shift)
  const name = (await listNames(ctx, [shift.personId])).get(shift.personId)
  const works = await tx
    .selectFrom('identity.memberships')
    .where('organizationId', '=', actor.organizationId)
    .where('personId', '=', shift.personId)
    .where('role', 'in', ['coordinator', 'supervisor', 'mentor'])
    .select('personId')
    .executeTakeFirst()
  if (name === undefined || !works) throw new ProblemError('not_found')
  if (!kept) {
    if (Temporal.Instant.compare(Temporal.Instant.from(shift.endsAt), now) <= 0)
      throw new ProblemError('not_possible_now')
    await tx
      .insertInto('onCallShifts')
      .values({
        ...shift,
        organizationId: actor.organizationId,
        createdBy: actor.personId,
        createdAt: now,
        bodyIndex,
      })
      .execute()
    await noteAudit(ctx, [{ action: 'on_call.write', act: 'write', subjectId: shift.personId, recordIds: [shift.id] }])
  }
  const { id, personId, startsAt, endsAt, phone } = shift
  return { id, person: { id: personId, name }, startsAt, endsAt, phone }
}

/** A shift that runs ends now; one to come is taken back. */
export async function endShift(ctx: Context, id: string): Promise<void> {
  const { tx, now, actor } = ctx
  const row = await lockRow(ctx, 'onCallShifts', id)
  if (Temporal.Instant.compare(row.startsAt, now) >= 0)
    await tx
      .deleteFrom('onCallShifts')
      .where('organizationId', '=', actor.organizationId)
      .where('id', '=', id)
      .execute()
  else
    await tx
      .updateTable('onCallShifts')
      .set({ endsAt: now })
      .where('organizationId', '=', actor.organizationId)
      .where('id', '=', id)
      .where('endsAt', '>', now)
      .execute()
  await noteAudit(ctx, [{ action: 'on_call.write', act: 'write', subjectId: row.personId, recordIds: [id] }])
}
