import { listGroups } from '@cairn/contract/calendar.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { minutesWords, timeWords, weekdayWords } from '../../ui/dates.ts'
import { Go } from '../../ui/go.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from './board.module.css'

/** Groups of the next seven days, each in its own time zone. */
export function GroupsThisWeek() {
  const { t } = useTranslation('desk-board')
  const groups = useQuery({ queryKey: ['groups'], queryFn: () => call(listGroups) })
  const language = currentLanguage()
  if (groups.isPending) return <PageSkeleton />
  if (groups.isError) return <Fault error={groups.error} retry={() => void groups.refetch()} />
  const week = groups.data.items.filter(({ next }) => next && Date.parse(next.startsAt) < Date.now() + 7 * 86_400_000)
  const all = (
    <p className={styles['line']}>
      <Go to="/desk/groups" className={styles['quietLink']}>
        {t('groups.all')}
      </Go>
    </p>
  )
  if (week.length === 0)
    return (
      <Empty title={t('groups.empty')} action={all}>
        {t('groups.emptyHow')}
      </Empty>
    )
  return (
    <>
      <table className={styles['rows']}>
        <thead>
          <tr>
            {(['when', 'group', 'where', 'who', 'places'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`groups.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {week.map(
            ({
              id,
              name,
              next,
              way,
              place,
              facilitator,
              coFacilitator,
              capacity,
              minutes,
              isOpen,
              kidsWelcome,
              nearBus,
              timeZone,
            }) => (
              <tr key={id}>
                <td>
                  {weekdayWords(next!.day, language)} {timeWords(next!.startsAt, language, timeZone)}{' '}
                  <span className={styles['quiet']}>{minutesWords(minutes)}</span>
                </td>
                <th scope="row">
                  <Go to="/desk/groups" search={{ open: id }}>
                    {name[language]}
                  </Go>
                </th>
                <td>
                  {[t(`words:ways.${way}`), place].filter(Boolean).join(' · ')}
                  <span className={styles['quiet']}>
                    {kidsWelcome && ` · ${t('groups.kids')}`}
                    {nearBus && ` · ${t('groups.bus')}`}
                  </span>
                </td>
                <td className={facilitator ? undefined : styles['nobody']}>
                  {[facilitator?.name, coFacilitator?.name].filter(Boolean).join(', ') || t('words:nobody')}
                </td>
                <td>
                  {[capacity, t(isOpen ? 'groups.open' : 'groups.closed')].filter((one) => one !== null).join(' · ')}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      {all}
    </>
  )
}
