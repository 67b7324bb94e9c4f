import { addAssessmentFor, listAssessmentsOf } from '@cairn/contract/assessments.ts'
import {
  closeItem,
  getAttentionHealth,
  giveItem,
  listTakers,
  snoozeItem,
  takeItem,
  undoAct,
} from '@cairn/contract/attention.ts'
import { getBoard, getBoardPanel } from '@cairn/contract/board.ts'
import type { CallableRoute } from '@cairn/contract/call.ts'
import {
  addCheckIn,
  addCheckInFor,
  getCheckInPage,
  listMyCheckIns,
  listSharedCheckIns,
} from '@cairn/contract/check-ins.ts'
import { listSharedRuns } from '@cairn/contract/coping.ts'
import { addAttempt, answerFollowUp, getFollowUp, listFollowUps } from '@cairn/contract/follow-ups.ts'
import { listNotices } from '@cairn/contract/notifications.ts'
import { answerMyAsk, getMyAsks, listToldUse, saveMyDays } from '@cairn/contract/outcomes.ts'
import { addShift, endShift, getHelpPage, listShifts, raiseSafety } from '@cairn/contract/safety.ts'
import { getMentorToday } from '@cairn/contract/today.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { aCheckIn, aCheckInFor, anAnswer } from '../../testing/entries.ts'
import { aProgram } from '../../testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

const NOW = '2026-06-05T15:00:00Z'
let app: TestApp

interface Place {
  organization: string
  rosa: TestPerson
  dana: TestPerson
  maya: TestPerson
  sol: TestPerson
  itemId: string
  actId: string
  askId: string
  shiftId: string
}
let here: Place
let elsewhere: Place

const id = () => newId(app.clock.now())
const phone = { recordedAt: NOW, zone: 'America/New_York', day: '2026-06-05' }

async function aPlace(): Promise<Place> {
  const { organization, rosa, dana, maya } = await aProgram(app, { enrolledOn: '2026-05-02' })
  const sol = await app.aPerson(organization, 'supervisor', { name: 'Sol' })
  await app.as(rosa)(addCheckIn, { body: aCheckIn(app, { needs: ['call'], sharing: 'yes' }) })
  const askId = (await app.as(rosa)(getMyAsks, { query: { day: '2026-06-05' } })).open[0]!.id
  const itemId = (await app.as(dana)(getMentorToday, {})).people[0]!.need!.items[0]!.id
  const actId = id()
  await app.as(dana)(takeItem, { params: { id: itemId }, body: { id: actId } })
  const shiftId = id()
  await app.as(maya)(addShift, {
    body: { id: shiftId, personId: sol.personId, startsAt: NOW, endsAt: '2026-06-06T15:00:00Z', phone: null },
  })
  return { organization, rosa, dana, maya, sol, itemId, actId, askId, shiftId }
}

beforeAll(async () => {
  app = await openTestApp({ now: NOW })
  here = await aPlace()
  elsewhere = await aPlace()
})
afterAll(async () => app.close())

const done = { mode: 'phone' as const }
const questions = {
  id: '',
  ...phone,
  instrumentId: 'phq-4',
  version: 1,
  language: 'en' as const,
  answers: { nervous: 1 },
}

