import { type AssessmentResult, listMyAssessments } from '@cairn/contract/assessments.ts'
import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { Card } from '../../ui/card.tsx'
import { dayWords } from '../../ui/dates.ts'
import { WhoSees } from '../../ui/who-sees.tsx'

/** One result in words: the number with its range, what was before, and why there is none when there is none. */
export function ResultWords({ result }: { result: AssessmentResult }) {
  const { t, i18n } = useTranslation('my-questions')
  // A scale that has no number says nothing by itself: the sentence below says why, once.
  const scored = [...(result.total ? [result.total] : []), ...result.subscales].filter(({ score }) => score !== null)
  return (
    <div>
      <Text fw={600}>{result.title}</Text>
      <Text size="sm" c="dimmed">
        {dayWords(result.day, i18n.language)}
      </Text>
      {scored.map(({ id, title, score, min, max }) => (
        <Text key={id}>{t('score', { title, score, min, max })}</Text>
      ))}
      {(result.reason || scored.length === 0) && <Text c="dimmed">{result.reason ?? t('noScore')}</Text>}
      {result.before && result.total?.score !== null && (
        <Text c="dimmed">
          {t('before', { score: result.before.score, day: dayWords(result.before.day, i18n.language) })}
        </Text>
      )}
    </div>
  )
}

/** My answers over time, the latest of each; none yet: not there. */
export function MyResults() {
  const { t } = useTranslation('my-questions')
  const { data } = useQuery({ queryKey: ['my-assessments'], queryFn: () => call(listMyAssessments) })
  const latest = [...new Map((data?.items ?? []).toReversed().map((item) => [item.instrumentId, item])).values()]
  if (latest.length === 0) return null
  return (
    <Card labelledBy="results">
      <Title order={2} id="results">
        {t('mine')}
      </Title>
      {latest.map((result) => (
        <ResultWords key={result.id} result={result} />
      ))}
      <WhoSees action="assessment.read" />
    </Card>
  )
}
