import {
  addCheckIn,
  addCheckInFor,
  getCheckInPage,
  listMyCheckIns,
  listSharedCheckIns,
} from '@cairn/contract/check-ins.ts'
import { getMyDays, getMyPath, listMyUseReports, saveUseReport } from '@cairn/contract/outcomes.ts'
import { changeSharing } from '@cairn/contract/people.ts'
import { getWhoSees, listWhoLooked } from '@cairn/contract/who-sees.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { aCheckIn, aCheckInFor } from '../../testing/entries.ts'
import { aProgram } from '../../testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

const NOW = '2026-06-05T22:00:00Z' // Friday, 18:00 in New York

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
  ;({ organization, rosa, dana, maya } = await aProgram(app, { enrolledOn: '2026-05-20' }))
})

const phone = { recordedAt: '2026-06-05T21:59:00Z', zone: 'America/New_York', day: '2026-06-05' }
const body = (more: object = {}) => aCheckIn(app, { useShown: true, askAgain: 'few_days', ...more })
const typed = (more: object = {}) => aCheckInFor(app, { useShown: true, ...more })
const send = (more: object = {}, headers: Record<string, string> = {}) =>
  app.as(rosa)(addCheckIn, { body: body(more), headers })
const page = (day = '2026-06-05') => app.as(rosa)(getCheckInPage, { query: { day } })
const days = (more: object = {}) =>
  app.as(rosa)(getMyDays, { query: { today: '2026-06-05', from: '2026-05-20', ...more } })

test('the page asks once who sees it, asks about use in the first check-in of the week, and says who is there for a call', async () => {
  const first = await page()
  expect(first.sharing).toMatchObject({ pending: true, choice: null, mentor: { name: 'Dana' } })
  expect(first.use).toMatchObject({ show: true, since: null, about: [{ from: '2026-05-21', to: '2026-06-05' }] })
  expect(first.use.mayKnow.choices).toEqual(['mentor', 'mentor_and_safety_lead', 'nobody'])
  expect(first.call).toMatchObject({
    mentor: { name: 'Dana' },
    staffed: false,
    staffedAgainAt: '2026-06-08T13:00:00Z',
    onCall: null,
  })
  await send({ sharing: 'yes' })
  const second = await page()
  expect([second.sharing.pending, second.use.show, second.checkedInToday, second.lastAskAgain]).toEqual([
    false,
    false,
    true,
    'few_days',
  ])
  expect((await page('2026-06-08')).use.show).toBe(true)
})

test('a skipped answer is stored as skipped, and a check-in without any answer is refused', async () => {
  const sent = await send({ mood: null, stress: 1 })
  expect([sent.mood, sent.urges, sent.stress, sent.nextOn]).toEqual([null, null, 1, '2026-06-08'])
  expect(await app.refusal(rosa, addCheckIn, { body: body({ mood: null }) })).toBe('invalid_input')
})

test('the same id twice is one check-in; with another body it is taken, also somebody else’s', async () => {
  const once = body({ use: 'no', useAbout: [{ from: '2026-06-01', to: '2026-06-05' }] })
  const answers = await Promise.all(Array.from({ length: 8 }, () => app.as(rosa)(addCheckIn, { body: once })))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect((await app.as(rosa)(listMyCheckIns, { query: {} })).items).toHaveLength(1)
  expect(await app.refusal(rosa, addCheckIn, { body: { ...once, mood: 1 } })).toBe('id_taken')
  const other = await app.aPerson(organization, 'participant')
  expect(await app.refusal(other, addCheckIn, { body: once })).toBe('id_taken')
})

test('a day that has not come is refused, a clock ten minutes off is flagged, a day off is asked; an old entry sent late is fine', async () => {
  expect(await app.refusal(rosa, addCheckIn, { body: body({ day: '2026-06-06' }) })).toBe('future_day')
  expect((await send({}, { 'x-cairn-sent-at': '2026-06-05T22:20:00Z' })).clock).toBe('flagged')
  expect((await send({}, { 'x-cairn-sent-at': '2026-06-04T20:00:00Z' })).clock).toBe('ask')
  const late = await send(
    { recordedAt: '2026-06-03T02:00:00Z', day: '2026-06-02', zone: 'America/Denver' },
    { 'x-cairn-sent-at': '2026-06-05T22:00:30Z' },
  )
  expect([late.clock, late.day, late.zone, late.receivedAt]).toEqual([
    'fine',
    '2026-06-02',
    'America/Denver',
    '2026-06-05T22:00:00Z',
  ])
})

