import { listGroups } from '@cairn/contract/calendar.ts'
import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { minutesWords, weekdayWords } from '../../ui/dates.ts'
import { dayOf, zoneHere } from '../../ui/days.ts'
import { Go, GoButton, useQueryPart } from '../../ui/go.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'
import { ChangeGroup, OpenGroup } from './change-group.tsx'
import { type GroupLine, sayClock, sayWeekday } from './group-form.ts'
import { GroupPanel } from './group-panel.tsx'
import { useSayPlaces } from './say-value.ts'
import { WhoCame } from './who-came.tsx'

/** /desk/groups: when each group meets, where, who leads; one beside the list with its sessions. */
export function GroupsPage() {
  const { t } = useTranslation('desk-groups')
  const open = useQueryPart('open')
  const doing = useQueryPart('do')
  const session = useQueryPart('session')
  const groups = useQuery({ queryKey: ['groups'], queryFn: () => call(listGroups) })
  if (doing === 'add') return <OpenGroup />
  if (groups.isPending) return <PageSkeleton rows={3} />
  if (groups.isError) return <Fault error={groups.error} retry={() => void groups.refetch()} />
  const { items } = groups.data
  const chosen = items.find(({ id }) => id === open)
  if (doing === 'change' && chosen) return <ChangeGroup key={chosen.id} group={chosen} />
  if (doing === 'came' && chosen && session) return <WhoCame key={session} group={chosen} sessionId={session} />
  const isOver = (group: GroupLine) =>
    group.next === null && group.untilDay !== null && group.untilDay < dayOf(Date.now(), group.timeZone)
  const lists = [
    ['running', items.filter((group) => !isOver(group))],
    ['over', items.filter(isOver)],
  ] as const
  return (
    <div className={styles['page']}>
      <div className={styles['bar']}>
        <Title order={1} size="h2">
          {t('title')}
        </Title>
        <GoButton to="/desk/groups" search={{ do: 'add' }}>
          {t('form.add')}
        </GoButton>
      </div>
      {(doing === 'opened' || doing === 'changed') && (
        <Text className={styles['notice']} role="status">
          {t(doing)}
        </Text>
      )}
      {items.length === 0 && <Empty title={t('empty')}>{t('emptyHow')}</Empty>}
      <div className={styles['side']} data-open={chosen ? true : undefined}>
        <div className={styles['page']}>
          {lists.map(
            ([name, some]) =>
              some.length > 0 && (
                <GroupTable key={name} name={name} groups={some} open={open} hasTitle={lists[1][1].length > 0} />
              ),
          )}
        </div>
        {chosen && <GroupPanel key={chosen.id} group={chosen} />}
      </div>
    </div>
  )
}

function GroupTable({
  name,
  groups,
  open,
  hasTitle,
}: {
  name: 'running' | 'over'
  groups: readonly GroupLine[]
  open: string | undefined
  hasTitle: boolean
}) {
  const { t } = useTranslation('desk-groups')
  return (
    <section>
      {hasTitle && (
        <Title order={2} size="h3" mb="xs">
          {t(name)}
        </Title>
      )}
      <table className={styles['table']}>
        <thead>
          <tr>
            {(['name', 'when', 'next', 'where', 'who', 'places'] as const).map((column) => (
              <th key={column} scope="col" className={column === 'places' ? styles['optional'] : undefined}>
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRow key={group.id} group={group} isOpen={group.id === open} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function GroupRow({ group, isOpen }: { group: GroupLine; isOpen: boolean }) {
  const { t } = useTranslation('desk-groups')
  const language = currentLanguage()
  const zone = useSession().data?.timeZone ?? zoneHere()
  const sayPlaces = useSayPlaces()
  const { next, way, place, link, facilitator, coFacilitator } = group
  const label = (column: string) => <span className={styles['label']}>{t(`columns.${column}`)}: </span>
  const missing = way === 'video' && !link ? 'noLink' : way === 'in_person' && !place ? 'noPlace' : undefined
  return (
    <tr data-open={isOpen || undefined}>
      <th scope="row">
        <Go to="/desk/groups" search={{ open: group.id }}>
          {group.name[language]}
        </Go>
      </th>
      <td>
        {label('when')}
        {t('weeks', { count: group.everyWeeks, weekday: sayWeekday(group.firstDay, language) })}{' '}
        {sayClock(group.time, language)}{' '}
        <span className={`${styles['quiet']} ${styles['day']}`}>{minutesWords(group.minutes)}</span>
        {group.timeZone !== zone && (
          <span className={styles['quiet']}> · {t('zone', { zone: group.timeZone.replaceAll('_', ' ') })}</span>
        )}
      </td>
      <td>
        {label('next')}
        {next ? (
          <span className={styles['day']}>{weekdayWords(next.day, language)}</span>
        ) : group.untilDay ? (
          <span className={styles['quiet']}>{t('endedOn', { day: weekdayWords(group.untilDay, language) })}</span>
        ) : (
          <span className={styles['bad']}>{t('noNext')}</span>
        )}
      </td>
      <td>
        {label('where')}
        {[t(`words:ways.${way}`), place].filter(Boolean).join(' · ')}
        {missing && <span className={styles['bad']}> · {t(missing)}</span>}
      </td>
      <td>
        {label('who')}
        <span className={facilitator ? undefined : styles['bad']}>
          {[facilitator?.name, coFacilitator?.name].filter(Boolean).join(', ') || t('words:nobody')}
        </span>
      </td>
      <td className={styles['optional']}>
        {label('places')}
        {sayPlaces(group)}
      </td>
    </tr>
  )
}
