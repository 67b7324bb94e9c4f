import { answerMatch, listProposals, type Match, type Reason } from '@cairn/contract/matching.ts'
import { Button, List, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { momentWords, weekdayWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import { GoButton } from '../../ui/go.tsx'
import { Fault } from '../../ui/states.tsx'
import styles from '../mentoring/mentoring.module.css'
import { useKept, useMyPeople } from '../mentoring/reads.ts'

/** A reason in words; only what each side released arrives here. */
function useReasonWords(): (reason: Reason) => string | null {
  const { t } = useTranslation('mentor-today')
  return (reason) => {
    switch (reason.code) {
      case 'shares':
        return t('reason.shares', { what: t(`words:experiences.${reason.topic}`) })
      case 'does_not_share':
        return t('reason.doesNotShare', { what: t(`words:experiences.${reason.topic}`) })
      case 'gender':
        return t('reason.wishes', { what: t(`words:genders.${reason.gender}`) })
      case 'time':
        return t('reason.time', { what: t(`words:times.${reason.time}`) })
      case 'way':
        return t('reason.way', { what: t(`words:ways.${reason.way}`) })
      case 'language':
        return t('reason.language', { what: t(`words:languages.${reason.language}`) })
      case 'free_places':
        return null
    }
  }
}

/** Matches that wait for my yes or for signatures, and those that others ended. Yes and no are both fine, and it says so. */
export function Proposals() {
  const { t } = useTranslation('mentor-today')
  const proposals = useKept('proposals', () => call(listProposals))
  const people = useMyPeople()
  const [accepted, setAccepted] = useState<Match>()
  if (accepted)
    return (
      <section className={styles['notice']} role="status">
        <Text fw={600}>{t('match.accepted', { name: accepted.participant.name })}</Text>
        <GoButton to={`/mentor/people/${accepted.participant.id}`} search={{ do: 'agreement' }} mt="sm" fullWidth>
          {t('match.sign')}
        </GoButton>
      </section>
    )
  return (
    <>
      {proposals.data?.items.map((match) => (
        <Proposal key={match.id} match={match} onAccepted={setAccepted} />
      ))}
      {people.data?.items
        .filter(({ toSign }) => toSign)
        .map(({ person }) => (
          <section key={person.id} className={styles['notice']}>
            <Text>{t('toSign', { name: person.name })}</Text>
            <GoButton to={`/mentor/people/${person.id}`} search={{ do: 'agreement' }} variant="light" mt="sm" fullWidth>
              {t('match.sign')}
            </GoButton>
          </section>
        ))}
      {proposals.data?.ended?.map(({ participant, endedOn }) => (
        <section key={participant.id} className={styles['notice']}>
          <Text>
            {t('end.byOther', { name: participant.name, day: weekdayWords(endedOn, currentLanguage()) })}{' '}
            {t('end.byOtherNext')}
          </Text>
        </section>
      ))}
    </>
  )
}

function Proposal({ match, onAccepted }: { match: Match; onAccepted: (match: Match) => void }) {
  const { t } = useTranslation('mentor-today')
  const queries = useQueryClient()
  const inWords = useReasonWords()
  const answering = useMutation({
    mutationFn: (answer: 'yes' | 'no') =>
      call(answerMatch, { params: { id: match.id }, body: { as: 'mentor', answer } }),
    onSuccess: (next) => {
      if (next.status === 'accepted') onAccepted(next)
      return queries.invalidateQueries({ queryKey: ['mentor'] })
    },
  })
  const reasons = match.reasons.map(inWords).filter((one): one is string => one !== null)
  if (match.mentorAnswer !== null) return null
  return (
    <section className={styles['card']}>
      <Stack gap="sm">
        <Title order={2}>{t('match.title', { name: match.participant.name })}</Title>
        <Text>
          {t(match.proposedBy === 'participant' ? 'match.picked' : 'match.suggested', { name: match.participant.name })}
        </Text>
        {reasons.length > 0 && (
          <List>
            {reasons.map((reason) => (
              <List.Item key={reason}>{reason}</List.Item>
            ))}
          </List>
        )}
        <Text size="sm" c="dimmed">
          {t('match.bothFine')}
          {match.answerBy &&
            ` ${t('match.by', { when: momentWords(match.answerBy, Date.now(), currentLanguage(), zoneHere()) })}`}
        </Text>
        {answering.isError && <Fault error={answering.error} />}
        <div className={styles['actions']}>
          <Button loading={answering.isPending} onClick={() => answering.mutate('yes')}>
            {t('match.yes')}
          </Button>
          <Button variant="light" disabled={answering.isPending} onClick={() => answering.mutate('no')}>
            {t('match.no')}
          </Button>
        </div>
      </Stack>
    </section>
  )
}
