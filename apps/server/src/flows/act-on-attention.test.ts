import { closeItem, giveItem, listTakers, snoozeItem, takeItem, undoAct } from '@cairn/contract/attention.ts'
import { getBoard, getBoardPanel } from '@cairn/contract/board.ts'
import { listNotGreeted } from '@cairn/contract/greetings.ts'
import { holdDebrief, listDebriefs, raiseSafety } from '@cairn/contract/safety.ts'
import { getMentorToday } from '@cairn/contract/today.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../platform/ids.ts'
import { attentionDue, lookNow } from '../slices/attention/index.ts'
import { aProgram, standsBeside } from '../testing/program.ts'
import { openTestApp, type TestApp, type TestPerson } from '../testing/test-app.ts'

const FRIDAY = '2026-06-05T19:00:00Z' // 15:00 in New York

let app: TestApp
let organization: string
let rosa: TestPerson
let dana: TestPerson
let maya: TestPerson
let sol: TestPerson

beforeAll(async () => {
  app = await openTestApp({ now: FRIDAY })
})
afterAll(async () => app.close())

beforeEach(async () => {
  app.clock.moveTo(FRIDAY)
  ;({ organization, rosa, dana, maya } = await aProgram(app))
  sol = await app.aPerson(organization, 'supervisor', { name: 'Sol' })
})

const act = () => newId(app.clock.now())
const supervise = () =>
  app.owner.query('update mentors set supervisor_id = $3 where organization_id = $1 and id = $2', [
    organization,
    dana.personId,
    sol.personId,
  ])

async function raise(person = dana): Promise<string> {
  const now = app.clock.now().toString()
  await app.as(person)(raiseSafety, {
    params: { id: rosa.personId },
    body: { id: act(), kind: 'wants_to_die', at: now, note: 'On the bridge by the library' },
  })
  const { lines } = await app.as(maya)(getBoard, { query: {} })
  return lines.find((line) => line.person.id === rosa.personId)!.first.id
}

const close = (id: string, by = maya, actId = act()) =>
  app.as(by)(closeItem, { params: { id }, body: { id: actId, outcome: 'handed_to', toId: sol.personId } })

const lineAbout = async (person: TestPerson, reader = maya) =>
  (await app.as(reader)(getBoard, { query: { whose: 'all' } })).lines.find((line) => line.person.id === person.personId)

test('who took over closes it, and a debrief with the mentor who raised it is the supervisor’s for two working days', async () => {
  await supervise()
  const id = await raise()
  await app.as(maya)(takeItem, { params: { id }, body: { id: act() } })
  const panel = await app.as(maya)(getBoardPanel, { params: { id: rosa.personId } })
  expect(panel.alerts).toMatchObject([
    { itemId: id, kind: 'wants_to_die', by: { name: 'Dana' }, note: 'On the bridge by the library' },
  ])
  await close(id)
  expect(await lineAbout(rosa)).toBeUndefined()
  const line = (await lineAbout(dana))!
  expect(line).toMatchObject({
    group: 'debrief',
    person: { name: 'Dana', kind: 'mentor' },
    first: { reason: 'debrief to hold', owner: { name: 'Sol' }, dueAt: '2026-06-09T19:00:00Z', safety: false },
  })
  // Nothing of Rosa, nor of what happened, is in what the debrief says of itself.
  expect(JSON.stringify(line)).not.toMatch(/Rosa|wants|bridge/)
  expect((await app.as(maya)(getBoard, { query: {} })).lines).toEqual([])
  expect((await app.as(sol)(getBoard, { query: {} })).lines).toHaveLength(1)
})

test('it closes only with when it was held and one line, kept with the mentor, who reads it too', async () => {
  const id = await raise()
  await close(id)
  const { first } = (await lineAbout(dana))!
  for (const outcome of ['reached', 'not_needed', 'handed_to'] as const)
    expect(
      await app.refusal(maya, closeItem, {
        params: { id: first.id },
        body: { id: act(), outcome, toId: outcome === 'handed_to' ? sol.personId : null },
      }),
    ).toBe('invalid_input')
  const hold = (on: string, words = 'She slept, and has Sol’s number.') => ({
    params: { id: first.id },
    body: { on, words },
  })
  expect(await app.refusal(sol, holdDebrief, hold('2026-06-12'))).toBe('future_day')
  expect(await app.refusal(sol, holdDebrief, hold('2026-06-04'))).toBe('invalid_input')
  const held = await app.as(sol)(holdDebrief, hold('2026-06-05'))
  expect(held.held).toEqual({
    on: '2026-06-05',
    by: { id: sol.personId, name: 'Sol' },
    words: 'She slept, and has Sol’s number.',
  })
  expect(await app.as(sol)(holdDebrief, hold('2026-06-05'))).toEqual(held)
  expect(await app.refusal(sol, holdDebrief, hold('2026-06-05', 'Something else'))).toBe('not_possible_now')
  expect(await lineAbout(dana)).toBeUndefined()
  expect((await app.as(dana)(listDebriefs, { params: { id: dana.personId } })).items).toEqual([held])
  expect((await app.as(maya)(listDebriefs, { params: { id: dana.personId } })).items).toEqual([held])
  expect((await app.as(maya)(listDebriefs, { params: { id: rosa.personId } })).items).toEqual([])
})

