import { addMentor } from '@cairn/contract/mentors.ts'
import { MEETING_WAYS, type MeetingWay } from '@cairn/program/calendar/vocabulary.ts'
import { LANGUAGES, type Language } from '@cairn/program/people/vocabulary.ts'
import { Button, Group, NumberInput, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { Ticks } from '../../ui/choices.tsx'
import { GoButton } from '../../ui/go.tsx'
import { Fault } from '../../ui/states.tsx'
import { toggled } from '../mentoring/talk-form.ts'
import styles from '../people-desk/desk.module.css'
import { SignInSlip } from '../people-desk/sign-in-slip.tsx'

/** A new mentor: name, how to sign in, languages, places. The mentor fills in the rest. */
export function AddMentor() {
  const { t } = useTranslation('desk-mentors')
  const queries = useQueryClient()
  const [id] = useState(newId)
  const [tried, setTried] = useState(false)
  const [form, setForm] = useState({
    name: '',
    email: '',
    capacity: 4,
    languages: [currentLanguage()] as Language[],
    ways: ['in_person', 'phone'] as MeetingWay[],
  })
  const patch = (change: Partial<typeof form>) => setForm((old) => ({ ...old, ...change }))
  const saving = useMutation({
    mutationFn: () =>
      call(addMentor, {
        body: {
          id,
          name: form.name.trim(),
          language: form.languages[0]!,
          email: form.email.trim() || null,
          supervisorId: null,
          capacity: form.capacity,
          languages: form.languages,
          gender: null,
          times: [],
          ways: form.ways,
          hoursWords: null,
          livedExperience: [],
          about: null,
        },
      }),
    onSuccess: () => Promise.all(['mentors', 'board'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
  const ready = form.name.trim() !== '' && form.languages.length > 0
  if (saving.data)
    return (
      <div className={styles['page']}>
        <Title order={1} size="h2">
          {t('add.done', { name: form.name })}
        </Title>
        <Text>{t('add.next')}</Text>
        <SignInSlip personId={saving.data.id} />
        <GoButton to="/desk/mentors" w="fit-content">
          {t('add.toList')}
        </GoButton>
      </div>
    )
  return (
    <form
      className={styles['form']}
      data-dense
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (ready) saving.mutate()
      }}
    >
      <Title order={1} size="h2">
        {t('add.title')}
      </Title>
      <TextInput
        label={t('columns.name')}
        required
        maxLength={60}
        value={form.name}
        error={tried && form.name.trim() === '' ? t('add.nameNeeded') : undefined}
        onChange={(event) => patch({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('add.email')}
        description={t('add.emailHint')}
        type="email"
        maxLength={120}
        value={form.email}
        onChange={(event) => patch({ email: event.currentTarget.value })}
      />
      <Ticks
        label={t('columns.languages')}
        values={form.languages}
        options={LANGUAGES.map((value) => ({ value, label: t(`words:languages.${value}`) }))}
        onToggle={(value) => patch({ languages: toggled(form.languages, value) })}
      />
      <Ticks
        label={t('card.ways')}
        values={form.ways}
        options={MEETING_WAYS.map((value) => ({ value, label: t(`words:ways.${value}`) }))}
        onToggle={(value) => patch({ ways: toggled(form.ways, value) })}
      />
      <NumberInput
        label={t('card.capacity')}
        size="sm"
        w={160}
        min={0}
        max={40}
        value={form.capacity}
        onChange={(value) => patch({ capacity: Number(value) })}
      />
      {saving.isError && <Fault error={saving.error} />}
      <Group gap="xs">
        <Button type="submit" loading={saving.isPending}>
          {t('add.save')}
        </Button>
        <GoButton to="/desk/mentors" variant="subtle" color="slate">
          {t('shell:cancel')}
        </GoButton>
      </Group>
    </form>
  )
}
