import { createHash } from 'node:crypto'
import type { SignalPolicy } from '@cairn/program/signals/policy.ts'
import type { Moment } from '@cairn/simulation/person-rows.ts'
import type { ProgramRows } from '@cairn/simulation/program-rows.ts'
import { createRandom, type Random } from '@cairn/statistics/random/random.ts'
import type { Tx } from '../platform/database/tables.ts'
import type { Services } from '../platform/services.ts'
import type { DemoCalendar } from './demo-calendar.ts'
import { bytes, insertRows, type TableRow } from './insert-rows.ts'

/** What every part of the loader is given. */
export interface Writing {
  tx: Tx
  services: Services
  organizationId: string
  organizationName: string
  policy: SignalPolicy
  rows: ProgramRows
  calendar: DemoCalendar
  now: Temporal.Instant
  /** The id of a row by the simulation's key; of people too. */
  id(kind: string, key: string, at?: Moment): string
  /** Words sealed with their owner's key, as JSON carries bytea. */
  seal(ownerId: string, words: string): string
  /** Nobody sent these rows, so no body can be the same as theirs. */
  bodyOf(id: string): string
  random(name: string): Random
  insert(table: string, rows: readonly TableRow[]): Promise<void>
  /** Of a table that belongs to no organization (accounts). */
  insertPlain(table: string, rows: readonly TableRow[]): Promise<void>
  written(): number
}

/** A UUIDv7 of a row: its time, and a hash of what it is in this installation, so that loading twice gives the same ids. */
export function demoId(instance: string, kind: string, key: string, milliseconds: number): string {
  const bytes = createHash('sha256').update(`${instance}\0${kind}\0${key}`).digest().subarray(0, 16)
  bytes.writeUIntBE(milliseconds, 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export function openWriting(
  given: Pick<
    Writing,
    'tx' | 'services' | 'organizationId' | 'organizationName' | 'policy' | 'rows' | 'calendar' | 'now'
  >,
  seal: (ownerId: string, words: string) => Buffer,
): Writing {
  const { calendar, services, organizationId, rows, tx } = given
  const known = new Map<string, string>()
  let count = 0
  return {
    ...given,
    id(kind, key, at) {
      const name = `${kind} ${key}`
      let id = known.get(name)
      if (!id) {
        id = demoId(services.secrets.instance, kind, key, calendar.milliseconds(at ?? { day: 0, minute: 480 }))
        known.set(name, id)
      }
      return id
    },
    seal: (ownerId, words) => bytes(seal(ownerId, words)),
    bodyOf: (id) => `\\x${id.replaceAll('-', '')}`,
    random: (name) => createRandom(rows.seed, `demo ${name}`),
    async insert(table, list) {
      count += await insertRows(
        tx,
        table,
        list.map((row) => ({ organization_id: organizationId, ...row })),
      )
    },
    async insertPlain(table, list) {
      count += await insertRows(tx, table, list)
    },
    written: () => count,
  }
}

/** What a paper act says beside its mode; nothing for the other modes. */
export const paper = (w: Writing, mode: string, ownerId: string) => ({
  form_version: mode === 'paper' ? '1' : null,
  witness_sealed: mode === 'paper' ? w.seal(ownerId, 'Maya Whitfield') : null,
})
