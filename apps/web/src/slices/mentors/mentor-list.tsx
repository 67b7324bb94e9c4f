import { comeBack, listMentors, type MentorLine } from '@cairn/contract/mentors.ts'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { listWords, relativeDay } from '../../ui/dates.ts'
import { dayOf } from '../../ui/days.ts'
import { Go, GoButton } from '../../ui/go.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'
import { GoAway } from './go-away.tsx'
import { NameCover } from './name-cover.tsx'

type Line = z.output<typeof MentorLine>

/** Load, free places, away and cover: whoever needs something from the desk stands first. */
export function MentorList({ open }: { open?: string | undefined }) {
  const { t } = useTranslation('desk-mentors')
  const mentors = useQuery({ queryKey: ['mentors'], queryFn: () => call(listMentors) })
  if (mentors.isPending) return <PageSkeleton rows={4} />
  if (mentors.isError) return <Fault error={mentors.error} retry={() => void mentors.refetch()} />
  const lines = mentors.data.items
  if (lines.length === 0)
    return (
      <Empty
        title={t('empty')}
        action={
          <GoButton to="/desk/mentors" search={{ do: 'add' }}>
            {t('add.button')}
          </GoButton>
        }
      >
        {t('emptyHow')}
      </Empty>
    )
  const urgent = [...lines].sort(
    (a, b) =>
      Number(a.status === 'ended') - Number(b.status === 'ended') ||
      (b.away?.withoutCover ?? 0) - (a.away?.withoutCover ?? 0),
  )
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          {(['name', 'load', 'free', 'languages', 'status', 'supervisor'] as const).map((name) => (
            <th key={name} scope="col">
              {t(`columns.${name}`)}
            </th>
          ))}
          <th scope="col">
            <span className="visually-hidden">{t('columns.act')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {urgent.map((line) => (
          <Row key={line.id} line={line} others={lines} isOpen={open === line.id} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ line, others, isOpen }: { line: Line; others: readonly Line[]; isOpen: boolean }) {
  const { t } = useTranslation('desk-mentors')
  const queries = useQueryClient()
  const zone = useSession().data?.timeZone ?? 'UTC'
  const language = currentLanguage()
  const [leaving, setLeaving] = useState(false)
  const fresh = () => Promise.all(['mentors', 'board'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  const returning = useMutation({ mutationFn: () => call(comeBack, { params: { id: line.id } }), onSuccess: fresh })
  const { away } = line
  return (
    <tr data-open={isOpen || undefined}>
      <th scope="row">
        <Go to="/desk/mentors" search={{ open: line.id }}>
          {line.name}
        </Go>
      </th>
      <td>
        <span className={styles['label']}>{t('columns.load')}: </span>
        <span className={styles['day']}>
          {line.people} / {line.capacity}
        </span>
      </td>
      <td>
        <span className={styles['label']}>{t('columns.free')}: </span>
        {line.freePlaces}
      </td>
      <td>
        {listWords(
          line.languages.map((one) => t(`words:languages.${one}`)),
          language,
        )}
      </td>
      <td>
        {away
          ? t('awayUntil', { day: relativeDay(away.backOn, dayOf(Date.now(), zone), language) })
          : t(`status.${line.status}`)}
        {away && (
          <>
            <br />
            {away.withoutCover > 0 ? (
              <span className={styles['bad']}>{t('withoutCover', { count: away.withoutCover })}</span>
            ) : (
              away.cover && <span className={styles['quiet']}>{t('coveredBy', { name: away.cover.name })}</span>
            )}
          </>
        )}
      </td>
      <td>{line.supervisor?.name ?? <span className={styles['quiet']}>{t('words:nobody')}</span>}</td>
      <td>
        {away ? (
          <>
            {away.withoutCover > 0 && <NameCover mentor={line} />}
            <Button size="xs" variant="subtle" loading={returning.isPending} onClick={() => returning.mutate()}>
              {t('back')}
            </Button>
          </>
        ) : leaving ? (
          <GoAway
            mentorId={line.id}
            others={others}
            onClose={() => {
              setLeaving(false)
              void fresh()
            }}
          />
        ) : (
          line.status !== 'ended' && (
            <Button size="xs" variant="subtle" color="slate" onClick={() => setLeaving(true)}>
              {t('away.button')}
            </Button>
          )
        )}
        {returning.isError && <Fault error={returning.error} />}
      </td>
    </tr>
  )
}
