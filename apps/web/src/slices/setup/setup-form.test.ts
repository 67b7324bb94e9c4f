import { changeOrganization, OrganizationSettings } from '@cairn/contract/organizations.ts'
import { expect, test } from 'vitest'
import { beginSetup, bodyOf, faultsOf, hasFaults, isNoticeFilled, mergeSetup, type Program } from './setup-form.ts'

const program: Program = {
  id: '018f0000-0000-7000-8000-000000000001',
  name: 'Riverbend',
  timeZone: 'America/New_York',
  languages: ['en', 'es'],
  isDemo: false,
  settings: OrganizationSettings.parse({ holidays: ['2026-12-25'] }),
  version: 4,
}
const form = beginSetup(program)

test('what was asked goes through the form and comes back as the server takes it', () => {
  const body = bodyOf(form, program)
  expect(body).toMatchObject({ version: 4, settings: program.settings })
  expect(changeOrganization.schema.body.safeParse(body).success).toBe(true)
  expect(hasFaults(faultsOf(form))).toBe(false)
})

test('a help line with a name only is named, never thrown away in silence; an empty one is not kept', () => {
  const helpLines = [
    { id: 'line-1', name: 'Casa line', phone: '' },
    { id: 'line-2', name: '', phone: ' ' },
  ]
  expect(faultsOf({ ...form, helpLines }).lines).toEqual(['line-1'])
  expect(bodyOf({ ...form, helpLines }, program).settings.helpLines).toEqual([helpLines[0]])
})

test('the notice can be signed when nothing of it is empty', () => {
  expect(isNoticeFilled(form.notice)).toBe(false)
  const said = { contactName: 'Ruth', contactPhone: '5', contactEmail: 'r@x.example', contactAddress: 'Mill Street' }
  expect(isNoticeFilled({ ...said, stateRules: 'Nothing more.', effectiveOn: '2026-01-01' })).toBe(true)
})

test('two people who change other days and other clocks at the same time keep both; the same day is named', () => {
  const day = (at: number, until: string) =>
    form.week.map((one, index) => (index === at ? { from: '09:00', until } : one))
  const mine = { ...form, week: day(0, '16:00'), clocks: { ...form.clocks, noTalkDays: '14' } }
  const theirs = { ...form, week: day(1, '19:00'), clocks: { ...form.clocks, callWithinStaffedHours: '2' } }
  const merged = mergeSetup(form, mine, theirs)
  expect(merged.form.week.slice(0, 2)).toEqual([
    { from: '09:00', until: '16:00' },
    { from: '09:00', until: '19:00' },
  ])
  expect(merged.form.clocks).toMatchObject({ noTalkDays: '14', callWithinStaffedHours: '2' })
  expect(merged.kept).toEqual([])
  expect(mergeSetup(form, mine, { ...form, week: day(0, '15:00') })).toMatchObject({ kept: ['week'], form: mine })
})
