import type { Role } from '@cairn/program/access/roles.ts'
import { type GreeterCandidate, pickGreeter } from '@cairn/program/people/pick-greeter.ts'
import { addStaffedHours } from '@cairn/program/staffed-hours/staffed-hours.ts'
import type { MentorRow, Moment, ParticipantRow } from '@cairn/simulation/program-rows.ts'
import { chance, pickWeighted } from '@cairn/simulation/random-choices.ts'
import { DEMO_TIME_ZONE } from './demo-calendar.ts'
import { bytes, type TableRow } from './insert-rows.ts'
import { aboutOf, hoursOf } from './talk-words.ts'
import type { Writing } from './writing.ts'

const CAME_BY = {
  link: 'invitation',
  walk_in: 'walk_in',
  referral_card: 'referral_card',
  paper: 'walk_in',
  import: 'import',
} as const
const MODE = { link: 'self', walk_in: 'together', referral_card: 'together', paper: 'paper', import: 'paper' } as const
const REACH = { app: 'app', sms: 'text', phone: 'phone', paper: 'paper' } as const
const GREETED = { app: 'app', sms: 'text', phone: 'phone', paper: 'in_person' } as const

/** What a paper act says beside its mode; nothing for the other modes. */
export const paper = (w: Writing, mode: string, ownerId: string) => ({
  form_version: mode === 'paper' ? '1' : null,
  witness_sealed: mode === 'paper' ? w.seal(ownerId, 'Maya Whitfield') : null,
})

const cardOf = (
  w: Writing,
  id: string,
  name: string,
  language: string,
  contact: object,
  created: Moment,
): TableRow => ({
  id,
  name_sealed: w.seal(id, name),
  language,
  contact_sealed: w.seal(id, JSON.stringify(contact)),
  email_index: null,
  phone_index: null,
  version: 1,
  created_at: w.calendar.instant(created),
})

/** Telephone numbers of the range that is kept for stories (555-0100 to 555-0199). */
const storyPhone = (i: number) => `555-01${String(i % 100).padStart(2, '0')}`

/** Cards of everybody, staff and mentors first: others name them. */
export async function writeCards(
  w: Writing,
  names: ReadonlyMap<string, string>,
  emails: ReadonlyMap<string, string>,
): Promise<void> {
  const { rows } = w
  const contactOf = (key: string, more: object = {}) => ({
    reach: 'app',
    phone: null,
    email: emails.get(key) ?? null,
    note: null,
    findMe: [],
    ...more,
  })
  const staff = rows.staff.map((s) =>
    cardOf(w, w.id('person', s.key), names.get(s.key)!, s.language, contactOf(s.key), { day: 0, minute: 480 }),
  )
  const mentors = rows.mentors.map((m) =>
    cardOf(w, w.id('person', m.key), names.get(m.key)!, m.languages[0]!, contactOf(m.key), {
      day: m.joinedOn,
      minute: 600,
    }),
  )
  const participants = rows.participants.map((p, i) => {
    const id = w.id('person', p.key, { day: p.enrolledOn, minute: p.enrolledMinute })
    const phone = p.reach === 'sms' || p.reach === 'phone' || i % 3 === 0 ? storyPhone(i) : null
    const note = p.someoneElseSeesPhone
      ? p.language === 'es'
        ? 'Si contesta otra persona: di que llamas de la biblioteca.'
        : 'If somebody else answers: say that you call from the library.'
      : null
    const card = cardOf(
      w,
      id,
      names.get(p.key)!,
      p.language,
      contactOf(p.key, { reach: REACH[p.reach], phone, note }),
      { day: p.enrolledOn, minute: p.enrolledMinute },
    )
    return { ...card, phone_index: phone && bytes(w.services.vault.blindIndex('phone', phone.replace(/\D/g, ''))) }
  })
  const withEmail = (row: TableRow, key: string): TableRow => {
    const email = emails.get(key)
    return email ? { ...row, email_index: bytes(w.services.vault.blindIndex('email', email)) } : row
  }
  await w.insert('people', [
    ...staff.map((row, i) => withEmail(row, rows.staff[i]!.key)),
    ...mentors.map((row, i) => withEmail(row, rows.mentors[i]!.key)),
    ...participants.map((row, i) => withEmail(row, rows.participants[i]!.key)),
  ])
}

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

