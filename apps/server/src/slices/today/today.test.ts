import {
  addAssessment,
  addAssessmentFor,
  changeAssessmentSchedule,
  getAssessmentSchedule,
  getInstrument,
  listAssessmentsOf,
  listMyAssessments,
  listMyDueAssessments,
} from '@cairn/contract/assessments.ts'
import { addCheckIn, getCheckInPage } from '@cairn/contract/check-ins.ts'
import { listSharedRuns, shareRun } from '@cairn/contract/coping.ts'
import { answerMyAsk } from '@cairn/contract/outcomes.ts'
import { addShift, changeHelpNumbers, endShift, getAwake, getHelpPage, listShifts } from '@cairn/contract/safety.ts'
import { getMentorToday, getMyToday } from '@cairn/contract/today.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { aCheckIn } from '../../testing/entries.ts'
import { aProgram, standsBeside } from '../../testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

const NOW = '2026-06-05T15:00:00Z'
let app: TestApp
let organization: string
let rosa: TestPerson
let dana: TestPerson
let maya: TestPerson

beforeAll(async () => {
  app = await openTestApp({ now: NOW })
})
afterAll(async () => app.close())

beforeEach(async () => {
  app.clock.moveTo(NOW)
  ;({ organization, rosa, dana, maya } = await aProgram(app, {
    enrolledOn: '2026-05-02',
    settings: { helpLines: [{ id: 'Casa', name: 'Casa line', phone: '(555) 010-0100' }] },
  }))
})

const id = () => newId(app.clock.now())
const phone = { recordedAt: NOW, zone: 'America/New_York', day: '2026-06-05' }
const today = () => app.as(rosa)(getMyToday, { query: { day: '2026-06-05' } })
const phq = (answers: Record<string, number | null>) => ({
  id: id(),
  ...phone,
  instrumentId: 'phq-4',
  version: 1,
  language: 'en' as const,
  answers,
})

test('her page shows one due thing at a time, and never counts what was missed', async () => {
  const first = await today()
  expect([first.name, first.mentor!.name, first.due]).toMatchObject([
    'Rosa',
    'Dana',
    { kind: 'questions', unknownDays: 30 },
  ])
  const askId = first.due!.kind === 'questions' ? first.due!.askId : ''
  await app.as(rosa)(answerMyAsk, {
    params: { id: askId },
    body: {
      id: id(),
      ...phone,
      answer: 'no',
      days: [],
      otherDaysWithoutUse: false,
      course: null,
      mayKnow: null,
      supervisorToldSaid: false,
    },
  })
  expect((await today()).due).toMatchObject({ kind: 'assessment', instrumentId: 'barc-10' })
  expect(JSON.stringify(first)).not.toMatch(/missed|overdue|streak/)
})

test('what is open at the same time is one sitting, and what is answered leaves it', async () => {
  const first = await today()
  expect(first.sitting!.things.map(({ kind }) => kind).slice(0, 3)).toEqual(['questions', 'assessment', 'check_in'])
  expect(first.due).toEqual(first.sitting!.things[0])
  const askId = first.due!.kind === 'questions' ? first.due!.askId : ''
  const declined = {
    id: id(),
    ...phone,
    answer: 'rather_not_say' as const,
    days: [],
    otherDaysWithoutUse: false,
    course: null,
    mayKnow: null,
    supervisorToldSaid: false,
  }
  const before = await app.as(rosa)(getCheckInPage, { query: { day: '2026-06-05' } })
  expect(before.use.show).toBe(true)
  await app.as(rosa)(answerMyAsk, { params: { id: askId }, body: declined })
  // The days that she would rather not speak of are not asked about again by the check-in of the same sitting.
  const after = await app.as(rosa)(getCheckInPage, { query: { day: '2026-06-05' } })
  expect(JSON.stringify(after.use.about)).not.toContain('2026-05')
  expect(after.use.since).toBe('2026-06-01')
  expect((await today()).sitting!.things.map(({ kind }) => kind)).not.toContain('questions')
})

