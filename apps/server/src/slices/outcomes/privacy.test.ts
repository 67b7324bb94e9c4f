import { takeItem } from '@cairn/contract/attention.ts'
import { getBoard } from '@cairn/contract/board.ts'
import { addCheckIn, listSharedCheckIns } from '@cairn/contract/check-ins.ts'
import { answerFollowUp, getFollowUp, listFollowUps } from '@cairn/contract/follow-ups.ts'
import {
  answerMyAsk,
  getMyAsks,
  getMyDays,
  getMyPath,
  listMyUseReports,
  saveMyDays,
  saveUseReport,
} from '@cairn/contract/outcomes.ts'
import { changeSharing } from '@cairn/contract/people.ts'
import { logTalk } from '@cairn/contract/talks.ts'
import { getMentorToday } from '@cairn/contract/today.ts'
import { getWhoSees } from '@cairn/contract/who-sees.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import { aCheckIn, anAnswer } from '../../testing/entries.ts'
import { aProgram, standsBeside } from '../../testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'
import { asHer } from './as-her.ts'

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
  ;({ organization, rosa, dana, maya } = await aProgram(app, { enrolledOn: '2026-05-02' }))
})

const phone = { recordedAt: '2026-06-05T14:59:00Z', zone: 'America/New_York', day: '2026-06-05' }
const id = () => newId(app.clock.now())
const openAsk = async () => (await app.as(rosa)(getMyAsks, { query: { day: phone.day } })).open[0]!
const asksSeen = async () => {
  const { items } = await app.as(maya)(listFollowUps, { query: { show: 'open' } })
  const { items: closed } = await app.as(maya)(listFollowUps, { query: { show: 'closed' } })
  const ask = [...items, ...closed].find((item) => item.person.id === rosa.personId)!
  const page = await app.as(maya)(getFollowUp, { params: { id: ask.askId } })
  return { unknownDays: ask.unknownDays, unknown: page.unknown, knownDays: page.knownDays }
}
const answer = (more: Parameters<typeof anAnswer>[1] = {}) => anAnswer(app, more)
const calendar = (days: { day: string; state: 'used' | 'not_used' }[]) =>
  app.as(rosa)(saveMyDays, { body: { id: id(), ...phone, askId: null, days } })
const report = (reportId: string, parts: object) =>
  app.as(rosa)(saveUseReport, { params: { id: reportId }, body: { ...phone, supervisorToldSaid: false, ...parts } })
const path = () => app.as(rosa)(getMyPath, { query: { today: phone.day } })

test('an ended ask looks the same to staff, whatever ended it', async () => {
  const seen: object[] = []
  for (const given of [
    { answer: 'no' as const },
    { answer: 'rather_not_say' as const },
    { answer: 'yes' as const, days: [{ day: '2026-05-20', state: 'used' as const, substances: [], heavy: null }] },
  ]) {
    rosa = await app.aPerson(organization, 'participant', { name: 'Rosa', enrolledOn: '2026-05-02' })
    await app.as(rosa)(answerMyAsk, { params: { id: (await openAsk()).id }, body: answer(given) })
    seen.push(await asksSeen())
  }
  expect(seen[0]).toEqual({ unknownDays: 0, unknown: [], knownDays: 30 })
  expect(seen[1]).toEqual(seen[0])
  expect(seen[2]).toEqual(seen[0])
})

test('what she tells unasked, in her calendar or as a report, moves nothing that staff sees', async () => {
  await openAsk()
  const before = await asksSeen()
  expect(before).toMatchObject({ unknownDays: 30, unknown: [{ from: '2026-05-03', to: '2026-06-01' }] })
  await calendar([{ day: '2026-05-20', state: 'used' }])
  await report(id(), { mayKnow: 'nobody', days: ['2026-05-28'] })
  expect(await asksSeen()).toEqual(before)
  // Her own page asks for none of these days again.
  const { unknown } = await openAsk()
  expect(unknown).not.toContainEqual({ from: '2026-05-03', to: '2026-06-01' })
})

