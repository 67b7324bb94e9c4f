import type { MayKnowChoices, MyAsk, MyDays } from '@cairn/contract/outcomes.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { phoneTime } from '../../offline/phone-time.ts'
import { send } from '../../offline/send.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { Card } from '../../ui/card.tsx'
import { OneOf } from '../../ui/choices.tsx'
import { listWords, rangeWords } from '../../ui/dates.ts'
import { Field } from '../../ui/field.tsx'
import { Prose } from '../../ui/prose.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { AnchorList, useAnchors } from './anchors.tsx'
import { type AskDraft, askBody, canSendAsk } from './ask.ts'
import { listDays, toggle } from './calendar.ts'
import { DayCalendar, DayLegend } from './day-calendar.tsx'
import { mayKnowChoices } from './may-know.ts'

type Ask = z.output<typeof MyAsk>

/** An open question about days: only the unknown ones, and 'rather not say' as full an answer as any. */
export function AskForm({
  ask,
  days,
  mayKnow,
  onDone,
}: {
  ask: Ask
  days: MyDays
  mayKnow: z.output<typeof MayKnowChoices>
  onDone: (id: string, declined: boolean) => void
}) {
  const { t, i18n } = useTranslation('my-days')
  const [id] = useState(newId)
  const [draft, setDraft] = useState<AskDraft>({ answer: null, used: [], mayKnow: null, course: null })
  const set = (values: Partial<AskDraft>) => setDraft((before) => ({ ...before, ...values }))
  const anchors = useAnchors(days)
  const known = new Map(days.known.map((row) => [row.day, row.state]))
  const unknown = listDays(ask.unknown)
  const total = listDays([ask.about]).length
  const isConfirm = ask.kind === 'confirm'
  const knownUse = days.known.some(({ state }) => state === 'used')

  async function save() {
    await send({
      id,
      kind: 'days',
      method: 'POST',
      path: `/my/asks/${ask.id}/answer`,
      body: {
        id,
        ...phoneTime(),
        ...askBody(draft, ask, { knownUse, supervisorToldSaid: mayKnow.alwaysTellSupervisor }),
      },
    })
    onDone(id, draft.answer === 'rather_not_say')
  }

  return (
    <Stack gap="lg">
      <div>
        <Title order={1} id="ask">
          {t('title')}
        </Title>
        <Text>{t('told', { told: ask.knownDays, of: total })}</Text>
        {!isConfirm && (
          <Text fw={600}>
            {t('whatAbout', {
              days: listWords(
                ask.unknown.slice(0, 6).map(({ from, to }) => rangeWords(from, to, i18n.language)),
                i18n.language,
              ),
            })}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t('medicine')}
        </Text>
      </div>
      {mayKnow.alwaysTellSupervisor && (
        <Card tone="amber">
          <Prose
            text={t('supervisorTold:text', {
              organization: t('my-check:thisProgram'),
              supervisor: t('my-check:theSupervisor'),
            })}
          />
        </Card>
      )}

      {isConfirm && (
        <Card>
          <DayCalendar
            labelledBy="ask"
            from={days.from}
            to={days.to}
            stateOf={(day) => known.get(day) ?? 'unknown'}
            canTap={() => false}
            onTap={() => {}}
            anchors={anchors}
          />
          <DayLegend states={['used', 'not_used']} />
        </Card>
      )}

      <Field
        question={t(isConfirm ? 'isItRight' : 'ask.question')}
        foot={<WhoSees action="use.read" mentorName={mayKnow.mentor?.name} />}
      >
        {(labelledBy) => (
          <OneOf
            labelledBy={labelledBy}
            choices={
              isConfirm
                ? [
                    { value: 'right' as const, label: t('right') },
                    { value: 'rather_not_say' as const, label: t('ask.rather_not_say') },
                  ]
                : (['no', 'some', 'rather_not_say'] as const).map((value) => ({ value, label: t(`ask.${value}`) }))
            }
            value={draft.answer}
            onChange={(answer) => set({ answer })}
          />
        )}
      </Field>

      {draft.answer === 'some' && (
        <>
          <Card>
            <Text fw={600} id="tap">
              {t('tapDays')}
            </Text>
            <DayCalendar
              labelledBy="tap"
              from={unknown[0] ?? ask.about.from}
              to={unknown.at(-1) ?? ask.about.to}
              stateOf={(day) => (draft.used.includes(day) ? 'used' : (known.get(day) ?? 'unknown'))}
              canTap={(day) => unknown.includes(day)}
              onTap={(day) => set({ used: toggle(draft.used, day) })}
              anchors={anchors}
            />
            <DayLegend states={['used', 'unknown']} />
            <AnchorList anchors={anchors} />
          </Card>
          <Field question={t('course.question')} hint={t('optional')}>
            {(labelledBy) => (
              <OneOf
                labelledBy={labelledBy}
                choices={(['once', 'still_going', 'not_sure'] as const).map((value) => ({
                  value,
                  label: t(`course.${value}`),
                }))}
                value={draft.course}
                onChange={(course) => set({ course })}
              />
            )}
          </Field>
          <Field
            question={t('mayKnow.question')}
            hint={t(mayKnow.alwaysTellSupervisor ? 'mayKnow.supervisorToo' : 'mayKnow.hint')}
          >
            {(labelledBy) => (
              <OneOf
                labelledBy={labelledBy}
                choices={mayKnowChoices(mayKnow, (key, mentor) => t(key, { mentor }))}
                value={draft.mayKnow}
                onChange={(value) => set({ mayKnow: value })}
              />
            )}
          </Field>
        </>
      )}
      <Button disabled={!canSendAsk(draft)} onClick={() => void save()}>
        {t('save')}
      </Button>
    </Stack>
  )
}