test('no fills the unknown days that were asked about, with their recall; the next page asks only for what is open', async () => {
  await send({ use: 'no', useAbout: [{ from: '2026-06-01', to: '2026-06-04' }] })
  const mine = await days()
  expect(mine.known.map(({ day, state, source, recallDays }) => [day, state, source, recallDays])).toEqual([
    ['2026-06-01', 'not_used', 'check_in', 4],
    ['2026-06-02', 'not_used', 'check_in', 3],
    ['2026-06-03', 'not_used', 'check_in', 2],
    ['2026-06-04', 'not_used', 'check_in', 1],
  ])
  expect((await page('2026-06-08')).use).toMatchObject({
    since: '2026-06-04',
    about: [{ from: '2026-06-05', to: '2026-06-08' }],
  })
})

test('rather not say and a skipped question leave the days unknown', async () => {
  const about = [{ from: '2026-06-01', to: '2026-06-05' }]
  await send({ use: 'rather_not_say', useAbout: about })
  await send({ use: null, useAbout: about })
  expect((await days()).known).toEqual([])
})

test('yes opens a page whose parts are saved one by one, and the count never falls back', async () => {
  await send({ use: 'no', useAbout: [{ from: '2026-05-21', to: '2026-06-03' }] })
  const before = await app.as(rosa)(getMyPath, { query: { today: '2026-06-05' } })
  const id = newId(app.clock.now())
  const sent = await send({ use: 'yes', useReportId: id, useAbout: [{ from: '2026-06-04', to: '2026-06-05' }] })
  expect([sent.use, sent.useReportId]).toEqual(['yes', id])
  const save = (part: object) =>
    app.as(rosa)(saveUseReport, { params: { id }, body: { ...phone, supervisorToldSaid: false, ...part } })
  expect((await days()).known.filter((day) => day.state === 'used')).toEqual([])
  await save({ days: ['2026-06-04'] })
  await save({ substances: ['alcohol'] })
  const saved = await save({ course: 'once' })
  expect(saved).toMatchObject({
    mayKnow: null,
    told: [],
    days: ['2026-06-04'],
    substances: ['alcohol'],
    course: 'once',
    showToleranceCard: true,
  })
  expect((await days()).known.at(-1)).toMatchObject({
    day: '2026-06-04',
    state: 'used',
    substances: ['alcohol'],
    source: 'check_in',
  })
  const after = await app.as(rosa)(getMyPath, { query: { today: '2026-06-05' } })
  expect([before.daysInRecovery, after.daysInRecovery, after.daysOfUse, after.checkIns]).toEqual([14, 14, 1, 2])
  expect((await page('2026-06-08')).use.substances[0]).toBe('alcohol')
  expect((await app.as(rosa)(listMyUseReports, {})).items).toHaveLength(1)
})

test('“I want to tell you I used” works without a check-in, tells nobody, and a day ahead is refused', async () => {
  const id = newId(app.clock.now())
  const save = (part: object) => ({ params: { id }, body: { ...phone, supervisorToldSaid: false, ...part } })
  await app.as(rosa)(saveUseReport, save({ days: ['2026-06-05'] }))
  expect((await days()).known).toMatchObject([{ day: '2026-06-05', state: 'used', source: 'self' }])
  expect(await app.refusal(rosa, saveUseReport, save({ days: ['2026-06-07'] }))).toBe('future_day')
  const other = await app.aPerson(organization, 'participant')
  expect(await app.refusal(other, saveUseReport, save({ mayKnow: 'nobody' }))).toBe('id_taken')
})

