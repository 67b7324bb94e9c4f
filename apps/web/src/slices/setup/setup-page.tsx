import { changeOrganization, getOrganization, type Organization } from '@cairn/contract/organizations.ts'
import { LANGUAGES } from '@cairn/program/people/vocabulary.ts'
import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { Pick, Ticks } from '../mentoring/choice.tsx'
import { toggled } from '../mentoring/talk-form.ts'
import styles from '../people-desk/desk.module.css'
import { fundingOf, hoursOf, type Week, weekOf, wrongDays } from './hours.ts'

type Settings = z.output<typeof Organization>

/** /setup: what the program is asked once; what is off is nowhere in the menu. */
export function SetupPage() {
  const organization = useQuery({ queryKey: ['organization'], queryFn: () => call(getOrganization) })
  if (organization.isPending) return <PageSkeleton rows={4} />
  if (organization.isError) return <Fault error={organization.error} retry={() => void organization.refetch()} />
  return <Questions organization={organization.data} />
}

function Questions({ organization }: { organization: Settings }) {
  const { t } = useTranslation('setup')
  const queries = useQueryClient()
  const { settings } = organization
  const [saved, setSaved] = useState(false)
  const [form, setForm] = useState({
    name: organization.name,
    timeZone: organization.timeZone,
    languages: organization.languages,
    week: weekOf(settings.staffedHours),
    onCallPhone: settings.onCallPhone ?? '',
    helpLines: settings.helpLines,
    funding: settings.fundingSources.filter((one) => one !== 'none').join('\n'),
    mentorPreset: settings.mentorPreset,
    alwaysTellSupervisor: settings.alwaysTellSupervisor,
  })
  const patch = (change: Partial<typeof form>) => {
    setSaved(false)
    setForm((old) => ({ ...old, ...change }))
  }
  const wrong = wrongDays(form.week)
  const saving = useMutation({
    mutationFn: () =>
      call(changeOrganization, {
        body: {
          version: organization.version,
          name: form.name.trim(),
          timeZone: form.timeZone,
          languages: form.languages,
          settings: {
            ...settings,
            staffedHours: hoursOf(form.week),
            onCallPhone: form.onCallPhone.trim() || null,
            helpLines: form.helpLines.filter(({ name, phone }) => name.trim() !== '' && phone.trim() !== ''),
            fundingSources: fundingOf(form.funding),
            mentorPreset: form.mentorPreset,
            alwaysTellSupervisor: form.alwaysTellSupervisor,
          },
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['organization'] })
      setSaved(true)
    },
  })
  return (
    <form
      className={styles['form']}
      data-dense
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (form.name.trim() !== '' && form.languages.length > 0 && wrong.length === 0) saving.mutate()
      }}
    >
      <Title order={1} size="h2">
        {t('title')}
      </Title>

      <Question at={1} title={t('name.title')}>
        <TextInput
          label={t('name.label')}
          required
          maxLength={120}
          value={form.name}
          error={form.name.trim() === '' ? t('name.needed') : undefined}
          onChange={(event) => patch({ name: event.currentTarget.value })}
        />
        <Ticks
          label={t('name.languages')}
          values={form.languages}
          options={LANGUAGES.map((value) => ({ value, label: t(`words:languages.${value}`) }))}
          onToggle={(value) => patch({ languages: toggled(form.languages, value) })}
        />
        {form.languages.length === 0 && (
          <Text c="var(--mantine-color-error)" role="alert">
            {t('name.oneLanguage')}
          </Text>
        )}
        <TextInput
          label={t('name.zone')}
          description={t('name.zoneHint')}
          value={form.timeZone}
          onChange={(event) => patch({ timeZone: event.currentTarget.value })}
        />
      </Question>

      <Question at={2} title={t('hours.title')}>
        <WeekFields week={form.week} wrong={wrong} onChange={(week) => patch({ week })} />
        <TextInput
          label={t('hours.onCall')}
          description={t('hours.onCallHint')}
          maxLength={40}
          type="tel"
          value={form.onCallPhone}
          onChange={(event) => patch({ onCallPhone: event.currentTarget.value })}
        />
      </Question>

      <Question at={3} title={t('lines.title')}>
        <Text c="dimmed" size="sm">
          {t('lines.hint')}
        </Text>
        {form.helpLines.map((line, at) => {
          const change = (next: Partial<typeof line>) =>
            patch({ helpLines: form.helpLines.map((other, index) => (index === at ? { ...other, ...next } : other)) })
          return (
            <Group key={line.id} gap="sm" align="flex-end">
              <TextInput
                label={t('lines.name')}
                maxLength={80}
                value={line.name}
                onChange={(event) => change({ name: event.currentTarget.value })}
              />
              <TextInput
                label={t('lines.phone')}
                maxLength={40}
                type="tel"
                value={line.phone}
                onChange={(event) => change({ phone: event.currentTarget.value })}
              />
              <Button
                variant="subtle"
                color="slate"
                onClick={() => patch({ helpLines: form.helpLines.filter((_, index) => index !== at) })}
              >
                {t('lines.remove')}
              </Button>
            </Group>
          )
        })}
        <Button
          variant="light"
          w="fit-content"
          onClick={() =>
            patch({
              helpLines: [...form.helpLines, { id: `line-${crypto.randomUUID().slice(0, 8)}`, name: '', phone: '' }],
            })
          }
        >
          {t('lines.add')}
        </Button>
      </Question>

      <Question at={4} title={t('funding.title')}>
        <Textarea
          label={t('funding.label')}
          description={t('funding.hint')}
          autosize
          minRows={3}
          value={form.funding}
          onChange={(event) => patch({ funding: event.currentTarget.value })}
        />
      </Question>

      <Question at={5} title={t('mentors.title')}>
        <Pick
          label={t('mentors.label')}
          value={form.mentorPreset}
          options={(['volunteers', 'certified'] as const).map((value) => ({ value, label: t(`mentors.${value}`) }))}
          onPick={(mentorPreset) => patch({ mentorPreset })}
        />
      </Question>

      <Question at={6} title={t('tell.title')}>
        <Checkbox
          label={t('tell.label')}
          description={t('tell.hint')}
          checked={form.alwaysTellSupervisor}
          onChange={(event) => patch({ alwaysTellSupervisor: event.currentTarget.checked })}
        />
      </Question>

      {saving.isError && <Fault error={saving.error} />}
      {saved && (
        <Text className={styles['notice']} role="status">
          {t('saved')}
        </Text>
      )}
      <Button
        type="submit"
        w="fit-content"
        loading={saving.isPending}
        disabled={wrong.length > 0 || form.languages.length === 0}
      >
        {t('shell:save')}
      </Button>
    </form>
  )
}

