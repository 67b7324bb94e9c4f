import { createRandom } from '@cairn/statistics/random/random.ts'
import { askBeforeDraw, askDay, type OpenAsk, openAsks } from './asks.ts'
import { ownDay, tellMentor } from './check-ins.ts'
import { contactDay } from './contacts.ts'
import { groupDay, makeGroups } from './groups.ts'
import { drawDay } from './lottery.ts'
import { matchDay } from './matching.ts'
import type { SimulatedProgramOptions } from './options.ts'
import { completeOptions } from './options.ts'
import { makeMentors, makeParticipants, STAFF } from './people.ts'
import type { ParticipantRow } from './person-rows.ts'
import type { ProgramRows } from './program-rows.ts'
import { chance } from './random-choices.ts'
import { arrangeToday, greetAll, mentorDay } from './today.ts'
import { isHere, liveDay, movePull, type PersonState, type World } from './world.ts'

/**
 * Simulates a whole program from its first day to today and gives its rows.
 *
 * The same options give the same rows. Risk of use depends on days of use before, readiness, a latent pull that moves
 * weekly, and support from the day after it began, for good; who is matched when, who leaves and who answers depends on
 * the same things when `confounded`. Throws `RangeError` for impossible options.
 */
export function simulateProgram(given: Partial<SimulatedProgramOptions> = {}): ProgramRows {
  const options = completeOptions(given)
  const world = makeWorld(options)
  let open: OpenAsk[] = []
  for (let day = 0; day <= options.days; day++) {
    mentorDay(world, day)
    for (const p of world.people) {
      if (p.row.enrolledOn > day || p.diedOn !== null) continue
      if ((day - p.row.enrolledOn) % 7 === 6) movePull(p)
      if (day > p.row.enrolledOn) liveDay(world, p, day)
      if (p.diedOn === null) {
        leaveDay(world, p, day)
        tellMentor(world, p, day)
        contactDay(world, p, day)
        ownDay(world, p, day)
        openAsks(world, p, day, open)
      }
      matchDay(world, p, day)
    }
    for (const p of drawDay(world, day)) askBeforeDraw(world, p, day, open)
    groupDay(world, day)
    open = askDay(world, open, day)
  }
  greetAll(world)
  arrangeToday(world)
  return world.rows
}

function leaveDay(world: World, p: PersonState, day: number): void {
  if (!isHere(p, day)) return
  const risk = world.options.confounded ? Math.exp(0.3 * p.severity + 0.35 * p.pull) * (p.match ? 0.6 : 1) : 1
  if (!chance(p.random, Math.min(0.2, 0.0011 * risk))) return
  p.leftOn = day
  p.row.status = 'left'
  p.row.statusSince = day
}

function makeWorld(options: SimulatedProgramOptions): World {
  const random = createRandom(options.seed, 'program')
  const mentors = makeMentors(random.stream('mentors'), options)
  const participants = makeParticipants(random.stream('participants'), options, mentors)
  const rows: ProgramRows = {
    seed: options.seed,
    nowDay: options.days,
    nowMinute: options.nowMinute,
    nowWeekday: options.nowWeekday,
    staff: [...STAFF],
    mentors,
    aways: [],
    participants,
    matches: [],
    contacts: [],
    groups: makeGroups(
      options,
      mentors.filter((m) => m.joinedOn < 0).map((m) => m.key),
    ),
    groupSessions: [],
    attendances: [],
    checkIns: [],
    asks: [],
    askAttempts: [],
    dayRanges: [],
    useEvents: [],
    lifeEvents: [],
    copingRuns: [],
    assessments: [],
    drawEntries: [],
  }
  return {
    options,
    random: random.stream('days'),
    rows,
    people: participants.map((row) => makeState(row, random)),
    mentors: new Map(mentors.map((row) => [row.key, { row, load: 0, awayUntil: -1 }])),
  }
}

function makeState(row: ParticipantRow, random: ReturnType<typeof createRandom>): PersonState {
  const own = random.stream(row.key)
  return {
    row,
    random: own,
    severity: ((row.baseline?.daysUsedOf30 ?? 16) - 16) / 8,
    readiness: (row.readiness.readiness - 6) / 2,
    pull: own.normal(),
    lastUse: row.baseline?.lastUseOn ?? row.enrolledOn - 14,
    useDays: [],
    inEpisode: false,
    diedOn: null,
    leftOn: null,
    jailUntil: -1,
    inTreatment: row.baseline?.inTreatment ?? false,
    mentorSince: null,
    groupSince: null,
    match: null,
    proposal: null,
    meetingWeekday: 2,
    groupKey: null,
    nextCheckIn: row.enrolledOn + own.below(4),
    lastQuestionWeek: -1,
    toldUntil: row.enrolledOn,
    askedUntil: row.enrolledOn,
    drawsLost: 0,
  }
}
