import { changeMentor, type MentorPage } from '@cairn/contract/mentors.ts'
import { MEETING_WAYS } from '@cairn/program/calendar/vocabulary.ts'
import { EXPERIENCES, LANGUAGES, TIMES_OF_WEEK } from '@cairn/program/people/vocabulary.ts'
import { Button, NumberInput, Stack, Switch, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { Ticks } from '../../ui/choices.tsx'
import { Fault } from '../../ui/states.tsx'
import styles from '../mentoring/mentoring.module.css'
import { toggled } from '../mentoring/talk-form.ts'

/** Places, languages, times, and what may be told to people who look for a mentor. */
export function Profile({ me }: { me: MentorPage }) {
  const { t } = useTranslation('mentor-me')
  const queries = useQueryClient()
  const [form, setForm] = useState({
    capacity: me.capacity,
    languages: me.languages,
    times: me.times,
    ways: me.ways,
    hoursWords: me.hoursWords ?? '',
    about: me.about ?? '',
    livedExperience: me.livedExperience,
  })
  const [saved, setSaved] = useState(false)
  const patch = (change: Partial<typeof form>) => {
    setSaved(false)
    setForm((old) => ({ ...old, ...change }))
  }
  const saving = useMutation({
    mutationFn: () =>
      call(changeMentor, {
        params: { id: me.id },
        body: {
          version: me.version,
          ...form,
          gender: me.gender,
          hoursWords: form.hoursWords.trim() || null,
          about: form.about.trim() || null,
        },
      }),
    onSuccess: () => {
      setSaved(true)
      return queries.invalidateQueries({ queryKey: ['mentor'] })
    },
  })
  const lived = form.livedExperience.map(({ topic }) => topic)
  return (
    <section>
      <Title order={2} mb="sm">
        {t('profile.title')}
      </Title>
      <Stack gap="lg">
        <NumberInput
          label={t('profile.capacity')}
          description={t('profile.capacityHint')}
          size="lg"
          min={0}
          max={40}
          value={form.capacity}
          onChange={(value) => patch({ capacity: Number(value) })}
        />
        <Ticks
          label={t('profile.languages')}
          values={form.languages}
          options={LANGUAGES.map((value) => ({ value, label: t(`words:languages.${value}`) }))}
          onToggle={(value) => patch({ languages: toggled(form.languages, value) })}
        />
        <Ticks
          label={t('profile.times')}
          values={form.times}
          options={TIMES_OF_WEEK.map((value) => ({ value, label: t(`words:times.${value}`) }))}
          onToggle={(value) => patch({ times: toggled(form.times, value) })}
        />
        <Ticks
          label={t('profile.ways')}
          values={form.ways}
          options={MEETING_WAYS.map((value) => ({ value, label: t(`words:ways.${value}`) }))}
          onToggle={(value) => patch({ ways: toggled(form.ways, value) })}
        />
        <TextInput
          label={t('profile.hours')}
          description={t('profile.hoursHint')}
          maxLength={200}
          value={form.hoursWords}
          onChange={(event) => patch({ hoursWords: event.currentTarget.value })}
        />
        <div>
          <Ticks
            label={t('profile.lived')}
            values={lived}
            options={EXPERIENCES.map((value) => ({ value, label: t(`words:experiences.${value}`) }))}
            onToggle={(topic) =>
              patch({
                livedExperience: lived.includes(topic)
                  ? form.livedExperience.filter((one) => one.topic !== topic)
                  : [...form.livedExperience, { topic, released: false }],
              })
            }
          />
          {form.livedExperience.length > 0 && (
            <Stack gap="sm" mt="md">
              <Text fw={600}>{t('profile.released')}</Text>
              <Text size="sm" c="dimmed">
                {t('profile.releasedHint')}
              </Text>
              {form.livedExperience.map(({ topic, released }) => (
                <Switch
                  key={topic}
                  label={t(`words:experiences.${topic}`)}
                  checked={released}
                  onChange={(event) => {
                    const next = event.currentTarget.checked
                    patch({
                      livedExperience: form.livedExperience.map((one) =>
                        one.topic === topic ? { topic, released: next } : one,
                      ),
                    })
                  }}
                />
              ))}
            </Stack>
          )}
        </div>
        <Textarea
          label={t('profile.about')}
          description={t('profile.aboutHint')}
          autosize
          minRows={3}
          maxLength={500}
          value={form.about}
          onChange={(event) => patch({ about: event.currentTarget.value })}
        />
        {saving.isError && <Fault error={saving.error} />}
        {saved && (
          <Text className={styles['notice']} role="status">
            {t('profile.saved')}
          </Text>
        )}
        <Button disabled={form.languages.length === 0} loading={saving.isPending} onClick={() => saving.mutate()}>
          {t('profile.save')}
        </Button>
      </Stack>
    </section>
  )
}
