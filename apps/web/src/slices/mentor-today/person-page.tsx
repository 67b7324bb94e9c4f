import { listOccurrences } from '@cairn/contract/calendar.ts'
import { listSharedCheckIns } from '@cairn/contract/check-ins.ts'
import { listSharedRuns } from '@cairn/contract/coping.ts'
import { listToldUse } from '@cairn/contract/outcomes.ts'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { listWords, minutesWords, momentWords, weekdayWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import { Go, GoButton, usePart, useQueryPart } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { Closing } from '../mentoring/closing.tsx'
import styles from '../mentoring/mentoring.module.css'
import { linksTo } from '../mentoring/reach.ts'
import { useFreshAfterSending, useKept, useMentorToday, useMyPeople, usePerson, useTalks } from '../mentoring/reads.ts'
import { Agreement } from './agreement.tsx'
import { useAsksTogether } from './asks-together.ts'
import { BookMeeting } from './book-meeting.tsx'
import { CheckInTogether } from './check-in-together.tsx'
import { Danger } from './danger.tsx'
import { DaysTogether } from './days-together.tsx'
import { EndMatch } from './end-match.tsx'
import { QuestionsTogether } from './questions-together.tsx'
import { QuickLog } from './quick-log.tsx'

/** /mentor/people/$id: the next step with one person; behind `?do=` one thing at a time. */
export function PersonPage() {
  const id = usePart('id')
  const doing = useQueryPart('do')
  const person = usePerson(id)
  useFreshAfterSending()
  if (person.isPending) return <PageSkeleton rows={4} />
  if (person.isError) return <Missing error={person.error} retry={() => void person.refetch()} />
  const { name, language } = person.data
  if (doing === 'agreement') return <Agreement personId={id} name={name} />
  if (doing === 'check-in') return <CheckInTogether personId={id} name={name} language={language} />
  if (doing === 'days') return <DaysTogether personId={id} name={name} language={language} />
  if (doing === 'questions') return <QuestionsTogether personId={id} name={name} />
  if (doing === 'meeting') return <BookMeeting personId={id} name={name} />
  if (doing === 'end') return <EndMatch personId={id} name={name} />
  if (doing === 'danger') return <Danger personId={id} name={name} />
  return <Overview id={id} person={person.data} />
}

function Missing({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation('mentor-today')
  return (
    <Fault error={error} retry={retry}>
      <GoButton to="/mentor/today" variant="subtle">
        {t('toToday')}
      </GoButton>
    </Fault>
  )
}

type Person = NonNullable<ReturnType<typeof usePerson>['data']>

function Overview({ id, person }: { id: string; person: Person }) {
  const { t } = useTranslation('mentor-today')
  const today = useMentorToday()
  const mine = useMyPeople().data?.items.find((one) => one.person.id === id)
  const talks = useTalks(id)
  const ask = useAsksTogether(id).data?.open[0]
  const calendar = useKept(`calendar/${id}`, () => call(listOccurrences, { params: { id }, query: {} }))
  const language = currentLanguage()
  const zone = zoneHere()
  const { call: dial, message } = linksTo(person.contact)
  const items = today.data?.people.find((one) => one.person.id === id)?.need?.items ?? []
  const last = talks.data?.items.find((talk) => talk.nextStep)
  const next = calendar.data?.items.find(
    (one) => one.kind === 'meeting' && one.status === 'planned' && Date.parse(one.endsAt) > Date.now(),
  )
  const to = (what: string) => ({ to: `/mentor/people/${id}`, search: { do: what } })

  return (
    <Stack gap="lg">
      <div>
        <Title order={1}>{person.name}</Title>
        <Text c="dimmed">
          {[t(`words:languages.${person.language}`), person.cover && t('coveredBy', { name: person.cover.name })]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>

      {mine?.toSign && (
        <div className={styles['notice']}>
          <Text>{t('toSign', { name: person.name })}</Text>
          <GoButton {...to('agreement')} mt="sm" fullWidth>
            {t('match.sign')}
          </GoButton>
        </div>
      )}

      {items.map((item) => (
        <section
          key={item.id}
          className={`${styles['card']} ${item.safety || item.overdue ? styles['urgent'] : styles['need']}`}
        >
          <Stack gap="sm">
            <Text>{item.sentence}</Text>
            <Closing item={item} />
          </Stack>
        </section>
      ))}

      <section className={styles['card']}>
        <Stack gap="sm">
          <Title order={2}>{t('safeContact')}</Title>
          <Text>
            {person.contact
              ? [t(`words:reach.${person.contact.reach}`), person.contact.phone, person.contact.email]
                  .filter(Boolean)
                  .join(' · ')
              : t('noContact')}
            <br />
            <strong>{t(person.leaveMessage ? 'words:mayLeave' : 'words:mayNotLeave')}</strong>
            {person.phoneIsWatched && (
              <>
                <br />
                {t('phoneIsWatched')}
              </>
            )}
            {person.contact?.note && (
              <>
                <br />“{person.contact.note}”
              </>
            )}
          </Text>
          {person.contact?.findMe.map((one) => (
            <Text key={one.who} size="sm">
              {t('findMe', { who: one.who, reach: one.reach })} “{one.weMaySay}”
            </Text>
          ))}
          <div className={styles['actions']}>
            {dial && (
              <Button component="a" href={dial} variant="light" px="xs">
                {t('call')}
              </Button>
            )}
            {message && (
              <Button component="a" href={message} variant="light" px="xs">
                {t('write')}
              </Button>
            )}
            <GoButton to="/mentor/log" search={{ with: id }} px="xs">
              {t('log')}
            </GoButton>
          </div>
          <QuickLog personId={id} />
        </Stack>
      </section>

      <section>
        <Title order={2} mb="xs">
          {t('nextStep')}
        </Title>
        <Text>{last?.nextStep ?? t('noNextStep')}</Text>
        <Text>
          {next ? t('nextTalk', { when: momentWords(next.startsAt, Date.now(), language, zone) }) : t('noNextMeeting')}
        </Text>
        <GoButton {...to('meeting')} variant="light" mt="xs">
          {t('meeting.button')}
        </GoButton>
      </section>

      <Shared id={id} name={person.name} />

      <section>
        <Title order={2} mb="xs">
          {t('lastContacts')}
        </Title>
        {talks.isPending && <Text c="dimmed">{t('shell:loading')}</Text>}
        {talks.isError && <Fault error={talks.error} retry={() => void talks.refetch()} />}
        {talks.data?.items.length === 0 && <Text c="dimmed">{t('noContacts')}</Text>}
        <Stack gap="xs">
          {talks.data?.items.slice(0, 3).map((talk) => (
            <Go key={talk.id} to={`/mentor/talk/${talk.id}`} className={styles['row']}>
              <strong>{weekdayWords(talk.day, language)}</strong>
              <span className={styles['quiet']}>
                {' '}
                {[
                  t(`words:outcomes.${talk.outcome}`),
                  talk.minutes && minutesWords(talk.minutes),
                  talk.way && t(`words:ways.${talk.way}`),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {talk.line && (
                <>
                  <br />
                  {talk.line}
                </>
              )}
            </Go>
          ))}
        </Stack>
      </section>

      <section>
        <Title order={2} mb="xs">
          {t('together.title')}
        </Title>
        <Text c="dimmed" mb="xs">
          {t('together.text', { name: person.name })}
        </Text>
        <Group gap="xs">
          <GoButton {...to('check-in')} variant="light">
            {t('together.checkIn')}
          </GoButton>
          <GoButton {...to('questions')} variant="light">
            {t('together.questions')}
          </GoButton>
          {ask && (
            <GoButton {...to('days')} variant="light">
              {t('together.days')}
            </GoButton>
          )}
        </Group>
        {ask && (
          <Text size="sm" c="dimmed" mt="xs">
            {t('together.daysUntil', { day: weekdayWords(ask.closesOn, language) })}
          </Text>
        )}
      </section>

      <GoButton {...to('danger')} variant="light" color="coral">
        {t('danger.button')}
      </GoButton>
      {mine?.tie === 'mentor' && (
        <div className={styles['actions']}>
          <GoButton {...to('agreement')} variant="subtle" color="slate" px="xs">
            {t('agreement.open')}
          </GoButton>
          <GoButton {...to('end')} variant="subtle" color="slate" px="xs">
            {t('end.open')}
          </GoButton>
        </div>
      )}
    </Stack>
  )
}

/** Only what she chose to share, and nothing when she shares nothing. */
function Shared({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('mentor-today')
  const language = currentLanguage()
  const checkIns = useKept(`shared/${id}`, () => call(listSharedCheckIns, { params: { id } }))
  const told = useKept(`told/${id}`, () => call(listToldUse, { params: { id } }))
  const runs = useKept(`runs/${id}`, () => call(listSharedRuns, { params: { id } }))
  const lines: [string, ReactNode][] = [
    ...(told.data?.items ?? []).map(({ id: key, day, days, substances, course }): [string, ReactNode] => [
      key,
      t('shared.told', {
        day: weekdayWords(day, language),
        what:
          [
            days.length > 0 &&
              listWords(
                days.map((one) => weekdayWords(one, language)),
                language,
              ),
            substances.length > 0 &&
              listWords(
                substances.map((one) => t(`words:substances.${one}`)),
                language,
              ),
            course && t(`words:course.${course}`),
          ]
            .filter(Boolean)
            .join(' · ') || t('shared.noMore'),
      }),
    ]),
    ...(checkIns.data?.items ?? [])
      .slice(0, 3)
      .map(({ id: key, day, mood, urges, stress }): [string, ReactNode] => [
        key,
        `${weekdayWords(day, language)}: ${[
          mood && `${t('together.mood')} ${t(`words:mood.${mood}`)}`,
          urges && `${t('together.urges')} ${t(`words:strength.${urges}`)}`,
          stress && `${t('together.stress')} ${t(`words:strength.${stress}`)}`,
        ]
          .filter(Boolean)
          .join(' · ')}`,
      ]),
    ...(runs.data?.items ?? [])
      .slice(0, 3)
      .map(({ id: key, day, before, after }): [string, ReactNode] => [
        key,
        t('shared.run', { day: weekdayWords(day, language), before, after: after ?? '–' }),
      ]),
  ]
  return (
    <section>
      <details className={styles['fold']}>
        <summary>{t('shared.title', { name, count: lines.length })}</summary>
        {lines.length === 0 && <Text c="dimmed">{t('shared.none', { name })}</Text>}
        {(told.data?.items.length ?? 0) > 0 && <Text mb="xs">{t('shared.thank')}</Text>}
        <Stack gap="xs">
          {lines.map(([key, text]) => (
            <Text key={key}>{text}</Text>
          ))}
        </Stack>
      </details>
    </section>
  )
}
