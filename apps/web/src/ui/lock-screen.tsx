import { Button, PinInput, Stack, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasLock, unlock, waitBeforeTry } from '../session/lock.ts'
import { readNote, rememberNote } from '../session/remember.ts'
import { GoButton } from './go.tsx'
import { Mark } from './mark.tsx'
import { SignOut } from './sign-out.tsx'

/** The door of a locked phone. Help and Ride it out stay open beside it. */
export function LockScreen() {
  const { t } = useTranslation('shell')
  const [digits, setDigits] = useState('')
  const [wrong, setWrong] = useState(() => readNote<number>('wrongTries') ?? 0)
  const [waitUntil, setWaitUntil] = useState(0)
  const [now, setNow] = useState(Date.now())
  const seconds = Math.max(0, Math.ceil((waitUntil - now) / 1000))

  useEffect(() => {
    if (waitUntil <= Date.now()) return
    const ticking = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(ticking)
  }, [waitUntil])

  async function tryDigits(value: string) {
    if (seconds > 0) return
    if (await unlock(value)) {
      rememberNote('wrongTries', undefined)
      return
    }
    const tries = wrong + 1
    setWrong(tries)
    rememberNote('wrongTries', tries)
    setDigits('')
    setNow(Date.now())
    setWaitUntil(Date.now() + waitBeforeTry(tries) * 1000)
  }

  return (
    <Stack
      component="main"
      gap="lg"
      p="lg"
      maw={420}
      mx="auto"
      mih="100dvh"
      justify="center"
      align="center"
      ta="center"
    >
      <Mark size={56} />
      <Title order={1}>{t('lock.title')}</Title>
      {hasLock() ? (
        <>
          <PinInput
            length={4}
            type="number"
            mask
            autoFocus
            value={digits}
            disabled={seconds > 0}
            onChange={setDigits}
            onComplete={(value) => void tryDigits(value)}
            getInputProps={(index) => ({ 'aria-label': t('lock.digit', { number: index + 1 }) })}
          />
          <Text role="status" mih={26} c="dimmed">
            {seconds > 0 ? t('lock.wait', { seconds }) : wrong > 0 ? t('lock.wrong') : t('lock.hint')}
          </Text>
        </>
      ) : (
        <Button fullWidth onClick={() => void unlock('')}>
          {t('lock.open')}
        </Button>
      )}
      <Stack gap="xs" w="100%">
        <GoButton to="/help" color="coral" fullWidth>
          {t('help')}
        </GoButton>
        <GoButton to="/my/wave" variant="light" fullWidth>
          {t('wave')}
        </GoButton>
      </Stack>
      <SignOut label={t('lock.forgot')} />
    </Stack>
  )
}
