import type { CheckInPage } from '@cairn/contract/check-ins.ts'
import { addCheckIn } from '@cairn/contract/check-ins.ts'
import { expect, test } from 'vitest'
import {
  asksThisTime,
  BARE_PAGE,
  bodyOf,
  canSend,
  daysOff,
  emptyForm,
  isBare,
  pageAfter,
  willBeShared,
} from './check-form.ts'

const id = '019802a0-0000-7000-8000-000000000001'
const report = '019802a0-0000-7000-8000-000000000002'
const time = { recordedAt: '2026-11-22T21:00:00.000Z', zone: 'America/Chicago', day: '2026-11-22' }
const dana = { id: '019802a0-0000-7000-8000-0000000000da', name: 'Dana' }
const page: CheckInPage = {
  ...BARE_PAGE,
  sharing: { pending: true, choice: null, mentor: dana, line: '' },
  use: { ...BARE_PAGE.use, show: true, since: '2026-11-15', about: [{ from: '2026-11-16', to: '2026-11-22' }] },
}
const form = emptyForm(id, null)

test('nothing is preselected but when to ask again, and nothing can be sent yet', () => {
  expect(form).toMatchObject({ mood: null, urges: null, stress: null, use: null, sharing: null, shareThis: null })
  expect(form.askAgain).toBe('few_days')
  expect(canSend(form)).toBe(false)
})

test.each([{ mood: 1 }, { urges: 1 }, { stress: 5 }, { needs: ['ride'] as const }, { use: 'rather_not_say' as const }])(
  'one answer is enough to send: %o',
  (answer) => {
    expect(canSend({ ...form, ...answer })).toBe(true)
  },
)

test('what is sent is what the contract takes, skipped answers as skipped', () => {
  const body = bodyOf({ ...form, mood: 3 }, page, time, report)
  expect(body).toMatchObject({ mood: 3, urges: null, stress: null, use: null, useShown: true, useReportId: null })
  expect(addCheckIn.schema.body.safeParse(body).error).toBeUndefined()
})

test('a yes names its report, and only a yes does', () => {
  expect(bodyOf({ ...form, use: 'yes' }, page, time, report).useReportId).toBe(report)
  expect(bodyOf({ ...form, use: 'no' }, page, time, report).useReportId).toBeNull()
  expect(addCheckIn.schema.body.safeParse(bodyOf({ ...form, use: 'yes' }, page, time, report)).success).toBe(true)
})

test('days are named only when the question stood on the screen', () => {
  const quiet = { ...page, use: { ...page.use, show: false } }
  expect(bodyOf({ ...form, mood: 2 }, quiet, time, report)).toMatchObject({ useShown: false, useAbout: [] })
})

test('the mentor sees the three answers only after a yes, or a yes to this one', () => {
  expect(willBeShared(form, page.sharing)).toBe(false)
  expect(willBeShared({ ...form, sharing: 'yes' }, page.sharing)).toBe(true)
  expect(willBeShared({ ...form, sharing: 'ask_each_time' }, page.sharing)).toBe(false)
  expect(willBeShared({ ...form, sharing: 'ask_each_time', shareThis: true }, page.sharing)).toBe(true)
  expect(willBeShared({ ...form, sharing: 'yes' }, { ...page.sharing, mentor: null })).toBe(false)
  expect(asksThisTime({ ...form, sharing: 'just_me' }, page.sharing)).toBe(false)
})

test('after sending, the page kept on the phone asks nothing a second time', () => {
  const after = pageAfter({ ...form, use: 'no', sharing: 'just_me' }, page)
  expect(after.use.show).toBe(false)
  expect(after.sharing).toMatchObject({ pending: false, choice: 'just_me' })
  expect(pageAfter(form, page).use.show).toBe(true)
})

test('a clock is asked about from one whole day on, in either direction', () => {
  const day = 86_400_000
  expect([day - 1, day, -day, 3.5 * day].map((off) => daysOff(1e12 + off, 1e12))).toEqual([0, 1, -1, 3])
})

test('a phone that has never had a network for this knows that it does not know who may read', () => {
  expect(isBare(BARE_PAGE)).toBe(true)
  expect(isBare(pageAfter(emptyForm('x', null), BARE_PAGE))).toBe(true)
  expect(isBare({ ...BARE_PAGE, participantId: '019802a0-0000-7000-8000-000000000001' })).toBe(false)
})
