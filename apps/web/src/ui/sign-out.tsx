import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutboxEntry } from '../offline/queue.ts'
import { prepareToSignOut, signOut } from '../session/leave.ts'
import { whenWords } from './dates.ts'
import { Dialog } from './dialog.tsx'

/** Signs out. If something has not been sent yet, it says first what would be lost. */
export function SignOut({ label }: { label?: string }) {
  const { t } = useTranslation('shell')
  const [busy, setBusy] = useState(false)
  const [left, setLeft] = useState<readonly OutboxEntry[] | undefined>()

  async function begin() {
    setBusy(true)
    const waiting = await prepareToSignOut()
    if (waiting.length === 0) return finish()
    setBusy(false)
    setLeft(waiting)
  }
  async function finish() {
    setBusy(true)
    await signOut()
    window.location.replace('/sign-in')
  }

  return (
    <>
      <Button variant="subtle" color="slate" loading={busy} onClick={() => void begin()}>
        {label ?? t('signOut.button')}
      </Button>
      <Dialog opened={left !== undefined} onClose={() => setLeft(undefined)} title={t('signOut.title')}>
        <Stack gap="md">
          <Text>{t('signOut.lost', { count: left?.length ?? 0 })}</Text>
          <ul>
            {left?.map((entry) => (
              <li key={entry.order}>
                {t(`outbox.kinds.${entry.kind}`)},{' '}
                {whenWords(new Date(entry.madeAt).toISOString(), document.documentElement.lang, Date.now())}
              </li>
            ))}
          </ul>
          <Button onClick={() => setLeft(undefined)}>{t('signOut.stay')}</Button>
          <Button variant="subtle" color="coral" loading={busy} onClick={() => void finish()}>
            {t('signOut.anyway')}
          </Button>
        </Stack>
      </Dialog>
    </>
  )
}
