import { answerFollowUp, type FollowUpPage } from '@cairn/contract/follow-ups.ts'
import { COURSES, USE_ANSWERS } from '@cairn/contract/outcomes.ts'
import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { Pick, Ticks } from '../../ui/choices.tsx'
import { weekdayWords } from '../../ui/dates.ts'
import { dayOf } from '../../ui/days.ts'
import { Fault } from '../../ui/states.tsx'
import { toggled } from '../mentoring/talk-form.ts'
import { beginDone } from '../people-desk/done.ts'
import { DoneFields } from '../people-desk/done-fields.tsx'
import { type AnswerForm, answerBody, canAnswer, daysOf } from './answer-form.ts'

/** The answer, entered with the person on the line, at the table, or from the paper. Afterwards nobody reads it here. */
export function AnswerTogether({ page, onDone }: { page: z.output<typeof FollowUpPage>; onDone: () => void }) {
  const { t } = useTranslation('desk-follow-ups')
  const queries = useQueryClient()
  const zone = useSession().data?.timeZone ?? 'UTC'
  const today = dayOf(Date.now(), zone)
  const language = currentLanguage()
  const [form, setForm] = useState<AnswerForm>(() => ({
    id: newId(),
    answer: null,
    days: [],
    otherDaysWithoutUse: false,
    substances: [],
    course: null,
    mayKnow: null,
    done: { ...beginDone(today), mode: 'phone' },
  }))
  const patch = (change: Partial<AnswerForm>) => setForm((old) => ({ ...old, ...change }))
  const { choices, mentor, alwaysTellSupervisor } = page.mayKnow
  const saving = useMutation({
    mutationFn: () =>
      call(answerFollowUp, {
        params: { id: page.askId },
        body: answerBody(form, { now: Date.now(), zone, day: today, alwaysTellSupervisor }),
      }),
    onSuccess: async () => {
      await Promise.all(['follow-ups', 'board'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      onDone()
    },
  })
  return (
    <Stack gap="md" mt="md" data-dense>
      <Text fw={600}>{t('answer.title')}</Text>
      {alwaysTellSupervisor && <Text>{t('answer.always')}</Text>}
      <DoneFields form={form.done} onChange={(done) => patch({ done })} />
      <div>
        <Pick
          label={t('answer.use')}
          value={form.answer}
          options={USE_ANSWERS.map((value) => ({ value, label: t(`answer.${value}`) }))}
          onPick={(answer) => patch({ answer })}
        />
        <Text size="sm" c="dimmed" mt={4}>
          {t('answer.medicine')}
        </Text>
      </div>
      {form.answer === 'yes' && (
        <>
          <Text>{t('answer.thank')}</Text>
          <Pick
            label={t('answer.mayKnow')}
            value={form.mayKnow}
            options={choices.map((value) => ({
              value,
              label: t(`answer.know.${value}`, { mentor: mentor?.name ?? t('answer.theMentor') }),
            }))}
            onPick={(mayKnow) => patch({ mayKnow })}
          />
          <Text size="sm" c="dimmed">
            {t('answer.noChoice')}
          </Text>
          <Ticks
            label={t('answer.days')}
            values={form.days}
            options={daysOf(page.unknown).map((value) => ({ value, label: weekdayWords(value, language) }))}
            onToggle={(day) => patch({ days: toggled(form.days, day) })}
          />
          <Checkbox
            label={t('answer.others')}
            checked={form.otherDaysWithoutUse}
            onChange={(event) => patch({ otherDaysWithoutUse: event.currentTarget.checked })}
          />
          <Ticks
            label={t('answer.what')}
            values={form.substances}
            options={page.substances.map((value) => ({ value, label: t(`words:substances.${value}`) }))}
            onToggle={(value) => patch({ substances: toggled(form.substances, value) })}
          />
          <Pick
            label={t('answer.course')}
            value={form.course}
            options={COURSES.map((value) => ({ value, label: t(`words:course.${value}`) }))}
            onPick={(course) => patch({ course })}
          />
        </>
      )}
      {saving.isError && <Fault error={saving.error} />}
      <Group gap="xs">
        <Button disabled={!canAnswer(form)} loading={saving.isPending} onClick={() => saving.mutate()}>
          {t('answer.save')}
        </Button>
        <Button variant="subtle" color="slate" onClick={onDone}>
          {t('shell:cancel')}
        </Button>
      </Group>
    </Stack>
  )
}
