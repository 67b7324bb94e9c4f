import type { MentorRow } from '@cairn/simulation/person-rows.ts'
import { chance } from '@cairn/simulation/random-choices.ts'
import { aboutOf, hoursOf } from './talk-words.ts'
import type { Writing } from './writing.ts'

const statusOf = (m: MentorRow) =>
  m.status === 'left' ? 'ended' : m.status === 'returning' ? 'returning' : 'available'

/** Mentors: what they offer, when they were and are away, and who supervises them. */
export async function writeMentors(w: Writing): Promise<void> {
  const { rows, calendar } = w
  const at = (day: number, minute = 540) => ({
    day,
    minute: day === calendar.nowDay ? Math.min(minute, calendar.nowMinute) : minute,
  })
  const open = new Map(rows.aways.filter((a) => a.backOn > rows.nowDay).map((a) => [a.mentorKey, a]))
  const coverOf = (key: string | null | undefined) => (key ? w.id('person', key) : null)
  await w.insert(
    'mentors',
    rows.mentors.map((m) => {
      const away = open.get(m.key)
      return {
        id: w.id('person', m.key),
        status: statusOf(m),
        capacity: m.capacity,
        languages: m.languages,
        away_from: away ? calendar.day(away.fromOn) : null,
        away_until: away ? calendar.day(away.backOn) : null,
        cover_id: coverOf(away?.coverMentorKey),
        supervisor_id: w.id('person', m.supervisorKey),
        version: 1,
        created_at: calendar.instant(at(m.joinedOn)),
      }
    }),
  )
  await w.insert(
    'mentor_profiles',
    rows.mentors.map((m) => {
      const id = w.id('person', m.key)
      const random = w.random(`mentor ${m.key}`)
      const language = m.languages[0]!
      const released = m.livedExperience.filter((topic) => topic !== 'prison' || chance(random, 0.5))
      return {
        id,
        gender: m.gender,
        times: m.availability,
        ways: ['in_person', 'phone', 'video', 'messages'],
        lived: m.livedExperience,
        lived_released: released,
        hours_words_sealed: w.seal(id, hoursOf(random, language)),
        about_sealed: w.seal(id, aboutOf(random, language)),
      }
    }),
  )
  await w.insert(
    'absences',
    rows.aways.map((a) => {
      const announced = at(Math.max(0, a.fromOn - 1), 1000)
      const id = w.id('absence', `${a.mentorKey} ${a.fromOn}`, announced)
      const isOver = a.backOn <= rows.nowDay
      return {
        id,
        mentor_id: w.id('person', a.mentorKey),
        from_on: calendar.day(a.fromOn),
        back_on: calendar.day(a.backOn),
        cover_id: coverOf(a.coverMentorKey),
        announced_at: calendar.instant(announced),
        ended_at: isOver ? calendar.instant({ day: a.backOn, minute: 0 }) : null,
        body_index: w.bodyOf(id),
      }
    }),
  )
  await w.insert(
    'ties',
    rows.mentors
      .filter((m) => m.status !== 'left')
      .map((m) => ({
        id: w.id('tie supervisor', m.key, at(m.joinedOn)),
        kind: 'supervisor',
        holder_id: w.id('person', m.supervisorKey),
        subject_id: w.id('person', m.key),
        since: calendar.instant(at(m.joinedOn)),
        until: null,
        basis: 'supervision',
      })),
  )
}