/** Each route that names a record, with a body that would do: who may call it, and the record of which place. */
const twins: [
  name: string,
  route: CallableRoute,
  by: (place: Place) => TestPerson,
  params: (place: Place) => string,
  body?: () => object,
][] = [
  ['board panel', getBoardPanel, (p) => p.maya, (p) => p.rosa.personId],
  ['take', takeItem, (p) => p.maya, (p) => p.itemId, () => ({ id: id() })],
  ['give', giveItem, (p) => p.maya, (p) => p.itemId, () => ({ id: id(), toId: here.maya.personId })],
  ['done', closeItem, (p) => p.maya, (p) => p.itemId, () => ({ id: id(), outcome: 'reached', toId: null })],
  [
    'later',
    snoozeItem,
    (p) => p.maya,
    (p) => p.itemId,
    () => ({ id: id(), until: '2026-06-06T15:00:00Z', reason: 'later' }),
  ],
  ['takers', listTakers, (p) => p.maya, (p) => p.itemId],
  ['undo', undoAct, (p) => p.maya, (p) => p.actId],
  ['a mentor takes', takeItem, (p) => p.dana, (p) => p.itemId, () => ({ id: id() })],
  ['shared check-ins', listSharedCheckIns, (p) => p.dana, (p) => p.rosa.personId],
  ['check-in for', addCheckInFor, (p) => p.maya, (p) => p.rosa.personId, () => ({ ...aCheckInFor(app), done })],
  ['told use', listToldUse, (p) => p.dana, (p) => p.rosa.personId],
  ['told use, safety lead', listToldUse, (p) => p.sol, (p) => p.rosa.personId],
  ['my ask', answerMyAsk, (p) => p.rosa, (p) => p.askId, () => anAnswer(app)],
  ['follow-up', getFollowUp, (p) => p.maya, (p) => p.askId],
  ['try', addAttempt, (p) => p.maya, (p) => p.askId, () => ({ id: id(), at: NOW, mode: 'phone', result: 'no_answer' })],
  ['answer together', answerFollowUp, (p) => p.maya, (p) => p.askId, () => ({ ...anAnswer(app), done })],
  ['questionnaires of', listAssessmentsOf, (p) => p.maya, (p) => p.rosa.personId],
  [
    'questionnaire for',
    addAssessmentFor,
    (p) => p.maya,
    (p) => p.rosa.personId,
    () => ({ ...questions, id: id(), done }),
  ],
  ['shared runs', listSharedRuns, (p) => p.dana, (p) => p.rosa.personId],
  ['end a shift', endShift, (p) => p.maya, (p) => p.shiftId],
  [
    'raise safety',
    raiseSafety,
    (p) => p.dana,
    (p) => p.rosa.personId,
    () => ({ id: id(), kind: 'other', at: NOW, note: null }),
  ],
]

test.each(twins)(
  '%s: a record of another organization is not found, by those who could reach it at home',
  async (_name, route, by, params, body) => {
    const call = (place: Place, of: Place) =>
      app.refusal(by(place), route, { params: { id: params(of) }, ...(body && { body: body() }) } as never)
    expect(await call(here, elsewhere)).toBe('not_found')
    expect(await call(elsewhere, here)).toBe('not_found')
  },
)

test.each(twins)(
  '%s: somebody of another organization who names this one is nobody here',
  async (_name, route, by, params, body) => {
    const stranger = { ...by(elsewhere), organizationId: here.organization }
    expect(
      await app.refusal(stranger, route, { params: { id: params(here) }, ...(body && { body: body() }) } as never),
    ).toBe('not_found')
  },
)

test('lists hold this organization’s people and nobody else’s', async () => {
  const foreign = [elsewhere.rosa, elsewhere.dana, elsewhere.maya, elsewhere.sol].map((person) => person.personId)
  const maya = app.as(here.maya)
  const lists = [
    await maya(getBoard, { query: { whose: 'all' } }),
    await maya(listFollowUps, { query: { show: 'open' } }),
    await maya(listShifts, {}),
    await maya(listNotices, {}),
    await maya(getAttentionHealth, {}),
    await app.as(here.dana)(getMentorToday, {}),
    await app.as(here.rosa)(listMyCheckIns, { query: {} }),
    await app.as(here.rosa)(getCheckInPage, { query: { day: '2026-06-05' } }),
    await app.as(undefined)(getHelpPage, { params: { id: here.organization } }),
  ]
  expect(foreign.filter((person) => JSON.stringify(lists).includes(person))).toEqual([])
  expect(JSON.stringify(lists[1])).toContain(here.rosa.personId)
})

test('another person’s ask cannot be named in a calendar, and an unknown program has no help page', async () => {
  const body = {
    id: id(),
    ...phone,
    askId: elsewhere.askId,
    days: [{ day: '2026-05-10', state: 'not_used' as const, substances: [], heavy: null }],
  }
  expect(await app.refusal(here.rosa, saveMyDays, { body })).toBe('not_found')
  expect(await app.refusal(undefined, getHelpPage, { params: { id: id() } })).toBe('not_found')
})

test('a participant cannot act on the list that is about her', async () => {
  expect(await app.refusal(here.rosa, takeItem, { params: { id: here.itemId }, body: { id: id() } })).toBe(
    'not_allowed',
  )
  expect(await app.refusal(here.rosa, getBoardPanel, { params: { id: here.rosa.personId } })).toBe('not_allowed')
})
