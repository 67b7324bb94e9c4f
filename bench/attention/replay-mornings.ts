import { askWindowCloses } from '@cairn/program/signals/ask-windows.ts'
import { matchWaiting } from '@cairn/program/signals/match-waiting.ts'
import { mentorAwayWithoutCover } from '@cairn/program/signals/mentor-away-without-cover.ts'
import { noTalk } from '@cairn/program/signals/no-talk.ts'
import { notGreeted } from '@cairn/program/signals/not-greeted.ts'
import { standardPolicy } from '@cairn/program/signals/policy.ts'
import { askedForCall, askedForNeed } from '@cairn/program/signals/requests.ts'
import type { Finding } from '@cairn/program/signals/signal.ts'
import { toldByChoice } from '@cairn/program/signals/told-by-choice.ts'
import { addStaffedHours } from '@cairn/program/staffed-hours/staffed-hours.ts'
import type { Moment } from '@cairn/simulation/person-rows.ts'
import type { ProgramRows } from '@cairn/simulation/program-rows.ts'
import { simulateProgram } from '@cairn/simulation/simulate-program.ts'
import { createRandom } from '@cairn/statistics/random/random.ts'

const ZONE = 'America/New_York'
const NINE = 9 * 60
/** The first program day is a Monday, so that weekends fall where the staffed week expects them. */
const OPENED = Temporal.PlainDate.from('2025-01-06')
const dayOf = (day: number) => OPENED.add({ days: day })
const at = ({ day, minute }: Moment) =>
  dayOf(day)
    .toZonedDateTime({
      timeZone: ZONE,
      plainTime: Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 }),
    })
    .toInstant()
const before = (moment: Moment | null, now: Temporal.Instant) =>
  moment !== null && Temporal.Instant.compare(at(moment), now) <= 0

type Found = Finding & { subject: string }

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row])
  return groups
}

/** What the rules find in the program's rows at one moment, nothing later being known. */
function findAll(rows: ProgramRows, index: Index, today: number, now: Temporal.Instant): Found[] {
  const policy = standardPolicy(ZONE)
  const found: Found[] = []
  const add = (subject: string, findings: readonly Finding[]) =>
    found.push(...findings.map((finding) => ({ ...finding, subject })))
  const awayNow = rows.aways.filter((away) => away.fromOn <= today && today < away.backOn)
  for (const person of rows.participants) {
    const enrolledAt = at({ day: person.enrolledOn, minute: person.enrolledMinute })
    if (Temporal.Instant.compare(enrolledAt, now) > 0) continue
    const left = person.status === 'left' && person.statusSince <= today
    const match = (index.matches.get(person.key) ?? []).find(
      (one) => one.startedOn !== null && one.startedOn <= today && (one.endedOn === null || one.endedOn > today),
    )
    const away = match && awayNow.find((one) => one.mentorKey === match.mentorKey)
    const ownerId = match ? (away ? away.coverMentorKey : match.mentorKey) : null
    const greetBy = addStaffedHours(policy.hours, enrolledAt, policy.greetWithinStaffedHours)
    // A newcomer has a greeter from the first minute.
    add(
      person.key,
      notGreeted(
        {
          enrolledAt,
          greetBy,
          greetedAt: person.greetedAt && before(person.greetedAt, now) ? at(person.greetedAt) : null,
          isHere: !left,
          greeterId: person.greetedByKey ?? 'greeter',
        },
        policy,
        now,
      ).findings,
    )
    const checkIns = (index.checkIns.get(person.key) ?? []).filter(
      (one) => one.at.day > today - 30 && before(one.at, now),
    )
    const requests = checkIns.flatMap((one) => one.needs.map((need) => ({ checkInId: one.key, need, at: at(one.at) })))
    add(person.key, [
      ...askedForCall({ requests, ownerId }, policy).findings,
      ...askedForNeed({ requests, ownerId }, policy).findings,
    ])
    const reports = checkIns
      .filter((one) => one.mayKnow === 'mentor' || one.mayKnow === 'mentor_and_safety_lead')
      .map((one) => ({
        reportId: one.key,
        at: at(one.at),
        mentorId: match?.mentorKey ?? null,
        safetyLead: one.mayKnow === 'mentor_and_safety_lead',
      }))
    add(
      person.key,
      toldByChoice({ reports, awayIds: away ? [away.mentorKey] : [], helperId: ownerId }, policy).findings,
    )
    const asks = (index.asks.get(person.key) ?? []).map((ask) => {
      const tries = (index.attempts.get(ask.key) ?? [])
        .filter((attempt) => before(attempt.at, now))
        .map((attempt) => at(attempt.at))
        .sort(Temporal.Instant.compare)
      const ended = before(ask.endedAt, now) && (ask.end === 'none' || ask.end === 'event' || ask.end === 'declined')
      return {
        askId: ask.key,
        opensOn: dayOf(ask.windowOpensOn),
        closesOn: dayOf(ask.windowClosesOn),
        ended,
        tries: tries.length,
        lastTryAt: tries.at(-1) ?? null,
      }
    })
    add(person.key, askWindowCloses({ asks, ownerId, mode: 'phone' }, policy, now).findings)
    const waiting = (index.matches.get(person.key) ?? []).filter(
      (one) =>
        before(one.proposedAt, now) &&
        !(one.participantAnswer === 'no' && before(one.participantAnsweredAt, now)) &&
        !(one.mentorAnswer === 'no' && before(one.mentorAnsweredAt, now)) &&
        !before(one.acceptedAt, now) &&
        (one.endedOn === null || one.endedOn > today),
    )
    add(
      person.key,
      matchWaiting(
        {
          proposals: waiting.map((one) => ({
            matchId: one.key,
            mentorId: one.mentorKey,
            waitsFor: before(one.participantAnsweredAt, now)
              ? 'mentor'
              : before(one.mentorAnsweredAt, now)
                ? 'participant'
                : 'both',
            since: at(one.proposedAt),
          })),
        },
        policy,
        now,
      ).findings,
    )
    if (match && !left) {
      const talks = (index.contacts.get(match.key) ?? []).filter(
        (one) => one.outcome === 'happened' && before(one.at, now),
      )
      const last = talks
        .map((one) => at(one.at))
        .sort(Temporal.Instant.compare)
        .at(-1)
      const absence = away
        ? { fromOn: dayOf(away.fromOn), backOn: dayOf(away.backOn), coverId: away.coverMentorKey, waits: false }
        : null
      add(
        person.key,
        noTalk(
          {
            mentorId: match.mentorKey,
            timeZone: ZONE,
            lastAt: last ?? at({ day: match.startedOn!, minute: NINE }),
            hasTalked: last !== undefined,
            away: absence,
          },
          policy,
          now,
        ).findings,
      )
    }
  }
  for (const away of rows.aways) {
    if (away.fromOn - 3 > today || today >= away.backOn) continue
    const people = rows.matches.filter(
      (one) =>
        one.mentorKey === away.mentorKey &&
        one.startedOn !== null &&
        one.startedOn <= today &&
        (one.endedOn === null || one.endedOn > today),
    )
    add(
      away.mentorKey,
      mentorAwayWithoutCover(
        {
          absenceId: `${away.mentorKey}-${away.fromOn}`,
          mentorId: away.mentorKey,
          fromOn: dayOf(away.fromOn),
          backOn: dayOf(away.backOn),
          announcedAt: at({ day: Math.max(0, away.fromOn - 3), minute: NINE }),
          withoutCover: away.coverMentorKey === null ? people.length : 0,
        },
        policy,
        now,
      ).findings,
    )
  }
  return found
}

