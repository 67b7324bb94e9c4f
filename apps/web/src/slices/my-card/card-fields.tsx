import { EXPERIENCES, PATHWAYS, SUBSTANCES, USE_GOALS } from '@cairn/program/people/vocabulary.ts'
import { Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { phoneToday } from '../../offline/phone-time.ts'
import { Card } from '../../ui/card.tsx'
import { OneOf, SomeOf } from '../../ui/choices.tsx'
import { Field } from '../../ui/field.tsx'
import { type CardForm, numberOf, withGoal, withSubstances } from './card-form.ts'

const YES_NO = ['inTreatment', 'takesMedicationForRecovery', 'hasHousing'] as const
const NUMBERS = [
  ['daysUsedOf30', 30],
  ['yearsOfUse', 80],
  ['treatmentsBefore', 99],
] as const

/** The questions of the card, the same words whoever types: she herself, or somebody together with her. */
export function CardFields({
  card,
  onChange,
  hersAlone,
  lastDay = phoneToday(),
}: {
  card: CardForm
  onChange: (card: CardForm) => void
  /** Who reads what she says about use; stands under these two questions. */
  hersAlone: ReactNode
  /** The day of the card: nothing on it is later. */
  lastDay?: string
}) {
  const { t } = useTranslation('my-card')
  const set = (values: Partial<CardForm>) => onChange({ ...card, ...values })
  return (
    <>
      <Field question={t('substances')} hint={t('substancesHint')}>
        {(labelledBy) => (
          <SomeOf
            labelledBy={labelledBy}
            choices={SUBSTANCES.map((value) => ({ value, label: t(`my-words:substances.${value}`) }))}
            value={card.substances.map(({ substance }) => substance)}
            onChange={(chosen) => onChange(withSubstances(card, chosen))}
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
                onChange={(value) => onChange(withGoal(card, substance, value))}
              />
            )}
          </Field>
        </Card>
      ))}
      <TextInput
        label={t('lastUseOn')}
        description={t('medicine')}
        type="date"
        max={lastDay}
        value={card.lastUseOn ?? ''}
        error={card.lastUseOn !== null && card.lastUseOn > lastDay && t('laterThanCard')}
        onChange={(event) => set({ lastUseOn: event.currentTarget.value || null })}
      />
      {hersAlone}
      {NUMBERS.map(([name, most]) => (
        <NumberField
          key={name}
          label={t(name)}
          most={most}
          value={card[name]}
          onChange={(value) => set({ [name]: value })}
          foot={name === 'daysUsedOf30' && hersAlone}
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
    </>
  )
}

/** A number that was typed wrong stays on the screen and is named; it counts as no answer until it is put right. */
function NumberField({
  label,
  most,
  value,
  onChange,
  foot,
}: {
  label: string
  most: number
  value: number | null
  onChange: (value: number | null) => void
  foot: ReactNode
}) {
  const { t } = useTranslation('my-card')
  const [typed, setTyped] = useState('')
  const shown = numberOf(typed, most) === value ? typed : String(value ?? '')
  const isWrong = shown.trim() !== '' && numberOf(shown, most) === null
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      maxLength={4}
      value={shown}
      error={isWrong && t('wholeNumber', { most })}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        onChange(numberOf(event.currentTarget.value, most))
      }}
      inputContainer={(input) => (
        <>
          {input}
          {foot}
        </>
      )}
    />
  )
}
