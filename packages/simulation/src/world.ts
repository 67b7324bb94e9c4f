import type { Random } from '@cairn/statistics/random/random.ts'
import type { MatchRow } from './meeting-rows.ts'
import type { SimulatedProgramOptions } from './options.ts'
import type { MentorRow, ParticipantRow } from './person-rows.ts'
import type { ProgramRows } from './program-rows.ts'
import type { DayRangeRow } from './told-rows.ts'

/** What is true about one person and changes from day to day; nobody in the program sees it. */
export interface PersonState {
  row: ParticipantRow
  random: Random
  /** Standardized days of use before, and standardized readiness. */
  severity: number
  readiness: number
  /** Latent pull towards use, about standard normal; moves weekly. */
  pull: number
  /** Last true day of use; before enrollment at first. */
  lastUse: number
  /** True days of use since enrollment, ascending. */
  useDays: number[]
  /** An episode of use goes on while this is true. */
  inEpisode: boolean
  diedOn: number | null
  leftOn: number | null
  jailUntil: number
  inTreatment: boolean
  /** First day on which the person has had a mentor, or a group; the effect holds for good from the day after. */
  mentorSince: number | null
  groupSince: number | null
  match: MatchRow | null
  proposal: MatchRow | null
  meetingWeekday: number
  /** Which group they go to, or null. */
  groupKey: string | null
  nextCheckIn: number
  lastQuestionWeek: number
  /** Last day that the person's own answers settled (check-ins), and that asks settled. */
  toldUntil: number
  askedUntil: number
  drawsLost: number
}

export interface MentorState {
  row: MentorRow
  load: number
  awayUntil: number
}

export interface World {
  options: SimulatedProgramOptions
  random: Random
  rows: ProgramRows
  people: PersonState[]
  mentors: Map<string, MentorState>
}

/** Whether the person is enrolled, alive and here on that day. */
export const isHere = (p: PersonState, day: number): boolean =>
  p.row.enrolledOn <= day && p.diedOn === null && (p.leftOn === null || p.leftOn > day)

/** One step of a week for the latent pull. */
export function movePull(p: PersonState): void {
  p.pull = 0.75 * p.pull + Math.sqrt(1 - 0.75 ** 2) * p.random.normal()
}

/** Logarithm of the relative risk of a first return to use on a day; support counts from the day after it began. */
function logRisk(p: PersonState, day: number, options: SimulatedProgramOptions): number {
  const mentor = p.mentorSince !== null && p.mentorSince < day ? Math.log(options.mentorHazardRatio) : 0
  const group = p.groupSince !== null && p.groupSince < day ? Math.log(options.groupHazardRatio) : 0
  return 0.45 * p.severity - 0.4 * p.readiness + 0.5 * p.pull + mentor + group
}

/** Daily chance of a first return to use: high at first, then falling to a level (about half by day 180 without support). */
const baseRisk = (sinceEnrollment: number) => 0.0024 + 0.0036 * Math.exp(-sinceEnrollment / 60)

/** Lets one day happen to one person: use, overdose, death, jail, treatment. */
export function liveDay(world: World, p: PersonState, day: number): void {
  const { random } = p
  if (p.jailUntil >= day) return
  if (p.inEpisode) {
    if (random.uniform() < 0.68) useOn(world, p, day)
    if (random.uniform() < 0.22) p.inEpisode = false
  } else {
    // A later return is twice as likely as a first one.
    const again = p.useDays.length > 0 ? 2 : 1
    const hazard = again * baseRisk(day - p.row.enrolledOn) * Math.exp(logRisk(p, day, world.options))
    if (random.uniform() < 1 - Math.exp(-hazard)) {
      useOn(world, p, day)
      p.inEpisode = random.uniform() < 0.55
    }
  }
  if (p.diedOn !== null) return
  if (random.uniform() < 0.000018) die(world, p, day, random.uniform() < 0.8 ? 'other' : 'unknown')
  else if (random.uniform() < 0.00025) {
    p.jailUntil = day + 5 + random.below(60)
    event(world, p, 'incarceration', day, 3 + random.below(20))
  } else if (p.inTreatment && random.uniform() < 0.0015 * Math.exp(0.3 * p.pull)) {
    p.inTreatment = false
    event(world, p, 'treatment_exit', day, random.below(30))
  } else if (!p.inTreatment && random.uniform() < 0.0012) {
    p.inTreatment = true
    event(world, p, 'treatment_entry', day, random.below(14))
  }
}

function useOn(world: World, p: PersonState, day: number): void {
  p.useDays.push(day)
  p.lastUse = day
  if (!p.row.baseline?.substances.includes('opioids')) return
  const u = p.random.uniform()
  if (u < 0.002) die(world, p, day, 'overdose')
  else if (u < 0.01) event(world, p, 'overdose', day, p.random.below(10))
}

function event(
  world: World,
  p: PersonState,
  kind: 'overdose' | 'treatment_exit' | 'treatment_entry' | 'incarceration',
  day: number,
  delay: number,
): void {
  if (day + delay > world.options.days) return
  world.rows.lifeEvents.push({
    participantKey: p.row.key,
    kind,
    day,
    learnedOn: day + delay,
    cause: null,
    source: p.match ? 'mentor_together' : 'collateral',
  })
}

function die(world: World, p: PersonState, day: number, cause: 'overdose' | 'other' | 'unknown'): void {
  // A death that nobody has heard of yet would not be in the records.
  const learnedOn = Math.min(day + p.random.below(12), world.options.days)
  p.diedOn = day
  world.rows.lifeEvents.push({ participantKey: p.row.key, kind: 'death', day, learnedOn, cause, source: 'collateral' })
  p.row.status = 'left'
  p.row.statusSince = day
}

/** Whether use happened on a day, from the sorted list. */
export function usedDuring(p: PersonState, from: number, to: number): number[] {
  return p.useDays.filter((d) => d >= from && d <= to)
}

/** Turns true days into ranges of the day table. */
export function addDays(
  world: World,
  p: PersonState,
  from: number,
  to: number,
  usedDays: readonly number[],
  report: Omit<DayRangeRow, 'participantKey' | 'fromDay' | 'toDay' | 'status' | 'substance' | 'severity'>,
): void {
  const used = new Set(usedDays)
  let start = from
  for (let d = from; d <= to; d++) {
    if (d < to && used.has(d + 1) === used.has(d)) continue
    const isUse = used.has(d)
    world.rows.dayRanges.push({
      participantKey: p.row.key,
      fromDay: start,
      toDay: d,
      status: isUse ? 'used' : 'not_used',
      substance: isUse ? (p.row.baseline?.substances[0] ?? null) : null,
      severity: isUse ? (d - start >= 2 ? 'heavy_use' : 'use') : null,
      ...report,
    })
    start = d + 1
  }
}
