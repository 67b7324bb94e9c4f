import { getBoard } from '@cairn/contract/board.ts'
import { addCheckIn } from '@cairn/contract/check-ins.ts'
import { addAttempt, answerFollowUp, getFollowUp, listFollowUps } from '@cairn/contract/follow-ups.ts'
import { answerMyAsk, getMyAsks, getMyDays, listDefinitions, saveMyDays } from '@cairn/contract/outcomes.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { aCheckIn, anAnswer } from '../../testing/entries.ts'
import { standsBeside } from '../../testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

const NOW = '2026-06-05T15:00:00Z'

let app: TestApp
let organization: string
let rosa: TestPerson
let maya: TestPerson

beforeAll(async () => {
  app = await openTestApp({ now: NOW })
})
afterAll(async () => app.close())

beforeEach(async () => {
  app.clock.moveTo(NOW)
  organization = await app.anOrganization()
  // Her first window, about 3 May to 1 June, is open from 1 to 22 June.
  rosa = await app.aPerson(organization, 'participant', { name: 'Rosa', enrolledOn: '2026-05-02' })
  maya = await app.aPerson(organization, 'coordinator', { name: 'Maya' })
})

const phone = { recordedAt: '2026-06-05T14:59:00Z', zone: 'America/New_York', day: '2026-06-05' }
const asks = (day = '2026-06-05') => app.as(rosa)(getMyAsks, { query: { day } })
const calendar = () => app.as(rosa)(getMyDays, { query: { today: '2026-06-05', from: '2026-05-01' } })
const answer = (more: Parameters<typeof anAnswer>[1] = {}) => anAnswer(app, { ...phone, ...more })
const used = (day: string) => ({ day, state: 'used' as const, substances: [], heavy: null })
const notUsed = (day: string) => ({ day, state: 'not_used' as const, substances: [], heavy: null })
/** How an ask ended, as the evaluation will read it: never part of any staff page. */
const kept = async () =>
  (
    await app.owner.query(
      `select answer, source, mode from use_answers where organization_id = $1 order by recorded_at, id`,
      [organization],
    )
  ).rows

test('everybody is due at 30, 60, 90, 180 and 365 days, each about its own stretch', async () => {
  await asks()
  const { rows } = await app.owner.query(
    `select ask_day, about_from::text, about_to::text, opens_on::text, closes_on::text from asks where organization_id = $1 order by ask_day`,
    [organization],
  )
  expect(rows.map((row) => row.ask_day)).toEqual([30, 60, 90, 180, 365])
  expect(rows[0]).toEqual({
    ask_day: 30,
    about_from: '2026-05-03',
    about_to: '2026-06-01',
    opens_on: '2026-06-01',
    closes_on: '2026-06-22',
  })
})

test('an ask is about unknown days only: what was told before is not asked again', async () => {
  await app.as(rosa)(saveMyDays, {
    body: { id: newId(app.clock.now()), ...phone, askId: null, days: [notUsed('2026-05-10'), used('2026-05-11')] },
  })
  const { open, nextOpensOn } = await asks()
  expect(open[0]).toMatchObject({
    kind: 'days',
    knownDays: 2,
    answered: false,
    unknown: [
      { from: '2026-05-03', to: '2026-05-09' },
      { from: '2026-05-12', to: '2026-06-01' },
    ],
  })
  expect(nextOpensOn).toBe('2026-07-01')
  await app.as(rosa)(answerMyAsk, { params: { id: open[0]!.id }, body: answer() })
  const told = await calendar()
  expect(told.known.filter((day) => day.state === 'used').map((day) => day.day)).toEqual(['2026-05-11'])
  expect(told.known.filter((day) => day.source === 'ask')).toHaveLength(28)
  expect((await asks()).open[0]).toMatchObject({ kind: 'confirm', answered: true, unknown: [] })
})

test('rather not say ends an ask at once, in a check-in too; an answer while the window is open replaces it', async () => {
  await asks()
  await app.as(rosa)(addCheckIn, {
    body: aCheckIn(app, {
      useShown: true,
      use: 'rather_not_say',
      useAbout: [{ from: '2026-05-03', to: '2026-06-05' }],
    }),
  })
  const [ask] = (await asks()).open
  expect([ask!.answered, ask!.unknown.length]).toEqual([true, 1])
  await app.as(rosa)(answerMyAsk, {
    params: { id: ask!.id },
    body: answer({ answer: 'yes', days: [used('2026-05-20')], otherDaysWithoutUse: true }),
  })
  expect((await kept()).map((row) => row.answer).sort()).toEqual(['rather_not_say', 'yes'])
  expect((await asks()).open[0]!.unknown).toEqual([])
})

