import { cancelSession, listSessions, type Session } from '@cairn/contract/calendar.ts'
import { CallError } from '@cairn/contract/call.ts'
import { Anchor, Button, CloseButton, Group, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { listWords, weekdayWords } from '../../ui/dates.ts'
import { dayOf } from '../../ui/days.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { GoButton, useGo } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'
import { type GroupLine, sayClock } from './group-form.ts'
import { useSayPlaces } from './say-value.ts'

type SessionLine = z.output<typeof Session>

/** One group beside the list: what the table has no room for, and its next sessions. */
export function GroupPanel({ group }: { group: GroupLine }) {
  const { t } = useTranslation('desk-groups')
  const go = useGo()
  const sayPlaces = useSayPlaces()
  const language = currentLanguage()
  const facts = [
    sayPlaces(group),
    [group.kidsWelcome && t('kids'), group.nearBus && t('bus')].filter(Boolean).join(' · '),
    listWords(
      group.languages.map((one) => t(`words:languages.${one}`)),
      language,
    ),
    group.untilDay && t('until', { day: weekdayWords(group.untilDay, language) }),
  ].filter(Boolean)
  return (
    <aside className={styles['card']}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <h2>{group.name[language]}</h2>
        <CloseButton aria-label={t('shell:close')} onClick={() => go('/desk/groups', { replace: true })} />
      </Group>
      {facts.map((fact) => (
        <p key={String(fact)}>{fact}</p>
      ))}
      {group.link && (
        <p>
          <Anchor href={group.link} target="_blank" rel="noreferrer noopener" inherit>
            {t('link')}
          </Anchor>{' '}
          <span className={styles['quiet']}>{URL.canParse(group.link) ? new URL(group.link).hostname : ''}</span>
        </p>
      )}
      <GoButton to="/desk/groups" search={{ do: 'change', open: group.id }} mt="xs">
        {t('change')}
      </GoButton>
      <Begun group={group} />
      <h3>{t('sessions.title')}</h3>
      <Sessions group={group} />
    </aside>
  )
}

/** Sessions that have begun: who came is written down from here, when whoever leads has no phone at hand. */
function Begun({ group }: { group: GroupLine }) {
  const { t } = useTranslation('desk-groups')
  const language = currentLanguage()
  const sessions = useSessions(group.id)
  if (!sessions.data || sessions.data.begun.length === 0) return null
  const thisYear = dayOf(Date.now(), group.timeZone)
  return (
    <>
      <h3>{t('came.title')}</h3>
      {sessions.data.begun.map(({ id, day, time, status }) => (
        <Group key={id} gap="xs" mih={36} justify="space-between" wrap="nowrap">
          <span>
            {weekdayWords(day, language, thisYear)} · {sayClock(time, language)}
          </span>
          <GoButton
            to="/desk/groups"
            search={{ do: 'came', open: group.id, session: id }}
            size="xs"
            variant={status === 'held' ? 'subtle' : 'light'}
          >
            {t(status === 'held' ? 'came.change' : 'came.write')}
          </GoButton>
        </Group>
      ))}
    </>
  )
}

const useSessions = (id: string) =>
  useQuery({ queryKey: ['groups', 'sessions', id], queryFn: () => call(listSessions, { params: { id } }) })

function Sessions({ group }: { group: GroupLine }) {
  const { t } = useTranslation('desk-groups')
  const queries = useQueryClient()
  const language = currentLanguage()
  const [asked, setAsked] = useState<SessionLine | undefined>()
  const sessions = useSessions(group.id)
  const renew = () => Promise.all(['groups', 'board'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  const cancelling = useMutation({
    mutationFn: ({ id, version }: SessionLine) => call(cancelSession, { params: { id }, body: { version } }),
    onSuccess: renew,
    // Somebody moved or cancelled it before: the list is read again, so that it shows how it stands.
    onError: renew,
    onSettled: () => setAsked(undefined),
  })
  if (sessions.isPending) return <PageSkeleton rows={1} />
  if (sessions.isError) return <Fault error={sessions.error} retry={() => void sessions.refetch()} />
  const { items } = sessions.data
  const thisYear = dayOf(Date.now(), group.timeZone)
  const isStale = cancelling.error instanceof CallError && cancelling.error.status === 409
  return (
    <>
      {items.length === 0 && <p>{t('sessions.none')}</p>}
      {cancelling.isError &&
        (isStale ? (
          <p role="alert" className={styles['bad']}>
            {t('sessions.stale')}
          </p>
        ) : (
          <Fault error={cancelling.error} />
        ))}
      {items.map((session) => {
        const day = weekdayWords(session.day, language, thisYear)
        return (
          <Group key={session.id} gap="xs" mih={36} justify="space-between" wrap="nowrap">
            <span className={session.status === 'planned' ? undefined : styles['quiet']}>
              {day} · {sayClock(session.time, language)}
            </span>
            {session.status === 'planned' ? (
              <Button
                size="xs"
                variant="subtle"
                color="slate"
                aria-label={t('sessions.cancelOf', { day })}
                onClick={() => setAsked(session)}
              >
                {t('sessions.cancel')}
              </Button>
            ) : (
              <span className={styles['quiet']}>{t(`sessions.${session.status}`, { defaultValue: '' })}</span>
            )}
          </Group>
        )
      })}
      <Dialog
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={
          asked
            ? t('sessions.sure', { day: weekdayWords(asked.day, language), time: sayClock(asked.time, language) })
            : t('sessions.title')
        }
      >
        <Text>{t('sessions.what')}</Text>
        <Group gap="xs" mt="md">
          <Button loading={cancelling.isPending} onClick={() => asked && cancelling.mutate(asked)}>
            {t('sessions.yes')}
          </Button>
          <Button variant="subtle" color="slate" onClick={() => setAsked(undefined)}>
            {t('sessions.no')}
          </Button>
        </Group>
      </Dialog>
    </>
  )
}
