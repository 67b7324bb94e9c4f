import { IconCheck, IconDeviceMobile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { sendWaiting } from '../offline/outbox.ts'
import { useEntryState } from '../offline/use-outbox.ts'
import styles from './who-sees.module.css'

/** 'Saved on this phone' → 'Sent'. */
export function SentLine({ id }: { id: string }) {
  const { t } = useTranslation('shell')
  const state = useEntryState(id)
  if (state === undefined) return null
  const isSent = state === 'sent'
  return (
    <p className={styles.line} role="status">
      {isSent ? <IconCheck size={18} aria-hidden /> : <IconDeviceMobile size={18} aria-hidden />}
      {t(isSent ? 'outbox.sent' : state === 'refused' ? 'outbox.refused_one' : 'outbox.saved')}
      {state === 'saved' && (
        <button type="button" className={styles.again} onClick={() => void sendWaiting()}>
          {t('tryAgain')}
        </button>
      )}
    </p>
  )
}
