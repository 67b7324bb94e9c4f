import type { CheckInPage } from '@cairn/contract/check-ins.ts'
import type { Condition } from '@cairn/program/access/actions.ts'
import { Button, Checkbox, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { phoneToday } from '../../offline/phone-time.ts'
import { Card } from '../../ui/card.tsx'
import { OneOf, SomeOf } from '../../ui/choices.tsx'
import { Field } from '../../ui/field.tsx'
import { GoButton } from '../../ui/go.tsx'
import { Prose } from '../../ui/prose.tsx'
import { SentLine } from '../../ui/sent-line.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { toggle } from './calendar.ts'
import { DayCalendar } from './day-calendar.tsx'
import { mayKnowChoices } from './may-know.ts'
import { change, leave, type PartName, type Parts, type Report } from './parts.ts'

const CONDITIONS: Record<NonNullable<Report['mayKnow']>, readonly Condition[]> = {
  mentor: ['told_mentor'],
  mentor_and_safety_lead: ['told_mentor', 'told_safety_lead'],
  nobody: [],
}

/** What the page after a 'yes' is about, whoever's phone it is on. */
export interface UseQuestions extends Pick<CheckInPage['use'], 'mayKnow' | 'substances' | 'hers'> {
  /** The days of its calendar. */
  from: string
  to: string
  /** Only these may be picked, because only they were asked about; without it any day up to today. */
  only?: readonly string[]
  /** Some days were unknown, so that the others can be said to have been without use. */
  asksOthers: boolean
}

/** Thanks and safety first, then five optional parts, each given to `save` when it is left; leaving unsaid tells nobody. */
export function UseParts({
  id,
  questions: { mayKnow, substances, hers, from, to, only, asksOthers },
  save,
  onDone,
}: {
  id: string
  questions: UseQuestions
  save: (part: Report) => void
  onDone: () => void
}) {
  const { t } = useTranslation('my-days')
  const [parts, setParts] = useState<Parts>({ report: {}, open: undefined })
  const latest = useRef(parts)
  const { report } = parts
  const today = phoneToday()
  const yesterday = Temporal.PlainDate.from(today).subtract({ days: 1 }).toString()
  const [picking, setPicking] = useState(only !== undefined)
  const [all, setAll] = useState(hers === 0)
  const days = report.days ?? []
  const choices = mayKnowChoices(mayKnow, (key, mentor) => t(key, { mentor }))

  const keep = (part: Report | undefined) => part && save(part)
  function touch(part: PartName, values: Report) {
    const step = change(latest.current, part, values)
    latest.current = step.parts
    setParts(step.parts)
    keep(step.save)
  }
  const finish = () => {
    const step = leave(latest.current)
    latest.current = step.parts
    keep(step.save)
  }
  // A phone that goes dark, or a page that is closed, leaves the open part: it is saved then, too.
  const onLeave = useRef(finish)
  onLeave.current = finish
  useEffect(() => {
    const hide = () => {
      if (document.visibilityState === 'hidden') onLeave.current()
    }
    document.addEventListener('visibilitychange', hide)
    return () => {
      document.removeEventListener('visibilitychange', hide)
      onLeave.current()
    }
  }, [])

  return (
    <Stack gap="lg">
      <Card>
        <Prose text={t('tolerance:first')} top={1} />
        <details>
          <summary>{t('moreSafety')}</summary>
          <Prose text={t('tolerance:more')} top={2} />
        </details>
        <GoButton to="/help" color="coral">
          {t('shell:help')}
        </GoButton>
      </Card>

      {choices.length > 0 && (
        <Card>
          <Field
            question={t('mayKnow.question')}
            hint={mayKnow.alwaysTellSupervisor ? t('mayKnow.supervisorToo') : t('mayKnow.hint')}
            foot={
              <WhoSees
                action="use.read"
                mentorName={mayKnow.mentor?.name}
                met={report.mayKnow ? CONDITIONS[report.mayKnow] : []}
              />
            }
          >
            {(labelledBy) => (
              <OneOf
                labelledBy={labelledBy}
                choices={choices}
                value={report.mayKnow ?? null}
                onChange={(value) => touch('mayKnow', { mayKnow: value ?? 'nobody' })}
              />
            )}
          </Field>
        </Card>
      )}

      {only?.length !== 0 && (
        <Card>
          <Field question={t('when.question')} hint={t('optional')}>
            {(labelledBy) => (
              <>
                {only === undefined && (
                  <SomeOf
                    labelledBy={labelledBy}
                    choices={[
                      { value: today, label: t('when.today') },
                      { value: yesterday, label: t('when.yesterday') },
                    ]}
                    value={days}
                    onChange={(value) => touch('days', { days: [...value].sort() })}
                  />
                )}
                {picking ? (
                  <DayCalendar
                    labelledBy={labelledBy}
                    from={from}
                    to={to}
                    stateOf={(day) => (days.includes(day) ? 'used' : 'unknown')}
                    canTap={(day) => only?.includes(day) ?? true}
                    onTap={(day) => touch('days', { days: toggle(days, day) })}
                  />
                ) : (
                  <Button variant="subtle" onClick={() => setPicking(true)}>
                    {t('when.pick')}
                  </Button>
                )}
                {days.length > 0 && asksOthers && (
                  <Checkbox
                    label={t('when.others')}
                    checked={report.otherDaysWithoutUse ?? false}
                    onChange={(event) => touch('days', { otherDaysWithoutUse: event.currentTarget.checked })}
                  />
                )}
              </>
            )}
          </Field>
        </Card>
      )}

      <Card>
        <Field question={t('what.question')} hint={t('optional')}>
          {(labelledBy) => (
            <>
              <SomeOf
                labelledBy={labelledBy}
                choices={(all ? substances : substances.slice(0, hers)).map((value) => ({
                  value,
                  label: t(`my-words:substances.${value}`),
                }))}
                value={(report.substances ?? []) as (typeof substances)[number][]}
                onChange={(value) => touch('substances', { substances: value })}
              />
              {!all && substances.length > hers && (
                <Button variant="subtle" onClick={() => setAll(true)}>
                  {t('what.more')}
                </Button>
              )}
            </>
          )}
        </Field>
      </Card>

      <Card>
        <Field question={t('course.question')} hint={t('optional')}>
          {(labelledBy) => (
            <OneOf
              labelledBy={labelledBy}
              choices={(['once', 'still_going', 'not_sure'] as const).map((value) => ({
                value,
                label: t(`course.${value}`),
              }))}
              value={report.course ?? null}
              onChange={(course) => touch('course', { course })}
            />
          )}
        </Field>
      </Card>

      <div>
        <SentLine id={id} />
        <Text size="sm" c="dimmed">
          {t('savedAsYouGo')}
        </Text>
      </div>
      <Button
        onClick={() => {
          finish()
          onDone()
        }}
      >
        {t('done')}
      </Button>
    </Stack>
  )
}
