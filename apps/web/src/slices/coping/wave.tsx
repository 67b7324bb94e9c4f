import { Button, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openStore, type WaveUse } from '../../offline/database.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { isLocked } from '../../session/lock.ts'
import { Card } from '../../ui/card.tsx'
import { GoButton } from '../../ui/go.tsx'
import { OnThisPhone } from '../../ui/who-sees.tsx'
import type { Exercise } from './exercise.ts'
import { HowStrong } from './how-strong.tsx'
import { Player } from './player.tsx'
import { ShareRun } from './share-run.tsx'
import styles from './wave.module.css'
import { myBestFirst, whatWorks } from './what-works.ts'

const TOOLS = ['ride-the-wave', 'slow-breath', 'hold-on-to-the-room'] as const

type Stage = 'before' | 'pick' | 'exercise' | 'after' | 'done'

/** The screen of its own. */
export function WaveScreen() {
  return <Wave />
}

/**
 * Ride it out: how strong → what helps → the exercise → how strong now. All of it happens on this phone.
 * `embedded`: unfolded inside another screen, whose answers stay where they are.
 */
export function Wave({ embedded = false }: { embedded?: boolean }) {
  const order = embedded ? 2 : 1
  const { t } = useTranslation('my-wave')
  const queries = useQueryClient()
  const { data: uses = [] } = useQuery({
    queryKey: ['waves'],
    queryFn: async () => (await openStore()).getAll('waves'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [stage, setStage] = useState<Stage>('before')
  const [run, setRun] = useState<WaveUse | undefined>()
  const exercises = TOOLS.map((id) => t(`exercises:${id}`, { returnObjects: true }) as unknown as Exercise)
  const exercise = exercises.find(({ id }) => id === run?.tool)

  async function keep(next: WaveUse) {
    setRun(next)
    // Kept at once: a run that is interrupted still says how strong it was.
    await (await openStore()).put('waves', next)
    await queries.invalidateQueries({ queryKey: ['waves'] })
  }
  const end = useCallback(() => setStage('after'), [])

  if (stage === 'before')
    return (
      <Stack gap="lg">
        <div>
          <Title order={order} id="strong">
            {t('title')}
          </Title>
          <Text>{t('howStrong')}</Text>
        </div>
        <HowStrong
          labelledBy="strong"
          onPick={(before) => {
            setRun({ id: newId(), startedAt: Date.now(), before, tool: '', after: null })
            setStage('pick')
          }}
        />
        <OnThisPhone>{t('onThisPhone')}</OnThisPhone>
        {!isLocked() && <WhatWorks uses={uses} titles={exercises} />}
      </Stack>
    )

  if (stage === 'pick' && run)
    return (
      <Stack gap="md">
        <Title order={order}>{t('pick')}</Title>
        {run.before >= 9 && <p className={styles.hard}>{t('veryStrong')}</p>}
        {myBestFirst(TOOLS, uses).map((id, at) => {
          const tool = exercises.find((each) => each.id === id)!
          return (
            <button
              key={id}
              type="button"
              className={styles.tool}
              data-first={at === 0 || undefined}
              onClick={() => {
                void keep({ ...run, tool: id })
                setStage('exercise')
              }}
            >
              <strong>{tool.title}</strong>
              <span>{tool.oneLine}</span>
              <span className={styles.minutes}>{t('minutes', { count: tool.minutes })}</span>
            </button>
          )
        })}
        <GoButton to="/help" color="coral" variant="light">
          {t('notEnough')}
        </GoButton>
      </Stack>
    )

  if (stage === 'exercise' && exercise)
    return <Player key={exercise.id} exercise={exercise} onEnd={end} onLeave={() => setStage('after')} />

  if (stage === 'after' && run)
    return (
      <Stack gap="lg">
        {exercise && <Text fz="lg">{exercise.closing}</Text>}
        <Title order={order} id="now">
          {t('howStrongNow')}
        </Title>
        <HowStrong
          labelledBy="now"
          onPick={(after) => {
            void keep({ ...run, after })
            setStage('done')
          }}
        />
        <Button variant="subtle" onClick={() => setStage('done')}>
          {t('skipNumber')}
        </Button>
      </Stack>
    )

  return (
    <Stack gap="md">
      <Title order={order}>{t('done')}</Title>
      {run && run.after !== null && (
        <Text fz="lg">
          {run.after < run.before
            ? t('wentDown', { before: run.before, after: run.after })
            : t('didNotGoDown', { before: run.before, after: run.after })}
        </Text>
      )}
      <Text c="dimmed">{t('kept')}</Text>
      <Button
        onClick={() => {
          setRun(undefined)
          setStage('before')
        }}
      >
        {t('again')}
      </Button>
      {run && !isLocked() && <ShareRun run={run} />}
      <GoButton to="/help" color="coral" variant="light">
        {t('notEnough')}
      </GoButton>
      {exercise && (
        <Card tone="quiet">
          {exercise.safety.map((line) => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
        </Card>
      )}
      {!isLocked() && <WhatWorks uses={uses} titles={exercises} />}
    </Stack>
  )
}

function WhatWorks({ uses, titles }: { uses: readonly WaveUse[]; titles: readonly Exercise[] }) {
  const { t, i18n } = useTranslation('my-wave')
  const works = whatWorks(uses)
  if (works.length === 0) return null
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 })
  return (
    <Card labelledBy="works">
      <Title order={2} id="works">
        {t('works.title')}
      </Title>
      {works.map((each) => (
        <div key={each.tool}>
          <Text fw={600}>{titles.find(({ id }) => id === each.tool)?.title}</Text>
          <Text>
            {t('works.times', { lower: each.lower, count: each.uses })}{' '}
            {t(each.meanDrop >= 0 ? 'works.down' : 'works.up', { by: number.format(Math.abs(each.meanDrop)) })}
          </Text>
          <Text size="sm" c="dimmed">
            {t('works.likely', each.ofTen)}
          </Text>
        </div>
      ))}
    </Card>
  )
}