test('closing sent twice asks once; closing taken back asks no more, and closing again asks anew', async () => {
  const id = await raise()
  const first = act()
  await close(id, maya, first)
  await close(id, maya, first)
  expect((await app.as(maya)(listDebriefs, { params: { id: dana.personId } })).items).toHaveLength(1)
  await app.as(maya)(undoAct, { params: { id: first } })
  expect(await lineAbout(dana)).toBeUndefined()
  expect((await lineAbout(rosa))!.first.safety).toBe(true)
  await close(id)
  expect((await lineAbout(dana))!.first.owner).toBeNull()
})

test('a debrief that was held is kept although the closing is taken back, and closing again asks for no second one', async () => {
  const id = await raise()
  const closed = act()
  await close(id, maya, closed)
  const { first } = (await lineAbout(dana))!
  const held = await app.as(sol)(holdDebrief, {
    params: { id: first.id },
    body: { on: '2026-06-05', words: 'She slept, and has Sol’s number.' },
  })
  const kept = async () => (await app.as(dana)(listDebriefs, { params: { id: dana.personId } })).items
  await app.as(maya)(undoAct, { params: { id: closed } })
  expect(await kept()).toEqual([held])
  await close(id)
  expect(await kept()).toEqual([held])
  expect(await lineAbout(dana)).toBeUndefined()
})

test('a mentor finds no debrief but her own: not as the mentor of whoever it is with, not as whom it was given to', async () => {
  const id = await raise()
  await close(id)
  const { first } = (await lineAbout(dana))!
  const ana = await app.aPerson(organization, 'mentor', { name: 'Ana' })
  await standsBeside(app, ana, dana)
  const params = { id: first.id }
  const tries = () =>
    Promise.all([
      app.refusal(ana, takeItem, { params, body: { id: act() } }),
      app.refusal(ana, closeItem, { params, body: { id: act(), outcome: 'not_reached', toId: null } }),
      app.refusal(ana, snoozeItem, { params, body: { id: act(), until: '2026-06-06T15:00:00Z', reason: 'Later' } }),
    ])
  expect(await tries()).toEqual(Array(3).fill('not_found'))
  expect(JSON.stringify(await app.as(ana)(getMentorToday))).not.toContain(first.id)
  await app.as(maya)(giveItem, { params, body: { id: act(), toId: ana.personId } })
  expect(await tries()).toEqual(Array(3).fill('not_found'))
  expect(JSON.stringify(await app.as(ana)(getMentorToday))).not.toContain('debrief')
})

test('when no mentor was in it, it is with whoever had it; nobody writes down a debrief with herself', async () => {
  const id = await raise(maya)
  await app.as(maya)(takeItem, { params: { id }, body: { id: act() } })
  await close(id)
  const { first, person } = (await lineAbout(maya))!
  expect(person.kind).toBe('staff')
  expect((await app.as(sol)(getBoardPanel, { params: { id: maya.personId } })).items).toMatchObject([{ id: first.id }])
  const held = { params: { id: first.id }, body: { on: '2026-06-05', words: 'We walked around the block.' } }
  expect(await app.refusal(maya, holdDebrief, held)).toBe('not_possible_now')
  expect(await app.refusal(sol, holdDebrief, held)).toBeUndefined()
})

test('outsider twin: another mentor, another program and its records find no debrief', async () => {
  const id = await raise()
  await close(id)
  const { first } = (await lineAbout(dana))!
  const elsewhere = await app.anOrganization()
  const stranger = await app.aPerson(elsewhere, 'coordinator')
  const other = await app.aPerson(organization, 'mentor', { name: 'Ana' })
  const held = { params: { id: first.id }, body: { on: '2026-06-05', words: 'Not mine' } }
  expect(await app.refusal(stranger, listDebriefs, { params: { id: dana.personId } })).toBe('not_found')
  expect(await app.refusal(stranger, holdDebrief, held)).toBe('not_found')
  expect(await app.refusal(other, listDebriefs, { params: { id: dana.personId } })).toBe('not_found')
  expect(await app.refusal(dana, holdDebrief, held)).toBe('not_allowed')
  expect(await app.refusal(rosa, listDebriefs, { params: { id: dana.personId } })).toBe('not_allowed')
  const item = { params: { id: stranger.personId }, body: held.body }
  expect(await app.refusal(maya, holdDebrief, item)).toBe('not_found')
})

