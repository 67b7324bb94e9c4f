import { type GreeterCandidate, pickGreeter } from '@cairn/program/people/pick-greeter.ts'
import { addStaffedHours } from '@cairn/program/staffed-hours/staffed-hours.ts'
import type { TableRow } from './insert-rows.ts'
import { paper, type Writing } from './writing.ts'

const CAME_BY = {
  link: 'invitation',
  walk_in: 'walk_in',
  referral_card: 'referral_card',
  paper: 'walk_in',
  import: 'import',
} as const
const MODE = { link: 'self', walk_in: 'together', referral_card: 'together', paper: 'paper', import: 'paper' } as const
const GREETED = { app: 'app', sms: 'text', phone: 'phone', paper: 'in_person' } as const

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
