import { addUseEvent } from './check-ins.ts'
import { between, chance, key, pickWeighted } from './random-choices.ts'
import type { AskRow } from './told-rows.ts'
import { addDays, type PersonState, usedDuring, type World } from './world.ts'

export const ASK_DAYS = [30, 60, 90, 180, 365] as const
/** A window is open from the due day for this long. */
export const WINDOW = 21
const MOST_TRIES = 6

export interface OpenAsk {
  person: PersonState
  row: AskRow
  nextTry: number
  tries: number
}

/** Opens the asks whose window begins today. */
export function openAsks(world: World, p: PersonState, day: number, open: OpenAsk[]): void {
  const since = day - p.row.enrolledOn
  if (p.diedOn === null && (ASK_DAYS as readonly number[]).includes(since)) open.push(newAsk(world, p, since, day))
}

/** An ask outside the schedule, before a draw. */
export function askBeforeDraw(world: World, p: PersonState, day: number, open: OpenAsk[]): void {
  const ask = newAsk(world, p, day - p.row.enrolledOn, day)
  open.push(ask)
  if (p.askedUntil < day) tryAsk(world, ask, day)
}

function newAsk(world: World, p: PersonState, scheduledDay: number, dueOn: number): OpenAsk {
  const row = plannedAsk(world, p, scheduledDay, dueOn)
  world.rows.asks.push(row)
  return { person: p, row, nextTry: dueOn + between(p.random, 0, 1), tries: 0 }
}

/** An ask whose window may still lie ahead. */
export function plannedAsk(world: World, p: PersonState, scheduledDay: number, dueOn: number): AskRow {
  return {
    key: key('ask', world.rows.asks.length + 1, 5),
    participantKey: p.row.key,
    scheduledDay,
    dueOn,
    windowOpensOn: dueOn,
    windowClosesOn: dueOn + WINDOW,
    end: null,
    endedAt: null,
    channel: null,
    coversFrom: null,
    coversTo: null,
  }
}

/** Tries of one day; asks that ended leave the list. Nobody is asked once the window has closed. */
export function askDay(world: World, open: OpenAsk[], day: number): OpenAsk[] {
  for (const ask of open) {
    const { row, person } = ask
    if (row.end !== null) continue
    if (day > row.windowClosesOn) {
      row.end = ask.tries === 0 ? 'not_asked' : 'not_reached'
      row.endedAt = { day, minute: 60 }
    } else if (person.diedOn === null && day >= ask.nextTry && ask.tries < MOST_TRIES && person.askedUntil < day) {
      // Two asks on one day would be one sitting: the second waits until there are days to ask about.
      tryAsk(world, ask, day)
    }
  }
  return open.filter((ask) => ask.row.end === null && ask.person.diedOn === null)
}

function tryAsk(world: World, ask: OpenAsk, day: number): void {
  const { person: p, row } = ask
  const { random } = p
  ask.nextTry = day + between(random, 3, 6)
  // Staff sometimes forget a whole window.
  if (ask.tries === 0 && chance(random, 0.03)) {
    ask.nextTry = Number.POSITIVE_INFINITY
    return
  }
  const channel = ask.tries < 2 ? p.row.reach : pickWeighted(random, { phone: 70, sms: 30 })
  const minute =
    day === world.options.days ? Math.max(0, world.options.nowMinute - 30) : between(random, 9 * 60, 19 * 60)
  const at = { day, minute }
  ask.tries++
  const byKey = channel === 'phone' || channel === 'paper' ? (p.match?.mentorKey ?? 's-coordinator') : null
  const answered = chance(random, chanceOfAnswer(world, p, day))
  const declined = answered && chance(random, 0.04)
  const result = declined
    ? 'declined'
    : answered
      ? 'answered'
      : pickWeighted(random, { no_answer: 60, left_message: 35, wrong_number: 5 })
  world.rows.askAttempts.push({ askKey: row.key, at, channel, byKey, result })
  if (!answered) return
  row.endedAt = at
  row.channel = channel
  if (declined) row.end = 'declined'
  else answer(world, ask, day)
}

function chanceOfAnswer(world: World, p: PersonState, day: number): number {
  if (p.jailUntil >= day) return 0.03
  const gone = p.leftOn !== null ? 1.2 : 0
  if (!world.options.confounded) return 1 / (1 + Math.exp(1.2 + gone))
  const shame = usedDuring(p, day - 30, day).length > 0 ? 0.55 : 0
  const x = -1.1 + 0.25 * p.readiness - 0.2 * p.severity - shame - gone + (p.match ? 0.3 : 0)
  return 1 / (1 + Math.exp(-x))
}

/** The answer settles all days since the last answer, or only the last thirty when the gap is long and memory short. */
function answer(world: World, ask: OpenAsk, day: number): void {
  const { person: p, row } = ask
  const { random } = p
  const all = p.askedUntil + 1
  const from = day - all > 45 && chance(random, 0.3) ? day - 29 : all
  row.coversFrom = from
  row.coversTo = day
  p.askedUntil = day
  const truth = usedDuring(p, from, day)
  const used = truth.length > 0 && world.options.confounded && chance(random, 0.05) ? [] : truth
  row.end = used.length > 0 ? 'event' : 'none'
  const report = { source: 'ask' as const, reportedAt: row.endedAt!, askKey: row.key, checkInKey: null }
  const unknownFrom = Math.max(from, p.toldUntil + 1)
  const first = used[0]
  const vague = first !== undefined && chance(random, 0.4)
  const low = vague ? Math.max(from, first - between(random, 1, 6)) : (first ?? 0)
  const high = vague ? Math.min(day, first + between(random, 1, 6)) : (first ?? 0)
  if (first !== undefined) addUseEvent(world, p, low, high, day, used.length >= 3, 'ask', row.key, null)
  if (!vague) addDays(world, p, unknownFrom, day, used, report)
  else {
    addDays(world, p, unknownFrom, low - 1, used, report)
    addDays(world, p, Math.max(unknownFrom, high + 1), day, used, report)
  }
  p.toldUntil = Math.max(p.toldUntil, day)
}
