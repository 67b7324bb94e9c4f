import type { GroupRow, GroupSessionRow } from './meeting-rows.ts'
import type { SimulatedProgramOptions } from './options.ts'
import { weekdayOf } from './people.ts'
import { chance, key, pickWeighted } from './random-choices.ts'
import { isHere, type PersonState, type World } from './world.ts'

/** Two groups for every 240 people: Tuesday evening and Saturday morning. */
export function makeGroups(options: SimulatedProgramOptions, mentorKeys: readonly string[]): GroupRow[] {
  const pairs = Math.max(1, Math.round(options.participants / 240))
  return Array.from({ length: pairs * 2 }, (_, i) => {
    const evening = i % 2 === 0
    const room = pairs === 1 ? '' : ` ${Math.floor(i / 2) + 1}`
    return {
      key: key('group', i + 1, 2),
      name: evening
        ? { en: `Tuesday evening${room}`, es: `Martes por la tarde${room}` }
        : { en: `Saturday morning${room}`, es: `Sábado por la mañana${room}` },
      weekday: evening ? 2 : 6,
      startMinute: evening ? 18 * 60 : 10 * 60,
      minutes: evening ? 75 : 90,
      capacity: 24,
      languages: evening ? ['en'] : ['en', 'es'],
      kidsWelcome: !evening,
      nearBus: true,
      facilitatorKey: mentorKeys[(2 * i) % mentorKeys.length]!,
      coFacilitatorKey: mentorKeys[(2 * i + 1) % mentorKeys.length]!,
      openedOn: 0,
    }
  })
}

/** Sessions of one day (future ones are planned); who is in the room. */
export function groupDay(world: World, day: number): void {
  const weekday = weekdayOf(day, world.options)
  for (const group of world.rows.groups) {
    if (group.weekday !== weekday) continue
    const isPast =
      day < world.options.days ||
      (day === world.options.days && group.startMinute + group.minutes <= world.options.nowMinute)
    const session: GroupSessionRow = {
      key: key('session', world.rows.groupSessions.length + 1),
      groupKey: group.key,
      day,
      startMinute: group.startMinute,
      status: isPast ? (chance(world.random, 0.03) ? 'cancelled' : 'held') : 'planned',
    }
    world.rows.groupSessions.push(session)
    if (session.status !== 'held') continue
    let seats = group.capacity
    for (const p of world.people)
      if (seats > 0 && comes(world, p, group, day)) {
        seats--
        p.groupSince ??= day
        world.rows.attendances.push({
          sessionKey: session.key,
          participantKey: p.row.key,
          how: pickWeighted(p.random, { list: 70, tap: 18, qr: 12 }),
        })
      }
  }
}

function comes(world: World, p: PersonState, group: GroupRow, day: number): boolean {
  if (!isHere(p, day) || p.jailUntil >= day || day <= p.row.enrolledOn) return false
  const confounded = world.options.confounded
  if (p.groupKey === group.key) {
    const stays = chance(p.random, confounded ? 0.975 - 0.01 * Math.max(0, p.pull) : 0.975)
    if (!stays) p.groupKey = null
    return stays && chance(p.random, 0.66)
  }
  if (p.groupKey !== null) return false
  const pace = confounded ? Math.exp(0.3 * p.readiness - 0.2 * p.pull) : 1
  const interest = p.row.helpFirst === 'group' ? 3 : 1
  const sinceStart = day - p.row.enrolledOn
  const rooms = world.rows.groups.length / 2
  if (!chance(p.random, Math.min(0.5, ((0.035 * pace * interest) / rooms) * Math.exp(-sinceStart / 200)))) return false
  p.groupKey = group.key
  return true
}
