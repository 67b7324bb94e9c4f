import { MEETING_WAYS } from '@cairn/program/calendar/vocabulary.ts'
import { LANGUAGES } from '@cairn/program/people/vocabulary.ts'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { Pick, Ticks } from '../../ui/choices.tsx'
import { HINT_BELOW } from '../../ui/hint-below.ts'
import { toggled } from '../mentoring/talk-form.ts'
import desk from '../people-desk/desk.module.css'
import { type GroupField, type GroupForm, type GroupLine, sayWeekday } from './group-form.ts'
import styles from './groups.module.css'
import { useTeam } from './say-value.ts'

/** Where each field's words stand. */
export const LABEL: Record<GroupField, string> = {
  nameEn: 'form.nameEn',
  nameEs: 'form.nameEs',
  languages: 'form.languages',
  firstDay: 'form.firstDay',
  time: 'form.time',
  timeZone: 'form.zone',
  minutes: 'form.length',
  everyWeeks: 'form.every',
  untilDay: 'form.lastDay',
  way: 'form.way',
  place: 'form.place',
  link: 'form.link',
  capacity: 'form.capacity',
  isOpen: 'form.isOpen',
  kidsWelcome: 'form.kidsWelcome',
  nearBus: 'form.nearBus',
  facilitatorId: 'form.facilitator',
  coFacilitatorId: 'form.coFacilitator',
}

/** Every zone that the browser knows, and the one in use, which may go by an older name. */
const zones = (current: string): string[] => [...new Set([current, ...Intl.supportedValuesOf('timeZone')])]

export function GroupFields({
  form,
  group,
  errorOf,
  onChange,
}: {
  form: GroupForm
  group: GroupLine | undefined
  errorOf: (field: GroupField) => string | undefined
  onChange: (change: Partial<GroupForm>) => void
}) {
  const { t } = useTranslation('desk-groups')
  const language = currentLanguage()
  const team = useTeam().data?.items ?? []
  type TextField = { [F in GroupField]: GroupForm[F] extends string ? F : never }[GroupField]
  const text = (field: TextField, hint?: string) => ({
    label: t(LABEL[field]),
    ...(hint && { description: t(`form.${hint}`) }),
    inputWrapperOrder: HINT_BELOW,
    value: form[field],
    error: errorOf(field),
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [field]: event.currentTarget.value }),
  })
  const box = (field: 'isOpen' | 'kidsWelcome' | 'nearBus', hint?: string) => (
    <Checkbox
      label={t(LABEL[field])}
      {...(hint && { description: t(`form.${hint}`) })}
      checked={form[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.checked })}
    />
  )
  /** Whoever leads it now stays in the list, also after leaving the team. */
  const people = (now: { id: string; name: string } | null | undefined) => [
    { value: '', label: t('form.nobody') },
    ...[...(now && !team.some(({ id }) => id === now.id) ? [now] : []), ...team].map(({ id, name }) => ({
      value: id,
      label: name,
    })),
  ]
  const languages = errorOf('languages')
  const weekday = sayWeekday(form.firstDay, language)
  return (
    <>
      <div className={styles['two']}>
        <TextInput {...text('nameEn', 'nameHint')} maxLength={80} />
        <TextInput {...text('nameEs', 'nameHint')} maxLength={80} />
      </div>
      <div>
        <Ticks
          label={t('form.languages')}
          values={form.languages}
          options={LANGUAGES.map((value) => ({ value, label: t(`words:languages.${value}`) }))}
          onToggle={(value) => onChange({ languages: toggled(form.languages, value) })}
        />
        {languages && (
          <p className={desk['bad']} role="alert">
            {languages}
          </p>
        )}
      </div>
      <div className={styles['two']}>
        <TextInput
          {...text('firstDay')}
          type="date"
          label={t(group ? 'form.nextDay' : 'form.firstDay')}
          description={weekday ? t('form.dayIs', { weekday }) : t('form.dayHint')}
        />
        <TextInput {...text('untilDay', 'lastDayHint')} type="date" {...(form.firstDay && { min: form.firstDay })} />
        <TextInput {...text('time')} type="time" />
        <TextInput {...text('minutes')} inputMode="numeric" maxLength={4} />
        <NativeSelect
          label={t('form.every')}
          value={String(form.everyWeeks)}
          onChange={(event) => onChange({ everyWeeks: Number(event.currentTarget.value) })}
          data={[1, 2, 3, 4, 5, 6, 7, 8].map((count) => ({
            value: String(count),
            label: t('form.everyWeeks', { count }),
          }))}
        />
        <NativeSelect {...text('timeZone')} data={zones(form.timeZone)} />
      </div>
      <Pick
        label={t('form.way')}
        value={form.way}
        options={MEETING_WAYS.map((value) => ({ value, label: t(`words:ways.${value}`) }))}
        onPick={(way) => onChange({ way })}
      />
      <div className={styles['two']}>
        <TextInput {...text('place', 'placeHint')} maxLength={160} />
        <TextInput {...text('link', 'linkHint')} type="url" inputMode="url" maxLength={300} />
        <NativeSelect {...text('facilitatorId')} data={people(group?.facilitator)} />
        <NativeSelect {...text('coFacilitatorId')} data={people(group?.coFacilitator)} />
        <TextInput {...text('capacity', 'capacityHint')} inputMode="numeric" maxLength={3} />
      </div>
      {box('isOpen', 'isOpenHint')}
      {box('kidsWelcome')}
      {box('nearBus')}
    </>
  )
}
