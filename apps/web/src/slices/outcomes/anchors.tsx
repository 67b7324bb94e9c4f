import type { MyDays } from '@cairn/contract/outcomes.ts'
import { useTranslation } from 'react-i18next'
import { dayWords, listWords } from '../../ui/dates.ts'
import styles from './days.module.css'

/** What she may remember a day by, in words. */
export function useAnchors(days: MyDays): Record<string, string[]> {
  const { t } = useTranslation('my-days')
  const anchors: Record<string, string[]> = {}
  for (const { day, kind, with: other } of days.anchors) {
    const words =
      kind === 'talk' || kind === 'group'
        ? t(other ? `anchors.${kind}` : `anchors.${kind}Alone`, { with: other ?? '' })
        : t(`anchors.${kind}`)
    anchors[day] = [...(anchors[day] ?? []), words]
  }
  return anchors
}

export function AnchorList({ anchors }: { anchors: Readonly<Record<string, readonly string[]>> }) {
  const { t, i18n } = useTranslation('my-days')
  const days = Object.keys(anchors).sort().slice(-12)
  if (days.length === 0) return null
  return (
    <details>
      <summary>{t('anchorsTitle')}</summary>
      <ul className={styles.anchors}>
        {days.map((day) => (
          <li key={day}>
            {dayWords(day, i18n.language)}: {listWords(anchors[day]!, i18n.language)}
          </li>
        ))}
      </ul>
    </details>
  )
}
