import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { findRoute, HOME } from '../routes.ts'
import { isLocked, listenToLock } from '../session/lock.ts'
import { readPlace } from '../session/remember.ts'
import { useSession } from '../session/session.ts'
import { useGo } from './go.tsx'
import { Fault, PageSkeleton } from './states.tsx'

// Seldom seen, so a phone fetches them behind the first screen; both are kept for use without a network.
const LockScreen = lazy(async () => ({ default: (await import('./lock-screen.tsx')).LockScreen }))
const OtherRole = lazy(async () => ({ default: (await import('./other-role.tsx')).OtherRole }))

/** Around every screen: the tab's title, the lock, and whether this account may be here. */
export function Frame() {
  const { t } = useTranslation('shell')
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const entry = findRoute(pathname)
  const locked = useSyncExternalStore(listenToLock, isLocked)
  const needsSignIn = entry !== undefined && entry.roles.length > 0
  const session = useSession(needsSignIn)
  const go = useGo()
  const isOut = needsSignIn && session.isSuccess && session.data === null

  useEffect(() => {
    document.title = entry ? t(`titles.${entry.title}`) : 'Cairn'
  }, [entry, t])
  useEffect(() => {
    if (isOut) go('/sign-in', { replace: true, search: { next: pathname } })
  }, [isOut, pathname, go])

  const isPhone = entry?.bundle === 'my' || entry?.bundle === 'mentor'
  if (locked && isPhone && !entry.openWhenLocked)
    return (
      <Suspense fallback={<PageSkeleton />}>
        <LockScreen />
      </Suspense>
    )
  if (!needsSignIn) return <Outlet />
  const place = session.data?.place ?? (session.isSuccess ? undefined : readPlace())
  if (!place) {
    if (session.isError) return <Fault error={session.error} retry={() => void session.refetch()} />
    return <PageSkeleton />
  }
  if (!entry.roles.includes(place.role))
    return (
      <Suspense fallback={<PageSkeleton />}>
        <OtherRole entry={entry} home={HOME[place.role]} />
      </Suspense>
    )
  return <Outlet />
}
