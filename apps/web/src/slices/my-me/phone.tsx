import { changePhone, getPhone } from '@cairn/contract/people.ts'
import { Button, Stack, Switch, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { hasLock, removeLock } from '../../session/lock.ts'
import { rememberQuiet } from '../../session/remember.ts'
import { Card } from '../../ui/card.tsx'
import { LockSetter } from '../../ui/lock-setter.tsx'
import { Fault } from '../../ui/states.tsx'
import { OnThisPhone, WhoSees } from '../../ui/who-sees.tsx'
import { GettingIn } from '../getting-in/getting-in.tsx'

const SWITCHES = ['phoneIsWatched', 'neutralNotices', 'keepHistory'] as const

/** My phone: the lock, plain notices, and no trail. */
export function PhoneScreen() {
  const { t } = useTranslation('my-me')
  const queries = useQueryClient()
  const phone = useQuery({ queryKey: ['phone'], queryFn: () => call(getPhone) })
  const [locked, setLocked] = useState(hasLock)
  const [setting, setSetting] = useState(false)
  const change = useMutation({
    mutationFn: (values: Partial<Record<(typeof SWITCHES)[number] | 'appLock', boolean>>) =>
      call(changePhone, { body: { ...phone.data!, ...values } }),
    onSuccess: (saved) => {
      rememberQuiet(saved.phoneIsWatched || !saved.keepHistory)
      queries.setQueryData(['phone'], saved)
    },
    onError: () => void phone.refetch(),
  })

  return (
    <Stack gap="lg">
      <Title order={1}>{t('phonePage.title')}</Title>
      <Card labelledBy="lock">
        <Title order={2} id="lock">
          {t('phonePage.lock')}
        </Title>
        <Text>{t(locked ? 'phonePage.lockOn' : 'phonePage.lockOff')}</Text>
        {setting ? (
          <LockSetter
            onDone={() => {
              setSetting(false)
              setLocked(true)
              if (phone.data && !phone.data.appLock) change.mutate({ appLock: true })
            }}
          />
        ) : (
          <>
            <Button onClick={() => setSetting(true)}>{t(locked ? 'phonePage.newDigits' : 'phonePage.setLock')}</Button>
            {locked && (
              <Button
                variant="subtle"
                color="slate"
                onClick={() => {
                  removeLock()
                  setLocked(false)
                  if (phone.data?.appLock) change.mutate({ appLock: false })
                }}
              >
                {t('phonePage.removeLock')}
              </Button>
            )}
          </>
        )}
        <OnThisPhone>{t('phonePage.digitsHere')}</OnThisPhone>
      </Card>
      <Card labelledBy="notices">
        <Title order={2} id="notices">
          {t('phonePage.trail')}
        </Title>
        {phone.isError && <Fault error={phone.error} retry={() => void phone.refetch()} />}
        {phone.data &&
          SWITCHES.map((name) => (
            <Switch
              key={name}
              label={t(`phonePage.${name}.label`)}
              description={t(`phonePage.${name}.text`)}
              checked={phone.data[name]}
              disabled={change.isPending}
              onChange={(event) => change.mutate({ [name]: event.currentTarget.checked })}
            />
          ))}
        {change.isError && <Fault error={change.error} />}
        <WhoSees action="phone.read" />
      </Card>
      <GettingIn />
    </Stack>
  )
}
