import { addCheckInFor } from '@cairn/contract/check-ins.ts'
import { expect, test } from 'vitest'
import { beginTogether, isSomething, lastDays, togetherBody } from './together-form.ts'

const id = '0199d6d0-0000-7000-8000-000000000001'
const at = {
  now: Date.parse('2026-11-24T03:00:00Z'),
  zone: 'America/Chicago',
  reportId: id,
  supervisorToldSaid: false,
  about: [],
}

test('nothing is preselected, and nothing alone cannot be saved', () => {
  expect(isSomething(beginTogether(id))).toBe(false)
  expect(isSomething({ ...beginTogether(id), needs: ['ride'] })).toBe(true)
})

test('without a list of unknown days the question is about the seven up to her own today', () => {
  const about = lastDays('2026-11-23')
  expect(togetherBody({ ...beginTogether(id), use: 'no' }, { ...at, about })).toMatchObject({
    day: '2026-11-23',
    useShown: true,
    useAbout: [{ from: '2026-11-17', to: '2026-11-23' }],
    useReportId: null,
  })
})

test('where every day is known nothing is asked, and she may tell all the same', () => {
  expect(togetherBody({ ...beginTogether(id), mood: 3 }, at)).toMatchObject({ useShown: false, useAbout: [] })
  expect(togetherBody({ ...beginTogether(id), use: 'yes' }, at)).toMatchObject({ useShown: true, useReportId: id })
})

test('a yes names its report, and what was skipped stays skipped', () => {
  const body = togetherBody({ ...beginTogether(id), use: 'yes' }, at)
  expect(body).toMatchObject({ useReportId: id, mood: null, urges: null, stress: null })
  expect(addCheckInFor.schema.body.safeParse(body).error).toBeUndefined()
})
