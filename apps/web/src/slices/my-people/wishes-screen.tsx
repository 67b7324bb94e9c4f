import { getWishes, saveWishes, type Wish } from '@cairn/contract/matching.ts'
import { MEETING_WAYS } from '@cairn/program/calendar/vocabulary.ts'
import { EXPERIENCES, GENDERS, LANGUAGES, TIMES_OF_WEEK } from '@cairn/program/people/vocabulary.ts'
import { Button, Checkbox, Stack, Text, Title } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { SomeOf } from '../../ui/choices.tsx'
import { Field } from '../../ui/field.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import styles from './people.module.css'
import { Readiness } from './readiness.tsx'
import { moveUp, tapWish, toggleMust } from './wishes.ts'

const ALL = {
  experience: EXPERIENCES,
  gender: GENDERS,
  times: TIMES_OF_WEEK,
  way: MEETING_WAYS,
} as const
const WORDS = { experience: 'experiences', gender: 'genders', times: 'times', way: 'ways' } as const

/** How she would like to start, and what must be shared with a mentor, in her order. */
export function WishesScreen() {
  const { t } = useTranslation('my-people')
  return (
    <Stack gap="xl">
      <Title order={1}>{t('start.title')}</Title>
      <Readiness />
      <Wishes />
    </Stack>
  )
}

function Wishes() {
  const { t } = useTranslation('my-people')
  const { personId } = usePlace()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['wishes', personId],
    queryFn: () => call(getWishes, { params: { id: personId } }),
  })
  const [ranked, setRanked] = useState<readonly Wish[]>([])
  const [languages, setLanguages] = useState<('en' | 'es')[]>([])
  useEffect(() => {
    if (!data) return
    setRanked(data.ranked)
    setLanguages(data.languages)
  }, [data])
  const save = useMutation({
    mutationFn: () =>
      call(saveWishes, {
        params: { id: personId },
        body: { version: data?.version ?? 0, done: { mode: 'self' }, ranked: [...ranked], languages },
      }),
    onSuccess: () => queries.invalidateQueries(),
  })
  if (error) return <Fault error={error} retry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const word = (wish: Pick<Wish, 'about' | 'value'>) => t(`my-words:${WORDS[wish.about]}.${wish.value}`)
  return (
    <Stack gap="lg" component="section" aria-labelledby="wishes">
      <div>
        <Title order={2} id="wishes">
          {t('wishes.title')}
        </Title>
        <Text c="dimmed">{t('wishes.lead')}</Text>
        <WhoSees action="wishes.read" />
      </div>
      {ranked.length > 0 && (
        <ol className={styles.ranked}>
          {ranked.map((wish, at) => (
            <li key={`${wish.about}-${wish.value}`}>
              <div className={styles.line}>
                <span className={styles.place}>{at + 1}</span>
                <span>{word(wish)}</span>
                {at > 0 && (
                  <Button
                    variant="subtle"
                    px="xs"
                    aria-label={t('wishes.up', { wish: word(wish) })}
                    onClick={() => setRanked(moveUp(ranked, at))}
                  >
                    <IconArrowUp size={22} aria-hidden />
                  </Button>
                )}
              </div>
              <Checkbox
                mt="xs"
                label={t('wishes.must')}
                checked={wish.must}
                onChange={() => setRanked(toggleMust(ranked, at))}
              />
            </li>
          ))}
        </ol>
      )}
      {(Object.keys(ALL) as (keyof typeof ALL)[]).map((about) => (
        <Field key={about} question={t(`wishes.${about}`)} level={3}>
          {(labelledBy) => (
            <SomeOf<string>
              labelledBy={labelledBy}
              choices={ALL[about].map((value) => ({ value, label: t(`my-words:${WORDS[about]}.${value}`) }))}
              value={ranked.filter((wish) => wish.about === about).map(({ value }) => value)}
              onChange={(next) => {
                const before = ranked.filter((wish) => wish.about === about).map(({ value }) => value as string)
                const tapped = [...next, ...before].find((value) => next.includes(value) !== before.includes(value))
                if (tapped) setRanked(tapWish(ranked, { about, value: tapped } as Omit<Wish, 'must'>))
              }}
            />
          )}
        </Field>
      ))}
      <Field question={t('wishes.languages')} level={3}>
        {(labelledBy) => (
          <SomeOf
            labelledBy={labelledBy}
            choices={LANGUAGES.map((value) => ({ value, label: t(`my-words:languages.${value}`) }))}
            value={languages}
            onChange={setLanguages}
          />
        )}
      </Field>
      {save.isError && <Fault error={save.error} />}
      {save.isSuccess && <Text role="status">{t('wishes.saved')}</Text>}
      <Button loading={save.isPending} disabled={languages.length === 0} onClick={() => save.mutate()}>
        {t('wishes.save')}
      </Button>
    </Stack>
  )
}
