import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dropEntry, retryEntry } from '../offline/outbox.ts'
import { useOnline, useOutbox } from '../offline/use-outbox.ts'
import { whenWords } from './dates.ts'
import { Dialog } from './dialog.tsx'
import styles from './offline-bar.module.css'

/** Says what is saved on this phone and not yet sent, and what the server refused. Nothing to say: not there. */
export function OfflineBar() {
  const { t } = useTranslation('shell')
  const online = useOnline()
  const { entries } = useOutbox()
  const [open, setOpen] = useState(false)
  const refused = entries.filter((entry) => entry.state === 'refused').length
  if (online && entries.length === 0) return null
  const when = (at: number) => whenWords(new Date(at).toISOString(), document.documentElement.lang, Date.now())
  return (
    <>
      <button
        type="button"
        className={styles.bar}
        onClick={() => setOpen(true)}
        data-refused={refused > 0 || undefined}
      >
        <span role="status">
          {refused > 0
            ? t('outbox.refused', { count: refused })
            : entries.length > 0
              ? t('outbox.waiting', { count: entries.length })
              : t('outbox.offline')}
        </span>
      </button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={t('outbox.title')}>
        <Stack gap="md">
          <Text c="dimmed">{online ? t('outbox.explain') : t('outbox.explainOffline')}</Text>
          {entries.map((entry) => (
            <Stack key={entry.order} gap={4} className={styles.entry}>
              <Text fw={600}>
                {t(`outbox.kinds.${entry.kind}`)}, {when(entry.madeAt)}
              </Text>
              <Text size="sm">{entry.problem ? entry.problem.title : t('outbox.saved')}</Text>
              {entry.state === 'refused' && (
                <Group gap="xs">
                  <Button variant="light" size="md" onClick={() => void retryEntry(entry.order)}>
                    {t('tryAgain')}
                  </Button>
                  <Button variant="subtle" color="slate" size="md" onClick={() => void dropEntry(entry.order)}>
                    {t('outbox.drop')}
                  </Button>
                </Group>
              )}
            </Stack>
          ))}
        </Stack>
      </Dialog>
    </>
  )
}
