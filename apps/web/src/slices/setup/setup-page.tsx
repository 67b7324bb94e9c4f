import { CallError } from '@cairn/contract/call.ts'
import { changeOrganization, getOrganization } from '@cairn/contract/organizations.ts'
import { LANGUAGES } from '@cairn/program/people/vocabulary.ts'
import { Button, Checkbox, NativeSelect, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { Pick, Ticks } from '../../ui/choices.tsx'
import { listWords } from '../../ui/dates.ts'
import { Go } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { ProveEmail } from '../getting-in/getting-in.tsx'
import { toggled } from '../mentoring/talk-form.ts'
import desk from '../people-desk/desk.module.css'
import { ClockFields } from './clock-fields.tsx'
import { HelpLineFields } from './help-line-fields.tsx'
import { NoticeFields } from './notice-fields.tsx'
import styles from './setup.module.css'
import {
  beginSetup,
  bodyOf,
  faultsOf,
  hasFaults,
  isNoticeFilled,
  mergeSetup,
  type Program,
  type SetupForm,
} from './setup-form.ts'
import { Holidays, WeekFields } from './week-fields.tsx'

/** /setup: what the program is asked once; what is off is nowhere in the menu. */
export function SetupPage() {
  const organization = useQuery({ queryKey: ['organization'], queryFn: () => call(getOrganization) })
  if (organization.isPending) return <PageSkeleton rows={4} />
  if (organization.isError) return <Fault error={organization.error} retry={() => void organization.refetch()} />
  return (
    <Stack gap="xl">
      <Questions organization={organization.data} />
      <ProveEmail />
    </Stack>
  )
}

/** Where the title of each part of the form stands. */
const TITLE: Record<keyof SetupForm, string> = {
  name: 'name.label',
  timeZone: 'name.zone',
  languages: 'name.languages',
  week: 'hours.title',
  holidays: 'hours.holidays',
  onCallPhone: 'hours.onCall',
  helpLines: 'lines.title',
  funding: 'funding.title',
  mentorPreset: 'mentors.title',
  alwaysTellSupervisor: 'tell.title',
  clocks: 'clocks.title',
  notice: 'notice.title',
}

function Questions({ organization }: { organization: Program }) {
  const { t } = useTranslation('setup')
  const queries = useQueryClient()
  const role = useSession().data?.place.role
  // What is changed is what was opened: the page is read again in the background.
  const [opened, setOpened] = useState(organization)
  const [form, setForm] = useState(() => beginSetup(organization))
  const [tried, setTried] = useState(false)
  const [saved, setSaved] = useState(false)
  const [between, setBetween] = useState<{ both: (keyof SetupForm)[] } | undefined>()
  const patch = (change: Partial<SetupForm>) => {
    setSaved(false)
    setForm((old) => ({ ...old, ...change }))
  }
  const faults = faultsOf(form)

  const saving = useMutation({
    mutationFn: () => call(changeOrganization, { body: bodyOf(form, opened) }),
    onSuccess: async (now) => {
      setOpened(now)
      setForm(beginSetup(now))
      setTried(false)
      setSaved(true)
      await Promise.all(['organization', 'help'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
    onError: async (error) => {
      if (!(error instanceof CallError) || error.problem.code !== 'stale_version') return
      const now = await call(getOrganization).catch(() => undefined)
      if (!now) return
      const merged = mergeSetup(beginSetup(opened), form, beginSetup(now))
      setForm(merged.form)
      setOpened(now)
      setBetween({ both: merged.kept })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    setBetween(undefined)
    if (!hasFaults(faults)) saving.mutate()
  }

  return (
    <form className={desk['form']} data-dense noValidate onSubmit={submit}>
      <Title order={1} size="h2">
        {t('title')}
      </Title>
      {role === 'coordinator' && <OtherPages />}

      <Question at={1} title={t('name.title')}>
        <TextInput
          label={t('name.label')}
          required
          maxLength={120}
          value={form.name}
          error={faults.name ? t('name.needed') : undefined}
          onChange={(event) => patch({ name: event.currentTarget.value })}
        />
        <Ticks
          label={t('name.languages')}
          values={form.languages}
          options={LANGUAGES.map((value) => ({ value, label: t(`words:languages.${value}`) }))}
          onToggle={(value) => patch({ languages: toggled(form.languages, value) })}
        />
        {faults.languages && (
          <Text c="var(--mantine-color-error)" role="alert">
            {t('name.oneLanguage')}
          </Text>
        )}
        <NativeSelect
          label={t('name.zone')}
          description={t('name.zoneHint')}
          value={form.timeZone}
          // The zone in use may go by an older name than those that the browser lists.
          data={[...new Set([opened.timeZone, ...Intl.supportedValuesOf('timeZone')])]}
          onChange={(event) => patch({ timeZone: event.currentTarget.value })}
        />
      </Question>

      <Question at={2} title={t('hours.title')}>
        <WeekFields week={form.week} wrong={faults.days} onChange={(week) => patch({ week })} />
        <Holidays days={form.holidays} onChange={(holidays) => patch({ holidays })} />
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
        <HelpLineFields
          lines={form.helpLines}
          wrong={tried ? faults.lines : []}
          onChange={(helpLines) => patch({ helpLines })}
        />
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

      <div>
        <Title order={2} size="h3">
          {t('more.title')}
        </Title>
        <Text c="dimmed" size="sm">
          {t('more.hint')}
        </Text>
      </div>
      <Folded title={t('clocks.title')} open={Object.keys(faults.clocks).length > 0}>
        <ClockFields clocks={form.clocks} wrong={faults.clocks} onChange={(clocks) => patch({ clocks })} />
      </Folded>
      <Folded title={t('notice.title')} open={!isNoticeFilled(beginSetup(opened).notice)}>
        <NoticeFields notice={form.notice} onChange={(notice) => patch({ notice })} />
      </Folded>

      {between ? (
        <div className={desk['notice']} role="alert">
          <Text fw={600}>{t('stale.title')}</Text>
          <Text>{t('stale.merged')}</Text>
          {between.both.length > 0 && (
            <Text>
              {t('stale.both', {
                list: listWords(
                  between.both.map((field) => t(TITLE[field])),
                  currentLanguage(),
                ),
              })}
            </Text>
          )}
        </div>
      ) : (
        saving.isError && <Fault error={saving.error} />
      )}
      {tried && hasFaults(faults) && (
        <Text role="alert" c="var(--mantine-color-error)">
          {t('faults.look')}
        </Text>
      )}
      {saved && (
        <Text className={desk['notice']} role="status">
          {t('saved')}
        </Text>
      )}
      <Button type="submit" w="fit-content" loading={saving.isPending}>
        {t('shell:save')}
      </Button>
    </form>
  )
}

function Question({ at, title, children }: { at: number; title: string; children: ReactNode }) {
  return (
    <section className={desk['card']}>
      <h2>
        {at}. {title}
      </h2>
      <Stack gap="md">{children}</Stack>
    </section>
  )
}

/** What a new program can leave as it is. It opens when something in it needs a look, and never closes by itself. */
function Folded({ title, open, children }: { title: string; open: boolean; children: ReactNode }) {
  const [isOpen, setOpen] = useState(open)
  useEffect(() => {
    if (open) setOpen(true)
  }, [open])
  return (
    <details
      className={`${desk['card']} ${styles['fold']}`}
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{title}</summary>
      <Stack gap="md">{children}</Stack>
    </details>
  )
}

/** Pages that belong to setting up and have an address of their own. */
function OtherPages() {
  const { t } = useTranslation('setup')
  return (
    <p className={styles['pages']}>
      {t('pages.title')} <Go to="/desk/groups">{t('pages.groups')}</Go> ·{' '}
      <Go to="/desk/on-call">{t('pages.onCall')}</Go>
    </p>
  )
}