function Question({ at, title, children }: { at: number; title: string; children: ReactNode }) {
  return (
    <section className={styles['card']}>
      <h2>
        {at}. {title}
      </h2>
      <Stack gap="md">{children}</Stack>
    </section>
  )
}

/** One stretch a weekday, Monday first. */
function WeekFields({
  week,
  wrong,
  onChange,
}: {
  week: Week
  wrong: readonly number[]
  onChange: (next: Week) => void
}) {
  const { t } = useTranslation('setup')
  const names = new Intl.DateTimeFormat(currentLanguage() === 'es' ? 'es-US' : 'en-US', {
    weekday: 'long',
    timeZone: 'UTC',
  })
  const put = (at: number, day: Week[number]) => onChange(week.map((other, index) => (index === at ? day : other)))
  return (
    <Stack gap={6}>
      {week.map((day, at) => {
        const name = names.format(Date.UTC(2026, 0, 5 + at))
        return (
          <Group key={name} gap="sm" mih={40}>
            <Checkbox
              w={130}
              label={name}
              checked={day !== null}
              onChange={(event) => put(at, event.currentTarget.checked ? { from: '09:00', until: '17:00' } : null)}
            />
            {day && (
              <>
                <TextInput
                  type="time"
                  aria-label={t('hours.from', { day: name })}
                  value={day.from}
                  onChange={(event) => put(at, { ...day, from: event.currentTarget.value })}
                />
                <TextInput
                  type="time"
                  aria-label={t('hours.until', { day: name })}
                  value={day.until}
                  error={wrong.includes(at + 1) ? t('hours.wrong') : undefined}
                  onChange={(event) => put(at, { ...day, until: event.currentTarget.value })}
                />
              </>
            )}
          </Group>
        )
      })}
    </Stack>
  )
}