test('an answer entered for her fills what she has not told, and her own word stays', async () => {
  await calendar([{ day: '2026-05-20', state: 'used' }])
  const ask = await openAsk()
  await app.as(maya)(answerFollowUp, {
    params: { id: ask.id },
    body: { ...answer(), done: { mode: 'phone' as const } },
  })
  const { known } = await app.as(rosa)(getMyDays, { query: { today: phone.day, from: '2026-05-03' } })
  expect(known.filter((day) => day.state === 'used')).toMatchObject([{ day: '2026-05-20', disagreement: false }])
  expect(known.filter((day) => day.state === 'not_used').length).toBe(29)
})

test('staff who names a day that she told of changes nothing about it', async () => {
  await calendar([{ day: '2026-05-20', state: 'not_used' }])
  const used = ['2026-05-20', '2026-05-22'].map((day) => ({ day, state: 'used' as const, substances: [], heavy: null }))
  await app.as(maya)(answerFollowUp, {
    params: { id: (await openAsk()).id },
    body: { ...answer({ answer: 'yes', days: used }), done: { mode: 'phone' as const } },
  })
  const { known } = await app.as(rosa)(getMyDays, { query: { today: phone.day, from: '2026-05-03' } })
  expect(known.map(({ day, state, disagreement }) => [day, state, disagreement])).toEqual([
    ['2026-05-20', 'not_used', false],
    ['2026-05-22', 'used', false],
  ])
})

test('what is written as her is hers to read, and after it the same request reads as whoever typed', async () => {
  await calendar([{ day: '2026-05-20', state: 'used' }])
  const countDays = async ({ tx }: Context) =>
    (await tx.selectFrom('dayReports').where('participantId', '=', rosa.personId).select('day').execute()).length
  await app.inside(
    organization,
    async (ctx) => {
      const hers = await asHer(ctx, rosa.personId, async (her) => ({ who: her.actor, days: await countDays(her) }))
      expect(hers).toMatchObject({
        who: { personId: rosa.personId, role: 'participant', roles: ['participant'] },
        days: 1,
      })
      expect([ctx.actor.personId, await countDays(ctx)]).toEqual([dana.personId, 0])
    },
    { personId: dana.personId, role: 'mentor', roles: ['mentor'] },
  )
})

test('what somebody else said of a day stays as it was when she puts her own words right', async () => {
  const by = [organization, rosa.personId, id()]
  await app.owner.query(
    `insert into day_reports (organization_id, participant_id, answer_id, day, substance, state, source, recall_days)
      values ($1, $2, $3, '2026-05-20', '', 'used', 'collateral', 0)`,
    by,
  )
  await app.owner.query(
    `insert into use_ranges (organization_id, participant_id, answer_id, from_day, to_day, substance, source, recall_days)
      values ($1, $2, $3, '2026-05-20', '2026-05-21', '', 'collateral', 0)`,
    by,
  )
  await calendar([{ day: '2026-05-20', state: 'used' }])
  await calendar([
    { day: '2026-05-20', state: 'not_used' },
    { day: '2026-05-21', state: 'not_used' },
  ])
  const { rows } = await app.owner.query(
    `select source, count(*) filter (where withdrawn_at is not null)::int as withdrawn from day_reports where organization_id = $1 group by source
      union all select source || ' range', count(*) filter (where withdrawn_at is not null)::int from use_ranges where organization_id = $1 group by source
      order by source`,
    [organization],
  )
  expect(rows).toEqual([
    { source: 'collateral', withdrawn: 0 },
    { source: 'collateral range', withdrawn: 0 },
    { source: 'self', withdrawn: 1 },
  ])
})

test('nobody enters another answer over hers', async () => {
  const ask = await openAsk()
  await app.as(rosa)(answerMyAsk, { params: { id: ask.id }, body: answer() })
  const before = await path()
  const over = {
    ...answer({
      answer: 'yes' as const,
      days: [{ day: '2026-05-20', state: 'used' as const, substances: [], heavy: null }],
    }),
    done: { mode: 'phone' as const },
  }
  expect(await app.refusal(maya, answerFollowUp, { params: { id: ask.id }, body: over })).toBe('not_possible_now')
  expect(await path()).toEqual(before)
})

