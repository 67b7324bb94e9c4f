import type { Moment, ParticipantRow } from '@cairn/simulation/person-rows.ts'
import { pickWeighted } from '@cairn/simulation/random-choices.ts'
import { DEMO_TIME_ZONE } from './demo-calendar.ts'
import type { Writing } from './writing.ts'

/** Whether her mentor sees her check-ins: chosen once after a match. */
export function sharingOf(w: Writing, p: ParticipantRow): 'yes' | 'just_me' | 'ask_each_time' | null {
  if (!w.rows.matches.some((match) => match.participantKey === p.key && match.startedOn !== null)) return null
  return pickWeighted(w.random(`sharing ${p.key}`), { yes: 70, just_me: 18, ask_each_time: 12 })
}

/** Participants: where they stand and how they came to stand there. */
export async function writeParticipants(w: Writing): Promise<void> {
  const { rows, calendar } = w
  const deaths = new Map(rows.lifeEvents.filter((e) => e.kind === 'death').map((e) => [e.participantKey, e]))
  const hasLeft = (p: ParticipantRow) => p.status === 'left'
  await w.insert(
    'participants',
    rows.participants.map((p) => ({
      id: w.id('person', p.key),
      status: p.status,
      enrolled_on: calendar.day(p.enrolledOn),
      time_zone: DEMO_TIME_ZONE,
      funding_source: p.fundingSource,
      phone_is_watched: p.someoneElseSeesPhone,
      leave_message: p.mayLeaveMessage,
      wants_mentor: p.wishes.wantsMentor,
      is_imported: false,
      app_lock: p.someoneElseSeesPhone,
      neutral_notices: p.someoneElseSeesPhone,
      keep_history: !p.someoneElseSeesPhone,
      check_in_sharing: sharingOf(w, p),
      version: 1,
      created_at: calendar.instant({ day: p.enrolledOn, minute: p.enrolledMinute }),
    })),
  )
  await w.insert(
    'episodes',
    rows.participants.map((p) => ({
      id: w.id('episode', p.key, { day: p.enrolledOn, minute: p.enrolledMinute }),
      participant_id: w.id('person', p.key),
      started_on: calendar.day(p.enrolledOn),
      ended_on: hasLeft(p) ? calendar.day(p.statusSince) : null,
      funding_source: p.fundingSource,
    })),
  )
  const coordinator = w.id('person', 's-coordinator')
  await w.insert(
    'status_changes',
    rows.participants.flatMap((p) => {
      const began = { day: p.enrolledOn, minute: p.enrolledMinute }
      const change = (
        key: string,
        from: string | null,
        to: string,
        day: number,
        reason: string | null,
        at: Moment,
      ) => ({
        id: w.id('status', `${p.key} ${key}`, at),
        participant_id: w.id('person', p.key),
        from_status: from,
        to_status: to,
        changed_on: calendar.day(day),
        reason,
        changed_by: from === null ? null : coordinator,
        recorded_at: calendar.instant(at),
      })
      const first = change('first', null, 'waiting', p.enrolledOn, null, began)
      if (p.status === 'waiting' && p.statusSince === p.enrolledOn) return [first]
      const death = deaths.get(p.key)
      const hadMentor = rows.matches.some(
        (match) => match.participantKey === p.key && match.startedOn !== null && match.startedOn < p.statusSince,
      )
      const before = hadMentor && p.status !== 'active' ? 'active' : 'waiting'
      const reason = death ? 'died' : hasLeft(p) ? 'lost_contact' : p.status === 'paused' ? 'taking_a_break' : null
      const minute = Math.min(1020, p.statusSince === calendar.nowDay ? calendar.nowMinute : 1020)
      const when = { day: death ? death.learnedOn : p.statusSince, minute }
      return [first, change('last', before, p.status, p.statusSince, reason, when)]
    }),
  )
}
