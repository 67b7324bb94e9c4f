import { comeBack, goAway, type MentorPage } from '@cairn/contract/mentors.ts'
import { Button, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { relativeDay } from '../../ui/dates.ts'
import { addDays, dayOf, zoneHere } from '../../ui/days.ts'
import { Fault } from '../../ui/states.tsx'
import styles from '../mentoring/mentoring.module.css'

/** Away (back on …): one button for every reason, and the reason is never asked. */
export function Away({ me }: { me: Pick<MentorPage, 'id' | 'away'> }) {
  const { t } = useTranslation('mentor-me')
  const queries = useQueryClient()
  const today = dayOf(Date.now(), zoneHere())
  const [open, setOpen] = useState(false)
  const [id] = useState(newId)
  const [from, setFrom] = useState(today)
  const [backOn, setBackOn] = useState(() => addDays(today, 7))
  const fresh = () => {
    setOpen(false)
    return queries.invalidateQueries({ queryKey: ['mentor'] })
  }
  const leaving = useMutation({
    mutationFn: () => call(goAway, { params: { id: me.id }, body: { id, from, backOn } }),
    onSuccess: fresh,
  })
  const returning = useMutation({ mutationFn: () => call(comeBack, { params: { id: me.id } }), onSuccess: fresh })
  return (
    <section className={me.away ? styles['amber'] : styles['card']}>
      <Stack gap="sm">
        <Title order={2}>{t('away.title')}</Title>
        {me.away ? (
          <>
            <Text>
              {t('away.until', { day: relativeDay(me.away.backOn, today, currentLanguage()) })}{' '}
              {me.away.cover ? t('away.cover', { name: me.away.cover.name }) : ''}
              {me.away.withoutCover > 0 ? ` ${t('away.without', { count: me.away.withoutCover })}` : ''}
            </Text>
            {returning.isError && <Fault error={returning.error} />}
            <Button loading={returning.isPending} onClick={() => returning.mutate()}>
              {t('away.back')}
            </Button>
          </>
        ) : open ? (
          <>
            <Text>{t('away.explain')}</Text>
            <div className={styles['two']}>
              <TextInput
                type="date"
                label={t('away.from')}
                min={today}
                value={from}
                onChange={(event) => setFrom(event.currentTarget.value)}
              />
              <TextInput
                type="date"
                label={t('away.backOn')}
                min={from}
                value={backOn}
                onChange={(event) => setBackOn(event.currentTarget.value)}
              />
            </div>
            {leaving.isError && <Fault error={leaving.error} />}
            <Button
              disabled={!from || !backOn || backOn <= from}
              loading={leaving.isPending}
              onClick={() => leaving.mutate()}
            >
              {t('away.go')}
            </Button>
            <Button variant="subtle" color="slate" onClick={() => setOpen(false)}>
              {t('shell:cancel')}
            </Button>
          </>
        ) : (
          <>
            <Text c="dimmed">{t('away.here')}</Text>
            <Button variant="light" onClick={() => setOpen(true)}>
              {t('away.button')}
            </Button>
          </>
        )}
      </Stack>
    </section>
  )
}
