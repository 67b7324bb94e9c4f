import type {
  addMentor as addRoute,
  changeMentor as changeRoute,
  logHours as hoursRoute,
} from '@cairn/contract/mentors.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { addMembership, makeAccount } from '../../platform/identity/front-door.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { dayDone } from '../organizations/index.ts'
import { addMentor as addAnchor, addPerson, getName } from '../people/index.ts'

type Profile = Pick<
  z.output<typeof changeRoute.schema.body>,
  'gender' | 'times' | 'ways' | 'hoursWords' | 'livedExperience' | 'about'
>

async function saveProfile({ tx, vault, actor }: Context, id: string, profile: Profile): Promise<void> {
  const { organizationId } = actor
  const seal = async (text: string | null) => (text ? await vault.seal(tx, organizationId, id, text) : null)
  const values = {
    gender: profile.gender,
    times: profile.times,
    ways: profile.ways,
    lived: profile.livedExperience.map((one) => one.topic),
    livedReleased: profile.livedExperience.filter((one) => one.released).map((one) => one.topic),
    hoursWordsSealed: await seal(profile.hoursWords),
    aboutSealed: await seal(profile.about),
  }
  await tx
    .insertInto('mentorProfiles')
    .values({ organizationId, id, ...values })
    .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doUpdateSet(values))
    .execute()
}

/** Adds a mentor with an account. The e-mail is for reaching her; it signs her in once she has proven it on her own page. */
export async function addMentor(ctx: Context, body: z.output<typeof addRoute.schema.body>): Promise<void> {
  const { tx, actor, now } = ctx
  const known = await tx
    .selectFrom('people')
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', body.id)
    .select('id')
    .executeTakeFirst()
  if (known) {
    const mentor = await tx
      .selectFrom('mentors')
      .where('organizationId', '=', actor.organizationId)
      .where('id', '=', body.id)
      .select('id')
      .executeTakeFirst()
    if (!mentor || (await getName(ctx, body.id)) !== body.name) throw new ProblemError('id_taken')
    return
  }
  if (body.supervisorId !== null) await getName(ctx, body.supervisorId)
  await addPerson(ctx, {
    id: body.id,
    name: body.name,
    language: body.language,
    email: body.email ?? undefined,
    reach: body.email ? 'email' : 'app',
  })
  await addAnchor(ctx, {
    id: body.id,
    capacity: body.capacity,
    languages: body.languages,
    supervisorId: body.supervisorId ?? undefined,
  })
  await saveProfile(ctx, body.id, body)
  const accountId = crypto.randomUUID()
  await makeAccount(tx, { id: accountId, email: null })
  await addMembership(tx, {
    accountId,
    organizationId: actor.organizationId,
    personId: body.id,
    role: 'mentor',
    now,
  })
}

/** Changes a mentor's page. Her status and supervisor are the staff's to set. */
export async function changeMentor(
  ctx: Context,
  id: string,
  body: z.output<typeof changeRoute.schema.body>,
): Promise<void> {
  const { tx, actor } = ctx
  if (actor.role === 'mentor' && (body.status !== undefined || body.supervisorId !== undefined))
    throw new ProblemError('not_allowed')
  if (body.supervisorId) await getName(ctx, body.supervisorId)
  const changed = await tx
    .updateTable('mentors')
    .set({
      capacity: body.capacity,
      languages: body.languages,
      ...(body.status !== undefined && { status: body.status }),
      ...(body.supervisorId !== undefined && { supervisorId: body.supervisorId }),
      version: body.version + 1,
    })
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', id)
    .where('version', '=', body.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new ProblemError('stale_version')
  await saveProfile(ctx, id, body)
}

/** Writes hours and miles beside talks. */
export async function logHours(
  ctx: Context,
  body: z.output<typeof hoursRoute.schema.body>,
): Promise<{ id: string; loggedAt: string }> {
  const { tx, actor, now } = ctx
  const { organizationId, personId: mentorId } = actor
  const { kept, bodyIndex } = await takeId(ctx, 'mentorHours', body.id, { ...body, of: mentorId })
  if (kept) return { id: body.id, loggedAt: kept.loggedAt.toString() }
  const { id, kind, minutes, miles } = body
  const day = await dayDone(ctx, body.day)
  await tx
    .insertInto('mentorHours')
    .values({ organizationId, id, mentorId, day, kind, minutes, miles, loggedAt: now, bodyIndex })
    .execute()
  return { id, loggedAt: now.toString() }
}
