import type { changeOrganization, Organization } from '@cairn/contract/organizations.ts'
import type { z } from 'zod'
import { type ClockForm, type ClockName, clocksOf, policyOf, wrongClocks } from './clocks.ts'
import { fundingOf, hoursOf, type Week, weekOf, wrongDays } from './hours.ts'
import { type Merged, mergeForms } from './merge-forms.ts'

export type Program = z.output<typeof Organization>
type Settings = Program['settings']
export const NOTICE_FIELDS = [
  'contactName',
  'contactPhone',
  'contactEmail',
  'contactAddress',
  'stateRules',
  'effectiveOn',
] as const
export type NoticeField = (typeof NOTICE_FIELDS)[number]

/** What setup asks, as its form holds it. */
export interface SetupForm {
  name: string
  timeZone: string
  languages: Program['languages']
  week: Week
  holidays: readonly string[]
  onCallPhone: string
  helpLines: Settings['helpLines']
  funding: string
  mentorPreset: Settings['mentorPreset']
  alwaysTellSupervisor: boolean
  clocks: ClockForm
  notice: Readonly<Record<NoticeField, string>>
}

export function beginSetup({ name, timeZone, languages, settings }: Program): SetupForm {
  return {
    name,
    timeZone,
    languages,
    week: weekOf(settings.staffedHours),
    holidays: settings.holidays,
    onCallPhone: settings.onCallPhone ?? '',
    helpLines: settings.helpLines,
    funding: settings.fundingSources.filter((one) => one !== 'none').join('\n'),
    mentorPreset: settings.mentorPreset,
    alwaysTellSupervisor: settings.alwaysTellSupervisor,
    clocks: clocksOf(settings.policy),
    notice: { ...settings.notice, effectiveOn: settings.notice.effectiveOn ?? '' },
  }
}

const isBlank = ({ name, phone }: Settings['helpLines'][number]) => name.trim() === '' && phone.trim() === ''

export interface SetupFaults {
  name: boolean
  languages: boolean
  days: readonly number[]
  /** Ids of help lines with a name or a phone only. */
  lines: readonly string[]
  clocks: Partial<Record<ClockName, 'between' | 'order'>>
}

export function faultsOf(form: SetupForm): SetupFaults {
  return {
    name: form.name.trim() === '',
    languages: form.languages.length === 0,
    days: wrongDays(form.week),
    lines: form.helpLines
      .filter((line) => !isBlank(line) && (line.name.trim() === '' || line.phone.trim() === ''))
      .map(({ id }) => id),
    clocks: wrongClocks(form.clocks),
  }
}

export const hasFaults = ({ name, languages, days, lines, clocks }: SetupFaults): boolean =>
  name || languages || days.length > 0 || lines.length > 0 || Object.keys(clocks).length > 0

type Body = z.input<(typeof changeOrganization)['schema']['body']>

/** As the server takes it; what this form does not ask stays as it is. */
export function bodyOf(form: SetupForm, { version, settings }: Program): Body {
  const { effectiveOn, ...said } = form.notice
  return {
    version,
    name: form.name.trim(),
    timeZone: form.timeZone,
    languages: form.languages,
    settings: {
      ...settings,
      staffedHours: hoursOf(form.week),
      holidays: [...form.holidays],
      onCallPhone: form.onCallPhone.trim() || null,
      helpLines: form.helpLines.filter((line) => !isBlank(line)),
      fundingSources: fundingOf(form.funding),
      mentorPreset: form.mentorPreset,
      alwaysTellSupervisor: form.alwaysTellSupervisor,
      policy: policyOf(form.clocks),
      notice: { ...said, effectiveOn: effectiveOn || null },
    },
  }
}

/** The notice can be signed when nothing of it is empty. */
export const isNoticeFilled = (notice: SetupForm['notice']): boolean =>
  NOTICE_FIELDS.every((field) => notice[field].trim() !== '')

const byDay = (week: Week): Record<string, Week[number]> => Object.fromEntries(week.map((day, at) => [`${at}`, day]))

/** Two changes of the setup brought together: a week day by day, clocks one by one, the notice field by field. */
export function mergeSetup(opened: SetupForm, mine: SetupForm, theirs: SetupForm): Merged<SetupForm> {
  const { form, taken, kept } = mergeForms(opened, mine, theirs)
  const week = mergeForms(byDay(opened.week), byDay(mine.week), byDay(theirs.week))
  const clocks = mergeForms(opened.clocks, mine.clocks, theirs.clocks)
  const notice = mergeForms(opened.notice, mine.notice, theirs.notice)
  const settled = (['week', 'clocks', 'notice'] as const).filter(
    (part) => kept.includes(part) && { week, clocks, notice }[part].kept.length === 0,
  )
  return {
    form: { ...form, week: Object.values(week.form), clocks: clocks.form, notice: notice.form },
    taken: [...taken, ...settled],
    kept: kept.filter((part) => !settled.some((one) => one === part)),
  }
}
