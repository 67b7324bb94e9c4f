import { ATTEMPT_MODES, ATTEMPT_RESULTS, addAttempt, getFollowUp } from '@cairn/contract/follow-ups.ts'
import { Button, CloseButton, Group, NativeSelect, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { listWords, momentWords, rangeWords } from '../../ui/dates.ts'
import { Go, useGo } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'
import { AnswerTogether } from './answer-together.tsx'
import { PhoneScript } from './phone-script.tsx'

/** One window: which days are unknown, the tries so far, a new try, and the answer together with the person. */
export function FollowUpPanel({ id }: { id: string }) {
  const { t } = useTranslation('desk-follow-ups')
  const go = useGo()
  const zone = useSession().data?.timeZone ?? 'UTC'
  const language = currentLanguage()
  const [answering, setAnswering] = useState(false)
  const page = useQuery({ queryKey: ['follow-ups', 'one', id], queryFn: () => call(getFollowUp, { params: { id } }) })
  if (page.isPending) return <PageSkeleton rows={3} />
  if (page.isError) return <Fault error={page.error} retry={() => void page.refetch()} />
  const item = page.data
  const isOpen = item.status === 'open' || item.status === 'overdue'
  return (
    <aside className={styles['card']} aria-label={t('panel.label')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <h2>
          <Go to={`/desk/people/${item.person.id}`}>{item.person.name}</Go> · {t('day', { day: item.askDay })} ·{' '}
          {t(`status.${item.status}`)}
        </h2>
        <CloseButton aria-label={t('shell:close')} onClick={() => go('/desk/follow-ups', { replace: true })} />
      </Group>
      <p>
        {item.reach} <strong>{t(item.leaveMessage ? 'words:mayLeave' : 'words:mayNotLeave')}</strong>
      </p>
      <p>
        {item.unknown.length === 0
          ? t('panel.allKnown', { about: rangeWords(item.about.from, item.about.to, language) })
          : t('panel.unknown', {
              known: item.knownDays,
              days: listWords(
                item.unknown.map(({ from, to }) => rangeWords(from, to, language)),
                language,
              ),
            })}
      </p>
      <h3>{t('panel.tries')}</h3>
      {item.attempts.length === 0 && <Text c="dimmed">{t('panel.noTries')}</Text>}
      <ul>
        {item.attempts.map((attempt) => (
          <li key={attempt.id}>
            {momentWords(attempt.at, Date.now(), language, zone)} · {t(`mode.${attempt.mode}`)} ·{' '}
            {t(`result.${attempt.result}`)}
            {attempt.by && <span className={styles['quiet']}> · {attempt.by}</span>}
          </li>
        ))}
      </ul>
      {isOpen && <NewTry id={id} />}
      {isOpen &&
        (answering ? (
          <AnswerTogether page={item} onDone={() => setAnswering(false)} />
        ) : (
          <Button mt="md" onClick={() => setAnswering(true)}>
            {t('panel.enter')}
          </Button>
        ))}
      {item.status === 'answered' && <Text mt="md">{t('panel.answered')}</Text>}
      <PhoneScript />
    </aside>
  )
}

/** A try is one line less on the board. */
function NewTry({ id }: { id: string }) {
  const { t } = useTranslation('desk-follow-ups')
  const queries = useQueryClient()
  const [tryId, setTryId] = useState(newId)
  const [mode, setMode] = useState<(typeof ATTEMPT_MODES)[number]>('phone')
  const [result, setResult] = useState<(typeof ATTEMPT_RESULTS)[number]>('no_answer')
  const adding = useMutation({
    mutationFn: () =>
      call(addAttempt, { params: { id }, body: { id: tryId, at: new Date().toISOString(), mode, result } }),
    onSuccess: () => {
      setTryId(newId())
      return Promise.all(['follow-ups', 'board'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
  return (
    <>
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label={t('panel.how')}
          value={mode}
          onChange={(event) => setMode(event.currentTarget.value as typeof mode)}
          data={ATTEMPT_MODES.map((value) => ({ value, label: t(`mode.${value}`) }))}
        />
        <NativeSelect
          label={t('panel.result')}
          value={result}
          onChange={(event) => setResult(event.currentTarget.value as typeof result)}
          data={ATTEMPT_RESULTS.filter((value) => value !== 'answered').map((value) => ({
            value,
            label: t(`result.${value}`),
          }))}
        />
        <Button variant="light" loading={adding.isPending} onClick={() => adding.mutate()}>
          {t('panel.record')}
        </Button>
      </Group>
      {adding.isError && <Fault error={adding.error} />}
    </>
  )
}
