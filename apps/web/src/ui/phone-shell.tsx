import { IconCalendarHeart, IconHome, IconLifebuoy, IconPencil, IconUser, IconUsers } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Bundle, menuOf, type RouteEntry } from '../routes.ts'
import { exit } from '../session/leave.ts'
import { readPlace } from '../session/remember.ts'
import { useSession } from '../session/session.ts'
import { Go } from './go.tsx'
import { Mark } from './mark.tsx'
import { OfflineBar } from './offline-bar.tsx'
import styles from './phone-shell.module.css'

const ICONS: Record<string, ComponentType<{ size?: number; 'aria-hidden'?: boolean }>> = {
  '/my/today': IconHome,
  '/my/plan': IconCalendarHeart,
  '/my/people': IconUsers,
  '/my/me': IconUser,
  '/mentor/today': IconHome,
  '/mentor/log': IconPencil,
  '/mentor/me': IconUser,
}

const menuWord = (entry: RouteEntry): string => entry.path.replace(/^\//, '').replace('/', '-')

/** The phone's frame: Exit on top, tabs below with Help now among them. */
export function PhoneShell({ bundle, children }: { bundle: Bundle; children: ReactNode }) {
  const { t } = useTranslation('shell')
  const { data } = useSession(false)
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const role = data?.place.role ?? readPlace()?.role
  const entries = role ? menuOf(role, [bundle]) : []
  const middle = Math.floor(entries.length / 2)
  const tab = (entry: RouteEntry) => {
    const Icon = ICONS[entry.path] ?? IconHome
    const isHere = pathname === entry.path || pathname.startsWith(`${entry.path}/`)
    return (
      <Go key={entry.path} to={entry.path} className={styles.tab} aria-current={isHere ? 'page' : undefined}>
        <Icon size={24} aria-hidden />
        {t(`menu.${menuWord(entry)}`)}
      </Go>
    )
  }
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {t('skip')}
      </a>
      <header className={styles.header}>
        <Go to={entries[0]?.path ?? '/'} className={styles.home} aria-label={t('home')}>
          <Mark size={28} />
        </Go>
        <button type="button" className={styles.exit} onClick={exit}>
          {t('exit')}
        </button>
      </header>
      <OfflineBar />
      <main id="content" className={styles.content} tabIndex={-1}>
        {children}
      </main>
      <nav className={styles.tabs} aria-label={t('menuLabel')}>
        {entries.slice(0, middle).map(tab)}
        <Go to="/help" className={styles.helpTab}>
          <IconLifebuoy size={24} aria-hidden />
          {t('help')}
        </Go>
        {entries.slice(middle).map(tab)}
      </nav>
    </div>
  )
}
