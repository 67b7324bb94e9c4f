import type { ContactRow } from './meeting-rows.ts'
import { weekdayOf } from './people.ts'
import { between, chance, key, pick, pickWeighted } from './random-choices.ts'
import type { PersonState, World } from './world.ts'

const WORK: readonly ContactRow['workedOn'][number][] = [
  'plan',
  'triggers',
  'health',
  'housing',
  'work',
  'family',
  'listening',
]

/** The weekly meeting and the talks between: hard weeks bring more talks, so 'more talks' is no cause of anything. */
export function contactDay(world: World, p: PersonState, day: number): void {
  const match = p.match
  if (!match || match.startedOn === day || p.jailUntil >= day) return
  const away = world.mentors.get(match.mentorKey)!.awayUntil >= day
  if (weekdayOf(day, world.options) === p.meetingWeekday && !away) {
    const outcome = pickWeighted(p.random, {
      happened: 74,
      participant_could_not_come: 14,
      mentor_could_not: 5,
      moved: 7,
    })
    add(world, p, day, outcome, true)
  }
  if (!away && chance(p.random, Math.min(0.6, 0.085 * Math.exp(0.35 * p.pull + (p.inEpisode ? 0.5 : 0)))))
    add(world, p, day, 'happened', false)
}

function add(world: World, p: PersonState, day: number, outcome: ContactRow['outcome'], scheduled: boolean): void {
  const { random } = p
  const happened = outcome === 'happened'
  let minute = between(random, 9 * 60, 20 * 60)
  const { days, nowMinute } = world.options
  // What stands in the calendar for later today has not happened yet.
  if (day === days && minute > nowMinute) {
    if (scheduled) {
      book(world, p, day, minute)
      return
    }
    minute = Math.max(0, nowMinute - between(random, 5, 60))
  }
  const minutes = happened ? (scheduled ? pick(random, [30, 45, 45, 60, 60]) : pick(random, [10, 15, 15, 20, 30])) : 0
  const delay = chance(random, 0.85) ? between(random, 2, 90) : 24 * 60
  const logged = minute + minutes + delay
  const loggedDay = day + Math.floor(logged / 1440)
  if (loggedDay > days || (loggedDay === days && logged % 1440 > nowMinute)) return
  world.rows.contacts.push({
    key: key('contact', world.rows.contacts.length + 1, 6),
    matchKey: p.match!.key,
    participantKey: p.row.key,
    mentorKey: p.match!.mentorKey,
    at: { day, minute },
    outcome,
    minutes,
    mode: scheduled
      ? pickWeighted(random, { in_person: 62, video: 16, phone: 22 })
      : pickWeighted(random, { phone: 62, messages: 30, video: 5, in_person: 3 }),
    scheduled,
    workedOn: happened ? WORK.filter(() => chance(random, 0.25)) : [],
    loggedAt: { day: loggedDay, minute: logged % 1440 },
  })
}

/** A meeting that lies ahead. */
export function book(world: World, p: PersonState, day: number, minute: number): void {
  world.rows.contacts.push({
    key: key('contact', world.rows.contacts.length + 1, 6),
    matchKey: p.match!.key,
    participantKey: p.row.key,
    mentorKey: p.match!.mentorKey,
    at: { day, minute },
    outcome: 'booked',
    minutes: 0,
    mode: 'in_person',
    scheduled: true,
    workedOn: [],
    loggedAt: null,
  })
}
