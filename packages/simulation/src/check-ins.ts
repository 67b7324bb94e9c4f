import type { Need } from './person-rows.ts'
import { between, chance, key, pick, pickWeighted, rating } from './random-choices.ts'
import type { CheckInRow } from './told-rows.ts'
import { addDays, isHere, type PersonState, usedDuring, type World } from './world.ts'

const EXERCISES = ['urge_wave', 'urge_wave', 'slow_breath', 'call_someone', 'walk', 'cold_water'] as const

/** A minute of that day that has already passed. */
const minuteOf = (world: World, p: PersonState, day: number) =>
  day === world.options.days
    ? between(p.random, Math.min(6 * 60, world.options.nowMinute), world.options.nowMinute)
    : between(p.random, 6 * 60, 23 * 60)

/** Check-in, craving exercise and questionnaires of one day. */
export function ownDay(world: World, p: PersonState, day: number): void {
  if (!isHere(p, day) || p.jailUntil >= day) return
  if (day >= p.nextCheckIn) checkIn(world, p, day)
  if (p.row.reach === 'app' && chance(p.random, Math.min(0.5, 0.035 * Math.exp(0.6 * p.pull)))) rideItOut(world, p, day)
  const month = (day - p.row.enrolledOn) / 30
  if (month > 0 && Number.isInteger(month) && chance(p.random, 0.55)) questionnaire(world, p, day, month % 2 === 1)
}

function checkIn(world: World, p: PersonState, day: number): void {
  const { random } = p
  const askAgain = pickWeighted(random, { tomorrow: 18, few_days: 55, week: 25, never: 2 })
  // People without the app answer when somebody calls, and interest fades.
  const rest = p.row.reach === 'app' ? 0 : 3
  const fade = Math.floor((day - p.row.enrolledOn) / 90)
  p.nextCheckIn = day + { tomorrow: 1, few_days: 3, week: 7, never: 30 }[askAgain] + between(random, 0, 2 + rest + fade)
  const skip = () => chance(random, 0.05)
  const row: CheckInRow = {
    key: key('check', world.rows.checkIns.length + 1, 6),
    participantKey: p.row.key,
    at: { day, minute: minuteOf(world, p, day) },
    mode: p.row.reach === 'app' ? 'self' : p.row.reach === 'paper' ? 'together' : 'phone',
    mood: skip() ? null : rating(random, 3.4 - 0.5 * p.pull, 0.7, 1, 5),
    urges: skip() ? null : rating(random, 1.1 + 0.8 * p.pull + 0.2 * p.severity, 0.6, 0, 4),
    stress: skip() ? null : rating(random, 1.5 + 0.5 * p.pull, 0.8, 0, 4),
    needs: needsOf(p),
    used: null,
    mayKnow: null,
    askAgain,
  }
  world.rows.checkIns.push(row)
  askSinceLastKnownDay(world, p, day, row)
}

function needsOf(p: PersonState): Need[] {
  const needs: Need[] = []
  if (chance(p.random, 0.012 * Math.exp(0.5 * p.pull))) needs.push('call')
  if (chance(p.random, 0.02)) needs.push(pick(p.random, ['ride', 'food_kids', 'clinic_medicine', 'other'] as const))
  return needs
}

/** Only the first check-in of a week asks about use, and only since the last known day. */
function askSinceLastKnownDay(world: World, p: PersonState, day: number, row: CheckInRow): void {
  const week = Math.floor(day / 7)
  if (week === p.lastQuestionWeek || day <= p.toldUntil) return
  p.lastQuestionWeek = week
  const { random } = p
  const from = Math.max(p.toldUntil, p.row.enrolledOn) + 1
  if (from > day) return
  const used = usedDuring(p, from, day)
  const open = p.match ? 0.75 : 0.5
  row.used =
    used.length === 0
      ? chance(random, 0.93)
        ? 'no'
        : null
      : chance(random, open)
        ? 'yes'
        : pickWeighted(random, { rather_not_say: 70, no: 30 })
  if (row.used === null || row.used === 'rather_not_say') return
  const report = { source: 'check_in' as const, reportedAt: row.at, askKey: null, checkInKey: row.key }
  addDays(world, p, from, day, row.used === 'yes' ? used : [], report)
  p.toldUntil = day
  if (row.used !== 'yes') return
  row.mayKnow = pickWeighted(
    random,
    p.match
      ? { mentor: 60, mentor_and_safety_lead: 12, nobody: 28 }
      : { mentor: 0, mentor_and_safety_lead: 25, nobody: 75 },
  )
  addUseEvent(world, p, used[0]!, used[0]!, day, used.length >= 3, 'check_in', null, row.key)
}

export function addUseEvent(
  world: World,
  p: PersonState,
  dayLow: number,
  dayHigh: number,
  learnedOn: number,
  isHeavy: boolean,
  source: 'ask' | 'check_in' | 'mentor_together',
  askKey: string | null,
  checkInKey: string | null,
): void {
  world.rows.useEvents.push({
    key: key('use', world.rows.useEvents.length + 1, 5),
    participantKey: p.row.key,
    kind: isHeavy ? 'heavy_use' : 'use',
    dayLow,
    dayHigh,
    learnedOn,
    substance: p.row.baseline?.substances[0] ?? 'alcohol',
    source,
    askKey,
    checkInKey,
  })
}

/** People with a mentor tell more: this is why the primary outcome never comes from reports. */
export function tellMentor(world: World, p: PersonState, day: number): void {
  if (p.match && p.lastUse === day && !usedDuring(p, day - 7, day - 1).length && chance(p.random, 0.6))
    addUseEvent(
      world,
      p,
      day,
      day,
      Math.min(day + between(p.random, 0, 4), world.options.days),
      false,
      'mentor_together',
      null,
      null,
    )
}

function rideItOut(world: World, p: PersonState, day: number): void {
  const before = rating(p.random, 5.5 + 1.2 * p.pull, 1.6, 1, 10)
  const finished = chance(p.random, 0.88)
  world.rows.copingRuns.push({
    key: key('run', world.rows.copingRuns.length + 1, 6),
    participantKey: p.row.key,
    at: { day, minute: minuteOf(world, p, day) },
    exercise: pick(p.random, EXERCISES),
    before,
    after: finished ? rating(p.random, before - 2.4, 1.4, 0, 10) : null,
    seconds: finished ? between(p.random, 90, 900) : between(p.random, 15, 120),
  })
}

function questionnaire(world: World, p: PersonState, day: number, isPhq: boolean): void {
  const item = () => {
    if (chance(p.random, 0.02)) return null
    return isPhq ? rating(p.random, 1 + 0.5 * p.pull, 0.8, 0, 3) : rating(p.random, 4 - 0.4 * p.pull, 1, 1, 6)
  }
  world.rows.assessments.push({
    key: key('assessment', world.rows.assessments.length + 1, 5),
    participantKey: p.row.key,
    at: { day, minute: minuteOf(world, p, day) },
    instrument: isPhq ? 'phq-4' : 'barc-10',
    mode: p.row.reach === 'app' ? 'self' : 'together',
    answers: Array.from({ length: isPhq ? 4 : 10 }, item),
  })
}
