import { expect, test } from 'vitest'
import { debriefDue } from './debrief-due.ts'
import { matchWaiting } from './match-waiting.ts'
import { mentorAwayWithoutCover } from './mentor-away-without-cover.ts'
import { noTalk } from './no-talk.ts'
import { notGreeted } from './not-greeted.ts'
import { standardPolicy } from './policy.ts'

const policy = standardPolicy('America/New_York') // Monday to Friday, 9 to 5
const at = (text: string) => Temporal.Instant.from(text)
const day = (text: string) => Temporal.PlainDate.from(text)
const NOW = at('2026-06-01T15:00:00Z') // Monday, 11:00

test('somebody who was not greeted has an owner from the first minute, until the hello or until she leaves', () => {
  const facts = {
    enrolledAt: NOW,
    greetBy: at('2026-06-02T15:00:00Z'),
    greetedAt: null,
    isHere: true,
    greeterId: 'maya',
  }
  expect(notGreeted(facts, policy, NOW).findings).toMatchObject([
    { kind: 'state', ownerId: 'maya', since: NOW, dueAt: facts.greetBy },
  ])
  expect(notGreeted({ ...facts, greetedAt: NOW }, policy, NOW).findings).toEqual([])
  expect(notGreeted({ ...facts, isHere: false }, policy, NOW).findings).toEqual([])
})

test('an answer that waits for the mentor is found at once; for the participant only when its time is over, to the minute', () => {
  const waiting = (waitsFor: 'mentor' | 'participant') => ({
    proposals: [{ matchId: 'x', mentorId: 'dana', waitsFor, since: NOW }],
  })
  const due = at('2026-06-04T15:00:00Z') // 24 staffed hours: three working days
  expect(matchWaiting(waiting('mentor'), policy, NOW).findings).toMatchObject([{ ownerId: 'dana', dueAt: due }])
  expect(matchWaiting(waiting('participant'), policy, due.subtract({ seconds: 1 }))).toEqual({
    findings: [],
    lookAgainAt: due,
  })
  expect(matchWaiting(waiting('participant'), policy, due).findings).toMatchObject([{ ownerId: null }])
})

test('a time away without cover is the mentor’s until she leaves, the coordinator’s while she is away, nobody’s afterwards', () => {
  const facts = {
    absenceId: 'a',
    mentorId: 'dana',
    fromOn: day('2026-06-03'),
    backOn: day('2026-06-10'),
    announcedAt: NOW,
    withoutCover: 2,
  }
  const [leaves, returns] = [at('2026-06-03T04:00:00Z'), at('2026-06-10T04:00:00Z')]
  expect(mentorAwayWithoutCover(facts, policy, NOW)).toMatchObject({
    findings: [{ ownerId: 'dana', facts: { people: 2 } }],
    lookAgainAt: leaves,
  })
  expect(mentorAwayWithoutCover(facts, policy, leaves)).toMatchObject({
    findings: [{ ownerId: null }],
    lookAgainAt: returns,
  })
  expect(mentorAwayWithoutCover(facts, policy, returns)).toEqual({ findings: [], lookAgainAt: null })
  expect(mentorAwayWithoutCover({ ...facts, withoutCover: 0 }, policy, NOW).findings).toEqual([])
})

const quiet = { mentorId: 'dana', timeZone: 'America/New_York', lastAt: NOW, hasTalked: true, away: null }

test('silence is found on the tenth calendar day in her own zone, and the rule says when to look', () => {
  const tenth = at('2026-06-11T04:00:00Z')
  expect(noTalk(quiet, policy, NOW)).toEqual({ findings: [], lookAgainAt: tenth })
  expect(noTalk(quiet, policy, tenth.subtract({ seconds: 1 })).findings).toEqual([])
  expect(noTalk(quiet, policy, tenth).findings).toMatchObject([
    {
      episode: 'silent since 2026-06-01',
      ownerId: 'dana',
      since: tenth,
      facts: { last: '2026-06-01', hasTalked: true },
    },
  ])
})

test('a new talk is a new episode, so that an old silence never opens again', () => {
  const later = { ...quiet, lastAt: at('2026-06-20T15:00:00Z') }
  expect(noTalk(later, policy, at('2026-07-01T15:00:00Z')).findings[0]!.episode).toBe('silent since 2026-06-20')
})

test('while the mentor is away whoever covers has it; who chose to wait is left in peace until the return', () => {
  const away = { fromOn: day('2026-06-08'), backOn: day('2026-06-20'), coverId: 'ana', waits: false }
  const now = at('2026-06-12T15:00:00Z')
  expect(noTalk({ ...quiet, away }, policy, now)).toMatchObject({
    findings: [{ ownerId: 'ana' }],
    lookAgainAt: at('2026-06-20T04:00:00Z'),
  })
  expect(noTalk({ ...quiet, away: { ...away, waits: true } }, policy, now)).toEqual({
    findings: [],
    lookAgainAt: at('2026-06-20T04:00:00Z'),
  })
  expect(noTalk({ ...quiet, away }, policy, at('2026-06-20T15:00:00Z')).findings).toMatchObject([{ ownerId: 'dana' }])
})

test('a debrief is due after two working days, is the supervisor’s, and holds no word about anybody', () => {
  const friday = at('2026-06-05T19:00:00Z') // 3 in the afternoon
  const facts = { debriefs: [{ debriefId: 'd1', closedAt: friday }], supervisorId: 'sol' }
  expect(debriefDue(facts, policy).findings).toMatchObject([
    { kind: 'state', ownerId: 'sol', since: friday, dueAt: at('2026-06-09T19:00:00Z'), facts: { debriefId: 'd1' } },
  ])
  expect(debriefDue({ ...facts, supervisorId: null }, policy).findings).toMatchObject([{ ownerId: null }])
  expect(debriefDue({ debriefs: [], supervisorId: 'sol' }, policy).findings).toEqual([])
})
