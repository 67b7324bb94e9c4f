import { getBaseline, saveBaseline } from '@cairn/contract/baseline.ts'
import { getMyDays } from '@cairn/contract/outcomes.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AN_EMPTY_CARD } from '../testing/entries.ts'
import { openTestApp, type TestApp, type TestPerson } from '../testing/test-app.ts'

let app: TestApp
let rosa: TestPerson
let maya: TestPerson
beforeAll(async () => {
  app = await openTestApp({ now: '2026-06-20T15:00:00Z' })
  const organizationId = await app.anOrganization()
  rosa = await app.aPerson(organizationId, 'participant')
  maya = await app.aPerson(organizationId, 'coordinator')
})
afterAll(() => app.close())

const answers = (more: object = {}) => ({
  ...AN_EMPTY_CARD,
  substances: [{ substance: 'opioids' as const, goal: 'stop' as const }],
  yearsOfUse: 7,
  inTreatment: true,
  takesMedicationForRecovery: true,
  ...more,
})

test('the card fills the one table of days: the last day of use, and the days since', async () => {
  const call = app.as(rosa)
  await call(saveBaseline, {
    params: { id: rosa.personId },
    body: { version: 0, done: { mode: 'self' }, answers: answers({ lastUseOn: '2026-06-15', daysUsedOf30: 12 }) },
  })
  const days = await call(getMyDays, { query: { today: '2026-06-20', from: '2026-06-12', to: '2026-06-20' } })
  expect(days.known.map(({ day, state }) => `${day} ${state}`)).toEqual([
    '2026-06-15 used',
    '2026-06-16 not_used',
    '2026-06-17 not_used',
    '2026-06-18 not_used',
    '2026-06-19 not_used',
    '2026-06-20 not_used',
  ])
})

test('staff reads the card without what she said about use, and saving it keeps what they could not see', async () => {
  const params = { id: rosa.personId }
  const seen = await app.as(maya)(getBaseline, { params })
  expect(seen.answers).toMatchObject({ lastUseOn: null, daysUsedOf30: null, yearsOfUse: 7 })
  expect(JSON.stringify(seen)).not.toContain('2026-06-15')
  await app.as(maya)(saveBaseline, {
    params,
    body: { version: seen.version, done: { mode: 'together' }, answers: { ...seen.answers!, hasHousing: true } },
  })
  const hers = await app.as(rosa)(getBaseline, { params })
  expect(hers.answers).toMatchObject({ lastUseOn: '2026-06-15', daysUsedOf30: 12, hasHousing: true })
  expect(await app.countRows('use_answers')).toBe(1)
})

test('another organization’s coordinator finds no card', async () => {
  const stranger = await app.aPerson(await app.anOrganization({ name: 'Elsewhere' }), 'coordinator')
  const params = { id: rosa.personId }
  expect(await app.refusal(stranger, getBaseline, { params })).toBe('not_found')
  expect(
    await app.refusal(stranger, saveBaseline, {
      params,
      body: { version: 0, done: { mode: 'together' }, answers: answers() },
    }),
  ).toBe('not_found')
})
