import { prepareAgreement, signAgreement } from '@cairn/contract/agreements.ts'
import { CallError } from '@cairn/contract/call.ts'
import { addCheckIn, listSharedCheckIns } from '@cairn/contract/check-ins.ts'
import {
  answerMatch,
  endMatch,
  getWishes,
  listMatches,
  proposeMatch,
  saveWishes,
  withdrawMatch,
} from '@cairn/contract/matching.ts'
import { getMyMentor } from '@cairn/contract/mentoring.ts'
import { listToldUse, saveUseReport } from '@cairn/contract/outcomes.ts'
import { addExclusion, changeSharing, getSharing } from '@cairn/contract/people.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { aCheckIn } from '../../testing/entries.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

let app: TestApp
let here: string
let rosa: TestPerson
let dana: TestPerson
let ana: TestPerson
let coordinator: TestPerson

const NOW = '2026-06-01T15:00:00Z'
const id = () => newId(app.clock.now())
const hers = () => ({ id: rosa.personId })

beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

beforeEach(async () => {
  app.clock.moveTo(NOW)
  here = await app.anOrganization()
  coordinator = await app.aPerson(here, 'coordinator', { name: 'Cora' })
  rosa = await app.aPerson(here, 'participant', { name: 'Rosa' })
  dana = await app.aPerson(here, 'mentor', { name: 'Dana' })
  ana = await app.aPerson(here, 'mentor', { name: 'Ana' })
})

async function proposed(mentor: TestPerson): Promise<{ id: string }> {
  const matchId = id()
  const body = { id: matchId, participantId: rosa.personId, mentorId: mentor.personId }
  await app.as(rosa)(proposeMatch, { body })
  return { id: matchId }
}

const yes = (mentor: TestPerson, params: { id: string }) =>
  app.as(mentor)(answerMatch, { params, body: { as: 'mentor', answer: 'yes' } })

async function matched(mentor: TestPerson): Promise<{ id: string }> {
  const params = await proposed(mentor)
  await yes(mentor, params)
  return params
}

const end = (params: { id: string }) => app.as(rosa)(endMatch, { params, body: { wantsAnother: true } })

test('a match that has ended does not run again: not by the same yes, not by taking it back, not by a late signature', async () => {
  const params = await matched(dana)
  const { id: agreementId, sha256 } = await app.as(dana)(prepareAgreement, {
    params: hers(),
    body: { id: id(), document: 'boundary-agreement', language: 'en' },
  })
  const signed = (as: 'participant' | 'mentor') => ({
    params: { id: agreementId },
    body: { id: id(), as, done: { mode: 'self' as const }, sha256 },
  })
  await app.as(dana)(signAgreement, signed('mentor'))
  await end(params)
  await app.as(rosa)(signAgreement, signed('participant'))
  const { rows } = await app.owner.query('select stage, agreement_id from relationships where id = $1', [params.id])
  expect(rows).toEqual([{ stage: 'closed', agreement_id: null }])
  expect((await app.as(rosa)(getMyMentor)).relationship).toBeNull()

  const again = {
    params,
    body: { as: 'participant' as const, answer: 'yes' as const, done: { mode: 'self' as const } },
  }
  expect(await app.refusal(rosa, answerMatch, again)).toBe('answered_already')
  expect(await app.refusal(dana, answerMatch, { params, body: { as: 'mentor', answer: 'yes' } })).toBe(
    'answered_already',
  )
  expect(await app.refusal(rosa, withdrawMatch, { params })).toBe('answered_already')
  expect((await app.as(rosa)(listMatches, { params: hers() })).items).toMatchObject([{ status: 'ended' }])
})

test('what she shared with one mentor does not pass to the next, who is asked for anew', async () => {
  const first = await matched(dana)
  await app.as(rosa)(addCheckIn, { body: aCheckIn(app, { mood: 2, sharing: 'yes' }) })
  const phone = { recordedAt: app.clock.now().toString(), zone: 'America/New_York', day: '2026-06-01' }
  const reportId = id()
  await app.as(rosa)(saveUseReport, {
    params: { id: reportId },
    body: { ...phone, supervisorToldSaid: false, mayKnow: 'mentor' },
  })
  const sees = async (mentor: TestPerson) => [
    (await app.as(mentor)(listSharedCheckIns, { params: hers() })).items.length,
    (await app.as(mentor)(listToldUse, { params: hers() })).items.length,
  ]
  const choice = async () => (await app.as(rosa)(getSharing)).checkIns
  expect(await sees(dana)).toEqual([1, 1])

  await end(first)
  expect(await choice()).toBeNull()
  // What she chooses while she has nobody is no choice about the one who comes.
  await app.as(rosa)(changeSharing, { body: { checkIns: 'yes' } })
  await matched(ana)
  expect(await choice()).toBeNull()
  await app.as(rosa)(addCheckIn, { body: aCheckIn(app, { mood: 3 }) })
  expect(await sees(ana)).toEqual([0, 0])

  // And what she now shares with Ana is what comes from here on.
  await app.as(rosa)(changeSharing, { body: { checkIns: 'yes' } })
  expect(await sees(ana)).toEqual([0, 0])
  await app.as(rosa)(addCheckIn, { body: aCheckIn(app, { mood: 4 }) })
  expect(await sees(ana)).toEqual([1, 0])
})

