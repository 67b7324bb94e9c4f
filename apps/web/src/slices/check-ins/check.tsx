import type { CheckInPage } from '@cairn/contract/check-ins.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openStore } from '../../offline/database.ts'
import { keptName } from '../../offline/kept.ts'
import { phoneTime, phoneToday } from '../../offline/phone-time.ts'
import { send } from '../../offline/send.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { usePlace } from '../../session/session.ts'
import { Card } from '../../ui/card.tsx'
import { OneOf, SomeOf } from '../../ui/choices.tsx'
import { shortDay } from '../../ui/dates.ts'
import { Bars, Face } from '../../ui/faces.tsx'
import { Field } from '../../ui/field.tsx'
import { GoButton } from '../../ui/go.tsx'
import { Prose } from '../../ui/prose.tsx'
import { SentLine } from '../../ui/sent-line.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { Wave } from '../coping/wave.tsx'
import { AfterThis, SittingPlace } from '../my-today/sitting.tsx'
import { UseReportPage } from '../outcomes/use-report.tsx'
import {
  asksThisTime,
  bodyOf,
  type CheckForm,
  canSend,
  emptyForm,
  isBare,
  pageAfter,
  willBeShared,
} from './check-form.ts'
import { ClockQuestion, useOtherDay } from './clock-question.tsx'
import { useCheckInPage } from './use-check-in-page.ts'
import { WhoIsThereNow } from './who-is-there.tsx'

const STEPS = [1, 2, 3, 4, 5] as const
const NEEDS = ['call', 'ride', 'food_kids', 'clinic_medicine', 'other'] as const
const SHARING = ['yes', 'just_me', 'ask_each_time'] as const
const AGAIN = ['tomorrow', 'few_days', 'week', 'never'] as const

/** How are you right now? One screen; an ordinary day is four taps. */
export function CheckScreen() {
  const query = useCheckInPage()
  if (query.isError) return <Fault error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <PageSkeleton rows={4} />
  return <CheckIn page={query.data} keep={query.keep} />
}

