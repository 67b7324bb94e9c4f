import './mantine-desk.css'
import { MantineThemeProvider, Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { menuOf } from '../routes.ts'
import { useSession } from '../session/session.ts'
import styles from './desk-shell.module.css'
import { Go } from './go.tsx'
import { Mark } from './mark.tsx'
import { OfflineBar } from './offline-bar.tsx'
import { SignOut } from './sign-out.tsx'
import { LanguageSwitch, PlaceSwitch, ThemeSwitch } from './switches.tsx'
import { deskTheme } from './theme.ts'

/** The desk's frame: a quiet bar with at most six entries, and the whole width for the list. */
export function DeskShell({ children }: { children: ReactNode }) {
  const { t } = useTranslation('shell')
  const { data } = useSession()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const entries = data ? menuOf(data.place.role, ['desk', 'study']) : []
  return (
    <MantineThemeProvider theme={deskTheme} inherit>
      <div className={styles.shell}>
        <a className={styles.skip} href="#content">
          {t('skip')}
        </a>
        <header className={styles.header}>
          <Go to={entries[0]?.path ?? '/'} className={styles.home} aria-label={t('home')}>
            <Mark size={24} />
          </Go>
          <nav className={styles.menu} aria-label={t('menuLabel')}>
            {entries.map((entry) => {
              const isHere = pathname === entry.path || pathname.startsWith(`${entry.path}/`)
              return (
                <Go
                  key={entry.path}
                  to={entry.path}
                  className={styles.entry}
                  aria-current={isHere ? 'page' : undefined}
                >
                  {t(`titles.${entry.title}`)}
                </Go>
              )
            })}
          </nav>
          <Menu position="bottom-end" width={340} closeOnItemClick={false} trapFocus>
            <Menu.Target>
              <UnstyledButton className={styles.who}>
                <span className={styles.organization}>{data?.organizationName}</span>
                <span className={styles.role}>{data ? t(`roles.${data.place.role}`) : ''}</span>
                <IconChevronDown size={16} aria-hidden />
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              <div className={styles.settings}>
                <p className={styles.program}>{data?.organizationName}</p>
                <PlaceSwitch />
                <LanguageSwitch />
                <ThemeSwitch />
                {data && ['administrator', 'coordinator'].includes(data.place.role) && (
                  <Go to="/setup">{t('titles.setup')}</Go>
                )}
                <SignOut />
              </div>
            </Menu.Dropdown>
          </Menu>
        </header>
        <OfflineBar />
        <main id="content" className={styles.content} tabIndex={-1}>
          {children}
        </main>
      </div>
    </MantineThemeProvider>
  )
}
