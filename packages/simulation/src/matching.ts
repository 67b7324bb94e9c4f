import type { MatchEnd, MatchRow } from './meeting-rows.ts'
import type { Moment } from './person-rows.ts'
import { between, chance, key, pickWeighted } from './random-choices.ts'
import { isHere, type MentorState, type PersonState, type World } from './world.ts'

const officeHour = (world: World, day: number, minute: number): Moment => ({
  day,
  minute: day === world.options.days ? Math.min(minute, world.options.nowMinute) : minute,
})

/** A mentor who may be proposed: here, with a free place, sharing a language, not excluded. */
function findMentor(world: World, p: PersonState, day: number): MentorState | null {
  let best: MentorState | null = null
  let bestScore = Number.NEGATIVE_INFINITY
  for (const m of world.mentors.values()) {
    if (m.row.joinedOn > day || m.row.status === 'left' || m.awayUntil >= day || m.load >= m.row.capacity) continue
    if (!m.row.languages.includes(p.row.language) || p.row.wishes.mustNotMeet.includes(m.row.key)) continue
    const wishes = p.row.wishes.ranked.reduce(
      (sum, wish, i) => sum + (m.row.livedExperience.includes(wish) ? 3 - i : 0),
      0,
    )
    const gender = p.row.wishes.gender === m.row.gender ? 2 : 0
    const score = wishes + gender + (m.row.capacity - m.load) * 0.8 + p.random.uniform()
    if (score > bestScore) {
      bestScore = score
      best = m
    }
  }
  return best
}

/** Whether the person waits for a mentor on that day. */
export const isWaiting = (p: PersonState, day: number): boolean =>
  isHere(p, day) &&
  p.row.wishes.wantsMentor &&
  p.match === null &&
  p.proposal === null &&
  p.jailUntil < day &&
  day > p.row.enrolledOn

/** Proposals, answers, signatures and ends of one day. Readiness and a quiet week bring a match sooner: that confounds. */
export function matchDay(world: World, p: PersonState, day: number): void {
  const from = world.options.everybodyFrom
  if (from !== null) {
    if (day - p.row.enrolledOn === from) p.mentorSince = day
  } else if (p.match) liveMatch(world, p, p.match, day)
  else if (p.proposal) answerProposal(world, p, p.proposal, day)
  else if (!world.options.lottery && isWaiting(p, day)) lookForMentor(world, p, day)
}

function lookForMentor(world: World, p: PersonState, day: number): void {
  const pace = world.options.confounded ? Math.exp(0.5 * p.readiness - 0.25 * p.severity - 0.35 * p.pull) : 1
  if (!chance(p.random, Math.min(0.5, 0.035 * pace))) return
  const mentor = findMentor(world, p, day)
  if (mentor) propose(world, p, mentor, day, null)
}

/** Opens a proposal; the place is held until both have answered. */
export function propose(
  world: World,
  p: PersonState,
  mentor: MentorState,
  day: number,
  drawKey: string | null,
): MatchRow {
  const match: MatchRow = {
    key: key('match', world.rows.matches.length + 1),
    participantKey: p.row.key,
    mentorKey: mentor.row.key,
    proposedAt: officeHour(world, day, between(p.random, 9 * 60, 17 * 60)),
    participantAnswer: null,
    participantAnsweredAt: null,
    mentorAnswer: null,
    mentorAnsweredAt: null,
    acceptedAt: null,
    startedOn: null,
    endedOn: null,
    endReason: null,
    drawKey,
  }
  mentor.load++
  p.proposal = match
  world.rows.matches.push(match)
  return match
}

/** A mentor for the one who was drawn, if somebody has a place. */
export const findPlace = findMentor

function answerProposal(world: World, p: PersonState, match: MatchRow, day: number): void {
  const { random } = p
  const at = () => officeHour(world, day, between(random, 9 * 60, 21 * 60))
  if (match.participantAnswer === null && isHere(p, day) && chance(random, 0.5)) {
    match.participantAnswer = chance(random, 0.92) ? 'yes' : 'no'
    match.participantAnsweredAt = at()
  }
  if (match.mentorAnswer === null && chance(random, 0.5)) {
    match.mentorAnswer = chance(random, 0.95) ? 'yes' : 'no'
    match.mentorAnsweredAt = at()
  }
  if (!isHere(p, day) || match.participantAnswer === 'no' || match.mentorAnswer === 'no') {
    withdraw(world, p, match, day)
    return
  }
  if (match.participantAnswer === 'yes' && match.mentorAnswer === 'yes' && match.acceptedAt === null) {
    const later = [match.participantAnsweredAt!, match.mentorAnsweredAt!].sort(
      (a, b) => a.day - b.day || a.minute - b.minute,
    )[1]!
    match.acceptedAt = later
    return
  }
  if (match.acceptedAt !== null && day > match.acceptedAt.day && chance(random, 0.3)) {
    match.startedOn = day
    p.match = match
    p.proposal = null
    p.mentorSince ??= day
    p.meetingWeekday = 1 + random.below(6)
    p.row.status = 'active'
    p.row.statusSince = day
  }
}

function withdraw(world: World, p: PersonState, match: MatchRow, day: number): void {
  if (match.acceptedAt !== null || match.participantAnswer === null || match.mentorAnswer === null) {
    match.endedOn = day
    match.endReason = p.diedOn !== null ? 'died' : match.acceptedAt !== null ? 'lost_contact' : 'no_longer_wanted'
  }
  world.mentors.get(match.mentorKey)!.load--
  p.proposal = null
}

function liveMatch(world: World, p: PersonState, match: MatchRow, day: number): void {
  const mentor = world.mentors.get(match.mentorKey)!
  const reason = endToday(world, p, mentor, day - match.startedOn!, day)
  if (reason === null) return
  endMatch(p, mentor, match, day, reason)
  if (reason === 'lost_contact' || reason === 'no_longer_wanted') p.row.wishes.wantsMentor = chance(p.random, 0.35)
}

/** Matches end because use is near: an end must not be read as 'without a mentor'. */
function endToday(world: World, p: PersonState, mentor: MentorState, length: number, day: number): MatchEnd | null {
  if (p.diedOn !== null) return 'died'
  if (!isHere(p, day)) return 'lost_contact'
  if (mentor.row.status === 'left') return 'mentor_left'
  if (length > 150 && chance(p.random, 0.012)) return 'agreed'
  const strain = world.options.confounded ? Math.exp(0.6 * p.pull + (p.inEpisode ? 1 : 0)) : 1
  if (!chance(p.random, Math.min(0.2, 0.0018 * strain))) return null
  return pickWeighted(p.random, { lost_contact: 50, changed_mentor: 20, no_longer_wanted: 30 })
}

function endMatch(p: PersonState, mentor: MentorState, match: MatchRow, day: number, reason: MatchEnd): void {
  match.endedOn = day
  match.endReason = reason
  mentor.load--
  p.match = null
  if (reason === 'agreed') p.row.wishes.wantsMentor = false
  else if (p.row.status === 'active' && p.leftOn === null && p.diedOn === null) {
    p.row.status = reason === 'lost_contact' ? 'paused' : 'waiting'
    p.row.statusSince = day
  }
}