test('her mentor sees the three answers that she shares and never the one about use; ‘just me’ shows nothing', async () => {
  await send({ sharing: 'just_me', mood: 1 })
  expect((await app.as(dana)(listSharedCheckIns, { params: { id: rosa.personId } })).items).toEqual([])
  await send({
    sharing: 'ask_each_time',
    shareThis: true,
    mood: 2,
    use: 'no',
    useAbout: [{ from: '2026-06-01', to: '2026-06-05' }],
  })
  await send({ shareThis: false, mood: 4 })
  const { items } = await app.as(dana)(listSharedCheckIns, { params: { id: rosa.personId } })
  expect(items).toEqual([{ id: items[0]!.id, day: '2026-06-05', mood: 2, urges: null, stress: null, needs: [] }])
  const looked = await app.as(rosa)(listWhoLooked, { query: {} })
  expect(looked.items).toMatchObject([{ by: 'Dana', role: 'mentor', act: 'read', action: 'check_in.read' }])
})

test('who sees says by name what the access table decides, and changes with her choices', async () => {
  const lineOf = async (action: string) =>
    (await app.as(rosa)(getWhoSees, {})).lines.find((line) => line.action === action)!
  expect(await lineOf('check_in.read')).toMatchObject({ sentence: 'Only you can read this.', people: [] })
  await send({ sharing: 'yes' })
  expect(await lineOf('check_in.read')).toMatchObject({
    sentence: 'Only you and Dana can read this.',
    people: [{ name: 'Dana', role: 'mentor' }],
  })
  expect((await lineOf('use.read')).people).toEqual([])
  const id = newId(app.clock.now())
  await app.as(rosa)(saveUseReport, {
    params: { id },
    body: { ...phone, supervisorToldSaid: false, mayKnow: 'mentor' },
  })
  expect((await lineOf('use.read')).people.map((person) => person.name)).toEqual(['Dana'])
  expect((await lineOf('card.read')).people.map((person) => person.name).sort()).toEqual(['Dana', 'Maya'])
})

test('a paper check-in needs its date, form and witness; whoever enters it reads nothing back', async () => {
  const paper = typed({ use: 'no', useAbout: [{ from: '2026-06-01', to: '2026-06-03' }] })
  const entry = { params: { id: rosa.personId }, body: { ...paper, done: { mode: 'paper' as const } } }
  expect(await app.refusal(maya, addCheckInFor, entry)).toBe('invalid_input')
  const done = { mode: 'paper' as const, on: '2026-06-03', formVersion: 'paper-check-in 1', witness: 'Maya R.' }
  for (let i = 0; i < 2; i++)
    expect(await app.as(maya)(addCheckInFor, { params: { id: rosa.personId }, body: { ...paper, done } })).toEqual({
      id: paper.id,
    })
  expect((await app.as(rosa)(listMyCheckIns, { query: {} })).items).toMatchObject([{ day: '2026-06-03', use: 'no' }])
  expect((await days()).known).toHaveLength(3)
  expect(await app.refusal(maya, listSharedCheckIns, { params: { id: rosa.personId } })).toBe('not_allowed')
})

test('what is typed for her is of no day ahead and none long before she came, and is not shared where she decides each time', async () => {
  await app.as(rosa)(changeSharing, { body: { checkIns: 'ask_each_time' } })
  const onPaper = (on: string) => ({
    params: { id: rosa.personId },
    body: { ...typed(), done: { mode: 'paper' as const, on, formVersion: 'paper-check-in 1', witness: 'Maya R.' } },
  })
  expect(await app.refusal(maya, addCheckInFor, onPaper('2026-06-06'))).toBe('future_day')
  expect(await app.refusal(maya, addCheckInFor, onPaper('2023-06-05'))).toBe('invalid_input')
  await app.as(maya)(addCheckInFor, onPaper('2026-06-04'))
  expect((await app.as(rosa)(listMyCheckIns, { query: {} })).items).toMatchObject([
    { day: '2026-06-04', shared: false },
  ])
})

test('a question about use reaches from her first day to today, and no further', async () => {
  const about = (from: string, to: string) => ({ useAbout: [{ from, to }] })
  const ahead = body({ use: 'rather_not_say', ...about('2026-06-05', '2026-06-06') })
  expect(await app.refusal(rosa, addCheckIn, { body: ahead })).toBe('future_day')
  await send({ use: 'no', ...about('2026-05-15', '2026-05-22') })
  const { known } = await days({ from: '2026-05-10' })
  expect(known.map(({ day }) => day)).toEqual(['2026-05-20', '2026-05-21', '2026-05-22'])
})
