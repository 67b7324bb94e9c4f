import { createHash } from 'node:crypto'
import type {
  prepareAgreement as prepareRoute,
  revokeAgreement as revokeRoute,
  signAgreement as signRoute,
} from '@cairn/contract/agreements.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { lockRow } from '../../platform/database/rows.ts'
import { newId } from '../../platform/ids.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { dayDone, getOrganization } from '../organizations/index.ts'
import { getName, listTiesTo } from '../people/index.ts'
import { A_MENTOR, getDocument, renderDocument, SIGNERS_OF } from './documents.ts'
import { type AgreementRow, getAgreementRow, listEvents, ownerOf, statusOf, waitingFor } from './queries.ts'

type Prepare = z.output<typeof prepareRoute.schema.body>
type Sign = z.output<typeof signRoute.schema.body>
type Revoke = z.output<typeof revokeRoute.schema.body>

const HOURS_NOT_SAID = { en: 'the hours that we agree on', es: 'las horas que acordemos' }

/** Renders a document with the names of these people, and keeps the exact words. */
export async function prepareAgreement(ctx: Context, personId: string, body: Prepare): Promise<void> {
  const { tx, vault, actor, now } = ctx
  const { organizationId } = actor
  const { kept, bodyIndex } = await takeId(ctx, 'agreements', body.id, { ...body, of: personId })
  if (kept) return

  const signers = SIGNERS_OF[body.document]
  const isMentors = !signers.includes('participant')
  const mentorId = isMentors ? personId : (body.mentorId ?? (await listTiesTo(ctx, [personId], 'mentor'))[0]?.holderId)
  const needsMentor = signers.includes('mentor')
  if (needsMentor && !mentorId) throw new ProblemError('not_possible_now')
  const organization = await getOrganization(ctx)
  const document = getDocument(body.document, body.language)
  const { notice } = organization.settings
  const text = renderDocument(document, {
    organization: organization.name,
    participant: isMentors ? '' : await getName(ctx, personId),
    mentor: mentorId ? await getName(ctx, mentorId) : A_MENTOR[body.language],
    hours: body.hours ?? HOURS_NOT_SAID[body.language],
    contact_name: notice.contactName,
    contact_phone: notice.contactPhone,
    contact_email: notice.contactEmail,
    contact_address: notice.contactAddress,
    state_rules: notice.stateRules,
    effective_on: notice.effectiveOn ?? '',
  })
  const row = { participantId: isMentors ? null : personId, mentorId: needsMentor ? mentorId! : null }
  const ownerId = ownerOf(row)
  await tx
    .insertInto('agreements')
    .values({
      organizationId,
      id: body.id,
      document: body.document,
      documentVersion: document.version,
      language: body.language,
      ...row,
      signers: [...signers],
      textSealed: await vault.seal(tx, organizationId, ownerId, text),
      sha256Sealed: await vault.seal(tx, organizationId, ownerId, createHash('sha256').update(text).digest('hex')),
      preparedAt: now,
      expiresOn: body.expiresOn ?? null,
      bodyIndex,
    })
    .execute()
}

/** Whose signature this is, when the actor may give or write it down. Nobody signs for a mentor, and nobody but herself for her by 'self'. */
function signerId(ctx: Context, row: AgreementRow, { as, done }: Sign): string {
  const { role, personId } = ctx.actor
  if (as === 'mentor') {
    if (role === 'mentor' && personId === row.mentorId) return personId
  } else if (as === 'organization') {
    if (role === 'coordinator' || role === 'supervisor') return personId
  } else if (personId === row.participantId ? done.mode !== 'paper' : done.mode !== 'self' && role !== 'participant')
    return row.participantId!
  throw new ProblemError('not_allowed')
}

/**
 * Signs the words that were shown. Answers whether everybody has signed with it; an earlier agreement of the same two people
 * is then replaced.
 */