test('a day that she put right stays right when another part of the page is saved', async () => {
  const reportId = id()
  await report(reportId, { days: ['2026-06-04'] })
  await calendar([{ day: '2026-06-04', state: 'not_used' }])
  const before = await path()
  await report(reportId, { mayKnow: 'nobody' })
  await report(reportId, { substances: ['alcohol'] })
  expect(await path()).toEqual(before)
  const { known } = await app.as(rosa)(getMyDays, { query: { today: phone.day, from: '2026-06-04' } })
  expect(known.find((day) => day.day === '2026-06-04')).toMatchObject({ state: 'not_used', disagreement: false })
})

test('‘yes, and I am not sure when’ is not asked about again, and ends when she says when', async () => {
  const about = [{ from: '2026-05-30', to: '2026-06-05' }]
  await app.as(rosa)(addCheckIn, {
    body: aCheckIn(app, { ...phone, id: id(), useShown: true, use: 'yes', useAbout: about, useReportId: id() }),
  })
  const ranges = async () =>
    (
      await app.owner.query('select withdrawn_at is null as live from use_ranges where organization_id = $1', [
        organization,
      ])
    ).rows
  expect(await ranges()).toEqual([{ live: true }])
  expect((await openAsk()).unknown).toEqual([{ from: '2026-05-03', to: '2026-05-29' }])
  await calendar([
    { day: '2026-06-01', state: 'used' },
    { day: '2026-06-02', state: 'not_used' },
  ])
  expect(await ranges()).toEqual([{ live: false }])
})

test('a stretch of which every day was put right holds no use any more', async () => {
  await app.as(rosa)(addCheckIn, {
    body: aCheckIn(app, {
      ...phone,
      id: id(),
      useShown: true,
      use: 'yes',
      useAbout: [{ from: '2026-06-04', to: '2026-06-05' }],
      useReportId: id(),
    }),
  })
  await calendar([{ day: '2026-06-04', state: 'not_used' }])
  const live = async () =>
    (
      await app.owner.query('select 1 from use_ranges where organization_id = $1 and withdrawn_at is null', [
        organization,
      ])
    ).rowCount
  expect(await live()).toBe(1)
  await calendar([{ day: '2026-06-05', state: 'not_used' }])
  expect(await live()).toBe(0)
})

test('from ‘Dana’ to ‘nobody’: what was on Dana’s list is gone, also from the board', async () => {
  const reportId = id()
  await report(reportId, { mayKnow: 'mentor' })
  const callsFor = async () =>
    (await app.as(dana)(getMentorToday)).people
      .flatMap(({ need }) => need?.items ?? [])
      .filter(({ reason }) => reason === 'asked for a call')
  const onBoard = async () =>
    (await app.as(maya)(getBoard, { query: { whose: 'all' } })).lines.filter((line) => line.group === 'asked')
  expect(await callsFor()).toHaveLength(1)
  expect(await onBoard()).toHaveLength(1)
  await report(reportId, { mayKnow: 'nobody' })
  expect(await callsFor()).toEqual([])
  expect(await onBoard()).toEqual([])
  expect((await app.as(rosa)(listMyUseReports)).items).toMatchObject([{ mayKnow: 'nobody', told: [] }])
})

