import type { enroll as enrollRoute, Hello, join as joinRoute } from '@cairn/contract/intake.ts'
import { addStaffedHours } from '@cairn/program/staffed-hours/staffed-hours.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { addMembership, makeAccount } from '../../platform/identity/front-door.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { findGroupTonight } from '../calendar/index.ts'
import { dayDone, getOrganization } from '../organizations/index.ts'
import {
  addParticipant,
  addPerson,
  closeTiesTo,
  getParticipant,
  listNames,
  listTiesTo,
  openTie,
} from '../people/index.ts'
import { chooseGreeter, isCandidate } from './greeter.ts'
import type { CameBy } from './tables.ts'

type FiveFields = z.output<typeof joinRoute.schema.body>
type Done = z.output<typeof enrollRoute.schema.body>['done']

export interface Arrival extends Omit<FiveFields, 'secret'> {
  /** Her phone's, when she came by herself; only its hash is kept, in the body index. */
  secret?: string
  cameBy: CameBy
  invitationId: string | null
  done: Done
  status: 'referred' | 'waiting'
  fundingSource: string | null
  wantsMentor: boolean
}

/** A lost answer may be asked for again on the same day; later the id tells nobody anything. */
const REPLAY_HOURS = 24

/**
 * Enrolls somebody: card, participant, and from the first minute somebody who will say hello. The same id with the same
 * fields is the same arrival.
 * @returns whether it is new
 */
export async function enrollPerson(ctx: Context, arrival: Arrival): Promise<boolean> {
  const { tx, vault, actor, now } = ctx
  const { organizationId } = actor
  const { id, contact, done } = arrival
  const { kept, bodyIndex } = await takeId(ctx, 'intakes', id, arrival)
  if (kept) {
    if (Temporal.Instant.compare(kept.enrolledAt.add({ hours: REPLAY_HOURS }), now) < 0)
      throw new ProblemError('id_taken')
    return false
  }
  const known = await tx
    .selectFrom('people')
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .select('id')
    .executeTakeFirst()
  if (known) throw new ProblemError('id_taken')

  const organization = await getOrganization(ctx)
  await addPerson(ctx, {
    id,
    name: arrival.name,
    language: arrival.language,
    reach: contact.reach,
    email: contact.email ?? undefined,
    phone: contact.phone ?? undefined,
    contactNote: contact.note ?? undefined,
    findMe: contact.findMe,
  })
  await addParticipant(ctx, {
    id,
    status: arrival.status,
    enrolledOn: await dayDone(ctx, done.on),
    timeZone: arrival.timeZone,
    fundingSource: arrival.fundingSource ?? undefined,
    phoneIsWatched: arrival.phoneIsWatched,
    leaveMessage: arrival.leaveMessage,
    wantsMentor: arrival.wantsMentor,
  })
  await tx
    .insertInto('intakes')
    .values({
      organizationId,
      id,
      cameBy: arrival.cameBy,
      invitationId: arrival.invitationId,
      mode: done.mode,
      formVersion: done.formVersion ?? null,
      witnessSealed: done.witness ? await vault.seal(tx, organizationId, id, done.witness) : null,
      helpFirst: arrival.helpFirst,
      enrolledBy: actor.personId === id ? null : actor.personId,
      enrolledAt: now,
      greetBy: addStaffedHours(organization.policy.hours, now, organization.policy.greetWithinStaffedHours),
      greetedAt: null,
      greetedBy: null,
      bodyIndex,
    })
    .execute()
  const greeterId = await chooseGreeter(ctx, arrival.language)
  if (greeterId) await openTie(ctx, { kind: 'greeter', holderId: greeterId, subjectId: id, basis: 'enrollment' })
  return true
}

/** The account of a participant, made when she first needs one. An e-mail signs her in only once she has proven it. */
export async function ensureAccount(ctx: Context, participantId: string): Promise<string> {
  const { tx, actor, now } = ctx
  const { organizationId } = actor
  const member = await tx
    .selectFrom('identity.memberships')
    .where('organizationId', '=', organizationId)
    .where('personId', '=', participantId)
    .select('accountId')
    .executeTakeFirst()
  if (member) return member.accountId
  const accountId = crypto.randomUUID()
  await makeAccount(tx, { id: accountId, email: null })
  await addMembership(tx, { accountId, organizationId, personId: participantId, role: 'participant', now })
  return accountId
}

/** Who will say hello, by when, and what there is tonight. */
export async function getHello(ctx: Context, participantId: string): Promise<z.input<typeof Hello>> {
  const { tx, actor } = ctx
  const organization = await getOrganization(ctx)
  const intake = await tx
    .selectFrom('intakes')
    .where('organizationId', '=', actor.organizationId)
    .where('id', '=', participantId)
    .select(['greetBy', 'greetedAt', 'greetedBy', 'enrolledAt'])
    .executeTakeFirst()
  const { createdAt } = await getParticipant(ctx, participantId)
  const [tie] = await listTiesTo(ctx, [participantId], 'greeter')
  const greeterId = intake?.greetedBy ?? tie?.holderId
  const names = await listNames(ctx, greeterId ? [greeterId] : [])
  return {
    participantId,
    organizationId: actor.organizationId,
    organizationName: organization.name,
    greeter: greeterId && names.has(greeterId) ? { id: greeterId, name: names.get(greeterId)! } : null,
    // People who were imported were greeted long ago.
    greetBy: (intake?.greetBy ?? createdAt).toString(),
    greetedAt: (intake ? intake.greetedAt : createdAt)?.toString() ?? null,
    firstGroup: await findGroupTonight(ctx),
  }
}

/** Gives the hello to somebody else who is here; null: to nobody, the coordinator sees it. */
export async function changeGreeter(ctx: Context, participantId: string, greeterId: string | null): Promise<void> {
  await getParticipant(ctx, participantId)
  if (greeterId && !(await isCandidate(ctx, greeterId))) throw new ProblemError('not_found')
  await closeTiesTo(ctx, participantId, 'greeter')
  if (!greeterId) return
  await openTie(ctx, { kind: 'greeter', holderId: greeterId, subjectId: participantId, basis: 'enrollment' })
}
