import { answerMatch, listMatches, type Match } from '@cairn/contract/matching.ts'
import { getMyMentor } from '@cairn/contract/mentoring.ts'
import { Button, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useKept } from '../../offline/use-kept.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { Card } from '../../ui/card.tsx'
import { dayWords } from '../../ui/dates.ts'
import { GoButton } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { MyMentor } from './my-mentor.tsx'
import styles from './people.module.css'
import { ReasonLine, Suggestions } from './suggestions.tsx'

/** How long it stands here that she and a mentor have parted. */
const PARTED_DAYS = 30

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
  const parted = matches.data?.items.find(
    ({ endedOn }) => endedOn !== null && Date.now() - Date.parse(endedOn) < PARTED_DAYS * 86_400_000,
  )
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
        <>
          {parted && <Parted match={parted} />}
          <Suggestions after={parted?.mentor.id} />
        </>
      )}
      <GoButton to="/my/people/wishes" variant="default">
        {t('start.open')}
      </GoButton>
    </Stack>
  )
}

/** She and her mentor have parted, whoever ended it: nobody's fault, and what comes next. */
function Parted({ match }: { match: Match }) {
  const { t, i18n } = useTranslation('my-people')
  return (
    <Card tone="pine" labelledBy="parted">
      <Title order={2} id="parted">
        {t('parted.title', { name: match.mentor.name })}
      </Title>
      <Text>{t('parted.text', { day: dayWords(match.endedOn!, i18n.language) })}</Text>
      <Text>{t('parted.next')}</Text>
    </Card>
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
