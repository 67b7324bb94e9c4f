import { MEETING_WAYS } from '@cairn/program/calendar/vocabulary.ts'
import { TALK_OUTCOMES, TRIED, WORKED_ON } from '@cairn/program/mentoring/vocabulary.ts'
import { NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Pick, Ticks } from '../../ui/choices.tsx'
import { minutesWords } from '../../ui/dates.ts'
import styles from './mentoring.module.css'
import { Readers } from './readers.tsx'
import { LENGTHS, type Missing, type TalkForm, toggled } from './talk-form.ts'

/** Act 2's fields in their order, for a new entry and for one that is changed within its day. */
export function TalkFields({
  form,
  change,
  missing,
  name,
  lastNextStep,
  overlaps,
  nextTime,
}: {
  form: TalkForm
  change: (patch: Partial<TalkForm>) => void
  missing: readonly Missing[]
  /** Of the person: she can read the line. */
  name: string
  lastNextStep?: string | null | undefined
  /** Said below the length. */
  overlaps?: ReactNode
  /** Stands after the next step. */
  nextTime?: ReactNode
}) {
  const { t } = useTranslation('mentor-log')
  const [otherLength, setOtherLength] = useState(false)
  const happened = form.outcome === 'happened'
  const isOther = otherLength || !LENGTHS.includes(form.minutes as never)
  return (
    <>
      <Pick
        label={t('happened')}
        value={form.outcome}
        options={TALK_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        onPick={(value) => change({ outcome: value })}
        error={missing.includes('outcome') ? t('missing.outcome') : undefined}
      />

      {form.outcome !== null && (
        <Stack gap="sm">
          <Text fw={600}>{happened ? t('when') : t('whenPlanned')}</Text>
          <div className={styles['two']}>
            <TextInput
              type="date"
              aria-label={t('day')}
              value={form.day}
              onChange={(event) => change({ day: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              aria-label={t('clock')}
              value={form.clock}
              onChange={(event) => change({ clock: event.currentTarget.value })}
            />
          </div>
          {missing.includes('start') && (
            <Text c="var(--mantine-color-error)" size="sm" role="alert">
              {t('missing.start')}
            </Text>
          )}
        </Stack>
      )}

      {happened && (
        <>
          <Stack gap="sm">
            <Pick
              label={t('howLong')}
              value={isOther ? -1 : form.minutes}
              options={[
                ...LENGTHS.map((value) => ({ value: value as number, label: minutesWords(value) })),
                { value: -1, label: t('otherLength') },
              ]}
              onPick={(value) => {
                setOtherLength(value === -1)
                if (value > 0) change({ minutes: value })
              }}
              error={missing.includes('minutes') ? t('missing.length') : undefined}
            />
            {isOther && (
              <NumberInput
                label={t('length')}
                min={1}
                max={720}
                value={form.minutes}
                onChange={(value) => change({ minutes: Number(value) })}
                size="lg"
                maw={200}
              />
            )}
          </Stack>
          {overlaps}
          <Stack gap="sm">
            <Pick
              label={t('how')}
              value={form.way}
              options={MEETING_WAYS.map((value) => ({ value, label: t(`words:ways.${value}`) }))}
              onPick={(value) => change({ way: value })}
              error={missing.includes('way') ? t('missing.way') : undefined}
            />
            {form.way === 'in_person' && (
              <TextInput
                label={t('place')}
                maxLength={120}
                value={form.place}
                onChange={(event) => change({ place: event.currentTarget.value })}
              />
            )}
          </Stack>
          <Ticks
            label={t('workedOn')}
            values={form.workedOn}
            options={WORKED_ON.map((value) => ({ value, label: t(`words:workedOn.${value}`) }))}
            onToggle={(value) => change({ workedOn: toggled(form.workedOn, value) })}
          />
          <details className={styles['fold']} open={form.tried.length > 0 || undefined}>
            <summary>{t('tried')}</summary>
            <Ticks
              label={t('tried')}
              hideLabel
              values={form.tried}
              options={TRIED.map((value) => ({ value, label: t(`words:tried.${value}`) }))}
              onToggle={(value) => change({ tried: toggled(form.tried, value) })}
            />
          </details>
          <TextInput
            label={t('nextStep')}
            description={lastNextStep ? t('lastStep', { step: lastNextStep }) : t('nextStepHint')}
            maxLength={160}
            value={form.nextStep}
            onChange={(event) => change({ nextStep: event.currentTarget.value })}
          />
        </>
      )}

      {nextTime}

      {happened && (
        <div>
          <Textarea
            label={t('line')}
            description={t('words:optional')}
            autosize
            minRows={2}
            maxLength={280}
            value={form.line}
            onChange={(event) => change({ line: event.currentTarget.value })}
          />
          <Readers action="talk.read" name={name} />
        </div>
      )}
    </>
  )
}
