import type { Action } from '@cairn/program/access/actions.ts'
import { IconEye } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { listWords } from '../../ui/dates.ts'
import styles from './mentoring.module.css'
import { readersBeside } from './who-reads.ts'

/** The line under a field that a mentor fills in about a person: who else reads it. */
export function Readers({ action, name }: { action: Action; name: string }) {
  const { t } = useTranslation('words')
  const { participant, roles } = readersBeside(action)
  const others = roles.map((role) => t(`roles.${role}`))
  const names = participant ? [name, ...others] : others
  const sentence = participant
    ? t(names.length === 1 ? 'canReadOne' : 'canRead', { names: listWords(names, currentLanguage()) })
    : t('onlyYouAnd', { names: listWords(names, currentLanguage()) })
  return (
    <p className={styles['readers']}>
      <IconEye size={16} aria-hidden />
      {sentence}
    </p>
  )
}