/** The invitation that hangs at the front desk; its code is shown once, by loading. */
export async function writeIntakes(w: Writing): Promise<void> {
  const { rows, calendar } = w
  const coordinator = w.id('person', 's-coordinator')
  const opened = { day: 0, minute: 540 }
  const invitation = w.id('invitation', 'front desk', opened)
  await w.insert('invitations', [
    {
      id: invitation,
      label: 'Front desk',
      uses: 'many',
      expires_at: null,
      closed_at: null,
      created_by: coordinator,
      created_at: calendar.instant(opened),
      body_index: w.bodyOf(invitation),
    },
  ])
  await w.insert(
    'intakes',
    rows.participants.map((p) => {
      const id = w.id('person', p.key)
      const at = { day: p.enrolledOn, minute: p.enrolledMinute }
      const mode = MODE[p.enrolledBy]
      const enrolledAt = Temporal.Instant.fromEpochMilliseconds(calendar.milliseconds(at))
      return {
        id,
        came_by: CAME_BY[p.enrolledBy],
        invitation_id: p.enrolledBy === 'link' ? invitation : null,
        mode,
        ...paper(w, mode, id),
        help_first: [p.helpFirst],
        enrolled_by: mode === 'self' ? null : coordinator,
        enrolled_at: calendar.instant(at),
        greet_by: addStaffedHours(w.policy.hours, enrolledAt, w.policy.greetWithinStaffedHours).toString(),
        greeted_at: p.greetedAt && calendar.instant(p.greetedAt),
        greeted_by: p.greetedByKey && w.id('person', p.greetedByKey),
        body_index: w.bodyOf(id),
      }
    }),
  )
  await w.insert(
    'greetings',
    rows.participants.flatMap((p) => {
      if (!p.greetedAt) return []
      const id = w.id('greeting', p.key, p.greetedAt)
      const at = calendar.instant(p.greetedAt)
      return [
        {
          id,
          participant_id: w.id('person', p.key),
          by_id: w.id('person', p.greetedByKey!),
          how: GREETED[p.reach],
          result: 'said_hello',
          at,
          recorded_at: at,
          body_index: w.bodyOf(id),
        },
      ]
    }),
  )
  await writeGreeters(w)
}

/** Who says hello to those who were not greeted yet, by the same rule as at enrollment. */
async function writeGreeters(w: Writing): Promise<void> {
  const { rows, calendar } = w
  const away = new Set(rows.aways.filter((a) => a.backOn > rows.nowDay).map((a) => a.mentorKey))
  const candidates: GreeterCandidate[] = [
    ...rows.mentors
      .filter((m) => m.status !== 'left')
      .map((m) => ({
        id: w.id('person', m.key),
        kind: 'mentor' as const,
        languages: m.languages,
        isAway: away.has(m.key),
        toGreet: 0,
      })),
    { id: w.id('person', 's-coordinator'), kind: 'staff', languages: ['en', 'es'], isAway: false, toGreet: 0 },
  ]
  const ties: TableRow[] = []
  for (const p of rows.participants.filter((one) => one.greetedAt === null && one.status !== 'left')) {
    const greeter = pickGreeter(candidates, p.language)
    if (!greeter) continue
    const chosen = candidates.find((one) => one.id === greeter)!
    candidates[candidates.indexOf(chosen)] = { ...chosen, toGreet: chosen.toGreet + 1 }
    const at = { day: p.enrolledOn, minute: p.enrolledMinute }
    ties.push({
      id: w.id('tie greeter', p.key, at),
      kind: 'greeter',
      holder_id: greeter,
      subject_id: w.id('person', p.key),
      since: calendar.instant(at),
      until: null,
      basis: 'enrollment',
    })
  }
  await w.insert('ties', ties)
}

const SELF_MODES = { app: 'self', sms: 'phone', phone: 'phone', paper: 'paper' } as const