function CheckIn({ page: first, keep }: { page: CheckInPage; keep: (page: CheckInPage) => Promise<void> }) {
  const { t, i18n } = useTranslation('my-check')
  const place = usePlace()
  const queries = useQueryClient()
  // The page as it was when the screen opened: sending changes what is kept, not what she is looking at.
  const [page] = useState(first)
  const [form, setForm] = useState<CheckForm>(() => emptyForm(newId(), first.lastAskAgain))
  const [reportId] = useState(newId)
  const [stage, setStage] = useState<'form' | 'report' | 'done'>('form')
  const [wave, setWave] = useState(false)
  const [day, setDay] = useState<string | null>(null)
  const otherDay = useOtherDay()
  const { data: hours } = useQuery({
    queryKey: ['kept-hours'],
    queryFn: async () => {
      const kept = await (await openStore()).get('kept', keptName('my-mentor', place))
      return (kept?.value as { mentor?: { hoursWords: string | null } } | undefined)?.mentor?.hoursWords ?? null
    },
  })
  const set = (values: Partial<CheckForm>) => setForm((before) => ({ ...before, ...values }))
  const { sharing, use } = page
  const mentor = sharing.mentor?.name
  const shared = willBeShared(form, sharing)

  async function submit() {
    const time = { ...phoneTime(), ...(day && { day }) }
    await send({
      id: form.id,
      kind: 'checkIn',
      method: 'POST',
      path: '/my/check-ins',
      body: bodyOf(form, page, time, reportId),
    })
    await keep(pageAfter(form, page))
    void queries.invalidateQueries({ queryKey: ['my-today'] })
    setStage(form.use === 'yes' ? 'report' : 'done')
    window.scrollTo(0, 0)
  }

  if (stage === 'report')
    return (
      <UseReportPage
        id={reportId}
        use={use}
        onDone={() => {
          setStage('done')
          window.scrollTo(0, 0)
        }}
      />
    )

  if (stage === 'done')
    return (
      <Stack gap="md">
        <Title order={1}>{t('thanks')}</Title>
        <SentLine id={form.id} />
        <Text>{t(`doneAgain.${form.askAgain}`)}</Text>
        {form.needs.length > 0 && <Text>{t('needsGo')}</Text>}
        <AfterThis path="/my/check" back={t('toToday')} />
        <GoButton to="/my/wave" variant="light">
          {t('shell:wave')}
        </GoButton>
      </Stack>
    )

  return (
    <Stack gap="xl">
      <div>
        <SittingPlace path="/my/check" />
        <Title order={1}>{t('title')}</Title>
        {page.checkedInToday && <Text c="dimmed">{t('already')}</Text>}
        {sharing.choice !== null && mentor && (
          <WhoSees action="check_in.read" mentorName={mentor} met={shared ? ['check_ins_shared'] : []} />
        )}
        {!mentor && !isBare(page) && <WhoSees action="check_in.read" />}
        {isBare(page) && <Text c="dimmed">{t('seenAsChosen')}</Text>}
      </div>

      {sharing.pending && mentor && (
        <Card>
          <Field
            question={t('sharing.question', { mentor })}
            foot={<WhoSees action="check_in.read" mentorName={mentor} met={shared ? ['check_ins_shared'] : []} />}
          >
            {(labelledBy) => (
              <OneOf
                labelledBy={labelledBy}
                choices={SHARING.map((value) => ({ value, label: t(`sharing.${value}`, { mentor }) }))}
                value={form.sharing}
                onChange={(value) => set({ sharing: value })}
              />
            )}
          </Field>
        </Card>
      )}

      <Field question={t('mood')}>
        {(labelledBy) => (
          <OneOf
            labelledBy={labelledBy}
            layout="row"
            choices={STEPS.map((value) => ({ value, label: t(`moods.${value}`), picture: <Face step={value} /> }))}
            value={form.mood}
            onChange={(mood) => set({ mood })}
          />
        )}
      </Field>

      <Field question={t('urges')}>
        {(labelledBy) => (
          <OneOf
            labelledBy={labelledBy}
            layout="row"
            choices={STEPS.map((value) => ({ value, label: t(`strength.${value}`), picture: <Bars step={value} /> }))}
            value={form.urges}
            onChange={(urges) => set({ urges })}
          />
        )}
      </Field>
      {form.urges === 5 && (
        <Card tone="pine">
          {wave ? (
            <Wave embedded />
          ) : (
            <>
              <Text>{t('veryStrong')}</Text>
              <Button onClick={() => setWave(true)}>{t('waveNow')}</Button>
            </>
          )}
        </Card>
      )}

      <Field question={t('stress')}>
        {(labelledBy) => (
          <OneOf
            labelledBy={labelledBy}
            layout="row"
            choices={STEPS.map((value) => ({ value, label: t(`strength.${value}`), picture: <Bars step={value} /> }))}
            value={form.stress}
            onChange={(stress) => set({ stress })}
          />
        )}
      </Field>

      {asksThisTime(form, sharing) && mentor && (
        <Field question={t('sharing.thisTime', { mentor })}>
          {(labelledBy) => (
            <OneOf
              labelledBy={labelledBy}
              layout="chips"
              choices={[
                { value: 'yes', label: t('yes') },
                { value: 'no', label: t('no') },
              ]}
              value={form.shareThis === null ? null : form.shareThis ? 'yes' : 'no'}
              onChange={(value) => set({ shareThis: value === null ? null : value === 'yes' })}
            />
          )}
        </Field>
      )}

      <Field
        question={t('needs')}
        hint={t('optional')}
        foot={form.needs.length > 0 && <WhoSees action="attention.read" mentorName={mentor} />}
      >
        {(labelledBy) => (
          <>
            <SomeOf
              labelledBy={labelledBy}
              choices={NEEDS.map((value) => ({ value, label: t(`my-words:needs.${value}`) }))}
              value={form.needs}
              onChange={(needs) => set({ needs })}
            />
            {form.needs.includes('call') && <WhoIsThereNow who={page.call} hours={hours} />}
          </>
        )}
      </Field>

      {use.show && (
        <Card>
          {use.mayKnow.alwaysTellSupervisor && (
            <Prose
              text={t('supervisorTold:text', { organization: t('thisProgram'), supervisor: t('theSupervisor') })}
            />
          )}
          <Field
            question={use.since ? t('use.since', { day: shortDay(use.since, i18n.language) }) : t('use.sinceCame')}
            hint={t(use.mayKnow.alwaysTellSupervisor ? 'use.medicine' : 'use.hint')}
            foot={<WhoSees action="use.read" mentorName={mentor} />}
          >
            {(labelledBy) => (
              <OneOf
                labelledBy={labelledBy}
                choices={(['no', 'yes', 'rather_not_say'] as const).map((value) => ({
                  value,
                  label: t(`use.${value}`),
                }))}
                value={form.use}
                onChange={(value) => set({ use: value })}
              />
            )}
          </Field>
        </Card>
      )}

      {otherDay && (
        <Card tone="amber">
          <ClockQuestion phoneDay={phoneToday()} otherDay={otherDay} value={day} onChange={setDay} />
        </Card>
      )}

      <Field question={t('again')}>
        {(labelledBy) => (
          <OneOf
            labelledBy={labelledBy}
            layout="chips"
            choices={AGAIN.map((value) => ({ value, label: t(`agains.${value}`) }))}
            value={form.askAgain}
            onChange={(value) => value && set({ askAgain: value })}
          />
        )}
      </Field>

      <Stack gap="xs">
        <Button disabled={!canSend(form)} onClick={() => void submit()}>
          {t('send')}
        </Button>
        {!canSend(form) && (
          <Text size="sm" c="dimmed" ta="center">
            {t('oneIsEnough')}
          </Text>
        )}
        {!use.show && (
          <Button
            variant="transparent"
            size="md"
            fw={400}
            td="underline"
            onClick={() => {
              setStage('report')
              window.scrollTo(0, 0)
            }}
          >
            {t('tellYou')}
          </Button>
        )}
      </Stack>
    </Stack>
  )
}
