import { Button, Skeleton, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../i18n.ts'
import { sentenceOf } from '../session/words-of-problem.ts'
import { GoButton } from './go.tsx'

/** While a page is on its way: its shape, so that nothing jumps when it arrives. */
export function PageSkeleton({ rows = 3 }: { rows?: number }) {
  const { t } = useTranslation('shell')
  return (
    <Stack gap="md" p="md" aria-busy="true" role="status">
      <span className="visually-hidden">{t('loading')}</span>
      <Skeleton height={32} width="60%" radius="md" />
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={96} radius="md" />
      ))}
    </Stack>
  )
}

/** Something did not work: one sentence and a way on. */
export function Fault({ error, retry, children }: { error: unknown; retry?: () => void; children?: ReactNode }) {
  const { t } = useTranslation('shell')
  return (
    <Stack gap="sm" role="alert" align="flex-start">
      <Text fw={600}>{sentenceOf(error, currentLanguage())}</Text>
      {children}
      {retry && (
        <Button variant="light" onClick={retry}>
          {t('tryAgain')}
        </Button>
      )}
    </Stack>
  )
}

/** A list without entries: what that means and what to do. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Stack gap="xs" align="flex-start" py="md">
      <Text fw={600}>{title}</Text>
      {children && <Text c="dimmed">{children}</Text>}
      {action}
    </Stack>
  )
}

export function PageMissing() {
  const { t } = useTranslation('shell')
  return (
    <Stack gap="md" p="lg" maw={560} mx="auto" align="flex-start">
      <Title order={1}>{t('missing.title')}</Title>
      <Text>{t('missing.text')}</Text>
      <GoButton to="/">{t('missing.home')}</GoButton>
    </Stack>
  )
}

export function PageFault({ error }: { error: unknown }) {
  const { t } = useTranslation('shell')
  return (
    <Stack gap="md" p="lg" maw={560} mx="auto" align="flex-start" role="alert">
      <Title order={1}>{t('broken.title')}</Title>
      <Text>{sentenceOf(error, currentLanguage())}</Text>
      <Button onClick={() => window.location.reload()}>{t('broken.reload')}</Button>
    </Stack>
  )
}
