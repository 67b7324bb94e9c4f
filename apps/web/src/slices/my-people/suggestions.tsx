import { listSuggestions, proposeMatch, type Reason, type Suggestion } from '@cairn/contract/matching.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { Card } from '../../ui/card.tsx'
import { listWords } from '../../ui/dates.ts'
import { GoButton } from '../../ui/go.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from './people.module.css'
import { reasonWords } from './reasons.ts'

/** One reason in words: what is shared, and just as plainly what is not. */
export function ReasonLine({ reason }: { reason: Reason }) {
  const { t } = useTranslation('my-people')
  const { key, words, count } = reasonWords(reason)
  const values = Object.fromEntries(Object.entries(words).map(([name, word]) => [name, t(word)]))
  const isMissing = reason.code === 'does_not_share'
  return (
    <li data-missing={isMissing || undefined}>
      {isMissing ? <IconMinus size={18} aria-hidden /> : <IconCheck size={18} aria-hidden />}
      {t(key, { ...values, ...(count !== undefined && { count }) })}
    </li>
  )
}

/** Mentors with a free place who fit, with reasons; she chooses. With whom she has just parted comes last. */
export function Suggestions({ after }: { after?: string | undefined }) {
  const { t } = useTranslation('my-people')
  const { personId } = usePlace()
  const { data, error, refetch } = useQuery({
    queryKey: ['suggestions', personId],
    queryFn: () => call(listSuggestions, { params: { id: personId } }),
  })
  if (error) return <Fault error={error} retry={() => void refetch()} />
  if (!data) return <PageSkeleton rows={2} />
  return (
    <Stack gap="md" component="section" aria-labelledby="suggestions">
      <Title order={2} id="suggestions">
        {t('suggestions.title')}
      </Title>
      {data.items.length === 0 ? (
        <Empty
          title={t('suggestions.empty')}
          action={
            <GoButton to="/my/people/wishes" variant="default">
              {t('wishes.open')}
            </GoButton>
          }
        >
          {t('suggestions.emptyText')}
        </Empty>
      ) : (
        <>
          <Text c="dimmed">{t('suggestions.lead')}</Text>
          {data.items
            .toSorted((a, b) => Number(a.mentor.id === after) - Number(b.mentor.id === after))
            .map((item) => (
              <SuggestionCard key={item.mentor.id} item={item} />
            ))}
          <GoButton to="/my/people/wishes" variant="subtle">
            {t('wishes.change')}
          </GoButton>
        </>
      )}
    </Stack>
  )
}

function SuggestionCard({ item }: { item: Suggestion }) {
  const { t, i18n } = useTranslation('my-people')
  const { personId } = usePlace()
  const queries = useQueryClient()
  const choose = useMutation({
    mutationFn: () => call(proposeMatch, { body: { id: newId(), participantId: personId, mentorId: item.mentor.id } }),
    onSettled: () => queries.invalidateQueries(),
  })
  const title = `mentor-${item.mentor.id}`
  return (
    <Card as="article" labelledBy={title}>
      <Title order={3} id={title}>
        {item.mentor.name}
      </Title>
      {item.about && <Text>{item.about}</Text>}
      <ul className={styles.reasons}>
        {item.reasons.map((reason, at) => (
          <ReasonLine key={at} reason={reason} />
        ))}
      </ul>
      {item.times.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('suggestions.times', {
            times: listWords(
              item.times.map((time) => t(`my-words:times.${time}`)),
              i18n.language,
            ),
          })}
        </Text>
      )}
      {choose.isError && <Fault error={choose.error} />}
      <Button loading={choose.isPending} onClick={() => choose.mutate()}>
        {t('suggestions.choose', { name: item.mentor.name })}
      </Button>
    </Card>
  )
}
