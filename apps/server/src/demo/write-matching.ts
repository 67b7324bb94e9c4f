import { createHash } from 'node:crypto'
import type { MatchRow } from '@cairn/simulation/meeting-rows.ts'
import type { Language, Moment } from '@cairn/simulation/person-rows.ts'
import { getDocument, renderDocument } from '../slices/agreements/index.ts'
import { DEMO_SETTINGS } from './demo-program.ts'
import type { TableRow } from './insert-rows.ts'
import { hoursOf } from './talk-words.ts'
import type { Writing } from './writing.ts'

/** Where a proposal stands, in the words of the table. */
export function statusOf(match: MatchRow): 'proposed' | 'accepted' | 'declined' | 'withdrawn' | 'ended' {
  if (match.participantAnswer === 'no' || match.mentorAnswer === 'no') return 'declined'
  if (match.acceptedAt !== null) return match.endedOn === null ? 'accepted' : 'ended'
  return match.endedOn === null ? 'proposed' : 'withdrawn'
}

/** An hour of that day which has passed. */
const at = (w: Writing, day: number, minute: number): Moment => ({
  day,
  minute: day === w.calendar.nowDay ? Math.min(minute, w.calendar.nowMinute) : minute,
})

/** Proposals, matches, relationships with their agreements, and the ties that give access. */
export async function writeMatches(w: Writing, names: ReadonlyMap<string, string>): Promise<void> {
  const { rows, calendar } = w
  const instant = (moment: Moment | null) => moment && calendar.instant(moment)
  const ended = (m: MatchRow) => (m.endedOn === null ? null : at(w, m.endedOn, 1020))
  const id = (m: MatchRow) => w.id('match', m.key, m.proposedAt)
  await w.insert(
    'matches',
    rows.matches.map((m) => ({
      id: id(m),
      participant_id: w.id('person', m.participantKey),
      mentor_id: w.id('person', m.mentorKey),
      status: statusOf(m),
      proposed_at: instant(m.proposedAt),
      proposed_by: 'staff',
      proposer_id: w.id('person', 's-coordinator'),
      participant_answer: m.participantAnswer,
      participant_answered_at: instant(m.participantAnsweredAt),
      participant_mode: m.participantAnswer && 'self',
      mentor_answer: m.mentorAnswer,
      mentor_answered_at: instant(m.mentorAnsweredAt),
      accepted_at: instant(m.acceptedAt),
      ended_on: m.endedOn === null ? null : calendar.day(m.endedOn),
      ended_at: instant(ended(m)),
      ended_by: null,
      end_reason: m.endReason,
      body_index: w.bodyOf(id(m)),
    })),
  )
  const accepted = rows.matches.filter((m) => m.acceptedAt !== null)
  const agreements = await writeBoundaryAgreements(
    w,
    accepted.filter((m) => m.startedOn !== null || m.endedOn === null),
    names,
  )
  await w.insert(
    'relationships',
    accepted.map((m) => ({
      id: id(m),
      participant_id: w.id('person', m.participantKey),
      mentor_id: w.id('person', m.mentorKey),
      stage: m.endedOn !== null ? 'closed' : m.startedOn === null ? 'accepted' : 'active',
      accepted_at: instant(m.acceptedAt),
      agreement_id: m.startedOn === null ? null : agreements.get(m.key)!,
      active_since: m.startedOn === null ? null : calendar.day(m.startedOn),
      closed_on: m.endedOn === null ? null : calendar.day(m.endedOn),
      reflection_sealed: null,
    })),
  )
  await w.insert(
    'ties',
    accepted.map((m) => ({
      id: w.id('tie mentor', m.key, m.acceptedAt!),
      kind: 'mentor',
      holder_id: w.id('person', m.mentorKey),
      subject_id: w.id('person', m.participantKey),
      since: instant(m.acceptedAt),
      until: instant(ended(m)),
      basis: `match:${id(m)}`,
    })),
  )
  await writeCovers(w, accepted)
}

/** While a mentor is away, whoever covers stands in for each of her people. */
async function writeCovers(w: Writing, accepted: readonly MatchRow[]): Promise<void> {
  const { rows, calendar } = w
  const ties: TableRow[] = []
  for (const away of rows.aways.filter((a) => a.backOn > rows.nowDay && a.coverMentorKey !== null))
    for (const m of accepted.filter((one) => one.mentorKey === away.mentorKey && one.endedOn === null)) {
      const since = at(w, away.fromOn, 540)
      const absence = w.id('absence', `${away.mentorKey} ${away.fromOn}`)
      ties.push({
        id: w.id('tie cover', `${m.key} ${away.fromOn}`, since),
        kind: 'cover',
        holder_id: w.id('person', away.coverMentorKey!),
        subject_id: w.id('person', m.participantKey),
        since: calendar.instant(since),
        until: null,
        basis: `away:${absence}`,
      })
    }
  await w.insert('ties', ties)
}

interface Signed {
  signer: 'participant' | 'mentor' | 'organization'
  personKey: string
  mode: string
  at: Moment
}

