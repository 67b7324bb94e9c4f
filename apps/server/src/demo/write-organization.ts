import { sql } from 'kysely'
import { keepToken } from '../platform/identity/front-door.ts'
import type { Cast } from './cast.ts'
import { DEMO_TIME_ZONE } from './demo-calendar.ts'
import { DEMO_HELP_NUMBERS, DEMO_SETTINGS } from './demo-program.ts'
import { insertRows, type TableRow } from './insert-rows.ts'
import type { Writing } from './writing.ts'

/** The roles that the sign-in page offers, and whose account each is. */
export const castKeys = (cast: Cast): Record<string, string> => ({
  participant: cast.participant.key,
  mentor: cast.mentor.key,
  supervisor: 's-supervisor-1',
  coordinator: 's-coordinator',
  clinician: 's-clinician',
  evaluator: 's-evaluator',
  administrator: 's-administrator',
})

/** The organization itself, flagged as a demo; `personas` are read by the sign-in page. */
export async function writeOrganization(
  w: Writing,
  personas: Record<string, { accountId: string; name: string }>,
): Promise<void> {
  await insertRows(w.tx, 'organizations', [
    {
      id: w.organizationId,
      name: w.organizationName,
      time_zone: DEMO_TIME_ZONE,
      languages: ['en', 'es'],
      is_demo: true,
      settings: { ...DEMO_SETTINGS, demoPersonas: personas },
      version: 1,
      created_at: w.calendar.instant({ day: 0, minute: 480 }),
    },
  ])
}

/** The code that opens the front desk's invitation, so that a visitor can enroll somebody new. */
export const DEMO_JOIN_CODE = 'RIVERBEND'

/** Who is on call this week, the help page's own numbers, and the invitation's code. */
export async function writeDesk(w: Writing): Promise<void> {
  const { calendar } = w
  const shifts: TableRow[] = []
  for (let ahead = -1; ahead < 7; ahead++) {
    const key = ['s-coordinator', 's-supervisor-1', 's-supervisor-2'][(ahead + 3) % 3]!
    const start = { day: calendar.nowDay + ahead, minute: 8 * 60 }
    const id = w.id('shift', String(ahead), { day: calendar.nowDay - 2, minute: 600 })
    shifts.push({
      id,
      person_id: w.id('person', key),
      starts_at: calendar.instant(start),
      ends_at: calendar.instant({ day: start.day + 1, minute: 8 * 60 }),
      phone: '5550142',
      created_by: w.id('person', 's-coordinator'),
      created_at: calendar.instant({ day: calendar.nowDay - 2, minute: 600 }),
      body_index: w.bodyOf(id),
    })
  }
  await w.insert('on_call_shifts', shifts)
  await w.insert('help_pages', [
    { numbers: DEMO_HELP_NUMBERS, hidden: [], changed_by: null, changed_at: calendar.instant({ day: 0, minute: 540 }) },
  ])
  await keepToken(w.tx, 'join', DEMO_JOIN_CODE, {
    organizationId: w.organizationId,
    subjectId: w.id('invitation', 'front desk'),
    accountId: null,
    expiresAt: null,
    now: w.now,
  })
}

const TEN_MINUTES = 600_000

/** The last weeks of the audit trail: each logged talk was written, and its mentor had opened the card. */
export async function writeAuditTrail(w: Writing): Promise<void> {
  const { rows, calendar } = w
  const seen = new Set<string>()
  const entries: TableRow[] = []
  const add = (
    key: string,
    act: 'read' | 'write',
    action: string,
    actorKey: string,
    role: string,
    subjectKey: string,
    milliseconds: number,
    record: string,
  ) => {
    const slot = act === 'read' ? Math.floor(milliseconds / TEN_MINUTES) : null
    const once = `${actorKey} ${subjectKey} ${action} ${slot}`
    if (slot !== null && seen.has(once)) return
    seen.add(once)
    const at = Temporal.Instant.fromEpochMilliseconds(milliseconds)
    entries.push({
      id: w.id('audit', key),
      recorded_at: at.toString(),
      actor_id: w.id('person', actorKey),
      actor_role: role,
      act,
      action,
      subject_id: w.id('person', subjectKey),
      record_ids: [record],
      request_id: 'demo',
      time_slot: slot,
    })
  }
  for (const c of rows.contacts) {
    if (c.loggedAt === null || rows.nowDay - c.at.day > 28) continue
    const logged = calendar.milliseconds(c.loggedAt)
    add(
      `read ${c.key}`,
      'read',
      'card.read',
      c.mentorKey,
      'mentor',
      c.participantKey,
      logged - 60_000,
      w.id('person', c.participantKey),
    )
    add(`write ${c.key}`, 'write', 'talk.write', c.mentorKey, 'mentor', c.participantKey, logged, w.id('talk', c.key))
  }
  for (const t of rows.askAttempts) {
    const ask = rows.asks.find((a) => a.key === t.askKey)!
    if (t.byKey !== 's-coordinator' || rows.nowDay - t.at.day > 28) continue
    add(
      `try ${t.askKey} ${t.at.day}`,
      'read',
      'contact.read',
      t.byKey,
      'coordinator',
      ask.participantKey,
      calendar.milliseconds(t.at),
      w.id('person', ask.participantKey),
    )
  }
  await w.insert('audit', entries)
}

/** What was asked for and told long ago was answered long ago: only the last two days wait for somebody. */
export async function settleThePast(tx: Writing['tx'], organizationId: string, now: Temporal.Instant): Promise<void> {
  await sql`update attention_items set closed_at = since + interval '3 hours', closed_by = owner_id, outcome = 'reached', tries = 1, version = version + 1
    where organization_id = ${organizationId} and kind = 'event' and closed_at is null and since < ${now.subtract({ hours: 48 }).toString()}::timestamptz`.execute(
    tx,
  )
}