test('a mentor’s page holds her people in the order of need, each reason readable by a stranger', async () => {
  const eve = await app.aPerson(organization, 'participant', { name: 'Eve' })
  await standsBeside(app, dana, eve)
  await app.as(eve)(addCheckIn, { body: aCheckIn(app, { mood: 1, urges: 5, stress: 5, needs: ['call'] }) })
  const page = await app.as(dana)(getMentorToday, {})
  expect(page.people.map((line) => [line.person.name, line.need?.items[0]?.reason ?? null])).toEqual([
    ['Eve', 'asked for a call'],
    ['Rosa', null],
  ])
  const spanish = await app.as(dana, 'es')(getMentorToday, {})
  expect(spanish.people[0]!.need!.items[0]!.reason).not.toBe('asked for a call')
})

test('a questionnaire is scored by its definition, a skipped item is never filled in, and the result is hers first', async () => {
  const instrument = await app.as(rosa)(getInstrument, { params: { instrumentId: 'phq-4' }, query: { language: 'es' } })
  expect([instrument.items.length, instrument.wording]).toEqual([4, 'working'])
  const body = phq({ nervous: 1, worry: 2, interest: 3, down: 0 })
  const result = await app.as(rosa)(addAssessment, { body })
  expect([result.total!.score, result.total!.band, result.skipped, result.before]).toEqual([6, 'Moderate', 0, null])
  expect((await app.as(rosa)(addAssessment, { body })).id).toBe(body.id)
  expect(await app.refusal(rosa, addAssessment, { body: { ...body, answers: { nervous: 0 } } })).toBe('id_taken')
  const partial = await app.as(rosa)(addAssessment, { body: phq({ nervous: 1, worry: null }) })
  expect([partial.total!.score, partial.skipped, partial.before]).toEqual([null, 3, { day: '2026-06-05', score: 6 }])
  expect(partial.reason).toContain('No total')
  expect(await app.refusal(rosa, addAssessment, { body: phq({ nervous: 9 }) })).toBe('invalid_input')
  expect(await app.refusal(rosa, addAssessment, { body: phq({}) })).toBe('invalid_input')
  expect(await app.refusal(rosa, addAssessment, { body: { ...phq({ nervous: 1 }), version: 99 } })).toBe('not_offered')
  // It has no Spanish that was validated.
  const inSpanish = { ...phq({}), instrumentId: 'barc-10', language: 'es' as const }
  expect(await app.refusal(rosa, addAssessment, { body: inSpanish })).toBe('not_offered')
  expect((await app.as(rosa)(listMyAssessments, {})).items).toHaveLength(2)
  expect((await app.as(maya)(listAssessmentsOf, { params: { id: rosa.personId } })).items).toHaveLength(2)
  const paper = {
    ...phq({ nervous: 0, worry: 0, interest: 0, down: 0 }),
    done: { mode: 'paper' as const, on: '2026-06-04', formVersion: 'phq-4 1', witness: 'Maya' },
  }
  const ahead = { ...paper, done: { ...paper.done, on: '2026-06-06' } }
  expect(await app.refusal(maya, addAssessmentFor, { params: { id: rosa.personId }, body: ahead })).toBe('future_day')
  expect(await app.as(maya)(addAssessmentFor, { params: { id: rosa.personId }, body: paper })).toEqual({ id: paper.id })
})

test('questionnaires alternate by month, and a schedule over twelve questions a month is refused whole', async () => {
  const due = (day: string) => app.as(rosa)(listMyDueAssessments, { query: { day } })
  expect((await due('2026-05-05')).items.map((item) => item.instrumentId)).toEqual(['phq-4'])
  expect((await due('2026-06-05')).items.map((item) => item.instrumentId)).toEqual(['barc-10'])
  expect((await due('2026-06-20')).items).toEqual([])
  const administrator = await app.aPerson(organization, 'administrator')
  const change = (entries: object[]) =>
    app.refusal(administrator, changeAssessmentSchedule, { body: { entries: entries as never } })
  expect(
    await change([
      { instrumentId: 'phq-4', everyMonths: 1, firstMonth: 0 },
      { instrumentId: 'barc-10', everyMonths: 1, firstMonth: 0 },
    ]),
  ).toBe('over_budget')
  expect(await change([{ instrumentId: 'bdi', everyMonths: 1, firstMonth: 0 }])).toBe('not_offered')
  expect((await app.as(maya)(getAssessmentSchedule, {})).busiestMonthItems).toBe(10)
  expect(await change([{ instrumentId: 'phq-4', everyMonths: 1, firstMonth: 0 }])).toBeUndefined()
})

