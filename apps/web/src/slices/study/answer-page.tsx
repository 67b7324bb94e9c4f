import { type Computation, computeAnswer, getAnswer } from '@cairn/contract/study.ts'
import { countText, intervalText, numberText, pText } from '@cairn/evaluation/report/html/markup.ts'
import { PAGE_WORDS } from '@cairn/evaluation/report/html/texts.ts'
import type { Words } from '@cairn/evaluation/report/html/words-of-page.ts'
import type { Report } from '@cairn/evaluation/report/schema.ts'
import { Button, Group, List, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { momentWords, weekdayWords } from '../../ui/dates.ts'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { Curves } from './curves.tsx'
import { downloadAnswer } from './download.ts'
import { Known } from './known.tsx'
import { NumbersTable } from './numbers-table.tsx'
import { Rates } from './rates.tsx'
import styles from './study.module.css'

const isRunning = (one: z.output<typeof Computation> | null | undefined): boolean =>
  one != null && one.stage !== 'done' && one.stage !== 'stopped'

/** /study/answer: the question in words, the sentence with its certainty, then what it stands on. */
export function AnswerPage() {
  const { t } = useTranslation('study')
  const queries = useQueryClient()
  const language = currentLanguage()
  const zone = useSession().data?.timeZone ?? 'UTC'
  const answer = useQuery({
    queryKey: ['study', 'answer'],
    queryFn: () => call(getAnswer),
    refetchInterval: (query) => (isRunning(query.state.data?.computation) ? 1000 : false),
  })
  const computing = useMutation({
    mutationFn: () => call(computeAnswer, { body: { id: newId() } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['study', 'answer'] }),
  })
  if (answer.isPending) return <PageSkeleton rows={4} />
  if (answer.isError) return <Fault error={answer.error} retry={() => void answer.refetch()} />
  const w = PAGE_WORDS[language]
  const { report, computedAt, isOlderThanRecords, release, mayCompute, computation } = answer.data
  const running = isRunning(computation)
  return (
    <div className={styles['page']}>
      <div className={styles['answer']}>
        <Title order={1} size="h3" className={styles['question'] ?? ''}>
          {w.question}
        </Title>
        {report ? <Sentence report={report} words={w} /> : <p className={styles['sentence']}>{t('none')}</p>}
        <Group gap="md" mt="md">
          {mayCompute && (
            <Button
              variant={report && !isOlderThanRecords ? 'light' : 'filled'}
              loading={computing.isPending}
              disabled={running}
              onClick={() => computing.mutate()}
            >
              {t(report ? 'again' : 'compute')}
            </Button>
          )}
          {computedAt && (
            <Text c="dimmed" size="sm">
              {t('computed', { when: momentWords(computedAt, Date.now(), language, zone) })}{' '}
              {isOlderThanRecords && t('older')}
            </Text>
          )}
        </Group>
        {release && (
          <Text c="dimmed" size="sm" mt="xs">
            {t('release', { until: weekdayWords(release.until, language) })}
          </Text>
        )}
        {computing.isError && <Fault error={computing.error} />}
        {computation && <Progress computation={computation} running={running} />}
      </div>
      {report && (
        <>
          {report.asItHappened.landmarks.map((landmark) => (
            <Curves key={landmark.landmark} landmark={landmark} horizon={report.horizonDays} words={w} />
          ))}
          <Rates report={report} words={w} />
          <Known report={report} words={w} />
          <Naive report={report} words={w} />
          <Wrong report={report} words={w} />
          <Method report={report} words={w} />
          <Downloads />
        </>
      )}
    </div>
  )
}

interface Part {
  report: Report
  words: Words
}

function Sentence({ report, words: w }: Part) {
  const language = currentLanguage()
  const { sentence, reasons, verdict } = report.answer
  return (
    <>
      <p className={styles['sentence']}>{sentence[language]}</p>
      {(reasons.length > 0 || verdict === 'no_comparison') && (
        <>
          <Text fw={600} mt="md">
            {w.needed}
          </Text>
          {reasons.length > 0 ? (
            <List>
              {reasons.map(({ code, text }) => (
                <List.Item key={code}>{text[language]}</List.Item>
              ))}
            </List>
          ) : (
            <Text>{w.needsComparison}</Text>
          )}
        </>
      )}
    </>
  )
}

/** It is computed beside the server; one may leave and come back. */
function Progress({ computation, running }: { computation: z.output<typeof Computation>; running: boolean }) {
  const { t } = useTranslation('study')
  if (computation.stage === 'stopped')
    return (
      <div role="alert">
        <Text mt="sm" fw={600}>
          {t('stopped')}
        </Text>
        <List size="sm">
          {computation.faults.slice(0, 20).map((fault) => (
            <List.Item key={fault}>{fault}</List.Item>
          ))}
        </List>
      </div>
    )
  if (!running) return null
  const percent = Math.round(computation.share * 100)
  return (
    <div role="status">
      <Text mt="sm">
        {t(`stage.${computation.stage}`)} {percent} % · {t('leave')}
      </Text>
      <div className={styles['bar']}>
        <div style={{ width: `${percent}%` }} />
      </div>
    </div>
  )
}

/** The comparison that everybody would make first, and how far it misleads here. */
function Naive({ report, words: w }: Part) {
  const { naive, byDay } = report.naive
  const ratio = (one: { ratio: number; low: number; high: number }) =>
    `${one.ratio.toFixed(2)} (${one.low.toFixed(2)} – ${one.high.toFixed(2)})`
  return (
    <section className={`${styles['section']} ${styles['aside']}`}>
      <h2>{w.naiveTitle}</h2>
      <p>{naive && byDay ? w.naiveSays(ratio(naive), ratio(byDay)) : w.naiveNone}</p>
    </section>
  )
}

function Wrong({ report, words: w }: Part) {
  const language = currentLanguage()
  const text = (one: { rate: number | null; low: number | null; high: number | null }) =>
    `${numberText(one.rate)} (${intervalText(one.low, one.high)})`
  return (
    <section className={styles['section']}>
      <h2>{w.variantsTitle}</h2>
      <NumbersTable
        head={[w.variant, w.withoutMentor, w.withMentor, 'p']}
        rows={report.variants.map((one) => [one.text[language], text(one.without), text(one.with), pText(one.p)])}
      />
      <p className={styles['note']}>{w.perMonth}</p>
    </section>
  )
}

function Method({ report, words: w }: Part) {
  const language = currentLanguage()
  const { people, events, dropped, ended } = report.analysis
  const left = dropped.every(({ n }) => n !== null) ? dropped.reduce((sum, { n }) => sum + n!, 0) : null
  return (
    <section className={styles['section']}>
      <h2>{w.whoTitle}</h2>
      <p>{w.whoSays(countText(people), countText(events), countText(left))}</p>
      <NumbersTable head={[w.reason, w.people]} rows={dropped.map(({ text, n }) => [text[language], countText(n)])} />
      <NumbersTable
        head={['', w.people]}
        rows={ended.map(({ reason, n }) => [w.ended[reason] ?? reason, countText(n)])}
      />
      <h2>{w.methodTitle}</h2>
      {report.notes.map((note) => (
        <p key={note.en} className={styles['note']}>
          {note[language]}
        </p>
      ))}
      <p>
        {w.horizon}: {w.daysUnit(report.horizonDays)}
        <br />
        {w.protocolHash}: <span className={styles['small']}>{report.protocolHash ?? w.notHashed}</span>
        <br />
        {w.dataHash}: <span className={styles['small']}>{report.dataHash ?? w.notHashed}</span>
        <br />
        {w.dataCut(report.dataCut)}
      </p>
    </section>
  )
}

/** Copies that may leave: small counts withheld, counts rounded. */
function Downloads() {
  const { t } = useTranslation('study')
  const language = currentLanguage()
  const loading = useMutation({ mutationFn: (format: 'html' | 'json') => downloadAnswer(format, language) })
  return (
    <section className={`${styles['section']} no-print`}>
      <h2>{t('download.title')}</h2>
      <p className={styles['note']}>{t('download.how')}</p>
      <Group gap="sm">
        {(['html', 'json'] as const).map((format) => (
          <Button
            key={format}
            variant="light"
            loading={loading.isPending && loading.variables === format}
            onClick={() => loading.mutate(format)}
          >
            {t(`download.${format}`)}
          </Button>
        ))}
      </Group>
      {loading.isError && <Fault error={loading.error} />}
    </section>
  )
}
