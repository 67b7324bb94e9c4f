import { ASK_DAYS, plannedAsk } from './asks.ts'
import { book } from './contacts.ts'
import { groupDay } from './groups.ts'
import { findPlace, isWaiting, propose } from './matching.ts'
import { weekdayOf } from './people.ts'
import { between, chance, key } from './random-choices.ts'
import { isHere, type MentorState, type World } from './world.ts'

/** Mentors come back, go away, and now and then leave; yesterday one went away without a cover. */
export function mentorDay(world: World, day: number): void {
  const { random, options, mentors, rows } = world
  const here = (m: MentorState) => m.row.joinedOn <= day && m.row.status === 'active' && m.awayUntil < day
  const isYesterday = day === options.days - 1
  const alone = isYesterday ? [...mentors.values()].slice(1).filter((m) => here(m) && m.load >= 2)[0] : undefined
  for (const m of mentors.values()) {
    if (!here(m)) continue
    if (m === alone || chance(random, 0.006)) {
      const backOn = day + (m === alone ? 8 : between(random, 4, 18))
      m.awayUntil = backOn - 1
      const covers = [...mentors.values()].filter((c) => c !== m && here(c))
      const cover = m === alone || covers.length === 0 ? null : covers[random.below(covers.length)]!
      rows.aways.push({ mentorKey: m.row.key, fromOn: day, backOn, coverMentorKey: cover?.row.key ?? null })
    } else if (m.row.key !== 'm-001' && chance(random, 0.00045)) {
      m.row.status = 'left'
      m.row.leftOn = day
    }
  }
}

/** A hello the same or the next day; the last three are not greeted yet. */
export function greetAll(world: World): void {
  const { rows, options, random } = world
  rows.participants.forEach((p, i) => {
    if (i >= rows.participants.length - 3) return
    const sameDay = p.enrolledMinute < 16 * 60 && chance(random, 0.8)
    const day = p.enrolledOn + (sameDay ? 0 : chance(random, 0.9) ? 1 : 2)
    const minute = sameDay
      ? Math.min(p.enrolledMinute + between(random, 10, 180), 20 * 60)
      : between(random, 9 * 60, 12 * 60)
    if (day > options.days || (day === options.days && minute > options.nowMinute)) return
    p.greetedAt = { day, minute }
    p.greetedByKey = chance(random, 0.7) ? 's-coordinator' : 's-supervisor-1'
  })
}

/** What makes the desk look alive this morning: open proposals, a call asked for yesterday, meetings and windows ahead. */
export function arrangeToday(world: World): void {
  proposeThree(world)
  askForCallYesterday(world)
  lookAhead(world)
}

function proposeThree(world: World): void {
  const now = world.options.days
  const open = world.people.filter((p) => p.proposal !== null && p.proposal.mentorAnswer === null).length
  if (world.options.lottery) return
  const waiting = world.people.filter((p) => isWaiting(p, now))
  for (const p of waiting.slice(0, Math.max(0, 3 - open))) {
    const mentor = findPlace(world, p, now)
    if (!mentor) continue
    const match = propose(world, p, mentor, now, null)
    match.proposedAt = { day: now - 2, minute: 15 * 60 }
    match.participantAnswer = 'yes'
    match.participantAnsweredAt = { day: now - 1, minute: 11 * 60 }
  }
}

function askForCallYesterday(world: World): void {
  const yesterday = world.options.days - 1
  const last = new Map(
    world.rows.contacts.filter((c) => c.outcome === 'happened').map((c) => [c.participantKey, c.at.day]),
  )
  const p = world.people.find(
    (x) =>
      x.match !== null && isHere(x, yesterday) && x.jailUntil < yesterday && (last.get(x.row.key) ?? 0) < yesterday,
  )
  if (!p || p.match!.startedOn! >= yesterday) return
  world.rows.checkIns.push({
    key: key('check', world.rows.checkIns.length + 1, 6),
    participantKey: p.row.key,
    at: { day: yesterday, minute: 20 * 60 + 40 },
    mode: 'self',
    mood: 2,
    urges: 3,
    stress: 3,
    needs: ['call'],
    used: null,
    mayKnow: null,
    askAgain: 'tomorrow',
  })
}

function lookAhead(world: World): void {
  const now = world.options.days
  for (let day = now + 1; day <= now + 28; day++) groupDay(world, day)
  for (const p of world.people) {
    if (p.diedOn !== null) continue
    if (p.match && isHere(p, now))
      for (let day = now + 1; day <= now + 7; day++)
        if (weekdayOf(day, world.options) === p.meetingWeekday && chance(p.random, 0.8))
          book(world, p, day, between(p.random, 9, 19) * 60)
    for (const scheduled of ASK_DAYS) {
      const due = p.row.enrolledOn + scheduled
      if (due > now && due <= now + 14) world.rows.asks.push(plannedAsk(world, p, scheduled, due))
    }
  }
}
