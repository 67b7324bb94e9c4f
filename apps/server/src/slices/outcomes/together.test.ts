import { saveBaseline } from '@cairn/contract/baseline.ts'
import { addCheckInFor, getCheckInPage, listSharedCheckIns } from '@cairn/contract/check-ins.ts'
import { answerFollowUp, getFollowUp } from '@cairn/contract/follow-ups.ts'
import {
  getMyAsks,
  getMyDays,
  listAsksTogether,
  listMyUseReports,
  listToldUse,
  saveUseReport,
  saveUseReportTogether,
} from '@cairn/contract/outcomes.ts'
import { getMentorToday } from '@cairn/contract/today.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { AN_EMPTY_CARD, aCheckInFor, anAnswer } from '../../testing/entries.ts'
import { aProgram, standsBeside } from '../../testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

const NOW = '2026-06-05T15:00:00Z'
const phone = { recordedAt: '2026-06-05T14:59:00Z', zone: 'America/New_York', day: '2026-06-05' }
const together = { mode: 'together' as const }

let app: TestApp
let organization: string
let rosa: TestPerson
let dana: TestPerson
let maya: TestPerson

beforeAll(async () => {
  app = await openTestApp({ now: NOW })
})
afterAll(async () => app.close())
beforeEach(() => begin())

async function begin(settings: object = {}) {
  app.clock.moveTo(NOW)
  ;({ organization, rosa, dana, maya } = await aProgram(app, { enrolledOn: '2026-05-02', settings }))
}

const id = () => newId(app.clock.now())
const person = () => ({ params: { id: rosa.personId } })
const openAsks = (who = dana) => app.as(who)(listAsksTogether, { ...person(), query: { day: '2026-06-05' } })
const told = (who = dana) =>
  app
    .as(who)(listToldUse, person())
    .then(({ items }) => items)
const part = (reportId: string, parts: object) => ({
  params: { id: rosa.personId, reportId },
  body: { ...phone, ...parts },
})
const save = (reportId: string, parts: object, who = dana) => app.as(who)(saveUseReportTogether, part(reportId, parts))

/** A check-in that Dana types while Rosa says it. */
async function checkIn(use: 'no' | 'yes', more: object = {}): Promise<string> {
  const reportId = id()
  await app.as(dana)(addCheckInFor, {
    ...person(),
    body: {
      ...aCheckInFor(app, {
        useShown: true,
        use,
        useAbout: [{ from: '2026-05-30', to: '2026-06-05' }],
        useReportId: use === 'yes' ? reportId : null,
        ...more,
      }),
      done: together,
    },
  })
  return reportId
}

/** The open ask, answered on Dana's phone. */
async function answerAsk(answer: 'no' | 'yes'): Promise<string> {
  const { open } = await openAsks()
  const body = { ...anAnswer(app, { answer, otherDaysWithoutUse: answer === 'no' }), done: together }
  await app.as(dana)(answerFollowUp, { params: { id: open[0]!.id }, body })
  return body.id
}

test('an open ask is shown to her mentor with its unknown days only, and is gone when it is answered', async () => {
  expect((await openAsks()).week).toEqual([{ from: '2026-05-30', to: '2026-06-05' }])
  await checkIn('no', { useAbout: [{ from: '2026-05-30', to: '2026-06-03' }] })
  const { open, mayKnow, week } = await openAsks()
  expect(week).toEqual([{ from: '2026-06-04', to: '2026-06-05' }])
  expect(open).toMatchObject([{ askDay: 30, kind: 'days', unknown: [{ from: '2026-05-03', to: '2026-05-29' }] }])
  expect(mayKnow).toMatchObject({ choices: ['mentor', 'mentor_and_safety_lead', 'nobody'], mentor: { name: 'Dana' } })
  await answerAsk('no')
  expect((await openAsks()).open).toEqual([])
  expect((await app.as(rosa)(getMyAsks, { query: { day: '2026-06-05' } })).open).toMatchObject([{ answered: true }])
})

test('what she fills in on her mentor’s phone is hers, part by part; whoever typed it reads nothing back', async () => {
  const report = await checkIn('yes')
  await save(report, { days: ['2026-06-03'] })
  await save(report, { substances: ['opioids'] })
  expect(await save(report, { course: 'once', otherDaysWithoutUse: true })).toEqual({ ok: true })
  expect(await told()).toEqual([])
  const days = await app.as(rosa)(getMyDays, { query: { today: '2026-06-05', from: '2026-05-30' } })
  expect(days.known.map(({ day, state }) => `${day} ${state}`)).toContain('2026-06-03 used')
  expect(days.unknown).toEqual([])
  expect((await app.as(rosa)(listMyUseReports)).items).toMatchObject([
    { id: report, mayKnow: null, told: [], days: ['2026-06-03'], substances: ['opioids'], course: 'once' },
  ])
})

test('she decides who may know: leaving tells nobody, Dana reads it once Dana is chosen, and a second thought counts', async () => {
  const report = await checkIn('yes')
  expect(await told()).toEqual([])
  await save(report, { mayKnow: 'mentor' })
  expect((await told()).map((one) => one.id)).toEqual([report])
  await save(report, { mayKnow: 'nobody' })
  expect(await told()).toEqual([])
})

