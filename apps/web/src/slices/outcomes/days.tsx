import { getMyAsks, getMyDays, type MyDays } from '@cairn/contract/outcomes.ts'
import { Button, Checkbox, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { phoneTime, phoneToday } from '../../offline/phone-time.ts'
import { send } from '../../offline/send.ts'
import { useKept } from '../../offline/use-kept.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { Card } from '../../ui/card.tsx'
import { listWords, rangeWords } from '../../ui/dates.ts'
import { SentLine } from '../../ui/sent-line.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { AfterThis, SittingPlace } from '../my-today/sitting.tsx'
import { AnchorList, useAnchors } from './anchors.tsx'
import { AskForm } from './ask-form.tsx'
import { answersFor, listDays } from './calendar.ts'
import { DayCalendar, DayLegend, type DayState } from './day-calendar.tsx'

/** Her calendar: the questions that are open now, or the last 30 days to fill in and put right. */
export function DaysScreen() {
  const { t } = useTranslation('my-days')
  const asks = useKept('my-asks', () => call(getMyAsks, { query: { day: phoneToday() } }))
  const [saved, setSaved] = useState<{ id: string; declined: boolean } | undefined>()
  const ask = asks.data?.open.find(({ answered }) => !answered)
  const days = useKept(ask ? `my-days-${ask.id}` : 'my-days', () =>
    call(getMyDays, { query: { today: phoneToday(), ...(ask && { from: ask.about.from, to: ask.about.to }) } }),
  )
  const queries = useQueryClient()

  if (saved)
    return (
      <Stack gap="md">
        <Title order={1}>{t(saved.declined ? 'shell:outbox.saved' : 'saved')}</Title>
        <SentLine id={saved.id} />
        <Text>{t(saved.declined ? 'declined' : 'savedText')}</Text>
        <AfterThis path="/my/check/days" back={t('toToday')} />
      </Stack>
    )
  const error = asks.error ?? days.error
  const again = () => void Promise.all([asks.refetch(), days.refetch()])
  if (error && !days.data) return <Fault error={error} retry={again} />
  if (!days.data || asks.isPending) return <PageSkeleton />
  const done = (id: string, declined: boolean) => {
    setSaved({ id, declined })
    void queries.invalidateQueries()
    window.scrollTo(0, 0)
  }
  return ask && asks.data ? (
    <div>
      <SittingPlace path="/my/check/days" />
      <AskForm key={ask.id} ask={ask} days={days.data} mayKnow={asks.data.mayKnow} onDone={done} />
    </div>
  ) : (
    <OpenCalendar days={days.data} onDone={done} />
  )
}

function OpenCalendar({ days, onDone }: { days: MyDays; onDone: (id: string, declined: boolean) => void }) {
  const { t, i18n } = useTranslation('my-days')
  const [id] = useState(newId)
  const [changed, setChanged] = useState<Record<string, 'used' | 'not_used'>>({})
  const [others, setOthers] = useState(false)
  const anchors = useAnchors(days)
  const known = new Map(days.known.map((row) => [row.day, row.state]))
  const unknown = listDays(days.unknown).filter((day) => changed[day] === undefined)
  const stateOf = (day: string): DayState => changed[day] ?? known.get(day) ?? 'unknown'
  const tap = (day: string) =>
    setChanged((before) => {
      const { [day]: held, ...rest } = before
      if (held === 'used') return { ...rest, [day]: 'not_used' }
      if (held === 'not_used') return rest
      return { ...rest, [day]: known.get(day) === 'used' ? 'not_used' : 'used' }
    })
  const answers = [
    ...Object.entries(changed).map(([day, state]) => ({ day, state })),
    ...answersFor(unknown, [], others),
  ]
  async function save() {
    await send({
      id,
      kind: 'days',
      method: 'PUT',
      path: '/my/days',
      body: { id, ...phoneTime(), askId: null, days: answers },
    })
    onDone(id, false)
  }
  const { told } = days
  return (
    <Stack gap="md">
      <div>
        <Title order={1} id="calendar">
          {t('title')}
        </Title>
        <Text>{t('told', { told: told.told, of: told.of })}</Text>
        <Text>
          {told.unknown.length > 0
            ? t('whatAbout', {
                days: listWords(
                  told.unknown.slice(0, 4).map(({ from, to }) => rangeWords(from, to, i18n.language)),
                  i18n.language,
                ),
              })
            : t('allKnown')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('medicine')}
        </Text>
        <WhoSees action="use.read" />
      </div>
      <Card>
        <Text size="sm">
          {t('tapDays')} {t('tapToFix')}
        </Text>
        <DayCalendar
          labelledBy="calendar"
          from={days.from}
          to={days.to}
          stateOf={stateOf}
          canTap={() => true}
          onTap={tap}
          anchors={anchors}
        />
        <DayLegend states={['used', 'not_used', 'unknown']} />
        <AnchorList anchors={anchors} />
      </Card>
      {unknown.length > 0 && (
        <Checkbox label={t('others')} checked={others} onChange={(event) => setOthers(event.currentTarget.checked)} />
      )}
      <Button disabled={answers.length === 0} onClick={() => void save()}>
        {t('save')}
      </Button>
    </Stack>
  )
}