test('a report keeps when she chose who may know: Dana has it from then on, and a talk before it settles nothing', async () => {
  const [later, atOnce] = [id(), id()]
  const chosenAt = async () =>
    Object.fromEntries(
      (
        await app.owner.query('select id, chosen_at from use_reports where organization_id = $1', [organization])
      ).rows.map((row) => [row.id, row.chosen_at?.toISOString() ?? null]),
    )
  await report(later, { days: ['2026-06-04'] })
  await app.as(rosa)(answerMyAsk, {
    params: { id: (await openAsk()).id },
    body: answer({ id: atOnce, answer: 'yes', mayKnow: 'nobody' }),
  })
  const first = '2026-06-05T15:00:00.000Z'
  expect(await chosenAt()).toEqual({ [later]: null, [atOnce]: first })

  app.clock.moveTo('2026-06-05T17:30:00Z')
  await report(later, { mayKnow: 'mentor' })
  expect(await chosenAt()).toEqual({ [later]: '2026-06-05T17:30:00.000Z', [atOnce]: first })
  const told = async () =>
    (await app.as(dana)(getMentorToday)).people
      .flatMap(({ need }) => need?.items ?? [])
      .filter(({ signal }) => signal === 'told_by_choice')
  expect(await told()).toMatchObject([{ since: '2026-06-05T17:30:00Z' }])
  // What else she writes on the page afterwards moves it no more.
  app.clock.moveTo('2026-06-05T18:00:00Z')
  await report(later, { mayKnow: 'mentor', course: 'once' })
  expect((await chosenAt())[later]).toBe('2026-06-05T17:30:00.000Z')
  await app.as(dana)(logTalk, {
    params: { id: rosa.personId },
    body: {
      id: id(),
      outcome: 'happened',
      startedAt: '2026-06-05T16:00:00Z',
      timeZone: 'America/New_York',
      day: '2026-06-05',
      minutes: 30,
      way: 'phone',
      recordedAt: '2026-06-05T18:00:00Z',
    },
  })
  expect(await told()).toHaveLength(1)
})

test('taking one thing back leaves what else she told Dana, and the call that she asked for', async () => {
  const [first, second] = [id(), id()]
  await report(first, { mayKnow: 'mentor' })
  await report(second, { mayKnow: 'mentor' })
  await app.as(rosa)(addCheckIn, { body: aCheckIn(app, { needs: ['call'] }) })
  const open = async () =>
    (await app.as(dana)(getMentorToday)).people
      .flatMap(({ need }) => need?.items ?? [])
      .map(({ signal }) => signal)
      .filter((signal) => signal === 'told_by_choice' || signal === 'asked_for_call')
      .sort()
  expect(await open()).toEqual(['asked_for_call', 'told_by_choice', 'told_by_choice'])
  await report(second, { mayKnow: 'nobody' })
  expect(await open()).toEqual(['asked_for_call', 'told_by_choice'])
})

test('‘just me’ takes back the check-ins that Dana could read; ‘ask me each time’ keeps what was shared, and says so', async () => {
  await app.as(rosa)(addCheckIn, { body: aCheckIn(app, { ...phone, id: id(), mood: 2, sharing: 'yes' }) })
  const shared = async () => (await app.as(dana)(listSharedCheckIns, { params: { id: rosa.personId } })).items.length
  const line = async () =>
    (await app.as(rosa)(getWhoSees)).lines.find(({ action }) => action === 'check_in.read')!.sentence
  expect(await shared()).toBe(1)
  await app.as(rosa)(changeSharing, { body: { checkIns: 'ask_each_time' } })
  expect(await shared()).toBe(1)
  expect(await line()).toContain('Dana')
  await app.as(rosa)(changeSharing, { body: { checkIns: 'just_me' } })
  expect(await shared()).toBe(0)
  expect(await line()).not.toContain('Dana')
})

test('while Dana is away, what Rosa told her is a call for whoever covers, as any call is', async () => {
  const eli = await app.aPerson(organization, 'mentor', { name: 'Eli' })
  await standsBeside(app, eli, rosa, 'cover')
  await app.owner.query(
    `update mentors set away_from = '2026-06-01', away_until = '2026-06-20' where organization_id = $1 and id = $2`,
    [organization, dana.personId],
  )
  await report(id(), { mayKnow: 'mentor' })
  const line = (await app.as(maya)(getBoard, { query: { whose: 'all' } })).lines.find((one) => one.group === 'asked')!
  expect(line.first).toMatchObject({ reason: 'asked for a call', owner: { name: 'Eli' } })
  // Who only greets her has no part in it.
  const omar = await app.aPerson(organization, 'mentor', { name: 'Omar' })
  await standsBeside(app, omar, rosa, 'greeter')
  expect(await app.refusal(omar, takeItem, { params: { id: line.first.id }, body: { id: id() } })).toBe('not_found')
  const eliSees = JSON.stringify(await app.as(eli)(getMentorToday))
  expect(eliSees).toContain('asked for a call')
  expect(eliSees).not.toMatch(/used|told|know something/)
})