test('with nobody chosen, a yes that Dana typed leaves the same for Dana as a no', async () => {
  const after = async (use: 'no' | 'yes') => {
    await begin()
    const report = await checkIn(use)
    if (use === 'yes') await save(report, { mayKnow: 'nobody', days: ['2026-06-03'], course: 'still_going' })
    await app.runJob('attention-look')
    const seen = [
      await told(),
      (await openAsks()).open.map(({ unknown, knownDays, answered }) => ({ unknown, knownDays, answered })),
      (await openAsks()).week,
      (await app.as(dana)(getMentorToday, {})).people.map(({ need }) => need?.items.map(({ signal }) => signal)),
      (await app.as(dana)(listSharedCheckIns, person())).items,
    ]
    const { rows } = await app.owner.query(
      'select act, action, actor_role from audit where organization_id = $1 order by recorded_at, action, act',
      [organization],
    )
    return [...seen, rows]
  }
  expect(await after('yes')).toEqual(await after('no'))
})

test('the answer to an ask goes on the same way: days of the ask only, and it counts as the ask’s', async () => {
  const report = await answerAsk('yes')
  expect(await app.refusal(dana, saveUseReportTogether, part(report, { days: ['2026-06-04'] }))).toBe('invalid_input')
  await save(report, { days: ['2026-05-20'], otherDaysWithoutUse: true })
  const days = await app.as(rosa)(getMyDays, { query: { today: '2026-06-05', from: '2026-05-03', to: '2026-06-01' } })
  expect(days.known).toHaveLength(30)
  expect(days.known.filter(({ state }) => state === 'used')).toMatchObject([{ day: '2026-05-20', source: 'ask' }])
  expect(await app.refusal(dana, saveUseReportTogether, part(report, { days: ['2026-06-06'] }))).toBe('future_day')
})

test('mode, day and whoever sat beside her are kept with the answer', async () => {
  await checkIn('yes')
  const { rows } = await app.owner.query(
    'select answer, mode, local_on::text, entered_by from use_answers where organization_id = $1',
    [organization],
  )
  expect(rows).toEqual([{ answer: 'yes', mode: 'together', local_on: '2026-06-05', entered_by: dana.personId }])
})

test('nobody comes back to the page without her: not later, not another mentor, not to what she told herself', async () => {
  const report = await checkIn('yes')
  const eli = await app.aPerson(organization, 'mentor', { name: 'Eli' })
  await standsBeside(app, eli, rosa, 'cover')
  const choice = { mayKnow: 'mentor' }
  for (const other of [eli, maya])
    expect(await app.refusal(other, saveUseReportTogether, part(report, choice))).toBe('not_found')
  const own = id()
  await app.as(rosa)(saveUseReport, {
    params: { id: own },
    body: { ...phone, supervisorToldSaid: false, mayKnow: 'nobody' },
  })
  expect(await app.refusal(dana, saveUseReportTogether, part(own, choice))).toBe('not_found')
  app.clock.forward({ hours: 3 })
  expect(await app.refusal(dana, saveUseReportTogether, part(report, choice))).toBe('not_possible_now')
  expect(await told()).toEqual([])
})

test('a mentor who is hers no longer cannot go on with the page that both began', async () => {
  const report = await checkIn('yes')
  await app.owner.query('update ties set until = $2 where organization_id = $1', [
    organization,
    app.clock.now().toString(),
  ])
  expect(await app.refusal(dana, saveUseReportTogether, part(report, { mayKnow: 'mentor' }))).toBe('not_found')
})

test('where a supervisor is always told, nobody is no choice on this page either', async () => {
  await begin({ alwaysTellSupervisor: true })
  const report = await checkIn('yes', { supervisorToldSaid: true })
  expect((await openAsks()).mayKnow).toMatchObject({ alwaysTellSupervisor: true })
  expect(await app.refusal(dana, saveUseReportTogether, part(report, { mayKnow: 'nobody' }))).toBe('invalid_input')
})

test('to another organization, and to a mentor who is not hers, there is nothing to answer', async () => {
  const report = await checkIn('yes')
  const stranger = await app.aPerson(organization, 'mentor')
  const elsewhere = await app.anOrganization({ name: 'Elsewhere' })
  const outsiders = [
    stranger,
    await app.aPerson(organization, 'participant'),
    await app.aPerson(elsewhere, 'coordinator'),
    await app.aPerson(elsewhere, 'mentor'),
  ]
  for (const outsider of outsiders) {
    const query = { day: '2026-06-05' }
    expect(await app.refusal(outsider, listAsksTogether, { ...person(), query })).toBe('not_found')
    expect(await app.refusal(outsider, saveUseReportTogether, part(report, { mayKnow: 'mentor' }))).toBe('not_found')
  }
})

test('the substances of her card come first, to her and to staff; what she reported stays hers', async () => {
  const answers = {
    ...AN_EMPTY_CARD,
    substances: [
      { substance: 'cocaine' as const, goal: null },
      { substance: 'alcohol' as const, goal: null },
    ],
  }
  await app.as(rosa)(saveBaseline, { ...person(), body: { version: 0, done: { mode: 'self' }, answers } })
  const report = await checkIn('yes')
  await save(report, { substances: ['nicotine'] })
  const { use } = await app.as(rosa)(getCheckInPage, { query: { day: '2026-06-05' } })
  expect([use.hers, use.substances.slice(0, 3)]).toEqual([3, ['cocaine', 'alcohol', 'nicotine']])
  expect(new Set(use.substances).size).toBe(use.substances.length)
  const [ask] = (await openAsks(maya)).open
  const { substances } = await app.as(maya)(getFollowUp, { params: { id: ask!.id } })
  expect(substances.slice(0, 3)).toEqual(['cocaine', 'alcohol', 'opioids'])
})
