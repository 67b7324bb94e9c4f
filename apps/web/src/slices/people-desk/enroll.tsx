import { enroll } from '@cairn/contract/intake.ts'
import { getOrganization } from '@cairn/contract/organizations.ts'
import { HELP_FIRST, LANGUAGES } from '@cairn/program/people/vocabulary.ts'
import { Button, Checkbox, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { Pick, Ticks } from '../../ui/choices.tsx'
import { dayOf } from '../../ui/days.ts'
import { GoButton } from '../../ui/go.tsx'
import { Fault } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { toggled } from '../mentoring/talk-form.ts'
import { ContactFields } from './contact-fields.tsx'
import { beginContact, contactOf, missingContact } from './contact-form.ts'
import styles from './desk.module.css'
import { beginDone, doneOf, isDone } from './done.ts'
import { DoneFields } from './done-fields.tsx'
import { SignInSlip } from './sign-in-slip.tsx'

const CAME_BY = ['walk_in', 'referral_card', 'phone', 'outreach'] as const

/** Somebody walked in, called, or filled in a paper: the same five fields, and how it was done. */
export function Enroll() {
  const { t } = useTranslation('desk-people')
  const queries = useQueryClient()
  const timeZone = useSession().data?.timeZone ?? 'UTC'
  const settings = useQuery({ queryKey: ['organization'], queryFn: () => call(getOrganization) })
  const [id] = useState(newId)
  const [tried, setTried] = useState(false)
  const [form, setForm] = useState({
    name: '',
    language: currentLanguage(),
    contact: beginContact(null, false),
    phoneIsWatched: false,
    helpFirst: [] as (typeof HELP_FIRST)[number][],
    done: beginDone(dayOf(Date.now(), timeZone)),
    cameBy: 'walk_in' as (typeof CAME_BY)[number],
    fundingSource: '',
    wantsMentor: true,
  })
  const patch = (change: Partial<typeof form>) => setForm((old) => ({ ...old, ...change }))
  const saving = useMutation({
    mutationFn: () =>
      call(enroll, {
        body: {
          id,
          name: form.name.trim(),
          language: form.language,
          contact: contactOf(form.contact),
          leaveMessage: form.contact.leaveMessage,
          phoneIsWatched: form.phoneIsWatched,
          helpFirst: form.helpFirst,
          timeZone,
          done: doneOf(form.done),
          cameBy: form.cameBy,
          status: form.wantsMentor ? 'waiting' : 'referred',
          fundingSource: form.fundingSource || null,
          wantsMentor: form.wantsMentor,
        },
      }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['people'] }),
        queries.invalidateQueries({ queryKey: ['board'] }),
      ]),
  })
  if (saving.data)
    return (
      <div className={styles['page']}>
        <Title order={1} size="h2">
          {t('enroll.done', { name: form.name })}
        </Title>
        <Text>{t('enroll.next')}</Text>
        <SignInSlip personId={saving.data.id} />
        <GoButton to={`/desk/people/${saving.data.id}`} w="fit-content">
          {t('enroll.open', { name: form.name })}
        </GoButton>
      </div>
    )
  const ready = form.name.trim() !== '' && missingContact(form.contact) === null && isDone(form.done)
  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (ready) saving.mutate()
      }}
    >
      <Title order={1} size="h2">
        {t('enroll.title')}
      </Title>
      <TextInput
        label={t('enroll.name')}
        description={t('enroll.nameHint')}
        required
        maxLength={60}
        value={form.name}
        error={tried && form.name.trim() === '' ? t('enroll.nameNeeded') : undefined}
        onChange={(event) => patch({ name: event.currentTarget.value })}
      />
      <div data-dense>
        <Pick
          label={t('enroll.language')}
          value={form.language}
          options={LANGUAGES.map((value) => ({ value, label: t(`words:languages.${value}`) }))}
          onPick={(language) => patch({ language })}
        />
      </div>
      <ContactFields form={form.contact} tried={tried} onChange={(contact) => patch({ contact })} />
      <WhoSees action="contact.read" />
      <Checkbox
        label={t('enroll.watched')}
        description={t('enroll.watchedHint')}
        checked={form.phoneIsWatched}
        onChange={(event) => patch({ phoneIsWatched: event.currentTarget.checked })}
      />
      <div data-dense>
        <Ticks
          label={t('enroll.helpFirst')}
          values={form.helpFirst}
          options={HELP_FIRST.map((value) => ({ value, label: t(`words:helpFirst.${value}`) }))}
          onToggle={(value) => patch({ helpFirst: toggled(form.helpFirst, value) })}
        />
      </div>
      <Checkbox
        label={t('enroll.wantsMentor')}
        checked={form.wantsMentor}
        onChange={(event) => patch({ wantsMentor: event.currentTarget.checked })}
      />
      <NativeSelect
        label={t('enroll.cameBy')}
        value={form.cameBy}
        onChange={(event) => patch({ cameBy: event.currentTarget.value as (typeof CAME_BY)[number] })}
        data={CAME_BY.map((value) => ({ value, label: t(`enroll.by.${value}`) }))}
      />
      {(settings.data?.settings.fundingSources.length ?? 0) > 1 && (
        <NativeSelect
          label={t('columns.funding')}
          value={form.fundingSource}
          onChange={(event) => patch({ fundingSource: event.currentTarget.value })}
          data={[
            { value: '', label: t('words:none') },
            ...(settings.data?.settings.fundingSources ?? [])
              .filter((one) => one !== 'none')
              .map((value) => ({ value, label: value.replaceAll('_', ' ') })),
          ]}
        />
      )}
      <DoneFields form={form.done} onChange={(done) => patch({ done })} />
      {tried && !isDone(form.done) && (
        <Text c="var(--mantine-color-error)" role="alert">
          {t('doneFields.needed')}
        </Text>
      )}
      {saving.isError && <Fault error={saving.error} />}
      <Stack gap="xs" align="flex-start">
        <Button type="submit" loading={saving.isPending}>
          {t('enroll.save')}
        </Button>
        <GoButton to="/desk/people" variant="subtle" color="slate">
          {t('backToList')}
        </GoButton>
      </Stack>
    </form>
  )
}
