import { getWishes, saveWishes, type Wish } from '@cairn/contract/matching.ts'
import { getReadiness, saveReadiness } from '@cairn/contract/readiness.ts'
import {
  EXPERIENCES,
  LANGUAGES,
  START_STYLES,
  type StartStyle,
  TIMES_OF_WEEK,
} from '@cairn/program/people/vocabulary.ts'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { Pick, Ticks } from '../../ui/choices.tsx'
import { dayOf } from '../../ui/days.ts'
import { GoButton, useGo } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { toggled } from '../mentoring/talk-form.ts'
import styles from './desk.module.css'
import { beginDone, doneOf, isDone } from './done.ts'
import { DoneFields } from './done-fields.tsx'
import type { Person } from './person.ts'
import { raised, toggledWish } from './wish-order.ts'

/** What she wants in a mentor, in her order, and how she would like to start: entered with her, or from her paper. */
export function WishesForm({ person }: { person: Person }) {
  const wishes = useQuery({
    queryKey: ['people', 'wishes', person.id],
    queryFn: () => call(getWishes, { params: { id: person.id } }),
  })
  const readiness = useQuery({
    queryKey: ['people', 'readiness', person.id],
    queryFn: () => call(getReadiness, { params: { id: person.id } }),
  })
  if (wishes.isPending || readiness.isPending) return <PageSkeleton />
  if (wishes.isError) return <Fault error={wishes.error} retry={() => void wishes.refetch()} />
  if (readiness.isError) return <Fault error={readiness.error} retry={() => void readiness.refetch()} />
  return <Form person={person} wishes={wishes.data} startStyle={readiness.data.latest?.startStyle ?? null} />
}

function Form({
  person,
  wishes,
  startStyle,
}: {
  person: Person
  wishes: Awaited<ReturnType<typeof call<typeof getWishes>>>
  startStyle: StartStyle | null
}) {
  const { t } = useTranslation('desk-people')
  const go = useGo()
  const queries = useQueryClient()
  const zone = useSession().data?.timeZone ?? 'UTC'
  const [ranked, setRanked] = useState<Wish[]>(wishes.ranked)
  const [languages, setLanguages] = useState(wishes.languages.length > 0 ? wishes.languages : [person.language])
  const [start, setStart] = useState(startStyle)
  const [done, setDone] = useState(() => beginDone(dayOf(Date.now(), zone)))
  const [readinessId] = useState(newId)
  const wordsOf = (wish: Wish) =>
    t(
      `words:${{ experience: 'experiences', gender: 'genders', times: 'times', way: 'ways' }[wish.about]}.${wish.value}`,
    )
  const saving = useMutation({
    mutationFn: async () => {
      const params = { id: person.id }
      if (start !== null && start !== startStyle)
        await call(saveReadiness, {
          params,
          body: {
            id: readinessId,
            done: doneOf(done),
            startStyle: start,
            importance: null,
            confidence: null,
            readiness: null,
            words: null,
          },
        })
      return call(saveWishes, { params, body: { version: wishes.version, done: doneOf(done), ranked, languages } })
    },
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['people'] }),
        queries.invalidateQueries({ queryKey: ['waiting'] }),
      ])
      go(`/desk/people/${person.id}`, { replace: true })
    },
  })
  return (
    <div className={styles['form']} data-dense>
      <Title order={1} size="h2">
        {t('wishes.title', { name: person.name })}
      </Title>
      <Pick
        label={t('wishes.start')}
        value={start}
        options={START_STYLES.map((value) => ({ value, label: t(`startStyles.${value}`) }))}
        onPick={setStart}
      />
      <Ticks
        label={t('wishes.languages')}
        values={languages}
        options={LANGUAGES.map((value) => ({ value, label: t(`words:languages.${value}`) }))}
        onToggle={(value) => setLanguages(toggled(languages, value))}
      />
      <Ticks
        label={t('wishes.lived')}
        values={ranked.flatMap((wish) => (wish.about === 'experience' ? [wish.value] : []))}
        options={EXPERIENCES.map((value) => ({ value, label: t(`words:experiences.${value}`) }))}
        onToggle={(value) => setRanked(toggledWish(ranked, { about: 'experience', value, must: false }))}
      />
      <Ticks
        label={t('wishes.times')}
        values={ranked.flatMap((wish) => (wish.about === 'times' ? [wish.value] : []))}
        options={TIMES_OF_WEEK.map((value) => ({ value, label: t(`words:times.${value}`) }))}
        onToggle={(value) => setRanked(toggledWish(ranked, { about: 'times', value, must: false }))}
      />
      {ranked.length > 0 && (
        <section>
          <Text fw={600}>{t('wishes.order')}</Text>
          <ol>
            {ranked.map((wish, at) => (
              <li key={`${wish.about} ${wish.value}`}>
                <Group gap="xs">
                  <span>{wordsOf(wish)}</span>
                  <Button size="xs" variant="subtle" disabled={at === 0} onClick={() => setRanked(raised(ranked, at))}>
                    {t('wishes.up')}
                  </Button>
                  <Button
                    size="xs"
                    variant={wish.must ? 'filled' : 'default'}
                    aria-pressed={wish.must}
                    onClick={() =>
                      setRanked(ranked.map((other, index) => (index === at ? { ...other, must: !other.must } : other)))
                    }
                  >
                    {t('wishes.must')}
                  </Button>
                </Group>
              </li>
            ))}
          </ol>
        </section>
      )}
      <WhoSees action="wishes.read" />
      <DoneFields form={done} onChange={setDone} />
      {saving.isError && <Fault error={saving.error} />}
      <Stack gap="xs" align="flex-start">
        <Button
          disabled={languages.length === 0 || !isDone(done)}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t('shell:save')}
        </Button>
        <GoButton to={`/desk/people/${person.id}`} variant="subtle" color="slate">
          {t('shell:cancel')}
        </GoButton>
      </Stack>
    </div>
  )
}
