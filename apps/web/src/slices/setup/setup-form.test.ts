import { changeOrganization, OrganizationSettings } from '@cairn/contract/organizations.ts'
import { expect, test } from 'vitest'
import { beginSetup, bodyOf, faultsOf, hasFaults, isNoticeFilled, type Program } from './setup-form.ts'

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
