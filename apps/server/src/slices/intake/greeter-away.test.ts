import { giveItem, listTakers } from '@cairn/contract/attention.ts'
import { getBoard } from '@cairn/contract/board.ts'
import { changeGreeter } from '@cairn/contract/greetings.ts'
import { enroll } from '@cairn/contract/intake.ts'
import { goAway } from '@cairn/contract/mentors.ts'
import { getPerson } from '@cairn/contract/people.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

let app: TestApp
let here: string
let cora: TestPerson
let dana: TestPerson

const id = () => newId(app.clock.now())

beforeAll(async () => {
  app = await openTestApp() // a Monday, 11:00 in New York
})
afterAll(() => app.close())

beforeEach(async () => {
  here = await app.anOrganization()
  cora = await app.aPerson(here, 'coordinator', { name: 'Cora' })
  dana = await app.aPerson(here, 'mentor', { name: 'Dana' })
})

const away = (mentor: TestPerson, from = '2026-06-01') =>
  app.as(cora)(goAway, { params: { id: mentor.personId }, body: { id: id(), from, backOn: '2026-06-10' } })

const hasStatus = (mentor: TestPerson, status: string) =>
  app.owner.query('update mentors set status = $3 where organization_id = $1 and id = $2', [
    here,
    mentor.personId,
    status,
  ])

/** Somebody who walks in now; who greets her is the answer. */
async function comes(): Promise<{ personId: string; greeter: string | undefined }> {
  const personId = id()
  await app.as(cora)(enroll, {
    body: {
      id: personId,
      name: 'Eve',
      language: 'en',
      contact: { reach: 'app' },
      leaveMessage: false,
      phoneIsWatched: false,
      helpFirst: [],
      timeZone: 'America/New_York',
      done: { mode: 'together' },
    },
  })
  return { personId, greeter: (await app.as(cora)(getPerson, { params: { id: personId } })).greeter?.name }
}

test('a mentor who is away, on leave or paused is not chosen to say hello; one who goes away later is', async () => {
  await away(dana, '2026-06-05')
  expect((await comes()).greeter).toBe('Dana')
  const omar = await app.aPerson(here, 'mentor', { name: 'Omar' })
  await away(omar)
  expect((await comes()).greeter).toBe('Dana')
  for (const status of ['leave', 'paused']) {
    await hasStatus(dana, status)
    expect((await comes()).greeter).toBe('Cora')
  }
})

test('a hello is not offered to a mentor who is away or paused, and is not given to her', async () => {
  const omar = await app.aPerson(here, 'mentor', { name: 'Omar' })
  await hasStatus(omar, 'paused')
  const { personId, greeter } = await comes()
  expect(greeter).toBe('Dana')
  await away(dana)
  const { lines } = await app.as(cora)(getBoard, { query: { whose: 'all' } })
  const params = { id: lines.find((line) => line.person.id === personId)!.first.id }
  expect((await app.as(cora)(listTakers, { params })).items.map((taker) => taker.person.name)).toEqual(['Cora'])
  for (const { personId: toId } of [dana, omar]) {
    expect(await app.refusal(cora, giveItem, { params, body: { id: id(), toId } })).toBe('invalid_input')
    expect(await app.refusal(cora, changeGreeter, { params: { id: personId }, body: { greeterId: toId } })).toBe(
      'not_found',
    )
  }
})
