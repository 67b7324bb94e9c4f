import { addToTalk, changeTalk, type Talk } from '@cairn/contract/talks.ts'
import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { useOutbox } from '../../offline/use-outbox.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { minutesWords, momentWords, timeWords, weekdayWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import { GoButton, usePart } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from './mentoring.module.css'
import { Readers } from './readers.tsx'
import { useFreshAfterSending, useTalk } from './reads.ts'
import { TalkFields } from './talk-fields.tsx'
import { changeOf, formOf, missingIn } from './talk-form.ts'

/** /mentor/talk/$id: read it; change it within a day; add to it afterwards. */
export function TalkPage() {
  const { t } = useTranslation('mentor-log')
  const id = usePart('id')
  const waiting = useOutbox().entries.find((entry) => entry.id === id)
  useFreshAfterSending()
  const talk = useTalk(id, waiting === undefined)
  if (waiting)
    return (
      <Stack gap="md">
        <Title order={1}>{t('talk.title')}</Title>
        <Text>{waiting.problem ? waiting.problem.title : t('talk.onPhone')}</Text>
        <GoButton to="/mentor/today" variant="light">
          {t('toToday')}
        </GoButton>
      </Stack>
    )
  if (talk.isPending) return <PageSkeleton />
  if (talk.isError) return <Fault error={talk.error} retry={() => void talk.refetch()} />
  return <Entry key={talk.data.version} talk={talk.data} />
}

function Entry({ talk }: { talk: Talk }) {
  const { t } = useTranslation('mentor-log')
  const { personId } = usePlace()
  const [changing, setChanging] = useState(false)
  const language = currentLanguage()
  const isMine = talk.mentor.id === personId
  const canChange = isMine && Date.now() < Date.parse(talk.changeableUntil)
  const facts = [
    [t('talk.who'), talk.participant.name],
    [t('talk.by'), [talk.mentor, ...talk.joinedBy].map(({ name }) => name).join(', ')],
    [t('happened'), t(`words:outcomes.${talk.outcome}`)],
    [
      t('when'),
      `${weekdayWords(talk.day, language)}, ${timeWords(talk.startedAt, language, talk.timeZone)}${talk.minutes ? `, ${minutesWords(talk.minutes)}` : ''}`,
    ],
    [t('how'), talk.way && [t(`words:ways.${talk.way}`), talk.place].filter(Boolean).join(', ')],
    [t('workedOn'), talk.workedOn.map((one) => t(`words:workedOn.${one}`)).join(', ')],
    [t('tried'), talk.tried.map((one) => t(`words:tried.${one}`)).join(', ')],
    [t('nextStep'), talk.nextStep],
    [t('line'), talk.line],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]))

  return (
    <Stack gap="md">
      <Title order={1}>{t('talk.titleWith', { name: talk.participant.name })}</Title>
      {changing ? (
        <Change talk={talk} onDone={() => setChanging(false)} />
      ) : (
        <>
          <dl className={styles['card']} style={{ margin: 0 }}>
            {facts.map(([label, value]) => (
              <div key={label} style={{ marginBottom: 8 }}>
                <dt className={styles['quiet']}>{label}</dt>
                <dd style={{ margin: 0 }}>{value}</dd>
              </div>
            ))}
          </dl>
          <Readers action="talk.read" name={talk.participant.name} />
          {talk.clockIsOff && <Text c="dimmed">{t('talk.clock')}</Text>}
          {talk.confirmation && (
            <Text>
              {t(talk.confirmation.right ? 'talk.right' : 'talk.notRight', { name: talk.participant.name })}
              {talk.confirmation.words ? ` “${talk.confirmation.words}”` : ''}
            </Text>
          )}
          {talk.addenda.map((one) => (
            <div key={one.id} className={styles['card']}>
              <Text size="sm" c="dimmed">
                {t('talk.added', { name: one.by.name, time: momentWords(one.at, Date.now(), language, zoneHere()) })}
              </Text>
              <Text>{one.words}</Text>
            </div>
          ))}
          {canChange && (
            <>
              <Text c="dimmed">
                {t('talk.until', { time: momentWords(talk.changeableUntil, Date.now(), language, zoneHere()) })}
              </Text>
              <Button onClick={() => setChanging(true)}>{t('talk.change')}</Button>
            </>
          )}
          {isMine && !canChange && <Add talk={talk} />}
        </>
      )}
      <GoButton to={`/mentor/people/${talk.participant.id}`} variant="subtle">
        {t('talk.person', { name: talk.participant.name })}
      </GoButton>
    </Stack>
  )
}

/** The same fields again, for a day. */
function Change({ talk, onDone }: { talk: Talk; onDone: () => void }) {
  const { t } = useTranslation('mentor-log')
  const queries = useQueryClient()
  const [form, setForm] = useState(() => formOf(talk))
  const [tried, setTried] = useState(false)
  const missing = missingIn(form, Date.now(), talk.timeZone)
  const saving = useMutation({
    mutationFn: () => call(changeTalk, { params: { id: talk.id }, body: changeOf(form, talk, Date.now()) }),
    onSuccess: () => {
      onDone()
      return queries.invalidateQueries({ queryKey: ['mentor'] })
    },
  })
  return (
    <Stack gap="lg">
      <TalkFields
        form={form}
        change={(patch) => setForm((old) => ({ ...old, ...patch }))}
        missing={tried ? missing : []}
        name={talk.participant.name}
      />
      {saving.isError && <Fault error={saving.error} />}
      <Group grow>
        <Button variant="subtle" color="slate" onClick={onDone}>
          {t('shell:cancel')}
        </Button>
        <Button
          loading={saving.isPending}
          onClick={() => {
            setTried(true)
            if (missing.length === 0) saving.mutate()
          }}
        >
          {t('save')}
        </Button>
      </Group>
    </Stack>
  )
}

/** After the day: the entry stays as it was, and something can stand under it. */
function Add({ talk }: { talk: Talk }) {
  const { t } = useTranslation('mentor-log')
  const queries = useQueryClient()
  const [words, setWords] = useState('')
  const [id, setId] = useState(newId)
  const adding = useMutation({
    mutationFn: () => call(addToTalk, { params: { id: talk.id }, body: { id, words: words.trim() } }),
    onSuccess: () => {
      // What comes next is another one.
      setWords('')
      setId(newId())
      return queries.invalidateQueries({ queryKey: ['mentor'] })
    },
  })
  return (
    <Stack gap="xs">
      <Textarea
        label={t('talk.add')}
        description={t('talk.addWhy')}
        autosize
        minRows={2}
        maxLength={280}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Readers action="talk.read" name={talk.participant.name} />
      {adding.isError && <Fault error={adding.error} />}
      <Button disabled={words.trim() === ''} loading={adding.isPending} onClick={() => adding.mutate()}>
        {t('talk.addSave')}
      </Button>
    </Stack>
  )
}
