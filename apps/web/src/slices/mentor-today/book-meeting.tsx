import { bookMeeting } from '@cairn/contract/calendar.ts'
import { MEETING_WAYS, type MeetingWay } from '@cairn/program/calendar/vocabulary.ts'
import { Button, Checkbox, Stack, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { Pick } from '../../ui/choices.tsx'
import { minutesWords } from '../../ui/dates.ts'
import { addDays, dayOf, zoneHere } from '../../ui/days.ts'
import { GoButton, useGo } from '../../ui/go.tsx'
import { Fault } from '../../ui/states.tsx'
import styles from '../mentoring/mentoring.module.css'
import { LENGTHS } from '../mentoring/talk-form.ts'

/** A meeting, once or every week at the same local time. */
export function BookMeeting({ personId, name }: { personId: string; name: string }) {
  const { t } = useTranslation('mentor-today')
  const go = useGo()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const [day, setDay] = useState(() => addDays(dayOf(Date.now(), zoneHere()), 1))
  const [time, setTime] = useState('17:00')
  const [minutes, setMinutes] = useState(45)
  const [way, setWay] = useState<MeetingWay | null>(null)
  const [place, setPlace] = useState('')
  const [weekly, setWeekly] = useState(false)
  const booking = useMutation({
    mutationFn: () =>
      call(bookMeeting, {
        params: { id: personId },
        body: {
          id,
          day,
          time,
          timeZone: zoneHere(),
          minutes,
          way: way!,
          place: way === 'in_person' ? place.trim() || null : null,
          ...(weekly && { everyWeeks: 1 }),
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['mentor'] })
      go(`/mentor/people/${personId}`, { replace: true })
    },
  })
  return (
    <Stack gap="lg">
      <Title order={1}>{t('meeting.title', { name })}</Title>
      <div className={styles['two']}>
        <TextInput
          type="date"
          label={t('meeting.day')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <TextInput
          type="time"
          label={t('meeting.time')}
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
      </div>
      <Pick
        label={t('meeting.length')}
        value={minutes}
        options={LENGTHS.map((value) => ({ value: value as number, label: minutesWords(value) }))}
        onPick={setMinutes}
      />
      <Pick
        label={t('meeting.how')}
        value={way}
        options={MEETING_WAYS.map((value) => ({ value, label: t(`words:ways.${value}`) }))}
        onPick={setWay}
      />
      {way === 'in_person' && (
        <TextInput
          label={t('meeting.place')}
          maxLength={160}
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
      )}
      <Checkbox
        label={t('meeting.weekly')}
        checked={weekly}
        onChange={(event) => setWeekly(event.currentTarget.checked)}
      />
      {booking.isError && <Fault error={booking.error} />}
      <Button disabled={way === null || !day || !time} loading={booking.isPending} onClick={() => booking.mutate()}>
        {t('meeting.book')}
      </Button>
      <GoButton to={`/mentor/people/${personId}`} variant="subtle">
        {t('backTo', { name })}
      </GoButton>
    </Stack>
  )
}