test('whoever has a match already is not matched a second time, by a proposal that was left open either', async () => {
  await matched(dana)
  const left = id()
  await app.owner.query(
    `insert into matches (organization_id, id, participant_id, mentor_id, status, proposed_at, proposed_by, proposer_id, participant_answer, body_index)
      values ($1, $2, $3, $4, 'proposed', $5, 'staff', $6, 'yes', '')`,
    [here, left, rosa.personId, ana.personId, NOW, coordinator.personId],
  )
  const answer = { params: { id: left }, body: { as: 'mentor' as const, answer: 'yes' as const } }
  expect(await app.refusal(ana, answerMatch, answer)).toBe('already_matched')
  expect((await app.as(rosa)(getMyMentor)).mentor).toMatchObject({ name: 'Dana' })
})

test('the same proposal sent again after it was answered is the one that was answered', async () => {
  const body = { id: id(), participantId: rosa.personId, mentorId: dana.personId }
  await app.as(rosa)(proposeMatch, { body })
  await yes(dana, { id: body.id })
  expect((await app.as(rosa)(proposeMatch, { body })).status).toBe('accepted')
  await end({ id: body.id })
  expect((await app.as(rosa)(proposeMatch, { body })).status).toBe('ended')
  expect((await app.as(rosa)(listMatches, { params: hers() })).items).toHaveLength(1)
})

/** What a refusal says beside its code. */
async function saidTo(person: TestPerson, call: (as: ReturnType<TestApp['as']>) => Promise<unknown>) {
  const error = await call(app.as(person)).then(
    () => undefined,
    (failure: unknown) => failure,
  )
  if (!(error instanceof CallError)) throw new Error('It was not refused.')
  return { code: error.problem.code, fields: error.problem.fields ?? {} }
}

test('why two people do not fit is said to staff alone', async () => {
  const english = await app.aPerson(here, 'mentor', { name: 'Ed', languages: ['en'] })
  await app.as(rosa)(saveWishes, {
    params: hers(),
    body: { version: 0, done: { mode: 'self' }, languages: ['es'], ranked: [] },
  })
  const propose = (as: ReturnType<TestApp['as']>) =>
    as(proposeMatch, { body: { id: id(), participantId: rosa.personId, mentorId: english.personId } })
  expect(await saidTo(rosa, propose)).toEqual({ code: 'limits_not_met', fields: {} })
  expect(await saidTo(coordinator, propose)).toEqual({ code: 'limits_not_met', fields: { language: 'does not fit' } })

  // Whom she must not meet learns nothing of it by a yes, and staff no name by a proposal.
  const params = await proposed(dana)
  await app.as(rosa)(addExclusion, { params: hers(), body: { id: id(), personId: dana.personId } })
  await app.as(rosa)(addExclusion, { params: hers(), body: { id: id(), personId: english.personId } })
  expect(await saidTo(coordinator, propose)).toEqual({ code: 'limits_not_met', fields: { language: 'does not fit' } })
  expect(await saidTo(dana, (as) => as(answerMatch, { params, body: { as: 'mentor', answer: 'yes' } }))).toEqual({
    code: 'limits_not_met',
    fields: {},
  })
})

test('her own wishes are hers by self, and staff writes them down together, by phone or on paper', async () => {
  const wishes = (done: object) => ({
    params: hers(),
    body: { version: 0, done: done as { mode: 'together' }, languages: ['es' as const], ranked: [] },
  })
  const paper = { mode: 'paper', on: '2026-05-30', formVersion: 'wishes 1', witness: 'Cora' }
  expect(await app.refusal(coordinator, saveWishes, wishes({ mode: 'self' }))).toBe('invalid_input')
  expect(await app.refusal(rosa, saveWishes, wishes(paper))).toBe('invalid_input')
  expect((await app.as(rosa)(getWishes, { params: hers() })).version).toBe(0)
  expect((await app.as(coordinator)(saveWishes, wishes(paper))).answeredOn).toBe('2026-05-30')
})
