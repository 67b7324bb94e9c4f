import { answerMatch, listMatches, type Match } from '@cairn/contract/matching.ts'
import { getMyMentor } from '@cairn/contract/mentoring.ts'
import { Button, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useKept } from '../../offline/use-kept.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { Card } from '../../ui/card.tsx'
import { GoButton } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { MyMentor } from './my-mentor.tsx'
import styles from './people.module.css'
import { ReasonLine, Suggestions } from './suggestions.tsx'

/** The people around her: her mentor, or the way to one. */
export function PeopleScreen() {
  const { t } = useTranslation('my-people')
  const { personId } = usePlace()
  const mentor = useKept('my-mentor', () => call(getMyMentor))
  const hasNone = mentor.data !== undefined && mentor.data.mentor === null
  const matches = useQuery({
    queryKey: ['my-matches', personId],
    enabled: hasNone,
    queryFn: () => call(listMatches, { params: { id: personId } }),
  })
  if (mentor.isError) return <Fault error={mentor.error} retry={() => void mentor.refetch()} />
  if (!mentor.data) return <PageSkeleton />
  const open = matches.data?.items.find(({ status }) => status === 'proposed')
  return (
    <Stack gap="lg">
      <Title order={1}>{t('title')}</Title>
      {mentor.data.mentor && mentor.data.relationship ? (
        <MyMentor mentor={mentor.data.mentor} relationship={mentor.data.relationship} next={mentor.data.next} />
      ) : matches.isError ? (
        <Fault error={matches.error} retry={() => void matches.refetch()} />
      ) : matches.isPending ? (
        <PageSkeleton rows={1} />
      ) : open ? (
        <Proposal match={open} />
      ) : (
        <Suggestions />
      )}
      <GoButton to="/my/people/wishes" variant="default">
        {t('start.open')}
      </GoButton>
    </Stack>
  )
}

/** A proposal that waits for a yes: hers, or the mentor's. */
function Proposal({ match }: { match: Match }) {
  const { t } = useTranslation('my-people')
  const queries = useQueryClient()
  const answer = useMutation({
    mutationFn: (word: 'yes' | 'no') =>
      call(answerMatch, { params: { id: match.id }, body: { as: 'participant', answer: word } }),
    onSettled: () => queries.invalidateQueries(),
  })
  const name = match.mentor.name
  if (match.participantAnswer === 'yes')
    return (
      <Card labelledBy="waiting">
        <Title order={2} id="waiting">
          {t('proposal.asked', { name })}
        </Title>
        <Text>{t('proposal.askedText')}</Text>
      </Card>
    )
  return (
    <Card labelledBy="proposal">
      <Title order={2} id="proposal">
        {t('proposal.title', { name })}
      </Title>
      <ul className={styles.reasons}>
        {match.reasons.map((reason, at) => (
          <ReasonLine key={at} reason={reason} />
        ))}
      </ul>
      <Text c="dimmed">{t('proposal.text')}</Text>
      {answer.isError && <Fault error={answer.error} />}
      <SimpleGrid cols={2} spacing="xs">
        <Button px="xs" loading={answer.isPending} onClick={() => answer.mutate('yes')}>
          {t('proposal.yes')}
        </Button>
        <Button px="xs" variant="default" disabled={answer.isPending} onClick={() => answer.mutate('no')}>
          {t('proposal.no')}
        </Button>
      </SimpleGrid>
    </Card>
  )
}
