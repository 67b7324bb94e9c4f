import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from '../people-desk/desk.module.css'
import { WaitingList } from './waiting-list.tsx'

/** /desk/waiting. */
export function WaitingPage() {
  const { t } = useTranslation('desk-waiting')
  return (
    <div className={styles['page']}>
      <Title order={1} size="h2">
        {t('title')}
      </Title>
      <WaitingList />
    </div>
  )
}
