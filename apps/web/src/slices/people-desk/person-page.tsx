import { getBaseline } from '@cairn/contract/baseline.ts'
import { getBoardPanel } from '@cairn/contract/board.ts'
import { changeStatus, STATUS_REASONS } from '@cairn/contract/intake.ts'
import { getPerson } from '@cairn/contract/people.ts'
import { listTalks } from '@cairn/contract/talks.ts'
import { STATUSES } from '@cairn/program/people/vocabulary.ts'
import { Button, Group, NativeSelect, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { minutesWords, momentWords, rangeWords, weekdayWords } from '../../ui/dates.ts'
import { Go, GoButton, usePart, useQueryPart } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { CardTogether } from './card-together.tsx'
import styles from './desk.module.css'
import { EditContact } from './edit-contact.tsx'
import { Matches } from './matches.tsx'
import { NotTogether } from './not-together.tsx'
import { PaperPage } from './paper-page.tsx'
import { Papers } from './papers.tsx'
import type { Person } from './person.ts'
import { PreparePaper } from './prepare-paper.tsx'
import { SignInSlip } from './sign-in-slip.tsx'
import { WishesForm } from './wishes-form.tsx'

/** /desk/people/$id: one person, whole; behind `?do=` one thing at a time. */
export function PersonPage() {
  const id = usePart('id')
  const doing = useQueryPart('do')
  const paper = useQueryPart('paper')
  const person = useQuery({ queryKey: ['people', 'one', id], queryFn: () => call(getPerson, { params: { id } }) })
  if (person.isPending) return <PageSkeleton rows={4} />
  if (person.isError) return <Gone error={person.error} retry={() => void person.refetch()} />
  if (doing === 'contact') return <EditContact key={person.data.version} person={person.data} />
  if (doing === 'wishes') return <WishesForm person={person.data} />
  if (doing === 'card') return <CardTogether person={person.data} />
  if (doing === 'prepare') return <PreparePaper person={person.data} />
  if (doing === 'paper' && paper) return <PaperPage person={person.data} id={paper} />
  return <Overview person={person.data} />
}

function Gone({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation('desk-people')
  return (
    <Fault error={error} retry={retry}>
      <GoButton to="/desk/people" variant="subtle">
        {t('backToList')}
      </GoButton>
    </Fault>
  )
}

function Overview({ person }: { person: Person }) {
  const { t } = useTranslation('desk-people')
  const { id } = person
  const language = currentLanguage()
  const zone = useSession().data?.timeZone ?? 'UTC'
  const panel = useQuery({ queryKey: ['board', 'panel', id], queryFn: () => call(getBoardPanel, { params: { id } }) })
  const talks = useQuery({
    queryKey: ['people', 'talks', id],
    queryFn: () => call(listTalks, { params: { id }, query: { limit: 10 } }),
  })
  const to = (what: string) => ({ to: `/desk/people/${id}`, search: { do: what } })
  return (
    <div className={styles['page']}>
      <div className={styles['bar']}>
        <div>
          <Title order={1} size="h2">
            {person.name}
          </Title>
          <span className={styles['quiet']}>
            {[
              t(`status.${person.status}`),
              t(`words:languages.${person.language}`),
              t('enrolledOn', { day: weekdayWords(person.enrolledOn, language, '') }),
            ].join(' · ')}
          </span>
        </div>
        <GoButton to="/desk/board" search={{ open: id, whose: 'all' }} variant="light">
          {t('onBoard')}
        </GoButton>
      </div>
      <div className={styles['columns']}>
        <section className={styles['card']}>
          <h2>{t('contact.title')}</h2>
          <p>
            {person.contact
              ? [t(`words:reach.${person.contact.reach}`), person.contact.phone, person.contact.email]
                  .filter(Boolean)
                  .join(' · ')
              : t('contact.none')}
            <br />
            <strong>{t(person.leaveMessage ? 'words:mayLeave' : 'words:mayNotLeave')}</strong>
            {person.phoneIsWatched && (
              <>
                <br />
                {t('contact.watched')}
              </>
            )}
            {person.contact?.note && (
              <>
                <br />“{person.contact.note}”
              </>
            )}
          </p>
          {person.contact?.findMe.map((one) => (
            <p key={one.who}>{t('contact.find', { who: one.who, where: one.reach, words: one.weMaySay })}</p>
          ))}
          <Group gap="xs" mt="sm">
            <GoButton {...to('contact')} variant="light">
              {t('contact.change')}
            </GoButton>
            <SignInSlip personId={id} />
          </Group>
        </section>

        <section className={styles['card']}>
          <h2>{t('people.title')}</h2>
          <p>
            {t('people.mentor', { name: person.mentor?.name ?? t('words:nobody') })}
            {person.cover && ` ${t('people.cover', { name: person.cover.name })}`}
            <br />
            {t('people.greeter', { name: person.greeter?.name ?? t('words:nobody') })}
          </p>
          {(person.mustNotMeetCount ?? 0) > 0 && (
            <p>
              <strong>{t('people.notWith', { count: person.mustNotMeetCount ?? 0 })}</strong>
            </p>
          )}
          <Matches person={person} />
          <Group gap="xs" mt="sm">
            <GoButton {...to('wishes')} variant="light">
              {t('wishes.button')}
            </GoButton>
          </Group>
          <NotTogether personId={id} />
        </section>

        <section className={styles['card']}>
          <h2>{t('talks.title')}</h2>
          {talks.isError && <Fault error={talks.error} retry={() => void talks.refetch()} />}
          {talks.data?.items.length === 0 && <Text c="dimmed">{t('talks.none')}</Text>}
          {talks.data?.items.map((talk) => (
            <p key={talk.id}>
              <strong>{weekdayWords(talk.day, language)}</strong> {talk.mentor.name} ·{' '}
              {[
                talk.outcome === 'happened' ? '' : t(`talks.outcome.${talk.outcome}`),
                talk.minutes && minutesWords(talk.minutes),
                talk.way && t(`words:ways.${talk.way}`),
              ]
                .filter(Boolean)
                .join(' · ')}
              {talk.line && (
                <>
                  <br />
                  {talk.line}
                </>
              )}
              {talk.nextStep && (
                <>
                  <br />
                  <span className={styles['quiet']}>{t('talks.next', { step: talk.nextStep })}</span>
                </>
              )}
            </p>
          ))}
          {panel.data?.nextMeeting && (
            <p>
              {t('talks.meeting', { when: momentWords(panel.data.nextMeeting.startsAt, Date.now(), language, zone) })}
            </p>
          )}
        </section>

        <section className={styles['card']}>
          <h2>{t('windows.title')}</h2>
          {panel.isError && <Fault error={panel.error} retry={() => void panel.refetch()} />}
          {panel.data?.windows.length === 0 && <Text c="dimmed">{t('windows.none')}</Text>}
          {panel.data?.windows.map((window) => (
            <p key={window.askId}>
              <Go to="/desk/follow-ups" search={{ open: window.askId }}>
                {t('windows.day', { day: window.askDay })}
              </Go>{' '}
              {rangeWords(window.opensOn, window.closesOn, language)} · {t(`desk-follow-ups:status.${window.status}`)}
            </p>
          ))}
        </section>

        <Papers person={person} />

        <CardLine person={person} />

        <StatusCard person={person} />
      </div>
    </div>
  )
}

/** Whether the card is filled in, and how; the words of it open one step further. */
function CardLine({ person }: { person: Person }) {
  const { t } = useTranslation('desk-people')
  const { id } = person
  const card = useQuery({ queryKey: ['people', 'card', id], queryFn: () => call(getBaseline, { params: { id } }) })
  const { data } = card
  const language = currentLanguage()
  return (
    <section className={styles['card']}>
      <h2>{t('card.heading')}</h2>
      {card.isError && <Fault error={card.error} retry={() => void card.refetch()} />}
      {data && (
        <p>
          {data.answeredOn
            ? t('card.filled', { day: weekdayWords(data.answeredOn, language, ''), how: t(`papers.how.${data.mode}`) })
            : t('card.due', { day: weekdayWords(data.dueOn, language, '') })}
        </p>
      )}
      <GoButton to={`/desk/people/${id}`} search={{ do: 'card' }} variant="light" mt="sm">
        {t(data?.answeredOn ? 'card.change' : 'card.fill')}
      </GoButton>
    </section>
  )
}

/** Waiting, active, paused, finished, left, back; the history stays. */
function StatusCard({ person }: { person: Person }) {
  const { t } = useTranslation('desk-people')
  const queries = useQueryClient()
  const [to, setTo] = useState<(typeof STATUSES)[number] | ''>('')
  const [reason, setReason] = useState<(typeof STATUS_REASONS)[number] | ''>('')
  const changing = useMutation({
    mutationFn: () =>
      call(changeStatus, {
        params: { id: person.id },
        body: { version: person.version, to: to as (typeof STATUSES)[number], ...(reason !== '' && { reason }) },
      }),
    onSuccess: () => {
      setTo('')
      setReason('')
      return Promise.all([
        queries.invalidateQueries({ queryKey: ['people'] }),
        queries.invalidateQueries({ queryKey: ['board'] }),
      ])
    },
  })
  return (
    <section className={styles['card']}>
      <h2>{t('statusCard.title')}</h2>
      {person.episodes.map(({ startedOn, endedOn, fundingSource }) => (
        <p key={startedOn}>
          {weekdayWords(startedOn, currentLanguage(), '')} –{' '}
          {endedOn ? weekdayWords(endedOn, currentLanguage(), '') : t('statusCard.now')}
          {fundingSource && fundingSource !== 'none' && (
            <span className={styles['quiet']}> · {fundingSource.replaceAll('_', ' ')}</span>
          )}
        </p>
      ))}
      <Group gap="sm" align="flex-end" mt="sm">
        <NativeSelect
          label={t('statusCard.to')}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value as typeof to)}
          data={[
            { value: '', label: t(`status.${person.status}`) },
            ...STATUSES.filter((one) => one !== person.status && one !== 'referred').map((value) => ({
              value,
              label: t(`status.${value}`),
            })),
          ]}
        />
        <NativeSelect
          label={t('statusCard.why')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value as typeof reason)}
          data={[
            { value: '', label: t('words:optional') },
            ...STATUS_REASONS.map((value) => ({ value, label: t(`statusCard.reason.${value}`) })),
          ]}
        />
        <Button variant="light" disabled={to === ''} loading={changing.isPending} onClick={() => changing.mutate()}>
          {t('statusCard.save')}
        </Button>
      </Group>
      {changing.isError && <Fault error={changing.error} />}
    </section>
  )
}