/** Somebody who came an hour ago and has heard from nobody. */
async function waitsForHello(name: string): Promise<{ eve: TestPerson; itemId: string }> {
  const eve = await app.aPerson(organization, 'participant', { name })
  await app.owner.query(
    `insert into intakes (organization_id, id, came_by, mode, enrolled_at, greet_by, body_index) values ($1, $2, 'walk_in', 'together', $3, $4, '')`,
    [organization, eve.personId, FRIDAY, '2026-06-08T19:00:00Z'],
  )
  await app.inside(organization, (ctx) => attentionDue(ctx, [eve.personId]))
  await lookNow(app.services, organization)
  return { eve, itemId: (await lineAbout(eve))!.first.id }
}

const waiting = async () => (await app.as(maya)(listNotGreeted)).items.map(({ person, tries }) => [person.name, tries])

test('a hello that was reached is recorded with how it was said, and taken back it waits again', async () => {
  const { eve, itemId } = await waitsForHello('Eve')
  const reached = { outcome: 'reached', how: 'phone' } as const
  const params = { id: itemId }
  // Without how it was said; and whoever is handed a hello has not said it yet.
  for (const [outcome, toId] of [
    ['reached', null],
    ['handed_to', sol.personId],
  ] as const)
    expect(await app.refusal(maya, closeItem, { params, body: { id: act(), outcome, toId } })).toBe('invalid_input')
  expect(await waiting()).toEqual([['Eve', 0]])
  const actId = act()
  await app.as(maya)(closeItem, { params, body: { id: actId, toId: null, ...reached } })
  expect(await waiting()).toEqual([])
  expect(await lineAbout(eve)).toBeUndefined()
  await app.as(maya)(undoAct, { params: { id: actId } })
  expect(await waiting()).toEqual([['Eve', 0]])
  // The phone that sends its first word once more brings nothing back that was taken back.
  await app.as(maya)(closeItem, { params, body: { id: actId, toId: null, ...reached } })
  expect(await waiting()).toEqual([['Eve', 0]])
  await app.as(maya)(closeItem, { params, body: { id: act(), toId: null, ...reached } })
  await lookNow(app.services, organization)
  expect(await waiting()).toEqual([])
})

test('a hello that was tried counts as a try and stays open', async () => {
  const { eve, itemId } = await waitsForHello('Eve')
  await app.as(maya)(closeItem, {
    params: { id: itemId },
    body: { id: act(), outcome: 'not_reached', toId: null, how: 'text' },
  })
  expect(await waiting()).toEqual([['Eve', 1]])
  expect((await app.as(maya)(getBoardPanel, { params: { id: eve.personId } })).items).toMatchObject([
    { id: itemId, tries: 1 },
  ])
})

test('a hello can be given to any mentor who speaks her language, free load first, and is hers to say until it is taken back', async () => {
  const lucia = await app.aPerson(organization, 'mentor', { name: 'Lucía' })
  await app.owner.query(`update mentors set capacity = 9, languages = '{es}' where organization_id = $1 and id = $2`, [
    organization,
    lucia.personId,
  ])
  const { eve, itemId: id } = await waitsForHello('Eve')
  const { items } = await app.as(maya)(listTakers, { params: { id } })
  expect(items.map((taker) => [taker.person.name, taker.role])).toEqual([
    ['Dana', 'mentor'],
    ['Maya', 'coordinator'],
    ['Sol', 'supervisor'],
  ])
  expect(await app.refusal(maya, giveItem, { params: { id }, body: { id: act(), toId: lucia.personId } })).toBe(
    'invalid_input',
  )
  const given = act()
  await app.as(maya)(giveItem, { params: { id }, body: { id: given, toId: dana.personId } })
  const greeters = async () =>
    (
      await app.owner.query(
        `select holder_id from ties where organization_id = $1 and subject_id = $2 and kind = 'greeter' and until is null`,
        [organization, eve.personId],
      )
    ).rows.map((row) => row.holder_id)
  expect(await greeters()).toEqual([dana.personId])
  expect((await lineAbout(eve))!.first.owner!.name).toBe('Dana')
  await app.as(maya)(undoAct, { params: { id: given } })
  expect(await greeters()).toEqual([])
  expect((await lineAbout(eve))!.first.owner).toBeNull()
})
