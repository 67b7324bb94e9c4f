import { getReadiness, saveReadiness } from '@cairn/contract/readiness.ts'
import { wordsIn } from '@cairn/instruments/definition.ts'
import { followUpQuestions, readinessRulers } from '@cairn/instruments/definitions/readiness-rulers.ts'
import { START_STYLES } from '@cairn/program/people/vocabulary.ts'
import { Button, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { OneOf } from '../../ui/choices.tsx'
import { Field } from '../../ui/field.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'

const RULERS = ['importance', 'confidence', 'readiness'] as const
type Ruler = (typeof RULERS)[number]

/** How would you like to start? It shapes the start, never the door. */
export function Readiness() {
  const { t } = useTranslation('my-people')
  const { personId } = usePlace()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['readiness', personId],
    queryFn: () => call(getReadiness, { params: { id: personId } }),
  })
  const [id, setId] = useState(newId)
  const [style, setStyle] = useState<(typeof START_STYLES)[number] | null | undefined>()
  const [rulers, setRulers] = useState<Record<Ruler, number | null>>({
    importance: null,
    confidence: null,
    readiness: null,
  })
  const [words, setWords] = useState('')
  const [more, setMore] = useState(false)
  const language = currentLanguage()
  const chosen = style === undefined ? (data?.latest?.startStyle ?? null) : style
  const save = useMutation({
    mutationFn: () =>
      call(saveReadiness, {
        params: { id: personId },
        body: { id, done: { mode: 'self' }, startStyle: chosen, ...rulers, words: words.trim() || null },
      }),
    onSuccess: async () => {
      setId(newId())
      await queries.invalidateQueries({ queryKey: ['readiness', personId] })
    },
  })
  if (error) return <Fault error={error} retry={() => void refetch()} />
  if (!data) return <PageSkeleton rows={1} />
  const hasAnswer = chosen !== null || RULERS.some((name) => rulers[name] !== null) || words.trim() !== ''
  const followUps = rulers.confidence === null ? [] : followUpQuestions(rulers.confidence, language)
  return (
    <Stack gap="lg">
      <Field question={t('start.question')} foot={<WhoSees action="baseline.read" />}>
        {(labelledBy) => (
          <OneOf
            labelledBy={labelledBy}
            choices={START_STYLES.map((value) => ({ value, label: t(`start.${value}`) }))}
            value={chosen}
            onChange={setStyle}
          />
        )}
      </Field>
      {more ? (
        <>
          <Text c="dimmed">{wordsIn(readinessRulers.instruction, language)}</Text>
          {RULERS.map((name) => (
            <Field
              key={name}
              level={3}
              question={wordsIn(readinessRulers.items.find((item) => item.id === name)!.text, language).replace(
                '{goal}',
                t('start.goal'),
              )}
            >
              {(labelledBy) => (
                <OneOf
                  labelledBy={labelledBy}
                  layout="chips"
                  choices={Array.from({ length: 11 }, (_, value) => ({ value, label: String(value) }))}
                  value={rulers[name]}
                  onChange={(value) => setRulers({ ...rulers, [name]: value })}
                />
              )}
            </Field>
          ))}
          {followUps.length > 0 && (
            <Textarea
              label={followUps.join(' ')}
              autosize
              minRows={2}
              maxLength={500}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
          )}
        </>
      ) : (
        <Button variant="subtle" onClick={() => setMore(true)}>
          {t('start.more')}
        </Button>
      )}
      {save.isError && <Fault error={save.error} />}
      {save.isSuccess && <Text role="status">{t('start.saved')}</Text>}
      <Button variant="default" loading={save.isPending} disabled={!hasAnswer} onClick={() => save.mutate()}>
        {t('start.save')}
      </Button>
    </Stack>
  )
}
