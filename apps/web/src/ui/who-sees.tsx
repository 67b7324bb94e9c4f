import type { Action, Condition } from '@cairn/program/access/actions.ts'
import { whoCanSee } from '@cairn/program/access/who-can-see.ts'
import { IconEye } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './who-sees.module.css'

/** The line under a field that says who can read it, written by the access table itself. */
export function WhoSees({
  action,
  mentorName,
  met,
}: {
  action: Action
  mentorName?: string | undefined
  met?: readonly Condition[]
}) {
  // The language of this page, which a mentor's phone may show in another than its own.
  const { i18n } = useTranslation('shell')
  return (
    <p className={styles.line}>
      <IconEye size={16} aria-hidden />
      {whoCanSee({ action, mentorName, ...(met && { met }), language: i18n.language === 'es' ? 'es' : 'en' })}
    </p>
  )
}

/** For what never leaves the phone: no rule of the server is involved. */
export function OnThisPhone({ children }: { children: string }) {
  return (
    <p className={styles.line}>
      <IconEye size={16} aria-hidden />
      {children}
    </p>
  )
}
