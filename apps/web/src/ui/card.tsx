import type { ReactNode } from 'react'
import styles from './card.module.css'

/** One thing on the page, set apart. */
export function Card({
  children,
  tone = 'plain',
  as: Tag = 'section',
  labelledBy,
}: {
  children: ReactNode
  tone?: 'plain' | 'quiet' | 'amber' | 'coral' | 'pine'
  as?: 'section' | 'div' | 'li' | 'article'
  labelledBy?: string
}) {
  return (
    <Tag className={styles.card} data-tone={tone} {...(labelledBy && { 'aria-labelledby': labelledBy })}>
      {children}
    </Tag>
  )
}
