import {
  listSuggestions,
  listWaiting,
  proposeMatch,
  type Reason,
  type Suggestion,
  type WaitingLine,
} from '@cairn/contract/matching.ts'
import { Button, Text } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { momentWords } from '../../ui/dates.ts'
import { Go } from '../../ui/go.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'

type Line = z.output<typeof WaitingLine>

/** Who waits for a mentor, the longest first: days, how they want to start, language, and three who could be. */
export function WaitingList() {
  const { t } = useTranslation('desk-waiting')
  const pages = useInfiniteQuery({
    queryKey: ['waiting'],
    queryFn: ({ pageParam }) => call(listWaiting, { query: { limit: 50, ...(pageParam && { after: pageParam }) } }),
    initialPageParam: '' as string,
    getNextPageParam: (last) => last.next,
  })
  if (pages.isPending) return <PageSkeleton rows={4} />
  if (pages.isError) return <Fault error={pages.error} retry={() => void pages.refetch()} />
  const lines = pages.data.pages.flatMap(({ items }) => items)
  if (lines.length === 0) return <Empty title={t('empty')}>{t('emptyHow')}</Empty>
  return (
    <>
      <table className={styles['table']}>
        <thead>
          <tr>
            {(['person', 'days', 'start', 'language', 'why', 'who'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`columns.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={line.person.id} line={line} />
          ))}
        </tbody>
      </table>
      {pages.hasNextPage && (
        <Button variant="light" mt="sm" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Row({ line }: { line: Line }) {
  const { t } = useTranslation('desk-waiting')
  const zone = useSession().data?.timeZone ?? 'UTC'
  return (
    <tr>
      <th scope="row">
        <Go to={`/desk/people/${line.person.id}`}>{line.person.name}</Go>
      </th>
      <td>{t('days', { count: line.days })}</td>
      <td>
        {line.startStyle ? (
          t(`desk-people:startStyles.${line.startStyle}`)
        ) : (
          <span className={styles['quiet']}>{t('notSaid')}</span>
        )}
      </td>
      <td>{t(`words:languages.${line.language}`)}</td>
      <td>
        {t(`reasons.${line.reason}`)}
        {line.reason === 'wishes_missing' && (
          <>
            {' '}
            <Go to={`/desk/people/${line.person.id}`} search={{ do: 'wishes' }}>
              {t('enterWishes')}
            </Go>
          </>
        )}
      </td>
      <td>
        {line.proposal ? (
          t('proposed', {
            name: line.proposal.mentor.name,
            when: momentWords(line.proposal.proposedAt, Date.now(), currentLanguage(), zone),
          })
        ) : (
          <Suggestions personId={line.person.id} suggestions={line.suggestions} />
        )}
      </td>
    </tr>
  )
}

/** A reason in a few words; a wish that is not met is said as plainly as those that are. */
function useReason(): (reason: Reason) => string | null {
  const { t } = useTranslation('desk-waiting')
  return (reason) => {
    switch (reason.code) {
      case 'shares':
        return t(`words:experiences.${reason.topic}`)
      case 'does_not_share':
        return t('notShared', { what: t(`words:experiences.${reason.topic}`) })
      case 'gender':
        return t(`words:genders.${reason.gender}`)
      case 'time':
        return t(`words:times.${reason.time}`)
      case 'way':
        return t(`words:ways.${reason.way}`)
      case 'language':
        // The column says it already.
        return null
      case 'free_places':
        return null
    }
  }
}

function Suggestions({ personId, suggestions }: { personId: string; suggestions: readonly Suggestion[] }) {
  const { t } = useTranslation('desk-waiting')
  const queries = useQueryClient()
  const reasonOf = useReason()
  const [asked, setAsked] = useState<string>()
  const proposing = useMutation({
    mutationFn: (mentorId: string) => call(proposeMatch, { body: { id: newId(), participantId: personId, mentorId } }),
    onSuccess: () =>
      Promise.all(
        ['waiting', 'board', 'people', 'mentors'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
    onError: () => queries.invalidateQueries({ queryKey: ['waiting'] }),
  })
  if (suggestions.length === 0) return <LeftOut personId={personId} />
  return (
    <div className={styles['suggestions']}>
      {suggestions.slice(0, 3).map(({ mentor, freePlaces, reasons }) => (
        <div key={mentor.id} className={styles['suggestion']}>
          <span>
            <strong>{mentor.name}</strong>{' '}
            <span className={styles['quiet']}>
              {[
                t('free', { count: freePlaces }),
                ...[...reasons]
                  .sort((a, b) => Number(a.code === 'does_not_share') - Number(b.code === 'does_not_share'))
                  .map(reasonOf),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          <Button
            size="xs"
            variant="light"
            aria-label={t('proposeWhom', { name: mentor.name })}
            loading={proposing.isPending && asked === mentor.id}
            disabled={proposing.isPending}
            onClick={() => {
              setAsked(mentor.id)
              proposing.mutate(mentor.id)
            }}
          >
            {t('propose')}
          </Button>
        </div>
      ))}
      {proposing.isError && <Fault error={proposing.error} />}
    </div>
  )
}

/** Nobody fits: how many mentors each limit leaves out, when somebody wants to know. */
function LeftOut({ personId }: { personId: string }) {
  const { t } = useTranslation('desk-waiting')
  const [open, setOpen] = useState(false)
  const list = useQuery({
    queryKey: ['waiting', 'suggestions', personId],
    queryFn: () => call(listSuggestions, { params: { id: personId } }),
    enabled: open,
  })
  if (!open)
    return (
      <button type="button" className={styles['plain']} onClick={() => setOpen(true)}>
        {t('whyNobody')}
      </button>
    )
  if (list.isError) return <Fault error={list.error} retry={() => void list.refetch()} />
  if (list.isPending) return <Text c="dimmed">{t('shell:loading')}</Text>
  return (
    <Text size="sm">
      {list.data.leftOut.length === 0
        ? t('noMentors')
        : list.data.leftOut.map(({ limit, mentors }) => t(`limits.${limit}`, { count: mentors })).join(' · ')}
    </Text>
  )
}
