import { listFollowUps } from '@cairn/contract/follow-ups.ts'
import { Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { useQueryPart } from '../../ui/go.tsx'
import styles from '../people-desk/desk.module.css'
import { FollowUpList } from './follow-up-list.tsx'
import { FollowUpPanel } from './follow-up-panel.tsx'

/** /desk/follow-ups: windows, tries and the meter; one window with its script beside the list. */
export function FollowUpsPage() {
  const { t } = useTranslation('desk-follow-ups')
  const named = useQueryPart('open')
  const personId = useQueryPart('person')
  // The board names a person; her open window is the one that is meant.
  const list = useQuery({
    queryKey: ['follow-ups', 'open'],
    queryFn: () => call(listFollowUps, { query: { show: 'open' } }),
    enabled: personId !== undefined,
  })
  const open = named ?? list.data?.items.find(({ person }) => person.id === personId)?.askId
  return (
    <div className={styles['page']}>
      <Title order={1} size="h2">
        {t('title')}
      </Title>
      <div className={styles['side']} data-open={open ? true : undefined}>
        <FollowUpList open={open} />
        {open && <FollowUpPanel key={open} id={open} />}
      </div>
    </div>
  )
}