interface Index {
  matches: Map<string, ProgramRows['matches']>
  checkIns: Map<string, ProgramRows['checkIns']>
  asks: Map<string, ProgramRows['asks']>
  attempts: Map<string, ProgramRows['askAttempts']>
  contacts: Map<string, ProgramRows['contacts']>
}

/**
 * The number of lines on a coordinator's board on each working morning at nine of the program's last months. The list is
 * kept as the server keeps it (an episode opens once, a state closes itself); people close items by a model: mentors a given
 * share of what is theirs in a working day, the coordinator every line of her morning before the next.
 */
export function replayMornings({
  seed,
  participants,
  mentors,
  mornings,
  mentorsCloseADay,
}: {
  seed: number
  participants: number
  mentors: number
  mornings: number
  mentorsCloseADay: number
}): number[] {
  const rows = simulateProgram({ seed, participants, mentors })
  const index: Index = {
    matches: groupBy(rows.matches, (row) => row.participantKey),
    checkIns: groupBy(rows.checkIns, (row) => row.participantKey),
    asks: groupBy(rows.asks, (row) => row.participantKey),
    attempts: groupBy(rows.askAttempts, (row) => row.askKey),
    contacts: groupBy(rows.contacts, (row) => row.matchKey),
  }
  const random = createRandom(seed, 'mornings')
  const closed = new Set<string>()
  const open = new Map<string, Found>()
  const lines: number[] = []
  const last = rows.nowDay - 1
  for (let day = last - Math.ceil((mornings * 7) / 5) - 14; day <= last; day++) {
    if (dayOf(day).dayOfWeek > 5) continue
    const now = at({ day, minute: NINE })
    const found = new Map(
      findAll(rows, index, day, now).map((one) => [`${one.signal} ${one.subject} ${one.episode}`, one]),
    )
    for (const [key, one] of open) if (one.kind === 'state' && !found.has(key)) open.delete(key)
    for (const [key, one] of found) if (!closed.has(key)) open.set(key, one)
    const onBoard = [...open].filter(
      ([, one]) => one.ownerId === null || (one.dueAt !== null && Temporal.Instant.compare(one.dueAt, now) <= 0),
    )
    // Two weeks pass before counting, so that a board that nobody ever worked on is not counted.
    if (day > last - Math.ceil((mornings * 7) / 5)) lines.push(new Set(onBoard.map(([, one]) => one.subject)).size)
    for (const [key] of onBoard) {
      open.delete(key)
      closed.add(key)
    }
    for (const [key, one] of open)
      if (one.ownerId !== null && random.uniform() < mentorsCloseADay) {
        open.delete(key)
        closed.add(key)
      }
  }
  return lines
}