/** Baseline card, readiness, wishes, and people whom somebody must not meet. */
export async function writeBeginnings(w: Writing): Promise<void> {
  const { rows, calendar } = w
  const at = (day: number) => ({ day, minute: Math.min(700, day === calendar.nowDay ? calendar.nowMinute : 700) })
  await w.insert(
    'baselines',
    rows.participants.flatMap((p) => {
      const b = p.baseline
      if (!b) return []
      const id = w.id('person', p.key)
      const answers = {
        substances: b.substances.map((substance, i) => ({ substance, goal: i === 0 ? 'stop' : 'not_sure' })),
        lastUseOn: calendar.day(b.lastUseOn),
        daysUsedOf30: b.daysUsedOf30,
        yearsOfUse: b.yearsOfUse,
        inTreatment: b.inTreatment,
        takesMedicationForRecovery: b.takesMedicationForRecovery,
        hasHousing: b.hasHousing,
        treatmentsBefore: null,
        pathways: [...(b.takesMedicationForRecovery ? ['medication'] : []), ...(b.inTreatment ? ['treatment'] : [])],
        mentorShouldHaveLived: p.wishes.ranked.slice(0, 2),
        words: null,
      }
      return [
        {
          id,
          answers_sealed: w.seal(id, JSON.stringify(answers)),
          answered_on: calendar.day(b.answeredOn),
          mode: b.mode,
          ...paper(w, b.mode, id),
          answered_by: b.mode === 'self' ? id : w.id('person', 's-coordinator'),
          version: 1,
          recorded_at: calendar.instant(at(b.answeredOn)),
        },
      ]
    }),
  )
  await w.insert(
    'readiness_answers',
    rows.participants.map((p) => {
      const { answeredOn, startStyle, importance, confidence, readiness } = p.readiness
      const mode = SELF_MODES[p.reach]
      const owner = w.id('person', p.key)
      const id = w.id('readiness', p.key, at(answeredOn))
      return {
        id,
        participant_id: owner,
        start_style: startStyle,
        importance,
        confidence,
        readiness,
        words_sealed: null,
        answered_on: calendar.day(answeredOn),
        mode,
        ...paper(w, mode, owner),
        answered_by: owner,
        recorded_at: calendar.instant(at(answeredOn)),
        body_index: w.bodyOf(id),
      }
    }),
  )
  await w.insert(
    'wishes',
    rows.participants
      .filter((p) => p.wishes.wantsMentor || p.baseline)
      .map((p) => {
        const { answeredOn, ranked, gender, availability } = p.wishes
        const mode = SELF_MODES[p.reach]
        const id = w.id('person', p.key)
        const wishes = [
          ...ranked.map((value) => ({ about: 'experience', value, must: false })),
          ...(gender === 'no_preference' ? [] : [{ about: 'gender', value: gender, must: false }]),
          ...availability.slice(0, 1).map((value) => ({ about: 'times', value, must: false })),
        ]
        return {
          id,
          ranked: wishes,
          languages: [p.language],
          answered_on: calendar.day(answeredOn),
          mode,
          ...paper(w, mode, id),
          answered_by: id,
          version: 1,
          recorded_at: calendar.instant(at(answeredOn)),
        }
      }),
  )
  await w.insert(
    'exclusions',
    rows.participants.flatMap((p) =>
      p.wishes.mustNotMeet.map((mentorKey) => {
        const id = w.id('exclusion', `${p.key} ${mentorKey}`, at(p.enrolledOn))
        return {
          id,
          person_id: w.id('person', p.key),
          other_id: w.id('person', mentorKey),
          words_sealed: null,
          body_index: w.bodyOf(id),
          created_at: calendar.instant(at(p.enrolledOn)),
        }
      }),
    ),
  )
}

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

/** Accounts and memberships of everybody who may sign in; an e-mail and a password only for the demo's own roles. */
export async function writeAccounts(
  w: Writing,
  emails: ReadonlyMap<string, string>,
  passwordHash: string,
): Promise<(key: string) => string> {
  const { rows } = w
  const accountOf = (key: string) => w.id('account', key)
  const at = w.now.toString()
  const members: { key: string; role: Role }[] = [
    ...rows.staff.map(({ key, role }) => ({ key, role })),
    ...rows.mentors.filter((m) => m.status !== 'left').map(({ key }) => ({ key, role: 'mentor' as const })),
    ...rows.participants.filter((p) => p.status !== 'left').map(({ key }) => ({ key, role: 'participant' as const })),
  ]
  const write = (table: string, list: TableRow[]) => w.insertPlain(table, list)
  await write(
    'identity.user',
    members.map(({ key }) => ({
      id: accountOf(key),
      name: '',
      email: emails.get(key) ?? `${accountOf(key)}@no-mail.invalid`,
      emailVerified: false,
      createdAt: at,
      updatedAt: at,
    })),
  )
  await write(
    'identity.account',
    members
      .filter(({ key }) => emails.has(key))
      .map(({ key }) => ({
        id: w.id('credential', key),
        accountId: accountOf(key),
        providerId: 'credential',
        userId: accountOf(key),
        password: passwordHash,
        createdAt: at,
        updatedAt: at,
      })),
  )
  await w.insert(
    'identity.memberships',
    members.map(({ key, role }) => ({
      account_id: accountOf(key),
      person_id: w.id('person', key),
      role,
      created_at: at,
    })),
  )
  return accountOf
}
