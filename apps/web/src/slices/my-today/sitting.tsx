import type { MyToday } from '@cairn/contract/today.ts'
import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GoButton } from '../../ui/go.tsx'
import { dueTarget } from './due.ts'
import styles from './today.module.css'

type Thing = NonNullable<MyToday['due']>

/** The sitting that was begun in this tab. Only in memory: after a reload Today shows what is left. */
let begun: readonly Thing[] = []

export function beginSitting(things: readonly Thing[]): void {
  begun = things
}

export function endSitting(): void {
  begun = []
}

/** Where a screen stands in a sitting: its place from 1, and what comes next. Nothing when it was opened by itself. */
export function placeIn(
  things: readonly Thing[],
  path: string,
): { at: number; of: number; next: Thing | undefined } | undefined {
  const at = things.findIndex((thing) => dueTarget(thing).to === path)
  return at < 0 ? undefined : { at: at + 1, of: things.length, next: things[at + 1] }
}

/** Above a screen of a sitting: '2 of 3'. */
export function SittingPlace({ path }: { path: string }) {
  const { t } = useTranslation('my-today')
  const [place] = useState(() => placeIn(begun, path))
  if (!place) return null
  return (
    <div className={styles.place}>
      <span aria-hidden className={styles.steps}>
        {begun.map((thing, at) => (
          <span key={dueTarget(thing).to} data-past={at < place.at || undefined} />
        ))}
      </span>
      {t('sitting.of', { at: place.at, count: place.of })}
    </div>
  )
}

/** Below something that is done: what comes next in the sitting, and a way to stop here; by itself, the way back to Today. */
export function AfterThis({ path, back }: { path: string; back: string }) {
  const { t } = useTranslation('my-today')
  const [place] = useState(() => placeIn(begun, path))
  if (!place?.next)
    return (
      <Stack gap="xs">
        {place && <Text c="dimmed">{t('sitting.last')}</Text>}
        <GoButton to="/my/today">{back}</GoButton>
      </Stack>
    )
  const { to, values } = dueTarget(place.next)
  return (
    <Stack gap="xs">
      <GoButton to={to}>{t('sitting.next', { what: t(`due.${place.next.kind}.title`, values) })}</GoButton>
      <GoButton to="/my/today" variant="default">
        {t('sitting.enough')}
      </GoButton>
      <Text size="sm" c="dimmed">
        {t('sitting.enoughHint')}
      </Text>
    </Stack>
  )
}
