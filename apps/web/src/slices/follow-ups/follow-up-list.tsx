import { type FollowUp, listFollowUps } from '@cairn/contract/follow-ups.ts'
import { SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { momentWords, weekdayWords } from '../../ui/dates.ts'
import { Go, useQueryPart } from '../../ui/go.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'

/** Columns that make room when a window is open beside the list. */
const OPTIONAL = new Set(['opens', 'reach', 'status'])
const SHOWS = ['open', 'closing', 'coming', 'closed'] as const

/** Windows: opens, closes, tries, mode; answered or not, never what. */
export function FollowUpList({ open }: { open?: string | undefined }) {
  const { t } = useTranslation('desk-follow-ups')
  const asked = useQueryPart('show')
  const [show, setShow] = useState(SHOWS.find((one) => one === asked) ?? 'open')
  const list = useQuery({
    queryKey: ['follow-ups', show],
    queryFn: () => call(listFollowUps, { query: { show } }),
    placeholderData: (before) => before,
  })
  if (list.isPending) return <PageSkeleton rows={4} />
  if (list.isError) return <Fault error={list.error} retry={() => void list.refetch()} />
  const { items, meter, today } = list.data
  return (
    <div className={styles['page']}>
      <Meter meter={meter} />
      <SegmentedControl
        size="xs"
        w="fit-content"
        aria-label={t('show.label')}
        value={show}
        onChange={(value) => setShow(value as typeof show)}
        data={SHOWS.map((value) => ({ value, label: t(`show.${value}`) }))}
      />
      {items.length === 0 ? (
        <Empty title={t(`empty.${show}`)} />
      ) : (
        <table className={styles['table']}>
          <thead>
            <tr>
              {(['person', 'day', 'opens', 'closes', 'left', 'tries', 'reach', 'status'] as const).map((name) => (
                <th key={name} scope="col" className={OPTIONAL.has(name) ? styles['optional'] : undefined}>
                  {t(`columns.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={item.askId} item={item} today={today} isOpen={open === item.askId} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function Row({ item, today, isOpen }: { item: FollowUp; today: string; isOpen: boolean }) {
  const { t } = useTranslation('desk-follow-ups')
  const language = currentLanguage()
  const zone = useSession().data?.timeZone ?? 'UTC'
  const isLate = item.status !== 'answered' && item.daysLeft >= 0 && item.daysLeft <= 3
  return (
    <tr data-open={isOpen || undefined}>
      <th scope="row">
        <Go to="/desk/follow-ups" search={{ open: item.askId }}>
          {item.person.name}
        </Go>
      </th>
      <td>{t('day', { day: item.askDay })}</td>
      <td className={`${styles['day']} ${styles['optional']}`}>
        <span className={styles['label']}>{t('columns.opens')}: </span>
        {weekdayWords(item.opensOn, language, today)}
      </td>
      <td className={styles['day']}>
        <span className={styles['label']}>{t('columns.closes')}: </span>
        {weekdayWords(item.closesOn, language, today)}
      </td>
      <td className={isLate ? styles['bad'] : undefined}>
        {item.status === 'answered' ? '' : item.daysLeft < 0 ? t('over') : t('left', { count: item.daysLeft })}
      </td>
      <td>
        {t('tries', { count: item.tries })}
        {item.lastTry && (
          <>
            <br />
            <span className={styles['quiet']}>
              {momentWords(item.lastTry.at, Date.now(), language, zone)} · {t(`mode.${item.lastTry.mode}`)} ·{' '}
              {t(`result.${item.lastTry.result}`)}
            </span>
          </>
        )}
      </td>
      <td className={styles['optional']}>
        {item.reach && t(`words:reach.${item.reach}`)}
        <br />
        <span className={item.leaveMessage ? styles['quiet'] : undefined}>
          {t(item.leaveMessage ? 'words:mayLeave' : 'words:mayNotLeave')}
        </span>
      </td>
      <td className={styles['optional']}>{t(`status.${item.status}`)}</td>
    </tr>
  )
}

/** Answered of all whose window has closed, by grant. */
function Meter({
  meter,
}: {
  meter: readonly { fundingSource: string; askDay: number; closed: number; answered: number }[]
}) {
  const { t } = useTranslation('desk-follow-ups')
  const closed = meter.filter((one) => one.closed > 0)
  if (closed.length === 0) return <Text c="dimmed">{t('meter.none')}</Text>
  const grants = [...new Set(closed.map(({ fundingSource }) => fundingSource))]
  const days = [...new Set(closed.map(({ askDay }) => askDay))].sort((a, b) => a - b)
  return (
    <details>
      <summary style={{ cursor: 'pointer' }}>
        {t('meter.title')}{' '}
        <strong>
          {t('meter.all', {
            answered: closed.reduce((sum, one) => sum + one.answered, 0),
            closed: closed.reduce((sum, one) => sum + one.closed, 0),
          })}
        </strong>
      </summary>
      <table className={styles['table']} style={{ marginTop: 8 }}>
        <thead>
          <tr>
            <th scope="col">{t('meter.grant')}</th>
            {days.map((day) => (
              <th key={day} scope="col">
                {t('day', { day })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grants.map((grant) => (
            <tr key={grant}>
              <th scope="row">{grant === 'none' ? t('meter.noGrant') : grant.replaceAll('_', ' ')}</th>
              {days.map((day) => {
                const cell = closed.find(({ fundingSource, askDay }) => fundingSource === grant && askDay === day)
                return (
                  <td key={day}>
                    {cell
                      ? `${Math.round((100 * cell.answered) / cell.closed)} % · ${cell.answered}/${cell.closed}`
                      : ''}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
