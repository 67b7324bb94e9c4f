import { getMyPath } from '@cairn/contract/outcomes.ts'
import { Stack, Text, Title } from '@mantine/core'
import { IconCalendarEvent, IconChevronRight, IconEye, IconId, IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { phoneToday } from '../../offline/phone-time.ts'
import { useKept } from '../../offline/use-kept.ts'
import { call } from '../../session/call.ts'
import { Card } from '../../ui/card.tsx'
import { dayWords } from '../../ui/dates.ts'
import { Go } from '../../ui/go.tsx'
import { SignOut } from '../../ui/sign-out.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { LanguageSwitch, PlaceSwitch, ThemeSwitch } from '../../ui/switches.tsx'
import { MyResults } from '../assessments/my-results.tsx'
import styles from './me.module.css'
import { PathPicture } from './path-picture.tsx'

/** Me: my path, my data, my phone. */
export function MeScreen() {
  const { t } = useTranslation('my-me')
  return (
    <Stack gap="lg">
      <Title order={1}>{t('title')}</Title>
      <Path />
      <nav aria-label={t('title')} className={styles.list}>
        <Line to="/my/check/days" icon={<IconCalendarEvent size={24} aria-hidden />}>
          {t('days')}
        </Line>
        <Line to="/my/me/who-sees" icon={<IconEye size={24} aria-hidden />}>
          {t('whoSees')}
        </Line>
        <Line to="/my/card" icon={<IconId size={24} aria-hidden />}>
          {t('card')}
        </Line>
        <Line to="/my/me/phone" icon={<IconLock size={24} aria-hidden />}>
          {t('phone')}
        </Line>
      </nav>
      <MyResults />
      <Stack gap="sm">
        <LanguageSwitch />
        <ThemeSwitch />
        <PlaceSwitch />
        <SignOut />
      </Stack>
    </Stack>
  )
}

function Line({ to, icon, children }: { to: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Go to={to} className={styles.line}>
      {icon}
      <span>{children}</span>
      <IconChevronRight size={20} aria-hidden />
    </Go>
  )
}

function Path() {
  const { t, i18n } = useTranslation('my-today')
  const path = useKept('my-path', () => call(getMyPath, { query: { today: phoneToday() } }))
  if (path.isError) return <Fault error={path.error} retry={() => void path.refetch()} />
  if (!path.data) return <PageSkeleton rows={1} />
  const { daysInRecovery, longestRun, unknown, checkIns, since } = path.data
  return (
    <Card labelledBy="path">
      <Title order={2} id="path">
        {t('path.title')}
      </Title>
      <Text fw={650} fz="xl">
        {daysInRecovery === 0 ? t('path.first') : t('path.days', { count: daysInRecovery })}
      </Text>
      <PathPicture days={daysInRecovery} />
      <Text>{t('path.never')}</Text>
      <Text c="dimmed">{t('path.since', { day: dayWords(since, i18n.language) })}</Text>
      {longestRun > 0 && <Text c="dimmed">{t('path.longest', { count: longestRun })}</Text>}
      {checkIns > 0 && <Text c="dimmed">{t('path.checkIns', { count: checkIns })}</Text>}
      {unknown > 0 && (
        <Text c="dimmed">
          {t('path.unknown', { count: unknown })}{' '}
          <Go to="/my/check/days" style={{ textDecoration: 'underline' }}>
            {t('my-me:days')}
          </Go>
        </Text>
      )}
    </Card>
  )
}