test('an answer after the window or about days outside of it is refused, and nothing is kept', async () => {
  const [ask] = (await asks()).open
  expect(
    await app.refusal(rosa, answerMyAsk, {
      params: { id: ask!.id },
      body: answer({ answer: 'yes', days: [used('2026-06-03')] }),
    }),
  ).toBe('invalid_input')
  app.clock.moveTo('2026-06-23T15:00:00Z')
  expect(
    await app.refusal(rosa, answerMyAsk, {
      params: { id: ask!.id },
      body: answer({ recordedAt: '2026-06-23T15:00:00Z', day: '2026-06-23' }),
    }),
  ).toBe('not_possible_now')
  expect(await kept()).toEqual([])
})

test('an answer from paper is of no day ahead, and nobody is no choice where a supervisor is always told', async () => {
  const [ask] = (await asks()).open
  const params = { id: ask!.id }
  const paper = { mode: 'paper' as const, on: '2026-06-06', formVersion: 'ask 1', witness: 'Maya R.' }
  expect(await app.refusal(maya, answerFollowUp, { params, body: { ...answer(), done: paper } })).toBe('future_day')
  const yes = answer({ answer: 'yes', days: [used('2026-05-20')], mayKnow: 'nobody', supervisorToldSaid: true })
  expect(await app.refusal(rosa, answerMyAsk, { params, body: yes })).toBe('invalid_input')
  expect(await kept()).toEqual([])
})

test('to another participant her ask is not there: not to answer, not to name in a calendar, not to read at the desk', async () => {
  const [ask] = (await asks()).open
  const params = { id: ask!.id }
  const eve = await app.aPerson(organization, 'participant', { name: 'Eve', enrolledOn: '2026-05-02' })
  const body = { id: newId(app.clock.now()), ...phone, askId: ask!.id, days: [notUsed('2026-05-10')] }
  expect(await app.refusal(eve, answerMyAsk, { params, body: answer() })).toBe('not_found')
  expect(await app.refusal(eve, saveMyDays, { body })).toBe('not_found')
  expect(await app.refusal(eve, getFollowUp, { params })).toBe('not_found')
  expect(await kept()).toEqual([])
})

test('a try is of now or before, and of an open window', async () => {
  const [ask] = (await asks()).open
  const attempt = (more: object = {}) => ({
    params: { id: ask!.id },
    body: { id: newId(app.clock.now()), at: NOW, mode: 'phone' as const, result: 'no_answer' as const, ...more },
  })
  expect(await app.refusal(maya, addAttempt, attempt({ at: '2026-06-05T15:11:00Z' }))).toBe('invalid_input')
  app.clock.moveTo('2026-06-23T15:00:00Z')
  expect(await app.refusal(maya, addAttempt, attempt())).toBe('not_possible_now')
})

test('the same answer twice is one, another body is taken, and four at once get the same answer', async () => {
  const [ask] = (await asks()).open
  const body = answer()
  const sends = await Promise.allSettled(
    Array.from({ length: 4 }, () => app.as(rosa)(answerMyAsk, { params: { id: ask!.id }, body })),
  )
  expect(sends.map((one) => one.status)).toEqual(Array(4).fill('fulfilled'))
  await app.as(rosa)(answerMyAsk, { params: { id: ask!.id }, body })
  expect(await kept()).toHaveLength(1)
  expect(
    await app.refusal(rosa, answerMyAsk, { params: { id: ask!.id }, body: { ...body, answer: 'rather_not_say' } }),
  ).toBe('id_taken')
})

test('putting a day right keeps what she said before and counts what she says now; a day ahead is refused', async () => {
  const save = (days: object[], more: object = {}) => ({
    body: { id: newId(app.clock.now()), ...phone, askId: null, days: days as never, ...more },
  })
  await app.as(rosa)(saveMyDays, save([used('2026-05-11')]))
  await app.as(rosa)(saveMyDays, save([notUsed('2026-05-11')]))
  expect((await calendar()).known).toMatchObject([{ day: '2026-05-11', state: 'not_used', disagreement: false }])
  expect(
    (
      await app.owner.query('select 1 from day_reports where organization_id = $1 and withdrawn_at is not null', [
        organization,
      ])
    ).rows,
  ).toHaveLength(1)
  expect(await app.refusal(rosa, saveMyDays, save([used('2026-06-06')]))).toBe('future_day')
  expect(await app.refusal(rosa, saveMyDays, save([used('2026-05-11'), notUsed('2026-05-11')]))).toBe('invalid_input')
})

