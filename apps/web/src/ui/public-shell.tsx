import { useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Go } from './go.tsx'
import { Mark } from './mark.tsx'
import styles from './public-shell.module.css'
import { OtherLanguage } from './switches.tsx'

/** The frame of pages that everybody may open. */
export function PublicShell({ children }: { children: ReactNode }) {
  const { t } = useTranslation('shell')
  return (
    <div className={styles.shell}>
      <header className={styles.header}>
        <Go to="/" className={styles.home} aria-label={`Cairn, ${t('home')}`}>
          <Mark size={32} />
          <span className={styles.name}>Cairn</span>
        </Go>
        <OtherLanguage className={styles.language ?? ''} />
      </header>
      <main id="content" className={styles.content}>
        {children}
      </main>
    </div>
  )
}

/** Help has a frame of its own; the page after Exit has none: nothing on it names us. */
export function PublicFrame({ children }: { children: ReactNode }) {
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  return pathname === '/out' || pathname === '/help' ? <main>{children}</main> : <PublicShell>{children}</PublicShell>
}