test('the help page needs no sign-in, says who is awake, and keeps no record of who looked', async () => {
  const before = await app.countRows('audit')
  const nobody = await app.as(undefined)(getHelpPage, { params: { id: organization } })
  expect([nobody.onCall, nobody.numbers.map((number) => number.number)]).toEqual([null, ['5550100100']])
  expect(await app.countRows('audit')).toBe(before)
  const shift = {
    id: id(),
    personId: maya.personId,
    startsAt: NOW,
    endsAt: '2026-06-06T03:00:00Z',
    phone: '5550100101',
  }
  await app.as(maya)(addShift, { body: shift })
  await app.as(maya)(changeHelpNumbers, {
    body: {
      numbers: [{ id: 'warm-line', label: 'Warm line', kind: 'text', number: '5550100102', note: null }],
      hidden: ['domestic-violence'],
    },
  })
  const page = await app.as(undefined)(getHelpPage, { params: { id: organization } })
  expect(page).toMatchObject({
    onCall: { name: 'Maya', phone: '5550100101', until: '2026-06-06T03:00:00Z' },
    hidden: ['domestic-violence'],
  })
  expect(page.numbers.map((number) => number.id)).toEqual(['warm-line', 'casa'])
  expect((await app.as(rosa)(getAwake, {})).onCall!.name).toBe('Maya')
  expect(await app.refusal(maya, changeHelpNumbers, { body: { numbers: [], hidden: ['emergency'] } })).toBe(
    'invalid_input',
  )
  expect((await app.as(maya)(listShifts, {})).uncoveredFrom).toBe('2026-06-06T03:00:00Z')
  await app.as(maya)(endShift, { params: { id: shift.id } })
  expect((await app.as(rosa)(getAwake, {})).onCall).toBeNull()
  expect(await app.refusal(maya, addShift, { body: { ...shift, id: id(), personId: rosa.personId } })).toBe('not_found')
})

test('on call is whose shift runs now, not whose is over or to come', async () => {
  const shift = (from: string, to: string) => ({
    body: { id: id(), personId: maya.personId, startsAt: from, endsAt: to, phone: null },
  })
  const onCall = async () => (await app.as(rosa)(getAwake, {})).onCall?.name ?? null
  await app.as(maya)(addShift, shift('2026-06-05T16:00:00Z', '2026-06-05T17:00:00Z'))
  expect(await onCall()).toBeNull()
  app.clock.moveTo('2026-06-05T16:30:00Z')
  expect(await onCall()).toBe('Maya')
  app.clock.moveTo('2026-06-05T17:30:00Z')
  expect(await onCall()).toBeNull()
  const past = shift('2026-06-05T16:00:00Z', '2026-06-05T17:00:00Z')
  expect(await app.refusal(maya, addShift, past)).toBe('not_possible_now')
})

test('one run that she shows reaches this mentor only; without a mentor nothing is kept', async () => {
  const run = { id: id(), ...phone, exercise: 'ride-the-wave' as const, before: 8, after: 4 }
  for (let i = 0; i < 2; i++)
    expect(await app.as(rosa)(shareRun, { body: run })).toEqual({ id: run.id, sharedWith: 'Dana' })
  const shown = await app.as(dana)(listSharedRuns, { params: { id: rosa.personId } })
  expect(shown.items).toEqual([{ id: run.id, day: '2026-06-05', exercise: 'ride-the-wave', before: 8, after: 4 }])
  expect((await app.as(maya)(listSharedRuns, { params: { id: rosa.personId } })).items).toEqual([])
  const stranger = await app.aPerson(organization, 'mentor')
  expect(await app.refusal(stranger, listSharedRuns, { params: { id: rosa.personId } })).toBe('not_found')
  const alone = await app.aPerson(organization, 'participant')
  expect(await app.refusal(alone, shareRun, { body: { ...run, id: id() } })).toBe('not_possible_now')
})
