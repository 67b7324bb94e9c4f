import type { Agreement, AgreementLine } from '@cairn/contract/agreements.ts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { getRow, someIds } from '../../platform/database/rows.ts'
import type { Tables } from '../../platform/database/tables.ts'
import { todayHere } from '../organizations/index.ts'
import { listNames } from '../people/index.ts'
import { getDocument } from './documents.ts'

export type AgreementRow = Selectable<Tables['agreements']>
type Event = Awaited<ReturnType<typeof listEvents>>[number]

export const ownerOf = (row: { participantId: string | null; mentorId: string | null }): string =>
  (row.participantId ?? row.mentorId)!

export const getAgreementRow = (ctx: Context, id: string): Promise<AgreementRow> => getRow(ctx, 'agreements', id)

export function listEvents({ tx, actor }: Context, ids: readonly string[]) {
  return tx
    .selectFrom('agreementEvents')
    .where('organizationId', '=', actor.organizationId)
    .where('agreementId', 'in', someIds(ids))
    .orderBy('at')
    .orderBy('id')
    .selectAll()
    .execute()
}

/** Where an agreement stands: the latest end wins, then its day, then who has signed. */
export function statusOf(
  row: Pick<AgreementRow, 'signers' | 'expiresOn'>,
  events: readonly Event[],
  today: Temporal.PlainDate,
) {
  const ended = events.findLast((event) => event.kind !== 'signed')
  if (ended) return ended.kind as 'revoked' | 'replaced' | 'expired'
  if (row.expiresOn && Temporal.PlainDate.compare(row.expiresOn, today) < 0) return 'expired' as const
  return waitingFor(row, events).length === 0 ? ('signed' as const) : ('to_sign' as const)
}

export const waitingFor = (row: Pick<AgreementRow, 'signers'>, events: readonly Event[]) =>
  row.signers.filter((signer) => !events.some((event) => event.kind === 'signed' && event.signer === signer))

async function present(ctx: Context, rows: readonly AgreementRow[]): Promise<z.input<typeof AgreementLine>[]> {
  const events = await listEvents(
    ctx,
    rows.map((row) => row.id),
  )
  const today = await todayHere(ctx)
  const names = await listNames(ctx, [
    ...rows.flatMap((row) => [row.participantId ?? [], row.mentorId ?? []].flat()),
    ...events.flatMap((event) => [event.personId ?? [], event.recordedBy ?? []].flat()),
  ])
  const ref = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' })
  const owners = new Map(rows.map((row) => [row.id, ownerOf(row)]))
  const witnesses = await ctx.vault.openAll(
    ctx.tx,
    ctx.actor.organizationId,
    events.map((event) => ({ ownerId: owners.get(event.agreementId)!, sealed: event.witnessSealed })),
  )
  const how = (event: Event) => ({
    at: event.at.toString(),
    on: (event.doneOn ?? today).toString(),
    mode: event.mode ?? ('self' as const),
    formVersion: event.formVersion,
    witness: witnesses[events.indexOf(event)] ?? null,
    recordedBy: ref(event.recordedBy),
  })
  return rows.map((row) => {
    const own = events.filter((event) => event.agreementId === row.id)
    const revoked = own.find((event) => event.kind === 'revoked')
    return {
      id: row.id,
      document: row.document,
      documentVersion: row.documentVersion,
      language: row.language,
      title: getDocument(row.document, row.language).title,
      status: statusOf(row, own, today),
      participant: ref(row.participantId),
      mentor: ref(row.mentorId),
      waitingFor: waitingFor(row, own),
      signatures: own
        .filter((event) => event.kind === 'signed')
        .map((event) => ({ as: event.signer!, person: ref(event.personId), ...how(event) })),
      preparedAt: row.preparedAt.toString(),
      expiresOn: row.expiresOn?.toString() ?? null,
      revokedAt: revoked?.at.toString() ?? null,
      revocation: revoked ? how(revoked) : null,
    }
  })
}

export async function listAgreements(ctx: Context, personId: string) {
  const rows = await ctx.tx
    .selectFrom('agreements')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where((or) =>
      or.or([
        or('participantId', '=', personId),
        or.and([or('mentorId', '=', personId), or('participantId', 'is', null)]),
      ]),
    )
    .orderBy('preparedAt', 'desc')
    .orderBy('id', 'desc')
    .selectAll()
    .execute()
  return { items: await present(ctx, rows) }
}

export async function getAgreement(ctx: Context, id: string): Promise<z.input<typeof Agreement>> {
  const row = await getAgreementRow(ctx, id)
  const [line] = await present(ctx, [row])
  const ownerId = ownerOf(row)
  const [text, sha256] = await ctx.vault.openAll(ctx.tx, ctx.actor.organizationId, [
    { ownerId, sealed: row.textSealed },
    { ownerId, sealed: row.sha256Sealed },
  ])
  return { ...line!, text: text ?? '', sha256: sha256 ?? '' }
}

/** The signed agreement of two people that holds now, if there is one. */
export async function findSignedAgreement(
  ctx: Context,
  document: AgreementRow['document'],
  participantId: string,
  mentorId: string,
): Promise<{ id: string; signedOn: Temporal.PlainDate } | undefined> {
  const rows = await ctx.tx
    .selectFrom('agreements')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('participantId', '=', participantId)
    .where('mentorId', '=', mentorId)
    .where('document', '=', document)
    .selectAll()
    .execute()
  const events = await listEvents(
    ctx,
    rows.map((row) => row.id),
  )
  const today = await todayHere(ctx)
  for (const row of rows) {
    const own = events.filter((event) => event.agreementId === row.id)
    if (statusOf(row, own, today) !== 'signed') continue
    const days = own.filter((event) => event.kind === 'signed').map((event) => event.doneOn!)
    return { id: row.id, signedOn: days.reduce((a, b) => (Temporal.PlainDate.compare(a, b) > 0 ? a : b)) }
  }
  return undefined
}

/** Which of some agreements are signed by everybody and hold today: not taken back, not replaced, not past their last day. */
export async function listHolding(ctx: Context, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await ctx.tx
    .selectFrom('agreements')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('id', 'in', [...ids])
    .select(['id', 'signers', 'expiresOn'])
    .execute()
  const events = await listEvents(ctx, ids)
  const today = await todayHere(ctx)
  const holds = (row: (typeof rows)[number]) =>
    statusOf(
      row,
      events.filter((event) => event.agreementId === row.id),
      today,
    ) === 'signed'
  return new Set(rows.filter(holds).map((row) => row.id))
}
