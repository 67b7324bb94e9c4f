import { answerMatch, endMatch, listMatches, type Match, withdrawMatch } from '@cairn/contract/matching.ts'
import { MATCH_ENDS, type MatchEnd } from '@cairn/program/matching/vocabulary.ts'
import { Button, Checkbox, Group, NativeSelect, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { weekdayWords } from '../../ui/dates.ts'
import { dayOf } from '../../ui/days.ts'
import { Fault } from '../../ui/states.tsx'
import { beginDone, doneOf, isDone } from './done.ts'
import { DoneFields } from './done-fields.tsx'
import type { Person } from './person.ts'

/** Proposals and matches; a participant's answer can be written down here, a mentor's never. */
export function Matches({ person }: { person: Person }) {
  const { t } = useTranslation('desk-people')
  const queries = useQueryClient()
  const matches = useQuery({
    queryKey: ['people', 'matches', person.id],
    queryFn: () => call(listMatches, { params: { id: person.id } }),
  })
  const fresh = () =>
    Promise.all(['people', 'board', 'waiting', 'mentors'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  if (matches.isError) return <Fault error={matches.error} retry={() => void matches.refetch()} />
  return matches.data?.items.slice(0, 4).map((match) => (
    <div key={match.id}>
      <p>
        {match.mentor.name} · {t(`match.${match.status}`)}
        {match.endedOn && ` ${weekdayWords(match.endedOn, currentLanguage(), '')}`}
        {match.status === 'proposed' && ` · ${t(match.participantAnswer ? 'match.waitsMentor' : 'match.waitsPerson')}`}
      </p>
      {match.status === 'proposed' && <Proposed match={match} onChanged={fresh} />}
      {match.status === 'accepted' && <End match={match} onChanged={fresh} />}
    </div>
  ))
}

function Proposed({ match, onChanged }: { match: Match; onChanged: () => unknown }) {
  const { t } = useTranslation('desk-people')
  const zone = useSession().data?.timeZone ?? 'UTC'
  const [writing, setWriting] = useState(false)
  const [done, setDone] = useState(() => beginDone(dayOf(Date.now(), zone)))
  const answering = useMutation({
    mutationFn: (answer: 'yes' | 'no') =>
      call(answerMatch, { params: { id: match.id }, body: { as: 'participant', answer, done: doneOf(done) } }),
    onSuccess: onChanged,
  })
  const withdrawing = useMutation({
    mutationFn: () => call(withdrawMatch, { params: { id: match.id } }),
    onSuccess: onChanged,
  })
  return (
    <>
      {writing && <DoneFields form={done} onChange={setDone} />}
      <Group gap="xs" my="xs">
        {match.participantAnswer === null &&
          (writing ? (
            <>
              <Button disabled={!isDone(done) || answering.isPending} onClick={() => answering.mutate('yes')}>
                {t('match.saidYes')}
              </Button>
              <Button
                variant="default"
                disabled={!isDone(done) || answering.isPending}
                onClick={() => answering.mutate('no')}
              >
                {t('match.saidNo')}
              </Button>
            </>
          ) : (
            <Button variant="light" onClick={() => setWriting(true)}>
              {t('match.write')}
            </Button>
          ))}
        <Button variant="subtle" color="slate" loading={withdrawing.isPending} onClick={() => withdrawing.mutate()}>
          {t('match.withdraw')}
        </Button>
      </Group>
      {(answering.isError || withdrawing.isError) && <Fault error={answering.error ?? withdrawing.error} />}
    </>
  )
}

/** Ending needs no fault; whoever wants another mentor goes back on the list, at the place of the first day. */
function End({ match, onChanged }: { match: Match; onChanged: () => unknown }) {
  const { t } = useTranslation('desk-people')
  const [reason, setReason] = useState<MatchEnd>('agreed')
  const [wantsAnother, setWantsAnother] = useState(true)
  const ending = useMutation({
    mutationFn: () => call(endMatch, { params: { id: match.id }, body: { reason, wantsAnother } }),
    onSuccess: onChanged,
  })
  return (
    <details>
      <summary style={{ cursor: 'pointer' }}>{t('match.end')}</summary>
      <Group gap="sm" align="flex-end" my="xs">
        <NativeSelect
          label={t('statusCard.why')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value as MatchEnd)}
          data={MATCH_ENDS.map((value) => ({ value, label: t(`match.why.${value}`) }))}
        />
        <Checkbox
          label={t('match.another')}
          checked={wantsAnother}
          onChange={(event) => setWantsAnother(event.currentTarget.checked)}
        />
        <Button variant="light" loading={ending.isPending} onClick={() => ending.mutate()}>
          {t('match.endNow')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t('match.noFault')}
      </Text>
      {ending.isError && <Fault error={ending.error} />}
    </details>
  )
}