export async function signAgreement(
  ctx: Context,
  id: string,
  body: Sign,
): Promise<{ isComplete: boolean; signedNow: boolean }> {
  const { tx, vault, actor, now } = ctx
  const { organizationId } = actor
  const row = await lockRow(ctx, 'agreements', id)
  const events = await listEvents(ctx, [id])
  const { kept, bodyIndex } = await takeId(ctx, 'agreementEvents', body.id, { ...body, of: id })
  if (kept) return { isComplete: waitingFor(row, events).length === 0, signedNow: false }
  const personId = signerId(ctx, row, body)
  const doneOn = await dayDone(ctx, body.done.on)
  if (statusOf(row, events, doneOn) !== 'to_sign' || !waitingFor(row, events).includes(body.as))
    throw new ProblemError('not_possible_now')
  const ownerId = ownerOf(row)
  if ((await vault.open(tx, organizationId, { ownerId, sealed: row.sha256Sealed })) !== body.sha256)
    throw new ProblemError('stale_version')
  await tx
    .insertInto('agreementEvents')
    .values({
      organizationId,
      id: body.id,
      agreementId: id,
      kind: 'signed',
      signer: body.as,
      personId,
      recordedBy: actor.personId,
      mode: body.done.mode,
      doneOn,
      formVersion: body.done.formVersion ?? null,
      witnessSealed: body.done.witness ? await vault.seal(tx, organizationId, ownerId, body.done.witness) : null,
      at: now,
      bodyIndex,
    })
    .execute()
  const isComplete = waitingFor(row, await listEvents(ctx, [id])).length === 0
  if (isComplete) await replaceOlder(ctx, row)
  return { isComplete, signedNow: true }
}

async function end(
  ctx: Context,
  ids: readonly string[],
  kind: 'revoked' | 'replaced' | 'expired',
  more: {
    mode?: Revoke['done']['mode']
    doneOn?: Temporal.PlainDate
    formVersion?: string | undefined
    witness?: Buffer | null
  } = {},
): Promise<void> {
  if (ids.length === 0) return
  await ctx.tx
    .insertInto('agreementEvents')
    .values(
      ids.map((agreementId) => ({
        organizationId: ctx.actor.organizationId,
        id: newId(ctx.now),
        agreementId,
        kind,
        signer: null,
        personId: null,
        recordedBy: ctx.actor.personId || null,
        mode: more.mode ?? null,
        doneOn: more.doneOn ?? null,
        formVersion: more.formVersion ?? null,
        witnessSealed: more.witness ?? null,
        at: ctx.now,
        bodyIndex: Buffer.alloc(0),
      })),
    )
    .execute()
}

async function replaceOlder(ctx: Context, row: AgreementRow): Promise<void> {
  const older = await ctx.tx
    .selectFrom('agreements')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('document', '=', row.document)
    .where('participantId', row.participantId ? '=' : 'is', row.participantId)
    .where('mentorId', row.mentorId ? '=' : 'is', row.mentorId)
    .where('id', '<>', row.id)
    .select(['id', 'signers', 'expiresOn'])
    .execute()
  const events = await listEvents(
    ctx,
    older.map((one) => one.id),
  )
  const today = await dayDone(ctx, undefined)
  const replaced = older.filter((one) =>
    ['signed', 'to_sign'].includes(
      statusOf(
        one,
        events.filter((event) => event.agreementId === one.id),
        today,
      ),
    ),
  )
  await end(
    ctx,
    replaced.map((one) => one.id),
    'replaced',
  )
}

/** Takes a signature back, from now on. What was done under it stays. */
export async function revokeAgreement(ctx: Context, id: string, { done }: Revoke): Promise<void> {
  const row = await getAgreementRow(ctx, id)
  const doneOn = await dayDone(ctx, done.on)
  const status = statusOf(row, await listEvents(ctx, [id]), doneOn)
  if (status === 'revoked') return
  if (status !== 'signed' && status !== 'to_sign') throw new ProblemError('not_possible_now')
  const witness = done.witness
    ? await ctx.vault.seal(ctx.tx, ctx.actor.organizationId, ownerOf(row), done.witness)
    : null
  await end(ctx, [id], 'revoked', { mode: done.mode, doneOn, formVersion: done.formVersion, witness })
}

/** Writes the end of every agreement whose last day has passed. */
export async function expireAgreements(ctx: Context): Promise<void> {
  const today = await dayDone(ctx, undefined)
  const rows = await ctx.tx
    .selectFrom('agreements')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('expiresOn', '<', today)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('agreementEvents')
            .whereRef('agreementEvents.organizationId', '=', 'agreements.organizationId')
            .whereRef('agreementEvents.agreementId', '=', 'agreements.id')
            .where('kind', '<>', 'signed')
            .select('agreementEvents.id'),
        ),
      ),
    )
    .select('id')
    .execute()
  await end(
    ctx,
    rows.map((row) => row.id),
    'expired',
  )
}