interface ToWrite {
  key: string
  document: 'boundary-agreement' | 'patient-notice' | 'mentor-code-of-ethics'
  language: Language
  participantKey: string | null
  mentorKey: string | null
  values: Record<string, string>
  signers: Signed['signer'][]
  preparedAt: Moment
  signed: Signed[]
}

/** The exact words with the names in them, sealed for whom they are about, and each signature as an event. */
async function writeAgreements(w: Writing, list: readonly ToWrite[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  const agreements: TableRow[] = []
  const events: TableRow[] = []
  for (const one of list) {
    const id = w.id('agreement', `${one.document} ${one.key}`, one.preparedAt)
    ids.set(one.key, id)
    const document = getDocument(one.document, one.language)
    const text = renderDocument(document, { organization: w.organizationName, ...one.values })
    const owner = w.id('person', (one.participantKey ?? one.mentorKey)!)
    agreements.push({
      id,
      document: one.document,
      document_version: document.version,
      language: one.language,
      participant_id: one.participantKey && w.id('person', one.participantKey),
      mentor_id: one.mentorKey && w.id('person', one.mentorKey),
      signers: one.signers,
      text_sealed: w.seal(owner, text),
      sha256_sealed: w.seal(owner, createHash('sha256').update(text).digest('hex')),
      prepared_at: w.calendar.instant(one.preparedAt),
      expires_on: null,
      body_index: w.bodyOf(id),
    })
    for (const { signer, personKey, mode, at: signedAt } of one.signed) {
      const eventId = w.id('signature', `${one.document} ${one.key} ${signer}`, signedAt)
      const isPaper = mode === 'paper'
      events.push({
        id: eventId,
        agreement_id: id,
        kind: 'signed',
        signer,
        person_id: w.id('person', personKey),
        recorded_by: mode === 'self' ? w.id('person', personKey) : w.id('person', 's-coordinator'),
        mode,
        done_on: w.calendar.day(signedAt.day),
        form_version: isPaper ? '1' : null,
        witness_sealed: isPaper ? w.seal(owner, 'Maya Whitfield') : null,
        at: w.calendar.instant(signedAt),
        body_index: w.bodyOf(eventId),
      })
    }
  }
  await w.insert('agreements', agreements)
  await w.insert('agreement_events', events)
  return ids
}

function writeBoundaryAgreements(
  w: Writing,
  matches: readonly MatchRow[],
  names: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const people = new Map(w.rows.participants.map((p) => [p.key, p]))
  return writeAgreements(
    w,
    matches.map((m) => {
      const person = people.get(m.participantKey)!
      const mode = person.reach === 'app' ? 'self' : 'together'
      const signedAt = (minute: number) => at(w, m.startedOn!, minute)
      return {
        key: m.key,
        document: 'boundary-agreement',
        language: person.language,
        participantKey: m.participantKey,
        mentorKey: m.mentorKey,
        values: {
          participant: names.get(m.participantKey)!,
          mentor: names.get(m.mentorKey)!,
          hours: hoursOf(w.random(`hours ${m.mentorKey}`), person.language),
        },
        signers: ['participant', 'mentor'],
        preparedAt: m.acceptedAt!,
        signed:
          m.startedOn === null
            ? []
            : [
                { signer: 'participant', personKey: m.participantKey, mode, at: signedAt(620) },
                { signer: 'mentor', personKey: m.mentorKey, mode: 'self', at: signedAt(640) },
              ],
      }
    }),
  )
}

const NOTICE_MODES = {
  link: 'self',
  walk_in: 'together',
  referral_card: 'together',
  paper: 'paper',
  import: 'paper',
} as const

/** The patient notice of everybody who enrolled, and each mentor's code of ethics. */
export async function writeNotices(w: Writing, names: ReadonlyMap<string, string>): Promise<void> {
  const { notice } = DEMO_SETTINGS as { notice: Record<string, string> }
  const values = {
    contact_name: notice['contactName']!,
    contact_phone: notice['contactPhone']!,
    contact_email: notice['contactEmail']!,
    contact_address: notice['contactAddress']!,
    state_rules: notice['stateRules']!,
    effective_on: notice['effectiveOn']!,
  }
  const notices = w.rows.participants.map((p): ToWrite => {
    const signedAt = { day: p.enrolledOn, minute: p.enrolledMinute }
    return {
      key: p.key,
      document: 'patient-notice',
      language: p.language,
      participantKey: p.key,
      mentorKey: null,
      values,
      signers: ['participant'],
      preparedAt: signedAt,
      signed: [{ signer: 'participant', personKey: p.key, mode: NOTICE_MODES[p.enrolledBy], at: signedAt }],
    }
  })
  const codes = w.rows.mentors.map((m): ToWrite => {
    const signedAt = at(w, m.joinedOn, 560)
    return {
      key: m.key,
      document: 'mentor-code-of-ethics',
      language: m.languages[0]!,
      participantKey: null,
      mentorKey: m.key,
      values: { mentor: names.get(m.key)! },
      signers: ['mentor', 'organization'],
      preparedAt: signedAt,
      signed: [
        { signer: 'mentor', personKey: m.key, mode: 'self', at: signedAt },
        { signer: 'organization', personKey: m.supervisorKey, mode: 'self', at: signedAt },
      ],
    }
  })
  await writeAgreements(w, [...notices, ...codes])
}
