import { expect, test } from 'vitest'
import { type AskWindowFacts, askWindowCloses, askWindowOpens } from './ask-windows.ts'
import { readPolicy, standardPolicy } from './policy.ts'
import { askedForCall, askedForNeed } from './requests.ts'
import { safetyWithoutOwner } from './safety-without-owner.ts'
import { toldByChoice } from './told-by-choice.ts'

const policy = standardPolicy('America/New_York')
const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime('America/New_York').toInstant()
const local = (instant: Temporal.Instant | null) =>
  instant?.toZonedDateTimeISO('America/New_York').toPlainDateTime().toString()

test('a call asked for on Friday evening is due on Monday at one, and belongs to the mentor', () => {
  const facts = {
    requests: [
      { checkInId: 'c1', need: 'call', at: at('2026-11-20T19:00') },
      { checkInId: 'c1', need: 'ride', at: at('2026-11-20T19:00') },
    ],
    ownerId: 'dana',
  }
  const [call] = askedForCall(facts, policy).findings
  expect([call!.kind, call!.ownerId, call!.episode, local(call!.dueAt)]).toEqual([
    'event',
    'dana',
    'check-in:c1',
    '2026-11-23T13:00:00',
  ])
  expect(askedForNeed(facts, policy).findings.map((finding) => [finding.episode, finding.facts])).toEqual([
    ['check-in:c1:ride', { need: 'ride' }],
  ])
})

test('nobody is told of a report for which nobody was chosen; what an away mentor was told, whoever covers has to call about', () => {
  const report = { reportId: 'r1', at: at('2026-11-20T10:00'), safetyLead: false }
  expect(
    toldByChoice({ reports: [{ ...report, mentorId: null }], awayIds: [], helperId: null }, policy).findings,
  ).toEqual([])
  expect(
    toldByChoice({ reports: [{ ...report, mentorId: 'dana' }], awayIds: ['dana'], helperId: 'eli' }, policy)
      .findings[0],
  ).toMatchObject({ ownerId: 'eli', facts: { mentorId: 'dana', onlySafetyLead: false } })
})

test('what a signal holds of a report is ids and yes or no, never what or when', () => {
  const [finding] = toldByChoice(
    {
      reports: [{ reportId: 'r1', at: at('2026-11-20T10:00'), mentorId: 'dana', safetyLead: true }],
      awayIds: [],
      helperId: null,
    },
    policy,
  ).findings
  expect(Object.keys(finding!.facts).sort()).toEqual(['mentorId', 'onlySafetyLead', 'safetyLead'])
})

const windowOf = (
  more: Partial<AskWindowFacts['asks'][number]> = {},
  ownerId: string | null = 'dana',
): AskWindowFacts => ({
  asks: [
    {
      askId: 'a1',
      opensOn: Temporal.PlainDate.from('2026-11-01'),
      closesOn: Temporal.PlainDate.from('2026-11-22'),
      ended: false,
      tries: 0,
      lastTryAt: null,
      ...more,
    },
  ],
  ownerId,
  mode: 'phone',
})

test('a window opens for the mentor, and says when to look again', () => {
  const before = askWindowOpens(windowOf(), policy, at('2026-10-31T12:00'))
  expect([before.findings.length, local(before.lookAgainAt)]).toEqual([0, '2026-11-01T00:00:00'])
  const open = askWindowOpens(windowOf(), policy, at('2026-11-02T12:00'))
  expect([open.findings[0]!.kind, open.findings[0]!.ownerId, local(open.lookAgainAt)]).toEqual([
    'state',
    'dana',
    '2026-11-15T00:00:00',
  ])
  expect(askWindowOpens(windowOf({}, null), policy, at('2026-11-02T12:00')).findings).toEqual([])
})

test('a window that closes within a week is the coordinator’s; a recorded try is a line less until it has rested', () => {
  expect(askWindowCloses(windowOf(), policy, at('2026-11-14T12:00')).findings).toEqual([])
  expect(askWindowCloses(windowOf(), policy, at('2026-11-16T12:00')).findings[0]).toMatchObject({
    episode: 'ask:a1:try-1',
    ownerId: null,
  })
  const tried = windowOf({ tries: 1, lastTryAt: at('2026-11-16T12:00') })
  const resting = askWindowCloses(tried, policy, at('2026-11-16T12:01'))
  expect([resting.findings.length, local(resting.lookAgainAt)]).toEqual([0, '2026-11-17T12:00:00'])
  expect(askWindowCloses(tried, policy, at('2026-11-17T12:00')).findings[0]!.episode).toBe('ask:a1:try-2')
  expect(askWindowCloses(windowOf(), policy, at('2026-11-23T00:00')).findings).toEqual([])
})

test('safety is due by the clock on the wall, in the night too', () => {
  const [finding] = safetyWithoutOwner({ alerts: [{ alertId: 's1', at: at('2026-11-22T03:00') }] }, policy).findings
  expect([local(finding!.dueAt), finding!.ownerId, finding!.kind]).toEqual(['2026-11-22T03:15:00', null, 'event'])
})

test('a policy is read from settings; what is malformed keeps its standard', () => {
  const read = readPolicy('America/New_York', {
    staffedHours: [
      { weekday: 6, from: '10:00', until: '12:00' },
      { weekday: 'x', from: 'noon' },
    ],
    policy: { callWithinStaffedHours: 2, noTalkDays: 'many', needWithinStaffedHours: -1 },
    holidays: ['2026-12-25', 'Christmas'],
    alwaysTellSupervisor: 'yes',
  })
  expect(read.hours.weekly).toEqual([{ weekday: 6, from: '10:00', until: '12:00' }])
  expect(read.hours.holidays).toEqual(['2026-12-25'])
  expect([
    read.callWithinStaffedHours,
    read.noTalkDays,
    read.needWithinStaffedHours,
    read.alwaysTellSupervisor,
  ]).toEqual([2, 10, 8, false])
})
