import type { MatchRow } from '@cairn/simulation/meeting-rows.ts'
import type { MentorRow, ParticipantRow } from '@cairn/simulation/person-rows.ts'
import type { ProgramRows } from '@cairn/simulation/program-rows.ts'

/** Who stands behind the sign-in page's buttons. */
export interface Cast {
  participant: ParticipantRow
  mentor: MentorRow
}

const isActive = (match: MatchRow) => match.startedOn !== null && match.endedOn === null

/**
 * Chooses the two people whom a visitor meets first: somebody who speaks Spanish, has a mentor with several people and, if
 * anybody has, an open question; and her mentor. They get the names Rosa and Dana; who bore them takes theirs.
 */
export function chooseCast(rows: ProgramRows): Cast {
  const people = new Map(rows.participants.map((p) => [p.key, p]))
  const mentors = new Map(rows.mentors.map((m) => [m.key, m]))
  const active = rows.matches.filter(isActive)
  const load = (key: string) => active.filter((match) => match.mentorKey === key).length
  const isAway = (key: string) =>
    rows.aways.some((away) => away.mentorKey === key && away.fromOn <= rows.nowDay && away.backOn > rows.nowDay)
  const hasOpenAsk = (key: string) =>
    rows.asks.some((ask) => ask.participantKey === key && ask.end === null && ask.windowOpensOn <= rows.nowDay)
  const scored = active.map((match) => {
    const person = people.get(match.participantKey)!
    const mentor = mentors.get(match.mentorKey)!
    const score =
      (person.language === 'es' ? 20 : 0) +
      (isAway(mentor.key) ? -12 : 0) +
      Math.min(load(mentor.key), 4) * 2 +
      (hasOpenAsk(person.key) ? 5 : 0) +
      (person.reach === 'app' ? 3 : 0) +
      (person.baseline ? 2 : 0) +
      (person.gender === 'woman' ? 2 : 0) +
      (mentor.gender === 'woman' ? 2 : 0) +
      (mentor.languages.length > 1 ? 1 : 0) +
      (rows.nowDay - match.startedOn! > 28 ? 8 : 0) +
      (person.someoneElseSeesPhone ? -4 : 0)
    return { person, mentor, score }
  })
  const best = scored.toSorted((a, b) => b.score - a.score || (a.person.key < b.person.key ? -1 : 1))[0]
  if (!best) throw new Error('Nobody in the simulated program has a mentor.')
  takeName(rows.participants, best.person, 'Rosa', 'Delgado')
  takeName(rows.mentors, best.mentor, 'Dana', 'Mercer')
  best.person.gender = 'woman'
  best.mentor.gender = 'woman'
  return { participant: best.person, mentor: best.mentor }
}

type Named = { givenName: string; familyName: string }

function takeName(all: Named[], chosen: Named, givenName: string, familyName: string): void {
  const before = { givenName: chosen.givenName, familyName: chosen.familyName }
  for (const one of all)
    if (one !== chosen && one.givenName === givenName && one.familyName === familyName) Object.assign(one, before)
  Object.assign(chosen, { givenName, familyName })
}

/** The name to be called: the given name, with a letter where several share it. */
export function namesToBeCalled(people: readonly (Named & { key: string })[]): Map<string, string> {
  const count = new Map<string, number>()
  for (const { givenName } of people) count.set(givenName, (count.get(givenName) ?? 0) + 1)
  return new Map(
    people.map(({ key, givenName, familyName }) => [
      key,
      count.get(givenName) === 1 ? givenName : `${givenName} ${familyName.charAt(0)}.`,
    ]),
  )
}
