import { createHmac } from 'node:crypto'
import type { Action } from '@cairn/program/access/actions.ts'
import { sql } from 'kysely'
import type { Tx } from './database/tables.ts'
import { newId } from './ids.ts'

const TEN_MINUTES = 600_000
const MOST_ROWS = 2000

export interface AuditEntry {
  organizationId: string
  actorId: string | null
  actorRole: string
  act: 'read' | 'write'
  action: Action
  /** The person whom the record is about. */
  subjectId: string | null
  recordIds: readonly string[]
  requestId: string
  at: Temporal.Instant
}

/** Adds one row, in the same transaction as what it tells of. Reads coalesce per actor, subject and action for ten minutes. */
export async function writeAudit(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  // A statement takes 65,535 values; a page that shows a whole program adds more than that.
  if (entries.length > MOST_ROWS) {
    await writeAudit(tx, entries.slice(0, MOST_ROWS))
    return writeAudit(tx, entries.slice(MOST_ROWS))
  }
  if (entries.length === 0) return
  await tx
    .insertInto('audit')
    .values(
      entries.map((entry) => ({
        organizationId: entry.organizationId,
        id: newId(entry.at),
        recordedAt: entry.at,
        actorId: entry.actorId,
        actorRole: entry.actorRole,
        act: entry.act,
        action: entry.action,
        subjectId: entry.subjectId,
        recordIds: [...entry.recordIds],
        requestId: entry.requestId,
        timeSlot: entry.act === 'read' ? Math.floor(entry.at.epochMilliseconds / TEN_MINUTES) : null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

interface SealedRow {
  id: string
  line: string
}

/** The text of a row that its seal covers: every column but the batch itself. */
function rowsOfBatch(tx: Tx, organizationId: string, batch: number) {
  return sql<SealedRow>`
    select id, concat_ws('|', organization_id, id, extract(epoch from recorded_at), actor_id, actor_role, act, action, subject_id, array_to_string(record_ids, ','), request_id, time_slot) as line
    from audit where organization_id = ${organizationId} and batch = ${batch} order by id`.execute(tx)
}

function sealOf(
  key: Buffer,
  organizationId: string,
  batch: number,
  previous: Buffer,
  rows: readonly SealedRow[],
): Buffer {
  const mac = createHmac('sha256', key).update(`${organizationId}|${batch}|`).update(previous)
  for (const row of rows) mac.update('\n').update(row.line)
  return mac.digest()
}

const FIRST = Buffer.alloc(32)

const ID_BYTES = 16
const MARK_BYTES = 8
const markOf = (key: Buffer, row: SealedRow): Buffer =>
  createHmac('sha256', key).update('row|').update(row.line).digest().subarray(0, MARK_BYTES)

/** Each row's id and mark, one after the other: they name the rows that the seal of their batch no longer fits. */
const marksOf = (key: Buffer, rows: readonly SealedRow[]): Buffer =>
  Buffer.concat(rows.flatMap((row) => [Buffer.from(row.id.replaceAll('-', ''), 'hex'), markOf(key, row)]))

function readMarks(marks: Buffer): Map<string, Buffer> {
  const kept = new Map<string, Buffer>()
  for (let at = 0; at < marks.length; at += ID_BYTES + MARK_BYTES) {
    const hex = marks.subarray(at, at + ID_BYTES).toString('hex')
    kept.set(
      hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
      marks.subarray(at + ID_BYTES).subarray(0, MARK_BYTES),
    )
  }
  return kept
}

/** What happened to a batch that does not fit its seal: row by row, or as a whole where its marks do not tell. */
function faultsOf(
  key: Buffer,
  batch: { batch: number; rows: number; rowMarks: Buffer | null },
  rows: readonly SealedRow[],
) {
  const kept = readMarks(batch.rowMarks ?? Buffer.alloc(0))
  const here = new Set(rows.map((row) => row.id))
  const named = [
    ...rows
      .filter((row) => kept.has(row.id) && !kept.get(row.id)!.equals(markOf(key, row)))
      .map((row) => `Row ${row.id} of batch ${batch.batch} was changed.`),
    ...[...kept.keys()].filter((id) => !here.has(id)).map((id) => `Row ${id} of batch ${batch.batch} was removed.`),
    ...rows.filter((row) => !kept.has(row.id)).map((row) => `Row ${row.id} of batch ${batch.batch} was added.`),
  ]
  if (batch.rowMarks !== null && named.length > 0) return named
  const isOther = rows.length !== batch.rows
  return [
    isOther
      ? `Batch ${batch.batch} was sealed with ${batch.rows} rows and now has ${rows.length}.`
      : `Batch ${batch.batch} does not match its seal: something in it was changed.`,
  ]
}

export interface AuditHead {
  organizationId: string
  batch: number
  seal: string
}

/** Seals what is not sealed yet into the next batch of the chain. Run as cairn_jobs; returns the new head, or undefined. */
export async function sealAudit(
  tx: Tx,
  key: Buffer,
  organizationId: string,
  now: Temporal.Instant,
): Promise<AuditHead | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext('audit seal'), hashtext(${organizationId}))`.execute(tx)
  const last = await tx
    .selectFrom('auditBatches')
    .where('organizationId', '=', organizationId)
    .orderBy('batch', 'desc')
    .limit(1)
    .select(['batch', 'seal'])
    .executeTakeFirst()
  const batch = (last?.batch ?? 0) + 1
  const taken =
    await sql`update audit set batch = ${batch} where organization_id = ${organizationId} and batch is null`.execute(tx)
  if (!taken.numAffectedRows) return undefined
  const { rows } = await rowsOfBatch(tx, organizationId, batch)
  const seal = sealOf(key, organizationId, batch, last?.seal ?? FIRST, rows)
  await tx
    .insertInto('auditBatches')
    .values({ organizationId, batch, rows: rows.length, seal, rowMarks: marksOf(key, rows), sealedAt: now })
    .execute()
  return { organizationId, batch, seal: seal.toString('hex') }
}

export interface AuditVerdict {
  batches: number
  rows: number
  unsealed: number
  faults: string[]
}

/** Recomputes every seal of an organization. Each row changed, removed or added is a fault; a cut end shows against the head kept outside. */
export async function verifyAudit(
  tx: Tx,
  key: Buffer,
  organizationId: string,
  head?: AuditHead,
): Promise<AuditVerdict> {
  const batches = await tx
    .selectFrom('auditBatches')
    .where('organizationId', '=', organizationId)
    .orderBy('batch')
    .selectAll()
    .execute()
  const faults: string[] = []
  let previous: Buffer = FIRST
  let rowCount = 0
  for (const [index, kept] of batches.entries()) {
    if (kept.batch !== index + 1) faults.push(`Batch ${index + 1} is missing.`)
    const { rows } = await rowsOfBatch(tx, organizationId, kept.batch)
    rowCount += rows.length
    if (!sealOf(key, organizationId, kept.batch, previous, rows).equals(kept.seal))
      faults.push(...faultsOf(key, kept, rows))
    previous = kept.seal
  }
  if (head && (batches.length < head.batch || batches[head.batch - 1]?.seal.toString('hex') !== head.seal))
    faults.push(
      `The head kept outside the database names batch ${head.batch}; the database does not hold it as it was.`,
    )
  const known = new Set(batches.map((batch) => batch.batch))
  const { rows: others } = await sql<{
    batch: number | null
    count: number
  }>`select batch, count(*) as count from audit where organization_id = ${organizationId} group by batch`.execute(tx)
  for (const { batch, count } of others)
    if (batch !== null && !known.has(batch)) faults.push(`${count} rows claim batch ${batch}, which was never sealed.`)
  return {
    batches: batches.length,
    rows: rowCount,
    unsealed: others.find((row) => row.batch === null)?.count ?? 0,
    faults,
  }
}
