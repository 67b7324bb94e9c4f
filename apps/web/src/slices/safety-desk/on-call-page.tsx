import { listShifts } from '@cairn/contract/safety.ts'
import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { momentWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'
import { AddShift } from './add-shift.tsx'
import { gapsOf } from './gaps.ts'
import { HelpNumbers } from './help-numbers.tsx'
import { ShiftTable } from './shift-table.tsx'

/** /desk/on-call: who is awake when the office is not, and the numbers of the help page. */
export function OnCallPage() {
  const { t } = useTranslation('desk-on-call')
  const language = currentLanguage()
  const zone = useSession().data?.timeZone ?? zoneHere()
  const shifts = useQuery({ queryKey: ['on-call'], queryFn: () => call(listShifts), refetchInterval: 60_000 })
  if (shifts.isPending) return <PageSkeleton rows={3} />
  if (shifts.isError && !shifts.data) return <Fault error={shifts.error} retry={() => void shifts.refetch()} />
  const { items } = shifts.data
  const now = Date.now()
  const running = items.filter(({ startsAt, endsAt }) => Date.parse(startsAt) <= now && Date.parse(endsAt) > now)
  const gaps = gapsOf(items, now)
  // With no shift at all the line above has said it.
  const said = gaps.filter(({ fromMs, untilMs }) => fromMs !== now || untilMs !== null)
  const say = (at: number) => momentWords(new Date(at).toISOString(), now, language, zone)
  return (
    <div className={styles['page']}>
      <div>
        <Title order={1} size="h2">
          {t('title')}
        </Title>
        <Text c="dimmed">{t('lead')}</Text>
      </div>
      <section className={styles['card']}>
        <h2>{t('now.title')}</h2>
        {running.map(({ id, person, endsAt }) => (
          <p key={id}>{t('now.is', { name: person.name, until: say(Date.parse(endsAt)) })}</p>
        ))}
        {running.length === 0 && <p className={styles['bad']}>{t('now.nobody')}</p>}
        {said.slice(0, 4).map(({ fromMs, untilMs }) => (
          <p key={fromMs} className={styles['bad']}>
            {untilMs === null
              ? t('now.uncovered', { from: say(fromMs) })
              : t(fromMs === now ? 'now.gapNow' : 'now.gap', { from: say(fromMs), until: say(untilMs) })}
          </p>
        ))}
        {gaps.length === 0 && <p>{t('now.covered')}</p>}
        <p className={styles['quiet']}>{t('now.why')}</p>
        <h3>{t('shifts.title')}</h3>
        <ShiftTable shifts={items} zone={zone} />
        <AddShift gap={gaps[0]} zone={zone} />
      </section>
      <HelpNumbers />
    </div>
  )
}