test('the desk sees opens, closes, tries and answered; a recorded try takes the line off the board until it has rested', async () => {
  app.clock.moveTo('2026-06-16T14:00:00Z')
  await asks('2026-06-16')
  await app.runJob('attention-sweep')
  const windows = async () => (await app.as(maya)(getBoard, { query: { only: 'windows_closing' } })).lines
  expect((await windows())[0]!.first.reason).toBe('questions close in 6 days')
  const [followUp] = (await app.as(maya)(listFollowUps, { query: { show: 'closing' } })).items
  expect(followUp).toMatchObject({ status: 'overdue', tries: 0, daysLeft: 6, unknownDays: 30, lastTry: null })
  const attempt = {
    id: newId(app.clock.now()),
    at: '2026-06-16T13:55:00Z',
    mode: 'phone' as const,
    result: 'left_message' as const,
  }
  for (let i = 0; i < 2; i++)
    expect((await app.as(maya)(addAttempt, { params: { id: followUp!.askId }, body: attempt })).tries).toBe(1)
  expect(
    await app.refusal(maya, addAttempt, { params: { id: followUp!.askId }, body: { ...attempt, result: 'no_answer' } }),
  ).toBe('id_taken')
  expect(await windows()).toEqual([])
  app.clock.moveTo('2026-06-17T14:00:00Z')
  await app.runJob('attention-look')
  expect((await windows())[0]!.first.sentence).toContain('tried once')
})

test('staff enters an answer from a call: the reply says answered, and they cannot read it back', async () => {
  const [ask] = (await asks()).open
  const body = {
    ...answer({ answer: 'yes', days: [used('2026-05-20')], mayKnow: 'nobody' }),
    done: { mode: 'phone' as const },
  }
  for (let i = 0; i < 2; i++)
    expect(await app.as(maya)(answerFollowUp, { params: { id: ask!.id }, body })).toEqual({
      id: body.id,
      status: 'answered',
    })
  const seen = await app.as(maya)(getFollowUp, { params: { id: ask!.id } })
  expect([seen.status, seen.unknownDays, seen.tries, seen.attempts[0]!.result]).toEqual(['answered', 0, 1, 'answered'])
  expect(await kept()).toEqual([{ answer: 'yes', source: 'ask', mode: 'phone' }])
  expect((await calendar()).known).toMatchObject([{ day: '2026-05-20', state: 'used', source: 'ask' }])
  expect(
    (await app.as(maya)(getBoard, { query: { whose: 'all' } })).lines.filter((line) => line.group === 'asked'),
  ).toEqual([])
})

test('a mentor enters an answer for her own people only, and sees no list of windows', async () => {
  const dana = await app.aPerson(organization, 'mentor', { name: 'Dana' })
  const [ask] = (await asks()).open
  const entry = () => ({ params: { id: ask!.id }, body: { ...answer(), done: { mode: 'together' as const } } })
  expect(await app.refusal(dana, answerFollowUp, entry())).toBe('not_found')
  await standsBeside(app, dana, rosa)
  expect(await app.refusal(dana, answerFollowUp, entry())).toBeUndefined()
  expect(await app.refusal(dana, listFollowUps, { query: {} })).toBe('not_allowed')
})

test('a window that closes without an answer was not asked, or not reached when somebody tried', async () => {
  const [ask] = (await asks()).open
  const eve = await app.aPerson(organization, 'participant', { name: 'Eve', enrolledOn: '2026-05-02' })
  await app.as(eve)(getMyAsks, { query: { day: '2026-06-05' } })
  await app.as(maya)(addAttempt, {
    params: { id: ask!.id },
    body: { id: newId(app.clock.now()), at: NOW, mode: 'phone', result: 'no_answer' },
  })
  app.clock.moveTo('2026-06-30T15:00:00Z')
  const { items, meter } = await app.as(maya)(listFollowUps, { query: { show: 'closed' } })
  expect(items.map((item) => [item.person.name, item.status]).sort()).toEqual([
    ['Eve', 'not_asked'],
    ['Rosa', 'not_reached'],
  ])
  expect(meter).toEqual([{ fundingSource: 'none', askDay: 30, closed: 2, answered: 0 }])
})

test('definitions of return to use are listed with their sources', async () => {
  const { items } = await app.as(maya)(listDefinitions, {})
  expect(items.length).toBeGreaterThan(4)
  expect(items.every((definition) => definition.source.length > 3)).toBe(true)
})
