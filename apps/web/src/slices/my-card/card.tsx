import { getBaseline, saveBaseline } from '@cairn/contract/intake.ts'
import { EXPERIENCES, PATHWAYS, SUBSTANCES, USE_GOALS } from '@cairn/program/people/vocabulary.ts'
import { Button, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { phoneToday } from '../../offline/phone-time.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { Card } from '../../ui/card.tsx'
import { OneOf, SomeOf } from '../../ui/choices.tsx'
import { Field } from '../../ui/field.tsx'
import { GoButton } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { type CardForm, EMPTY_CARD, numberOf, withGoal, withSubstances } from './card-form.ts'

const YES_NO = ['inTreatment', 'takesMedicationForRecovery', 'hasHousing'] as const
const NUMBERS = [
  ['daysUsedOf30', 30],
  ['yearsOfUse', 80],
  ['treatmentsBefore', 99],
] as const

/** Two minutes about you: substances and goals, what helps, what a mentor should have lived through. */
export function CardScreen() {
  const { t } = useTranslation('my-card')
  const { personId } = usePlace()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['baseline', personId],
    queryFn: () => call(getBaseline, { params: { id: personId } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [card, setCard] = useState<CardForm>(EMPTY_CARD)
  const set = (values: Partial<CardForm>) => setCard((before) => ({ ...before, ...values }))
  useEffect(() => {
    if (data?.answers) setCard(data.answers)
  }, [data])
  const save = useMutation({
    mutationFn: () =>
      call(saveBaseline, {
        params: { id: personId },
        body: { version: data?.version ?? 0, done: { mode: 'self' }, answers: card },
      }),
    onSuccess: (saved) => {
      queries.setQueryData(['baseline', personId], saved)
      void queries.invalidateQueries({ queryKey: ['my-today'] })
      window.scrollTo(0, 0)
    },
  })
  if (error) return <Fault error={error} retry={() => void refetch()} />
  if (!data) return <PageSkeleton rows={4} />
  if (save.isSuccess)
    return (
      <Stack gap="md">
        <Title order={1}>{t('thanks')}</Title>
        <Text>{t('saved')}</Text>
        <GoButton to="/my/people/wishes">{t('toWishes')}</GoButton>
        <GoButton to="/my/today" variant="default">
          {t('toToday')}
        </GoButton>
      </Stack>
    )
  return (
    <Stack gap="xl">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text>{t('lead')}</Text>
        <WhoSees action="baseline.read" />
      </div>
      <Field question={t('substances')} hint={t('substancesHint')}>
        {(labelledBy) => (
          <SomeOf
            labelledBy={labelledBy}
            choices={SUBSTANCES.map((value) => ({ value, label: t(`my-words:substances.${value}`) }))}
            value={card.substances.map(({ substance }) => substance)}
            onChange={(chosen) => setCard(withSubstances(card, chosen))}
          />
        )}
      </Field>
      {card.substances.map(({ substance, goal }) => (
        <Card key={substance}>
          <Field question={t('goal', { substance: t(`my-words:substances.${substance}`) })} level={3}>
            {(labelledBy) => (
              <OneOf
                labelledBy={labelledBy}
                layout="chips"
                choices={USE_GOALS.map((value) => ({ value, label: t(`my-words:goals.${value}`) }))}
                value={goal}
                onChange={(value) => setCard(withGoal(card, substance, value))}
              />
            )}
          </Field>
        </Card>
      ))}
      <TextInput
        label={t('lastUseOn')}
        description={t('medicine')}
        type="date"
        max={phoneToday()}
        value={card.lastUseOn ?? ''}
        onChange={(event) => set({ lastUseOn: event.currentTarget.value || null })}
      />
      <WhoSees action="use.read" />
      {NUMBERS.map(([name, most]) => (
        <TextInput
          key={name}
          label={t(name)}
          type="number"
          inputMode="numeric"
          min={0}
          max={most}
          value={card[name] ?? ''}
          onChange={(event) => set({ [name]: numberOf(event.currentTarget.value, most) })}
          {...(name === 'daysUsedOf30' && {
            inputContainer: (input) => (
              <>
                {input}
                <WhoSees action="use.read" />
              </>
            ),
          })}
        />
      ))}
      {YES_NO.map((name) => (
        <Field key={name} question={t(name)}>
          {(labelledBy) => (
            <OneOf
              labelledBy={labelledBy}
              layout="chips"
              choices={(['yes', 'no'] as const).map((value) => ({ value, label: t(value) }))}
              value={card[name] === null ? null : card[name] ? 'yes' : 'no'}
              onChange={(value) => set({ [name]: value === null ? null : value === 'yes' })}
            />
          )}
        </Field>
      ))}
      <Field question={t('pathways')}>
        {(labelledBy) => (
          <SomeOf
            labelledBy={labelledBy}
            choices={PATHWAYS.map((value) => ({ value, label: t(`my-words:pathways.${value}`) }))}
            value={card.pathways}
            onChange={(pathways) => set({ pathways })}
          />
        )}
      </Field>
      <Field question={t('lived')} hint={t('livedHint')}>
        {(labelledBy) => (
          <SomeOf
            labelledBy={labelledBy}
            choices={EXPERIENCES.map((value) => ({ value, label: t(`my-words:experiences.${value}`) }))}
            value={card.mentorShouldHaveLived}
            onChange={(mentorShouldHaveLived) => set({ mentorShouldHaveLived })}
          />
        )}
      </Field>
      <Textarea
        label={t('words')}
        autosize
        minRows={3}
        maxLength={500}
        value={card.words ?? ''}
        onChange={(event) => set({ words: event.currentTarget.value === '' ? null : event.currentTarget.value })}
      />
      {save.isError && <Fault error={save.error} />}
      <Button loading={save.isPending} onClick={() => save.mutate()}>
        {t('shell:save')}
      </Button>
    </Stack>
  )
}
